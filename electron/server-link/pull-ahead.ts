import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRaw } from 'node:zlib'
import type { Result } from '../../domain/kernel/result.ts'
import { ok } from '../../domain/kernel/result.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { PullLines, PullRequest, PullWish } from '../../protocol/sync/pull.ts'
import { isPacked, readPacked, type UnpackPorts } from '../../protocol/sync/read-packed.ts'
import { checkPage, isUnreadable, type PageDamage, standAfter } from '../../protocol/sync/read-page.ts'
import type { Answer, LinkPorts } from './ask.ts'

/** So long a page that nobody has asked for waits; it holds what customers wrote. */
const KEPT_MS = 10_000

// Beside this thread.
const unpack: UnpackPorts = {
  crc: crc32,
  inflate: (small, maxOutputLength) => promisify(inflateRaw)(small, { maxOutputLength }),
  store: (bytes) => promisify(deflateRaw)(bytes, { level: 0 }),
}

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
    const page = await readAnswer(answer.bytes)
    if (!page.ok) {
      const detail = `The page is damaged: ${page.refusal}.`
      return { ok: false, failure: { kind: 'damaged', detail, isUnreadable: isUnreadable(page.refusal) } }
    }
    measure(answer, page.value.header.now)
    return { ok: true, value: page.value }
  }
}

async function readAnswer(bytes: Uint8Array): Promise<Result<PullLines, PageDamage>> {
  if (isPacked(bytes)) return readPacked(bytes, unpack)
  const checked = checkPage(bytes, crc32)
  if (!checked.ok) return checked
  const { page, lines } = checked.value
  return ok({ header: page.header, lines, parts: null, isChecked: true, footer: page.footer })
}
