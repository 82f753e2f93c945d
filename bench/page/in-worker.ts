import type { CaseRecord } from '../../domain/cases/case.ts'
import type { Contender } from './contender.ts'
import type { ContenderName } from './names.ts'

type Answer = { n: number; value?: unknown; error?: string } | { page: CaseRecord[] }

/** The contender in a worker of its own; what a question costs on the way there and back is part of its times. */
export async function startInWorker(name: ContenderName): Promise<Contender> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, { done: (value: never) => void; failed: (error: Error) => void }>()
  let tell: (page: CaseRecord[]) => void = () => {}
  let next = 0
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    if ('page' in data) return tell(data.page)
    const asker = waiting.get(data.n)
    waiting.delete(data.n)
    if (data.error === undefined) asker?.done(data.value as never)
    else asker?.failed(new Error(data.error))
  }
  worker.onerror = ({ message }) => {
    for (const { failed } of waiting.values()) failed(new Error(`The worker failed: ${message}`))
  }
  const ask = <Value>(method: string, ...args: unknown[]) =>
    new Promise<Value>((done, failed) => {
      waiting.set(++next, { done, failed })
      worker.postMessage({ n: next, method, args })
    })
  await ask('start', name)
  return {
    open: () => ask('open'),
    load: () => ask('load'),
    counts: () => ask('counts'),
    queue: (agent) => ask('queue', agent),
    openCase: (id) => ask('openCase', id),
    async live(agent, told) {
      tell = told
      await ask('live', agent)
      return () => {
        tell = () => {}
      }
    },
    prepare: (delta) => ask('prepare', delta),
    apply: () => ask('apply'),
    beStrict: () => ask('beStrict'),
    act: (action) => ask('act', action),
    close: () => ask('close'),
  }
}
