import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32, crcHex } from '../../protocol/sync/crc32.ts'
import type { PageDamage } from '../../protocol/sync/read-page.ts'
import { packPage } from '../../protocol/sync/pack-page.ts'
import { type PullRow, pullRow } from '../../protocol/sync/pull.ts'
import { readLines } from '../../protocol/sync/read-lines.ts'
import { checkPage, isUnreadable, readPage } from '../../protocol/sync/read-page.ts'
import { NOON, someCase, someMessage } from '../support/records.ts'

const header = {
  t: 'header',
  reqId: 'r-1',
  epoch: 'e-1',
  base: { '0': 3 },
  head: { '0': 6 },
  aclVersion: '1',
  scopes: ['queue:orders'],
  lmid: 0,
  now: NOON,
  minIntervalMs: 0,
}
const place = (e: string, id: string, seq: number) => ({ e, id, shard: '0', seq })
const exit = { t: 'exit', x: 'queue:orders', ...place('case', 'c-7', 5) }
const row = {
  t: 'row',
  ...place('case', 'c-7', 5),
  rev: 2,
  s: ['queue:orders'],
  d: someCase({ subject: 'Où est mon colis ? 荷物' }),
}
const message = { t: 'row', ...place('message', 'm-1', 6), rev: 1, s: ['queue:orders'], d: someMessage() }

/** A page as the server writes it; `change` damages the footer. */
function written(changes: unknown[], change: object = {}): Uint8Array {
  const body = [header, ...changes].map((line) => `${JSON.stringify(line)}\n`).join('')
  const crc = crcHex(crc32(new TextEncoder().encode(body)))
  const footer = {
    t: 'footer',
    cursor: { '0': 6 },
    scopes: ['queue:orders'],
    backfill: null,
    more: false,
    count: changes.length,
    crc,
    ...change,
  }
  return new TextEncoder().encode(`${body}${JSON.stringify(footer)}\n`)
}
const damage = (bytes: Uint8Array) => {
  const outcome = readPage(bytes)
  return outcome.ok ? 'whole' : outcome.refusal
}

describe('a page of changes', () => {
  const whole = written([exit, row, message])

  it('is read whole', () => {
    const outcome = readPage(whole)
    expect(outcome.ok && outcome.value.changes).toEqual([exit, row, message])
  })

  const rest = async () => undefined
  const inflate = (small: Uint8Array) => new Uint8Array(inflateRawSync(small))
  async function packed(changes: object[], more = true) {
    const checked = checkPage(
      written(
        changes.map((each, at) => ({ ...each, seq: at + 1 })),
        { more },
      ),
      crc32,
    )
    if (!checked.ok) throw new Error(checked.refusal)
    return packPage(checked.value, async (bytes, level) => new Uint8Array(deflateRawSync(bytes, { level })))
  }
  const cases = Array.from({ length: 300 }, (_, at) => ({ ...row, id: `c-${at}`, d: { ...row.d, id: `c-${at}` } }))
  const messages = Array.from({ length: 600 }, (_, at) => {
    return { ...message, id: `m-${at}`, d: { ...message.d, id: `m-${at}`, caseId: `c-${at % 300}` } }
  })

  it('is handed on as it came where few have come, and read from that', async () => {
    const came = await packed([row, message])
    expect([came.parts, came.lines.length > 0]).toEqual([null, true])
    const page = await readLines(came, rest, inflate)
    expect(page.changes).toEqual([row, message].map((each, at) => ({ ...each, seq: at + 1 })))
    expect((await readLines(await packed([]), rest, inflate)).changes).toEqual([])
    // Not a view of the answer, all of which would cross the bridge.
    expect(came.lines.buffer.byteLength).toBe(came.lines.byteLength)
    expect(checkPage(whole, () => 0)).toEqual({ ok: false, refusal: 'crc' })
  })

  it('of many rows is in parts: what is read as a list, and what is read with its case, a thousand at a time', async () => {
    const { parts, lines } = await packed([...cases, ...messages])
    expect(lines).toHaveLength(0)
    expect(parts?.map(({ keys }) => keys.split('\n').length)).toEqual([300, 600])
    expect(parts?.[1]?.keys.startsWith('message:m-0\nmessage:m-1\n')).toBe(true)
    expect(parts?.[1]?.cases.startsWith('c-0\nc-1\n')).toBe(true)
    const many = Array.from({ length: 2_100 }, (_, at) => ({ ...message, id: `m-${at}` }))
    expect((await packed(many)).parts?.map(({ ends }) => ends.length)).toEqual([1_050, 1_050])
    // The last page may be small.
    expect((await packed(many, false)).parts?.map(({ ends }) => ends.length)).toEqual(Array(5).fill(420))
    for (const { small, ends } of parts ?? []) expect(inflate(small)).toHaveLength(ends.at(-1) as number)
  })

  it('in parts says which records have come, and reads one of them only when more is asked', async () => {
    const came = await packed([...cases, ...messages])
    let inflated = 0
    const { changes, parts } = await readLines(came, rest, (small) => {
      inflated++
      return inflate(small)
    })
    expect(changes.map(({ e, id }) => [e, id])).toEqual([...cases, ...messages].map(({ e, id }) => [e, id]))
    expect(parts?.[0]?.cases[7]).toBe('c-7')
    expect(inflated).toBe(0)
    const { t, e, id, shard, seq, rev, s, d } = changes[7] as PullRow
    expect({ t, e, id, shard, seq, rev, s, d }).toEqual({ ...cases[7], seq: 8 })
    expect(inflated).toBe(1)
    expect((changes.at(-1) as PullRow).d).toEqual(messages.at(-1)?.d)
  })

  it.each([
    ['something left', exit],
    ['a record is gone', { ...message, d: null }],
    ['an older row came', { ...message, b: true }],
    ['a record comes twice', cases[0] as object],
  ])('has to be read where %s, some lines at a time', async (_, last) => {
    const came = await packed([...cases, last])
    expect(came.parts).toBe(null)
    let rests = 0
    const { changes } = await readLines(came, async () => void rests++, inflate)
    expect(changes).toEqual([...cases, last].map((each, at) => ({ ...each, seq: at + 1 })))
    expect(rests).toBe(1)
  })

  it('holds only what its schema calls a row', () => {
    const oneOf = (...values: unknown[]) => fc.constantFrom(...values)
    const some = {
      t: oneOf('row', 'rows', undefined),
      e: oneOf('case', 'message', 'cases', '', null, 7),
      id: oneOf('c-7', '', null, 7, undefined),
      shard: oneOf('0', '', 0, null),
      seq: oneOf(5, 1, 0, -1, 1.5, 2 ** 53, '5', null),
      rev: oneOf(2, 0, 0.5, '2', undefined),
      s: oneOf(['queue:orders'], [], [''], ['x'.repeat(140)], ['x'.repeat(141)], [7], 'queue:orders', null, undefined),
      b: oneOf(true, false, undefined, null, 0, 'true'),
      d: oneOf(row.d, null),
    }
    const oneChanged = fc
      .tuple(fc.constantFrom(...Object.keys(some)), fc.record(some), some.d)
      .map(([field, values, d]) => ({ d, [field]: values[field as keyof typeof some] }))
    fc.assert(
      fc.property(fc.oneof(fc.record(some), oneChanged), (changed) => {
        const change = JSON.parse(JSON.stringify({ ...row, ...changed }))
        const isRow = pullRow.safeParse(change).success && (change.d === null || change.e === 'case')
        expect(readPage(written([change])).ok).toBe(isRow)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is thrown away when it was cut at any byte', () => {
    for (let at = 0; at < whole.length; at++) expect(readPage(whole.subarray(0, at)).ok, `cut at ${at}`).toBe(false)
  })

  it('is thrown away when any one bit of it was changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length * 8 - 1 }), (bit) => {
        const bytes = whole.slice()
        const flipped = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
        bytes[bit >> 3] = flipped
        const outcome = readPage(bytes)
        // A flip inside the footer may leave a footer that differs only in a number; the body it vouches for is unhurt.
        return !outcome.ok || JSON.stringify(outcome.value.changes) === JSON.stringify([exit, row, message])
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['a wrong count', written([row], { count: 2 }), 'count'],
    ['a wrong checksum', written([row], { crc: '00000000' }), 'crc'],
    ['no footer', whole.subarray(0, whole.lastIndexOf(10, whole.length - 2) + 1), 'cut'],
    ['an exit after a row of the same sequence', written([row, exit]), 'unordered'],
    ['a sequence that goes back', written([message, row]), 'unordered'],
    ['a record of the wrong shape', written([{ ...row, d: { id: 'c-7' } }]), 'malformed'],
    ['a record of an unknown kind', written([{ ...row, e: 'spell' }]), 'malformed'],
    ['something else than a page', new TextEncoder().encode('{"hello":"world"}\n'), 'malformed'],
    ['no JSON', new TextEncoder().encode('<p>Hello</p>\n'), 'malformed'],
    ['a footer of another shape', written([row], { cursor: 'here' }), 'malformed'],
    ['nothing at all', new Uint8Array(), 'cut'],
  ])('with %s is refused', (_, bytes, kind) => {
    expect(damage(bytes)).toBe(kind)
  })

  it.each<[PageDamage, boolean]>([
    ['cut', false],
    ['crc', false],
    ['malformed', true],
    ['count', true],
    ['unordered', true],
  ])('that is %s was written so: %s', (kind, isWrittenSo) => {
    expect(isUnreadable(kind)).toBe(isWrittenSo)
  })

  it('keeps a field that this version does not know', () => {
    const newer = { ...row, d: { ...row.d, mood: 'calm' } }
    const outcome = readPage(written([newer]))
    expect(outcome.ok && outcome.value.changes[0]).toEqual(newer)
  })

  it('has the checksum that everybody else computes', () => {
    expect(crcHex(crc32(new TextEncoder().encode('123456789')))).toBe('cbf43926')
  })
})
