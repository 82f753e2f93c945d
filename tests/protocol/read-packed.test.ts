import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PullPage, PullRow } from '../../protocol/sync/pull.ts'
import { crc32, crcHex } from '../../protocol/sync/crc32.ts'
import { type FeedRow, packPage } from '../../protocol/sync/pack-page.ts'
import { readLines, UnreadableLine } from '../../protocol/sync/read-lines.ts'
import { isPacked } from '../../protocol/sync/read-packed.ts'
import { readRow, standAfter } from '../../protocol/sync/read-page.ts'
import { exitOf, feedRows, linesOf, packedBytes, packing, rowOf, somePage, unpacked } from '../support/pages.ts'
import { someCase, someMessage } from '../support/records.ts'

const cases = Array.from({ length: 300 }, (_, at) => rowOf('case', someCase({ id: `c-${at}` as never }), at + 1))
const messages = Array.from({ length: 600 }, (_, at) =>
  rowOf('message', someMessage({ id: `m-${at}` as never, caseId: `c-${at % 300}` as never, body: '荷物' }), 301 + at),
)
const rest = async () => undefined
const inflate = (small: Uint8Array) => new Uint8Array(inflateRawSync(small))
const reader = async () => readRow
const ofMany = somePage([...cases, ...messages], { more: true })

async function written(page: PullPage = ofMany): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await packedBytes(page)
  if (bytes === null) throw new Error('It was not packed.')
  return bytes
}
const damage = async (bytes: Uint8Array) => {
  const outcome = await unpacked(bytes)
  return outcome.ok ? 'whole' : outcome.refusal
}

describe('a page in parts', () => {
  it('has apart what is read as a list and what is read with its case, a thousand lines and more to a part', async () => {
    expect(isPacked(await written())).toBe(true)
    const { parts, lines, header, footer } = await linesOf(ofMany)
    expect(header).toEqual(ofMany.header)
    expect(footer).toMatchObject({ cursor: ofMany.footer.cursor, more: true, count: 900 })
    expect(lines).toHaveLength(0)
    expect(parts?.map(({ keys }) => keys.split('\n').length)).toEqual([300, 600])
    expect(parts?.[1]?.keys.startsWith('message:m-0\nmessage:m-1\n')).toBe(true)
    expect(parts?.[1]?.cases.startsWith('c-0\nc-1\n')).toBe(true)
    const many = Array.from({ length: 2_100 }, (_, at) =>
      rowOf('message', someMessage({ id: `m-${at}` as never }), at + 1),
    )
    const sizes = async (more: boolean) =>
      (await linesOf(somePage(many, { more }))).parts?.map(({ ends }) => ends.length)
    expect(await sizes(true)).toEqual([1_050, 1_050])
    // The last page may be small.
    expect(await sizes(false)).toEqual(Array(5).fill(420))
    // Not a view of the answer, all of which would cross the bridge.
    expect(parts?.[1]?.small.buffer.byteLength).toBe(parts?.[1]?.small.byteLength)
  })

  it('is kept as it came where it is read with its case, and not deflated where it is a list', async () => {
    const { parts } = await linesOf(ofMany)
    const lengths = parts?.map(({ ends, small }) => [ends.at(-1) as number, small.length])
    const [list, withCase] = lengths as [[number, number], [number, number]]
    expect(list[1]).toBeGreaterThan(list[0])
    expect(withCase[1]).toBeLessThan(withCase[0] / 2)
    // A list in one, else a hundred lines by themselves.
    expect(parts?.map(({ chunks }) => chunks.length)).toEqual([0, 6])
    const last = await linesOf({ ...ofMany, footer: { ...ofMany.footer, more: false } })
    expect(last.parts?.[0]?.small.length).toBeLessThan((list[0] as number) / 2)
  })

  it('says which records have come, and reads one of them only when more is asked', async () => {
    let inflated = 0
    const counting = (small: Uint8Array) => {
      inflated++
      return inflate(small)
    }
    const { changes, parts } = await readLines(await linesOf(ofMany), { rest, inflate: counting, reader })
    expect(changes.map(({ e, id }) => [e, id])).toEqual([...cases, ...messages].map(({ e, id }) => [e, id]))
    expect(parts?.[0]?.cases[7]).toBe('c-7')
    expect(inflated).toBe(0)
    const { t, e, id, shard, seq, rev, s, d } = changes[7] as PullRow
    expect({ t, e, id, shard, seq, rev, s, d }).toEqual(cases[7])
    expect((changes[8] as PullRow).d).toEqual(cases[8]?.d)
    expect(inflated).toBe(1)
    expect((changes.at(-1) as PullRow).d).toEqual(messages.at(-1)?.d)
  })

  it.each<[string, PullPage['changes'][number]]>([
    ['something left', exitOf('case', 'c-7', 301)],
    ['a record is gone', { ...rowOf('message', someMessage(), 301), d: null }],
    ['an older row came', { ...rowOf('message', someMessage(), 301), b: true }],
    ['a record comes twice', { ...(cases[0] as PullRow), seq: 301 }],
    ['an id is no word', { ...(cases[0] as PullRow), id: 'c-0\nc-1', seq: 301 }],
  ])('it is none where %s: that has to be read, some lines at a time', async (_, last) => {
    const page = somePage([...cases, last])
    expect(await packedBytes(page)).toBe(null)
    let rests = 0
    const { changes } = await readLines(await linesOf(page), { rest: async () => void rests++, inflate, reader })
    expect(changes).toEqual(page.changes)
    expect(rests).toBe(1)
  })

  it('it is none where few have come', async () => {
    expect(await packedBytes(somePage(cases.slice(0, 199)))).toBe(null)
    expect(await packedBytes(somePage(cases.slice(0, 200)))).not.toBe(null)
  })

  it('tells where a store stands that has taken it, before it is checked', async () => {
    const { header, footer } = ofMany
    const { cursor, scopes, backfill } = footer
    expect(standAfter(await written())).toEqual({ epoch: header.epoch, cursor, scopes, backfill })
  })

  it('is thrown away when it was cut at any byte, and asked for again', async () => {
    const whole = await written(somePage(cases.slice(0, 200)))
    for (let at = 0; at < whole.length; at++) {
      const cut = whole.subarray(0, at)
      // Where the cut is before the second line it is not known to be in parts.
      if (isPacked(cut)) expect(await damage(cut), `cut at ${at}`).toBe('cut')
    }
  })

  it('is thrown away when any one bit of it was changed', async () => {
    const whole = await written()
    const before = await unpacked(whole)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length * 8 - 1 }), async (bit) => {
        const bytes = whole.slice()
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
        if (!isPacked(bytes)) return
        const after = await unpacked(bytes)
        // A flip inside the footer may leave a footer that differs only in a number; the body it vouches for is unhurt.
        if (after.ok && before.ok) expect(after.value.parts).toEqual(before.value.parts)
      }),
      { numRuns: 500 },
    )
  })

  type About = { t: 'parts'; index: number; sizes: number[]; stored: number }
  type Named = { keys: string; cases: string; lengths: number[]; chunks: number[] }
  const same = <Value>(value: Value) => value
  /** The page with another line about its parts or another index, and a check sum that says so. */
  async function rewritten(about: (was: About) => object, index: (was: Named[]) => object[] = same) {
    const whole = await written()
    const from = whole.indexOf(10) + 1
    const to = whole.indexOf(10, from) + 1
    const last = whole.lastIndexOf(10, whole.length - 2) + 1
    const read = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))
    const was = read(whole.subarray(from, to)) as About
    const { parts } = read(inflate(whole.subarray(to, to + was.index))) as { parts: Named[] }
    const named = deflateRawSync(JSON.stringify({ parts: index(parts) }))
    const line = JSON.stringify(about({ ...was, index: named.length }))
    const rest = whole.subarray(to + was.index, last)
    const body = Buffer.concat([whole.subarray(0, from), Buffer.from(`${line}\n`), named, rest])
    const footer = { ...read(whole.subarray(last)), crc: crcHex(crc32(body)) }
    return new Uint8Array(Buffer.concat([body, Buffer.from(`${JSON.stringify(footer)}\n`)]))
  }

  it.each<[string, (about: About) => object]>([
    ['sizes that are more than there is', (was) => ({ ...was, sizes: was.sizes.map((size) => size + 1) })],
    ['bytes that no size counts', (was) => ({ ...was, sizes: was.sizes.with(-1, Number(was.sizes.at(-1)) - 1) })],
    ['fewer sizes', (was) => ({ ...was, sizes: was.sizes.slice(1) })],
    ['a line about its parts of another shape', (was) => ({ ...was, sizes: undefined })],
    ['an index that does not inflate', (was) => ({ ...was, index: was.index - 1, sizes: was.sizes.with(0, 1) })],
  ])('with %s is refused: it was written so', async (_, about) => {
    expect(await damage(await rewritten(same))).toBe('whole')
    expect(await damage(await rewritten(about))).toBe('malformed')
  })

  const first = (change: (was: Named) => object) => (parts: Named[]) =>
    parts.map((part, at) => (at === 0 ? change(part) : part))
  const last = (change: (was: Named) => object) => (parts: Named[]) => [
    ...parts.slice(0, -1),
    change(parts.at(-1) as Named),
  ]
  it.each<[string, (parts: Named[]) => object[]]>([
    ['names a record twice', first((was) => ({ ...was, keys: was.keys.replace('c-7\n', 'c-8\n') }))],
    ['names a record of a kind that is not known', first((was) => ({ ...was, keys: `spell:c-0${was.keys.slice(8)}` }))],
    ['names a record by nothing', first((was) => ({ ...was, keys: `case:${was.keys.slice(8)}` }))],
    ['names fewer records than there are lines', first((was) => ({ ...was, keys: was.keys.slice(9) }))],
    ['names fewer cases than there are lines', first((was) => ({ ...was, cases: was.cases.slice(4) }))],
    ['is of fewer parts', (parts) => parts.slice(1)],
    ['has fewer chunks', last((was) => ({ ...was, chunks: was.chunks.slice(1) }))],
    ['has chunks that are less than the part', last((was) => ({ ...was, chunks: was.chunks.with(0, 1) }))],
    [
      'has fewer chunks, as long',
      last((was) => ({ ...was, chunks: [Number(was.chunks[0]) + Number(was.chunks[1]), ...was.chunks.slice(2)] })),
    ],
    ['is of another shape', first((was) => ({ ...was, lengths: 7 }))],
    ['has a part that would need all memory', first((was) => ({ ...was, lengths: was.lengths.with(0, 2 ** 31) }))],
    ['has a stored part of another length', first((was) => ({ ...was, lengths: was.lengths.with(0, 1) }))],
  ])('whose index %s is refused', async (_, index) => {
    expect(await damage(await rewritten(same, index))).toBe('malformed')
  })

  it('whose index says another number of lines than its footer is refused', async () => {
    const text = Buffer.from(await written()).toString('latin1')
    const bytes = new Uint8Array(Buffer.from(text.replace('"count":900', '"count":901'), 'latin1'))
    expect(await damage(bytes)).toBe('count')
  })

  /** The first part, read, of a page whose lines were written otherwise than its index says. */
  async function readFirst(line: string | ((row: PullRow) => object)) {
    const rows = feedRows(cases)
    rows[0] = {
      ...(rows[0] as (typeof rows)[0]),
      line: typeof line === 'string' ? line : JSON.stringify(line(cases[0] as PullRow)),
    }
    const read = await unpacked((await packPage(ofMany.header, rows, ofMany.footer, packing)) as Uint8Array)
    if (!read.ok) throw new Error(read.refusal)
    return (await readLines(read.value, { rest, inflate, reader })).parts?.[0]
  }

  it.each<[string, string | ((row: PullRow) => object)]>([
    ['is no JSON', '{"t":"row"'],
    ['says another record', (row) => ({ ...row, id: 'c-9', d: { ...row.d, id: 'c-9' } })],
    ['says a record that is gone', (row) => ({ ...row, d: null })],
    ['says a record of another shape', (row) => ({ ...row, d: { ...row.d, status: 'lost' } })],
    ['says a row of another shape', (row) => ({ ...row, seq: -1 })],
    ['says an exit', () => exitOf('case', 'c-0', 1)],
  ])('has the rows before and after one that %s', async (_, line) => {
    const part = await readFirst(line)
    expect(() => part?.row(0)).toThrow(UnreadableLine)
    expect(part?.row(1).d).toEqual(cases[1]?.d)
  })

  it('has a record of no other case than is written about it', async () => {
    const rows = feedRows(messages).map((row) => ({ ...row, caseId: row.id === 'm-0' ? 'c-9' : row.caseId }))
    const read = await unpacked((await packPage(ofMany.header, rows, ofMany.footer, packing)) as Uint8Array)
    const [part] = (read.ok && (await readLines(read.value, { rest, inflate, reader })).parts) || []
    expect(() => part?.row(0)).toThrow(UnreadableLine)
    expect(part?.row(1).d).toEqual(messages[1]?.d)
  })

  it('with nothing behind it is checked line by line at once, and read without what checks', async () => {
    const last = { ...ofMany, footer: { ...ofMany.footer, more: false } }
    const { changes } = await readLines(await linesOf(last), {
      rest,
      inflate,
      reader: () => Promise.reject(new Error('Nobody needs it.')),
    })
    expect((changes as PullRow[]).map(({ d }) => d)).toEqual(ofMany.changes.map((row) => (row as PullRow).d))
    for (const [at, line] of [
      [299, { ...cases[299], d: { ...cases[299]?.d, status: 'lost' } }],
      [150, { ...cases[151] }],
    ] as const) {
      const rows = feedRows(cases).with(at, { ...(feedRows(cases)[at] as FeedRow), line: JSON.stringify(line) })
      expect(await damage((await packPage(last.header, rows, last.footer, packing)) as Uint8Array)).toBe('malformed')
    }
    const rows = feedRows(cases)
    const twoLines = rows.with(7, { ...(rows[7] as FeedRow), line: `${rows[7]?.line}\n${rows[8]?.line}` })
    expect(await damage((await packPage(last.header, twoLines, last.footer, packing)) as Uint8Array)).toBe('malformed')
  })

  it('with nothing behind it is read before it is kept, some lines at a time, and what cannot be read is told of later', async () => {
    const came = await linesOf({ ...ofMany, footer: { ...ofMany.footer, more: false } })
    let [rests, inflated] = [0, 0]
    const ports = {
      rest: async () => void rests++,
      inflate(small: Uint8Array) {
        inflated++
        return inflate(small)
      },
      reader,
    }
    const { changes } = await readLines(came, ports)
    expect([rests, inflated > 0]).toEqual([3, true])
    inflated = 0
    expect((changes as PullRow[]).map(({ d }) => d)).toEqual(ofMany.changes.map((row) => (row as PullRow).d))
    expect(inflated).toBe(0)
    const spoilt = came.parts?.map((part) => ({ ...part, small: part.small.map((byte) => byte ^ 255) })) ?? null
    const page = await readLines({ ...came, parts: spoilt }, ports)
    expect(() => (page.changes[0] as PullRow).d).toThrow(UnreadableLine)
  })

  it('has no row of a chunk that does not inflate, and all others', async () => {
    const { parts, ...came } = await linesOf(ofMany)
    const spoilt = parts?.map((part) => ({
      ...part,
      small: part.small.map((byte, at) => (at === 9 ? byte ^ 255 : byte)),
    }))
    const page = await readLines({ ...came, parts: spoilt ?? null }, { rest, inflate, reader })
    for (const line of [0, 99]) expect(() => page.parts?.[1]?.row(line)).toThrow(UnreadableLine)
    for (const line of [100, 599]) expect(page.parts?.[1]?.row(line).d).toEqual(messages[line]?.d)
  })
})
