import { describe, expect, it } from 'vitest'
import type { Answer } from '../../electron/server-link/ask.ts'
import { pullAhead } from '../../electron/server-link/pull-ahead.ts'
import type { CaseId, ClientId } from '../../domain/kernel/ids.ts'
import { crc32, crcHex } from '../../protocol/sync/crc32.ts'
import type { PullRequest, PullWish } from '../../protocol/sync/pull.ts'
import { rowOf, somePage } from '../support/pages.ts'
import { someCase } from '../support/records.ts'

const LAST = 3
const NOTHING: PullWish = {
  proto: 1,
  schema: 1,
  epoch: null,
  reqId: 'r1',
  clientId: 'desk' as ClientId,
  cursor: {},
  scopes: [],
  pins: [],
  backfill: null,
  limits: { rows: 10, bytes: 10_000 },
}

/** The page that follows, as bytes: three of one case each. */
function bytesAfter({ cursor, reqId }: PullRequest, isDamaged: boolean): Uint8Array {
  const seq = (cursor['0'] ?? 0) + 1
  const about = { base: cursor, cursor: { '0': seq }, more: seq < LAST }
  const page = somePage([rowOf('case', someCase({ id: `c-${seq}` as CaseId }), seq)], about)
  const before = [{ ...page.header, reqId }, ...page.changes].map((line) => `${JSON.stringify(line)}\n`).join('')
  const crc = crcHex(crc32(new TextEncoder().encode(before)))
  const footer = { ...page.footer, crc: isDamaged ? '00000000' : crc }
  return new TextEncoder().encode(`${before}${JSON.stringify(footer)}\n`)
}

function someLink(fault: { damages?: string; fails?: string } = {}) {
  const asked: string[] = []
  const timers: (() => void)[] = []
  const fetchPage = async (token: string, request: PullRequest): Promise<Answer> => {
    asked.push(`${token} ${request.reqId} after ${request.cursor['0'] ?? 0}`)
    if (request.reqId !== fault.fails)
      return { ok: true, bytes: bytesAfter(request, request.reqId === fault.damages), askedAt: 0, roundTripMs: 1 }
    delete fault.fails
    return { ok: false, failure: { kind: 'unreachable', detail: 'cut' } }
  }
  const pull = pullAhead(
    fetchPage,
    (_ms, run) => {
      timers.push(run)
      return () => timers.splice(timers.indexOf(run), 1)
    },
    () => undefined,
  )
  /** As a desk asks that has taken so many pages. */
  const ask = async (taken: number, more: Partial<PullWish> = {}, token = 'a1') => {
    const at = taken === 0 ? {} : { epoch: 'e1', cursor: { '0': taken }, scopes: ['queue:orders'] }
    const wish = { ...NOTHING, ...at, reqId: `r${taken + 1}`, nextReqId: `r${taken + 2}`, ...more }
    const page = await pull(token, wish)
    return page.ok ? page.value.footer.cursor['0'] : page.failure.kind
  }
  return { asked, timers, ask }
}

describe('pages that are asked for one after the other', () => {
  it('are on their way before they are asked for, each once and none after the last', async () => {
    const { asked, timers, ask } = someLink()
    expect(await ask(0)).toBe(1)
    expect(asked).toEqual(['a1 r1 after 0', 'a1 r2 after 1'])
    expect([await ask(1), await ask(2)]).toEqual([2, 3])
    expect(asked).toEqual(['a1 r1 after 0', 'a1 r2 after 1', 'a1 r3 after 2'])
    expect(timers).toEqual([])
  })

  it('are not on their way where nobody says how the next one will be asked for', async () => {
    const { asked, ask } = someLink()
    await ask(0, { nextReqId: undefined })
    expect(asked).toEqual(['a1 r1 after 0'])
  })

  it.each([
    ['from another place', 0, { reqId: 'r2' }, 'a1', 'a1 r2 after 0'],
    ['by another name', 1, { reqId: 'other' }, 'a1', 'a1 other after 1'],
    ['in other portions', 1, { limits: { rows: 1, bytes: 2_000 } }, 'a1', 'a1 r2 after 1'],
    ['for somebody else', 1, {}, 'b1', 'b1 r2 after 1'],
  ])('are asked for anew %s', async (_what, taken, more, token, question) => {
    const { asked, ask } = someLink()
    await ask(0)
    expect(await ask(taken, { nextReqId: undefined, ...more }, token)).toBe(taken + 1)
    expect(asked.slice(2)).toEqual([question])
  })

  it('are asked for anew when what was on its way did not come', async () => {
    const { asked, ask } = someLink({ fails: 'r2' })
    await ask(0)
    expect(await ask(1, { nextReqId: undefined })).toBe(2)
    expect(asked.slice(1)).toEqual(['a1 r2 after 1', 'a1 r2 after 1'])
  })

  it('do not stay in memory when nobody asks for them', async () => {
    const { asked, timers, ask } = someLink()
    await ask(0)
    for (const run of timers.splice(0)) run()
    await ask(1, { nextReqId: undefined })
    expect(asked.slice(1)).toEqual(['a1 r2 after 1', 'a1 r2 after 1'])
  })

  it('are checked, whenever they came', async () => {
    const { ask } = someLink({ damages: 'r2' })
    await ask(0)
    expect(await ask(1)).toBe('damaged')
  })
})
