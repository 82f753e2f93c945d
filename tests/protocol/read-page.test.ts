import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32, crcHex } from '../../protocol/sync/crc32.ts'
import type { PageDamage } from '../../protocol/sync/read-page.ts'
import { pullRow } from '../../protocol/sync/pull.ts'
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

  it('is handed on with its changes as they came, in bytes of their own', () => {
    const checked = checkPage(whole, crc32)
    expect(checked.ok && new TextDecoder().decode(checked.value.lines)).toBe(
      [exit, row, message].map((line) => `${JSON.stringify(line)}\n`).join(''),
    )
    // Not a view of the answer, all of which would cross the bridge.
    expect(checked.ok && checked.value.lines.buffer.byteLength).toBe(checked.ok && checked.value.lines.byteLength)
    expect(checkPage(whole, () => 0)).toEqual({ ok: false, refusal: 'crc' })
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
