/**
 * The worker that holds the dictionaries. Its answer from the desk's scheme has a policy of its own that allows it to run
 * Hunspell, which is WebAssembly; the page may not.
 */
import type { DictionaryId } from '../../domain/spelling/dictionaries.ts'
import type { Asked } from '../spelling/answer-asked.ts'
import { makeAnswerer } from '../spelling/answer-asked.ts'
import { openChecker } from '../spelling/open-checker.ts'

// TypeScript's worker types contradict those of the page, so the little that is used is named here.
const worker = globalThis as unknown as {
  addEventListener(name: 'message', listen: (event: { data: Asked }) => void): void
  postMessage(answer: unknown): void
}
type Listed = Record<DictionaryId, { rules: string; list: string }>

const listed = fetch('/spelling/dictionaries.json').then((answer) => answer.json() as Promise<Listed>)

async function read(address: string): Promise<string> {
  const answer = await fetch(address)
  if (!answer.ok || answer.body === null) throw new Error(`${address} answered ${answer.status}`)
  return new Response(answer.body.pipeThrough(new DecompressionStream('gzip'))).text()
}

const answer = makeAnswerer(
  async (id) => {
    const { rules, list } = (await listed)[id]
    return openChecker(await read(rules), await read(list))
  },
  // Told to the main process's log, as everything a page says.
  (error) => console.error(String(error)),
)
const settle = async (asked: Asked) => worker.postMessage(await answer(asked))
worker.addEventListener('message', ({ data }) => void settle(data))
