import type { AgentAction, Counts, OpenedCase } from '../dataset/logical-rows.ts'
import { markerOf } from '../dataset/make-changes.ts'
import { FOREIGN_WORDS } from '../dataset/texts.ts'
import type { Contender } from './contender.ts'
import { digestOf } from './digest.ts'
import { afterPaint, watchBlocks } from './watch-blocks.ts'

// What the measuring side (Node) asks of the page, one contender in one page. Every answer is plain data.

/** Milliseconds of each, in the order they were done. */
export type Timed = number[]

const GIVEN_UP_MS = 120_000

export function drive(contender: Contender, now: () => number) {
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const from = now()
    await work()
    return now() - from
  }
  const openThese = async (ids: readonly string[]): Promise<Timed> => {
    const times: Timed = []
    for (const id of ids) times.push(await timed(() => contender.openCase(id)))
    return times
  }
  /** Null: nothing is put off. */
  const compact = async (): Promise<number | null> => {
    const from = now()
    const hasPutOff = (await contender.compact?.()) ?? false
    return hasPutOff ? now() - from : null
  }
  return {
    open: () => timed(() => contender.open()),
    async load() {
      const blocks = watchBlocks()
      const ms = await timed(() => contender.load())
      const seen = await blocks()
      return { ms, ...seen, compactMs: await compact() }
    },
    counts: (): Promise<Counts> => contender.counts(),
    /** From nothing but the code to the first page: opened, asked, drawn. */
    async coldStart(agent: string) {
      const from = now()
      await contender.open()
      const openMs = now() - from
      const page = await contender.queue(agent)
      return { ms: now() - from, openMs, ids: page.map(({ id }) => id) }
    },
    openThese,
    /**
     * Opens one case after the other as they stand in the queue. Before each, what comes next has been opened as a desk
     * does that fetches ahead, and there was a moment's rest.
     */
    async openNeighbours(ids: readonly string[]): Promise<Timed> {
      const times: Timed = []
      for (const id of ids) {
        await contender.openCase(id)
        await new Promise((resolve) => setTimeout(resolve, 20))
        times.push(await timed(() => contender.openCase(id)))
      }
      return times
    },
    /** What must be the same whoever holds it. */
    async digest(agent: string, ids: readonly string[]) {
      const cases: OpenedCase[] = []
      for (const id of ids) cases.push(await contender.openCase(id))
      return digestOf({ page: await contender.queue(agent), cases })
    },
    /** From the first row stored to both: durable, and the changed page drawn. */
    async delta(delta: number, agent: string) {
      await contender.prepare(delta)
      // As on the desk, which has the letters of its queue long before.
      await document.fonts.load(`1em ${getComputedStyle(document.body).fontFamily}`, FOREIGN_WORDS.join(''))
      const list = document.createElement('ol')
      document.body.append(list)
      let isFirst = true
      let known = () => {}
      let shown = (_at: number) => {}
      const firstPage = new Promise<void>((resolve) => (known = resolve))
      const marked = new Promise<number>((resolve, reject) => {
        shown = resolve
        setTimeout(() => reject(new Error(`The delta was not shown within ${GIVEN_UP_MS / 1_000} s.`)), GIVEN_UP_MS)
      })
      // Awaited only after the delta is stored; until then a failure must not count as nobody's.
      marked.catch(() => {})
      const stop = await contender.live(agent, (page) => {
        list.replaceChildren(
          ...page.map(({ subject }) => Object.assign(document.createElement('li'), { textContent: subject })),
        )
        if (isFirst) known()
        isFirst = false
        if (page.some(({ subject }) => subject === markerOf(delta))) void afterPaint().then(() => shown(now()))
      })
      await firstPage
      await new Promise((resolve) => setTimeout(resolve, 100))
      const blocks = watchBlocks()
      const from = now()
      await contender.apply()
      const durableMs = now() - from
      const paintedMs = (await marked) - from
      const { longestMs } = await blocks()
      stop()
      list.remove()
      return { ms: Math.max(durableMs, paintedMs), durableMs, paintedMs, longestMs, compactMs: await compact() }
    },
    beStrict: () => contender.beStrict(),
    /** One after the other; ends early when the time is up. */
    async act(actions: readonly AgentAction[], capMs: number): Promise<Timed> {
      const times: Timed = []
      const from = now()
      for (const action of actions) {
        times.push(await timed(() => contender.act(action)))
        if (now() - from > capMs) break
      }
      return times
    },
    close: () => contender.close(),
  }
}
export type Driver = ReturnType<typeof drive>
