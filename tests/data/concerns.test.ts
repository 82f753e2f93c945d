import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import { concerns } from '../../renderer/data/read-rows.ts'
import type { Change, OutboxItem } from '../../renderer/data/store-port.ts'
import { someInterval } from '../support/intervals.ts'
import { NOON, someCase, someMutation } from '../support/records.ts'

const draft = (caseId: string): Change => ({
  table: 'drafts',
  put: { caseId: caseId as CaseId, mode: 'reply', reply: 'Dear', note: '', savedAt: NOON },
})
const kase: Change = { table: 'rows', put: { key: 'case:c-7', server: null, view: someCase() } }
const lists = { kinds: ['case'], tables: ['drafts'] } as const

describe('what was written', () => {
  const table: [string, Change[] | null, boolean][] = [
    ['is news when nobody knows what it was', null, true],
    ['is news when it is of a kind that was read', [kase], true],
    ['is none when it is of another kind', [{ table: 'rows', remove: 'article:a-1' }], false],
    ['is news when a draft begins', [draft('c-8')], true],
    ['is none when a draft goes on', [draft('c-7')], false],
    ['is news when a draft goes', [{ table: 'drafts', remove: 'c-7' }], true],
    ['is none when a draft goes that nobody knew of', [{ table: 'drafts', remove: 'c-9' }], false],
    ['is news when one of several writes is', [draft('c-7'), kase], true],
  ]
  it.each(table)('%s', (_, told, isNews) => {
    expect(concerns(told, lists, new Set(['c-7']))).toBe(isNews)
  })
  it('is none in the outbox while it is an entry of time that travels, but is when that was refused', () => {
    const item = { order: 1, n: null, sentIn: null, notBefore: null, replay: false, ack: null, refusal: null }
    const entry = {
      ...item,
      reference: null,
      mutation: someMutation('interval.record', { interval: someInterval('i-1', 'available', 0, 30) }),
    }
    const told = (state: OutboxItem['state']): Change[] => [{ table: 'outbox', put: { ...entry, state } }]
    const from = { tables: ['outbox'] } as const
    expect(concerns(told('waiting'), from, new Set())).toBe(false)
    expect(concerns(told('acked'), from, new Set())).toBe(false)
    expect(concerns(told('rejected'), from, new Set())).toBe(true)
    const note = someMutation('note.add', { caseId: 'c-7' as CaseId, messageId: 'm-9' as MessageId, body: 'Seen.' })
    expect(concerns([{ table: 'outbox', put: { ...entry, state: 'waiting', mutation: note } }], from, new Set())).toBe(
      true,
    )
  })
  it('is none of a draft to whoever does not read drafts', () => {
    expect(concerns([draft('c-8')], { kinds: ['case'] }, new Set())).toBe(false)
  })
})
