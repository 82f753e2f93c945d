/** What a process under a standing clock answers to. */
export type ClockHand = {
  /** Puts the clocks on. The monotonic one stands while a machine sleeps; timers run by it. */
  move(by: { wallMs: number; monotonicMs: number }): void
  /** Runs what is due, each timer once, as a process does that was not scheduled meanwhile; then rests. */
  fire(): Promise<number>
  /** Resolves when nothing is under way here; with how much has been, so that whoever asks twice knows. */
  rest(): Promise<number>
  /** The work is under way until it is done. */
  during<Work>(work: Work): Work
}

type Scope = typeof globalThis & { clockHand?: ClockHand }

/**
 * Takes the clock out of a process: `Date`, `performance.now` and timers stand still until a test moves them. Runs before
 * anything of the product, in Electron's main process, in the server and in the page, and so is made of one function that
 * needs nothing around it. Short timers are a turn of the loop and no time: they run as ever.
 * @param startsAt ms since 1970
 */
export function installStandingClock(scope: Scope, startsAt: number): void {
  const TURN_MS = 50
  const { Date: RealDate, setTimeout: later, clearTimeout: forgetLater, clearInterval: forgetEvery } = scope
  const isNode = (scope as { process?: { versions?: { node?: string } } }).process?.versions?.node !== undefined
  let wallMs = startsAt
  let monotonicMs = 60_000
  type Timer = { dueMs: number; everyMs: number | null; run: () => void }
  const timers = new Map<number, Timer>()
  let lastId = 1_000_000_000
  let [underWay, done] = [0, 0]
  const over = () => {
    underWay--
    done++
  }

  scope.Date = new Proxy(RealDate, {
    apply: () => new RealDate(wallMs).toString(),
    construct: (target, given, made) =>
      Reflect.construct(target, given.length === 0 ? [wallMs] : given, made) as object,
    get: (target, name) => (name === 'now' ? () => wallMs : Reflect.get(target, name)) as unknown,
  })
  Object.defineProperty(scope.performance, 'now', { configurable: true, value: () => monotonicMs })

  const add = (run: (...given: unknown[]) => void, ms: number, given: unknown[], isRepeated: boolean): unknown => {
    const id = ++lastId
    const everyMs = isRepeated ? Math.max(1, ms) : null
    timers.set(id, { dueMs: monotonicMs + ms, everyMs, run: () => run(...given) })
    if (!isNode) return id
    const handle = {
      clockId: id,
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      close: () => forget(handle),
    }
    return handle
  }
  const forget = (handle: unknown): void => {
    const id = typeof handle === 'object' && handle !== null ? (handle as { clockId?: number }).clockId : handle
    if (typeof id === 'number' && timers.delete(id)) return
    forgetLater(handle as number)
    forgetEvery(handle as number)
  }
  type Run = (...given: unknown[]) => void
  const replaced = {
    setTimeout: (run: Run, ms = 0, ...given: unknown[]) =>
      ms < TURN_MS ? later(run, ms, ...given) : add(run, ms, given, false),
    setInterval: (run: Run, ms = 0, ...given: unknown[]) => add(run, ms, given, true),
    clearTimeout: forget,
    clearInterval: forget,
  }
  Object.assign(scope, replaced)

  const during = <Work>(work: Work): Work => {
    underWay++
    void Promise.resolve(work).then(over, over)
    return work
  }
  // Of a page: its store, and what is sealed for it.
  const store = (scope as { IDBDatabase?: typeof IDBDatabase }).IDBDatabase?.prototype
  if (store !== undefined) {
    const begin = store.transaction
    store.transaction = function (...given) {
      const transaction = begin.apply(this, given)
      underWay++
      transaction.addEventListener('complete', over)
      transaction.addEventListener('abort', over)
      return transaction
    }
    for (const name of ['encrypt', 'decrypt'] as const) {
      const work = scope.crypto.subtle[name].bind(scope.crypto.subtle)
      scope.crypto.subtle[name] = (...given: Parameters<SubtleCrypto['encrypt']>) => during(work(...given))
    }
  }

  const rest = async (): Promise<number> => {
    for (let still = 0; still < 2; still = underWay === 0 ? still + 1 : 0)
      await new Promise<void>((turn) => void later(turn, 0))
    return done
  }
  scope.clockHand = {
    during,
    rest,
    move(by) {
      wallMs += by.wallMs
      monotonicMs += by.monotonicMs
    },
    async fire() {
      const due = [...timers].filter(([, { dueMs }]) => dueMs <= monotonicMs)
      for (const [id, timer] of due.sort(([, a], [, b]) => a.dueMs - b.dueMs)) {
        // One that ran before may have stopped it.
        if (!timers.has(id)) continue
        if (timer.everyMs === null) timers.delete(id)
        else while (timer.dueMs <= monotonicMs) timer.dueMs += timer.everyMs
        try {
          timer.run()
        } catch (error) {
          queueMicrotask(() => {
            throw error
          })
        }
      }
      return rest()
    },
  }
}

/** The same as a script to be loaded before a program of Node: `-r` of Electron and of the server. */
export const standingClockScript = (startsAt: number): string =>
  `(${installStandingClock.toString()})(globalThis, ${startsAt})\n`
