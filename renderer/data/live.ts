import type { Live } from './repository.ts'
import { KeepError } from './store-port.ts'

/** `settled`: what was written before is read by then, or nobody watches. */
export type Settling<Value> = Live<Value> & { settled(): Promise<void> }

/** A value that is set, not read. */
export function liveSwitch<Value>(first: Value): Live<Value> & { set(value: Value): void } {
  let value = first
  const listeners = new Set<(value: Value) => void>()
  return {
    getValue: () => value,
    set(to) {
      value = to
      for (const next of listeners) next(to)
    },
    subscribe(next) {
      listeners.add(next)
      next(value)
      return { unsubscribe: () => void listeners.delete(next) }
    },
  }
}

/**
 * A value read again at every change of the store. Unchanged parts keep their identity, so that only what changed repaints; `join`:
 * how that is done, where `read` has done most of it.
 */
export function liveFrom<Value>(
  watch: (changed: () => void) => () => void,
  read: () => Promise<Value>,
  join: (before: Value | undefined, after: Value) => Value = share,
): Settling<Value> {
  let value: Value | undefined
  const listeners = new Set<{ next: (value: Value) => void; failed: ((error: unknown) => void) | undefined }>()
  let stop: (() => void) | null = null
  let isReading = false
  const awaited: (() => void)[] = []
  let isDirty = false

  async function refresh(): Promise<void> {
    isDirty = true
    if (isReading) return
    isReading = true
    try {
      while (isDirty) {
        isDirty = false
        const fresh = await read()
        // Whoever comes next must not begin with what was read for somebody who has gone.
        if (listeners.size === 0) return
        const shared = join(value, fresh)
        if (shared === value && value !== undefined) continue
        value = shared
        for (const listener of listeners) listener.next(shared)
      }
    } catch (error) {
      // The disk does not answer: what was read last stays, and the shelf tells when there is more.
      if (error instanceof KeepError) return
      for (const listener of listeners) listener.failed?.(error)
    } finally {
      isReading = false
      for (const tell of awaited.splice(0)) tell()
    }
  }

  return {
    getValue: () => value,
    settled: () => (isReading ? new Promise<void>((tell) => awaited.push(tell)) : Promise.resolve()),
    subscribe(next, failed) {
      const listener = { next, failed }
      listeners.add(listener)
      if (value !== undefined) next(value)
      if (stop === null) {
        stop = watch(() => void refresh())
        void refresh()
      }
      return {
        unsubscribe() {
          listeners.delete(listener)
          if (listeners.size > 0) return
          stop?.()
          stop = null
          // Nobody watches: by the next look it may be old.
          value = undefined
        },
      }
    },
  }
}

/** `after`, with every part that equals its counterpart in `before` replaced by that very object. */
export function share<Value>(before: unknown, after: Value): Value {
  if (Object.is(before, after)) return after
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after
  if (Array.isArray(before) !== Array.isArray(after)) return after
  const old = before as Record<string, unknown>
  if (Array.isArray(before) && Array.isArray(after)) return shareList(before, after) as Value
  const keys = Object.keys(after)
  let isSame = keys.length === Object.keys(before).length
  const shared: Record<string, unknown> = {}
  for (const key of keys) {
    shared[key] = share(old[key], (after as Record<string, unknown>)[key])
    if (shared[key] !== old[key]) isSame = false
  }
  return (isSame ? before : shared) as Value
}

/** Whether both say the same, however deep; two that differ mostly do so soon. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => isAlike(one[name], other[name]))
}

/** The list as it was, if the very same parts stand in it. */
export function sameList<Part>(before: Part[] | undefined, after: Part[]): Part[] {
  return before?.length === after.length && before.every((each, at) => each === after[at]) ? before : after
}

/** Long lists mostly stay what and where they were: only where something moved it is looked for by its identity. */
function shareList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  let byId: Map<unknown, unknown> | null = null
  const shared = after.map((now, at) => {
    const there = before[at]
    if (now === there) return now
    const id = identity(now)
    if (id === undefined || id === identity(there)) return share(there, now)
    byId ??= new Map(before.map((each) => [identity(each), each]))
    return share(byId.get(id), now)
  })
  return sameList(before as unknown[], shared)
}

function identity(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const part = value as { id?: unknown; case?: { id: unknown }; message?: { id: unknown }; mutation?: { id: unknown } }
  return part.id ?? part.case?.id ?? part.message?.id ?? part.mutation?.id
}
