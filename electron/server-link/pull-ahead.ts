import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { PullLines, PullRequest, PullWish } from '../../protocol/sync/pull.ts'
import { type Deflate, packPage } from '../../protocol/sync/pack-page.ts'
import { checkPage, isUnreadable, standAfter } from '../../protocol/sync/read-page.ts'
import type { Answer, LinkPorts } from './ask.ts'

/** So long a page that nobody has asked for waits; it holds what customers wrote. */
const KEPT_MS = 10_000

const deflate: Deflate = (bytes, level) => promisify(deflateRaw)(bytes, { level })

type Ahead = { request: string; token: string; answer: Promise<Answer> }

/**
 * Pages of the feed, each checked. While one is being checked, the one after it is on its way already: it is used if just that
 * one is asked for next. `measure` hears of every answer that could be read.
 */
export function pullAhead(
  fetchPage: (token: string, request: PullRequest) => Promise<Answer>,
  after: LinkPorts['after'],
  measure: (answer: Extract<Answer, { ok: true }>, serverNow: number) => void,
) {
  let ahead: Ahead | null = null
  let stopTimer = () => {}

  function take(token: string, request: string): Promise<Answer> | null {
    const taken = ahead
    ahead = null
    stopTimer()
    return taken?.request === request && taken.token === token ? taken.answer : null
  }
  function fetchAhead(token: string, request: PullRequest): void {
    const answer = fetchPage(token, request)
    ahead = { request: JSON.stringify(request), token, answer }
    stopTimer = after(KEPT_MS, () => (ahead = null))
  }

  return async (token: string, { nextReqId, ...request }: PullWish): Promise<Outcome<PullLines>> => {
    const early = await take(token, JSON.stringify(request))
    const answer = early?.ok === true ? early : await fetchPage(token, request)
    if (!answer.ok) return answer
    if (nextReqId !== undefined) {
      const next = standAfter(answer.bytes)
      if (next !== null) fetchAhead(token, { ...request, ...next, reqId: nextReqId })
    }
    const page = checkPage(answer.bytes, crc32)
    if (!page.ok) {
      const detail = `The page is damaged: ${page.refusal}.`
      return { ok: false, failure: { kind: 'damaged', detail, isUnreadable: isUnreadable(page.refusal) } }
    }
    measure(answer, page.value.page.header.now)
    return { ok: true, value: await packPage(page.value, deflate) }
  }
}
