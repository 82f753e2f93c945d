import { describe, expect, it } from 'vitest'
import type { CaseId, ClientId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { DraftRecord, FormRecord, JournalEntry } from '../../protocol/journal.ts'
import type { StoreSide } from '../../renderer/data/plan-reconcile.ts'
import { databaseIn, planReconcile } from '../../renderer/data/plan-reconcile.ts'
import type { OutboxItem } from '../../renderer/data/store-port.ts'
import { NOON, someMutation } from '../support/records.ts'

const C7 = 'c-7' as CaseId
const desk1 = 'desk-1' as ClientId
const desk2 = 'desk-2' as ClientId
const note = (body: string) => someMutation('note.add', { caseId: C7, messageId: `m-${body}` as MessageId, body })
const [a, b] = [note('a'), note('b')]
const client = (clientId = desk1, generation = 'g1', nextOrder?: number): JournalEntry => ({
  kind: 'client',
  clientId,
  generation,
  ...(nextOrder === undefined ? {} : { nextOrder }),
})
/** What a journal of these is made of, but for how far its orders reach. */
const bare = (entries: JournalEntry[]) =>
  entries.map((entry) => {
    if (entry.kind !== 'client') return entry
    const { nextOrder: _, ...rest } = entry
    return rest
  })
const intent = (mutation: Mutation, order: number): JournalEntry => ({ kind: 'intent', order, mutation })
const sealed = (mutation: Mutation, n: number, clientId = desk1): JournalEntry => ({
  kind: 'sealed',
  mutationId: mutation.id,
  clientId,
  n,
  epoch: 'e1',
})
const done = (mutation: Mutation): JournalEntry => ({ kind: 'done', mutationId: mutation.id })
const text = (reply: string, afterMs = 0): DraftRecord => ({
  caseId: C7,
  mode: 'reply',
  reply,
  note: '',
  savedAt: (NOON + afterMs) as EpochMs,
})
const draft = (value: DraftRecord | null): JournalEntry => ({ kind: 'draft', caseId: C7, draft: value })
const item = (mutation: Mutation, state: OutboxItem['state'], n: number | null = null): OutboxItem => ({
  mutation,
  order: 1,
  state,
  n,
  sentIn: n === null ? null : 'e1',
  notBefore: null,
  replay: false,
  ack: null,
  refusal: null,
  reference: null,
})
const store = (change: Partial<StoreSide> = {}): StoreSide => ({
  generation: 'g1',
  nextGeneration: 'g1',
  nextOrder: 1,
  clientId: desk1,
  isNew: false,
  hasLostRows: false,
  database: null,
  outbox: [],
  ackedIds: new Set(),
  drafts: [],
  forms: [],
  ...change,
})
/** A store that was lost: it has just made up another name. */
const lost = store({ generation: 'g2', nextGeneration: 'g2', clientId: desk2, isNew: true })

describe('journal and store that agree', () => {
  it.each<[string, JournalEntry[], StoreSide]>([
    ['nothing anywhere', [], store({ isNew: true })],
    ['an action in both', [client(), intent(a, 1)], store({ outbox: [item(a, 'waiting')] })],
    [
      'an action that the server has taken',
      [client(), intent(a, 1), sealed(a, 1)],
      store({ ackedIds: new Set([a.id]) }),
    ],
    ['an action that is done', [client(), intent(a, 1), sealed(a, 1), done(a)], store()],
    ['a done one that is not settled yet', [client(), intent(a, 1), done(a)], store({ outbox: [item(a, 'acked', 1)] })],
    ['the same draft', [client(), draft(text('Dear'))], store({ drafts: [text('Dear')] })],
    ['a draft newer in the store', [client(), draft(text('De'))], store({ drafts: [text('Dear', 9)] })],
    ['a cleared draft', [client(), draft(text('Dear')), draft(null)], store()],
  ])('change nothing: %s', (_, entries, side) => {
    expect(planReconcile(entries, side)).toMatchObject({ reason: null, intents: [], gone: [], drafts: [] })
  })
})

describe('a store that was lost', () => {
  it('gets the actions back under the old name and the old numbers, in their order', () => {
    const plan = planReconcile([client(), intent(b, 2), intent(a, 1), sealed(a, 1)], lost)
    expect(plan).toMatchObject({ reason: 'reset', clientId: desk1, nextOrder: 3 })
    expect(plan.intents).toEqual([
      { mutation: a, order: 1, n: 1, sentIn: 'e1', notBefore: null },
      { mutation: b, order: 2, n: null, sentIn: null, notBefore: null },
    ])
  })

  it('gets orders above every one ever given, even of what is done', () => {
    expect(planReconcile([client(), intent(a, 41), done(a)], lost).nextOrder).toBe(42)
  })

  it('does not keep numbers of a name that was given up, but knows that they were sent', () => {
    const plan = planReconcile([client(), intent(a, 1), sealed(a, 7), client(desk2, 'g1')], lost)
    expect(plan.clientId).toBe(desk2)
    expect(plan.intents).toEqual([{ mutation: a, order: 1, n: null, sentIn: 'e1', notBefore: null }])
  })

  it.each([
    ['before', [intent(a, 1), sealed(a, 5), done(a), intent(a, 1)]],
    ['while', [intent(a, 1), done(a), sealed(a, 5), intent(a, 1)]],
  ])('knows that an action was sent %s it was to be taken back, and could not', (_, entries) => {
    const [back] = planReconcile([client(), ...entries], lost).intents
    expect(back).toMatchObject({ n: 5, sentIn: 'e1' })
  })

  it('gets the last draft back', () => {
    const plan = planReconcile([client(), draft(text('De')), draft(text('Dear', 1))], lost)
    expect(plan.drafts).toEqual([{ caseId: C7, draft: text('Dear', 1) }])
  })
})

describe('a store that is behind its journal', () => {
  it('gets the missing action', () => {
    const plan = planReconcile([client(), intent(a, 1), intent(b, 2)], store({ outbox: [item(a, 'waiting')] }))
    expect(plan.reason).toBe('behind')
    expect(plan.intents.map(({ mutation }) => mutation.id)).toEqual([b.id])
  })

  it('gets a half-filled form back, and forgets the one that was done', () => {
    const form = (answers: string, after = 0): FormRecord => ({
      key: 'promise c-7',
      answers,
      savedAt: (NOON + after) as EpochMs,
    })
    const line = (filled: FormRecord | null): JournalEntry => ({ kind: 'form', key: 'promise c-7', form: filled })
    const back = planReconcile([client(), line(form('"a"')), line(form('"ab"', 1))], lost)
    expect(back.forms).toEqual([{ key: 'promise c-7', form: form('"ab"', 1) }])
    expect(back.compacted).toContainEqual(line(form('"ab"', 1)))
    const done = planReconcile([client(), line(null)], store({ forms: [form('"a"')] }))
    expect(done.forms).toEqual([{ key: 'promise c-7', form: null }])
    expect(bare(done.compacted)).toEqual([client(), line(null)])
  })

  it('gets the newer draft, and forgets the one that was cleared', () => {
    const side = store({ drafts: [text('De')] })
    expect(planReconcile([client(), draft(text('Dear', 1))], side).drafts).toEqual([
      { caseId: C7, draft: text('Dear', 1) },
    ])
    const cleared = planReconcile([client(), draft(null)], side)
    expect(cleared.drafts).toEqual([{ caseId: C7, draft: null }])
    expect(bare(cleared.compacted)).toEqual([client(), draft(null)])
  })

  it('gives up what was taken back, unless it may have been sent', () => {
    const entries = [client(), intent(a, 1), done(a)]
    const goneOf = (state: OutboxItem['state'], n: number | null) =>
      planReconcile(entries, store({ outbox: [item(a, state, n)] })).gone
    expect(goneOf('waiting', null)).toEqual([a.id])
    expect(goneOf('rejected', 1)).toEqual([a.id])
    expect(goneOf('sealed', 1)).toEqual([])
  })

  it('takes up the name that the journal went on to', () => {
    const plan = planReconcile([client(), client(desk2)], store({ outbox: [item(a, 'sealed', 4)] }))
    expect(plan.clientId).toBe(desk2)
    expect(bare(plan.compacted)).toEqual([client(desk2), intent(a, 1)])
  })
})

describe('a store that is not the one the journal knows', () => {
  it('was lost whatever the journal holds, even nothing that can be read', () => {
    expect(planReconcile([client()], lost).reason).toBe('reset')
    expect(planReconcile([draft(null)], lost).reason).toBe('reset')
    expect(planReconcile([], lost, true).reason).toBe('reset')
    expect(planReconcile([], lost).reason).toBeNull()
  })

  it('is the one it knows, but lacks what the server had sent', () => {
    expect(planReconcile([client()], store({ hasLostRows: true })).reason).toBe('reset')
  })

  const yesterday = {
    generation: 'g0',
    nextGeneration: 'g2',
    outbox: [item(a, 'waiting'), item(b, 'acked', 1)],
    drafts: [text('De')],
  }
  it('gives up what only an old copy holds: it was sent or taken back since', () => {
    const plan = planReconcile([client(desk1, 'g1', 3)], store({ ...yesterday, nextOrder: 2 }))
    expect(plan).toMatchObject({ reason: 'behind', gone: [a.id], drafts: [{ caseId: C7, draft: null }], nextOrder: 3 })
    expect(plan.compacted).toEqual([client(desk1, 'g2', 3), done(a), draft(null)])
  })

  it('gives up nothing of it when a part of the journal was set aside', () => {
    const plan = planReconcile([client(desk1, 'g1', 3)], store({ ...yesterday, nextOrder: 2 }), true)
    expect(plan).toMatchObject({ gone: [], drafts: [] })
    expect(plan.compacted).toEqual([client(desk1, 'g2', 3), intent(a, 1), draft(text('De'))])
  })

  it('gives up nothing because this very opening has named the journal already, and was overtaken in the store', () => {
    const side = store({ ...yesterday, nextGeneration: 'g1', nextOrder: 3 })
    expect(planReconcile([client(desk1, 'g1', 3)], side)).toMatchObject({ gone: [], drafts: [] })
  })

  it('gives up nothing that an old journal cannot know of', () => {
    const later = { ...item(a, 'waiting'), order: 3 }
    const plan = planReconcile([client(desk1, 'g1', 3)], store({ ...yesterday, outbox: [later], nextOrder: 4 }))
    expect(plan).toMatchObject({ gone: [], drafts: [] })
    const early = planReconcile([client(desk1, 'g1')], store({ ...yesterday, nextOrder: 2 }))
    expect(early).toMatchObject({ gone: [], drafts: [] })
  })

  it('lies in the database that the journal named last', () => {
    const named: JournalEntry[] = [{ kind: 'client', clientId: desk1, generation: 'g1', database: 'desk.2' }, client()]
    expect(databaseIn(named)).toBe('desk.2')
    expect(databaseIn([client()])).toBeNull()
    expect(planReconcile(named, store()).compacted[0]).toMatchObject({ database: 'desk.2' })
    expect(planReconcile(named, store({ database: 'desk.3' })).compacted[0]).toMatchObject({ database: 'desk.3' })
  })
})

describe('the compacted journal', () => {
  it('holds what is open and nothing that is done', () => {
    const entries = [
      client(),
      intent(a, 1),
      sealed(a, 1),
      done(a),
      intent(b, 2),
      sealed(b, 2),
      draft(text('De')),
      draft(text('Dear', 1)),
    ]
    expect(bare(planReconcile(entries, lost).compacted)).toEqual([
      client(desk1, 'g2'),
      intent(b, 2),
      sealed(b, 2),
      draft(text('Dear', 1)),
    ])
  })

  it('holds what only the store has: a damaged journal is made whole', () => {
    const side = store({ outbox: [item(a, 'sealed', 1)], drafts: [text('Dear')] })
    expect(bare(planReconcile([], side).compacted)).toEqual([client(), intent(a, 1), sealed(a, 1), draft(text('Dear'))])
  })

  it('read again changes nothing', () => {
    const first = planReconcile([client(), intent(a, 1), sealed(a, 1), intent(b, 2), draft(text('Dear'))], lost)
    const side = store({
      generation: 'g2',
      nextGeneration: 'g2',
      clientId: first.clientId,
      outbox: [item(a, 'sealed', 1), { ...item(b, 'waiting'), order: 2 }],
      drafts: [text('Dear')],
    })
    const second = planReconcile(first.compacted, side)
    expect(second).toMatchObject({ reason: null, intents: [], drafts: [] })
    expect(second.compacted).toEqual(first.compacted)
  })
})
