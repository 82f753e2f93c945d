import { describe, expect, it } from 'vitest'
import { unsettled } from '../../electron/journal/unsettled.ts'
import type { CaseId, ClientId } from '../../domain/kernel/ids.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import { planReconcile } from '../../renderer/data/plan-reconcile.ts'
import { someMutation } from '../support/records.ts'

const C7 = 'c-7' as CaseId
const tag = (name: string) => someMutation('case.tag.add', { caseId: C7, tag: name })
const [a, b] = [tag('a'), tag('b')]
const intent = (mutation: Mutation, order: number): JournalEntry => ({ kind: 'intent', order, mutation })
const sealed = ({ id }: Mutation, n: number): JournalEntry => ({
  kind: 'sealed',
  mutationId: id,
  clientId: 'desk-1' as ClientId,
  n,
  epoch: 'e1',
})
const done = ({ id }: Mutation): JournalEntry => ({ kind: 'done', mutationId: id })

/** What an empty store makes of a journal. */
const broughtBack = (entries: readonly JournalEntry[]) =>
  planReconcile(entries, {
    generation: 'g1',
    nextGeneration: 'g1',
    nextOrder: 1,
    clientId: 'desk-1' as ClientId,
    isNew: true,
    hasLostRows: false,
    database: null,
    outbox: [],
    ackedIds: new Set(),
    drafts: [],
    forms: [],
  }).intents.map(({ mutation, order, n }) => ({ id: mutation.id, order, n }))

describe('what of a journal outlives a sign-out', () => {
  it('is what was neither sent nor taken back', () => {
    expect(unsettled([intent(a, 1), intent(b, 2), sealed(a, 1), done(a)])).toEqual([intent(b, 2)])
  })

  it.each([
    ['could not be taken back', [intent(a, 1), done(a), intent(a, 1)]],
    [
      'was sent, and is forgotten by a restored server',
      [intent(a, 1), sealed(a, 1), done(a), intent(a, 1), sealed(a, 2)],
    ],
  ])('is an action, too, that %s', (_, entries) => {
    expect(broughtBack(entries)).toHaveLength(1)
    expect(broughtBack(unsettled(entries))).toEqual(broughtBack(entries))
    expect(unsettled([...entries, done(a)])).toEqual([])
  })
})
