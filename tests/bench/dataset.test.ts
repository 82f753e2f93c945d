import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../bench/page/digest.ts'
import { DELTAS, makeActions, makeDelta, markerOf } from '../../bench/dataset/make-changes.ts'
import { makeDataset, ME } from '../../bench/dataset/make-dataset.ts'
import { makeDeltaPage, makePages } from '../../bench/dataset/make-pages.ts'
import { makeQueries, makeTemplates } from '../../bench/dataset/make-templates.ts'
import { template } from '../../protocol/sync/content.ts'
import { readPage } from '../../protocol/sync/read-page.ts'
import { writeLines } from '../../server/sync/write-page.ts'

const QUICK = 0.05
const dataset = makeDataset(QUICK)
const threads = dataset.cases.map((_, at) => dataset.messagesOf(at))
const hashOf = (value: unknown) => createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16)

describe('the data set of the bench', () => {
  it('is the same in every run: 5 % of cases, messages and customers', () => {
    expect(dataset.cases).toHaveLength(2_500)
    expect(threads.flat()).toHaveLength(15_000)
    expect(dataset.customers).toHaveLength(2_000)
    // Another hash means other rows: raise DATASET_VERSION with it.
    const changes = [makeDelta(dataset, 0), makeDelta(dataset, DELTAS - 1), makeActions(dataset, 300)]
    expect(hashOf([dataset.cases, dataset.customers, threads, changes])).toBe('6fe76126de25e95f')
    expect(hashOf(makeDataset(QUICK).cases)).toBe(hashOf(dataset.cases))
  })

  it('writes a thread the same whether or not others were written before it', () => {
    expect(makeDataset(QUICK).messagesOf(1_234)).toEqual(threads[1_234])
  })

  it('gives the agent more open cases than a page shows, no two due at once', () => {
    const mine = dataset.cases.filter((kase) => kase.assigneeId === ME && kase.status === 'open')
    expect(mine.length).toBeGreaterThan(50)
    expect(new Set(mine.map((kase) => kase.replyDueAt)).size).toBe(mine.length)
  })

  it('comes in pages that the wire takes, whole and in order', () => {
    const read: { e: string; d: unknown }[] = []
    let cursor: unknown = {}
    const { pages, seq } = makePages(dataset, (written) => {
      const page = readPage(writeLines(written))
      if (!page.ok) throw new Error(`A page is damaged: ${page.refusal}`)
      expect(page.value.header.base).toEqual(cursor)
      cursor = page.value.footer.cursor
      for (const change of page.value.changes) if (change.t === 'row') read.push({ e: change.e, d: change.d })
    })
    expect(pages).toBeGreaterThan(5)
    expect(cursor).toEqual({ 0: seq })
    const of = (kind: string) => read.filter(({ e }) => e === kind).map(({ d }) => d)
    expect(of('case')).toEqual(dataset.cases)
    expect(of('message')).toEqual(threads.flat().map(({ delivery: _d, sentAt: _s, ...message }) => message))
    expect(of('delivery')).toHaveLength(threads.flat().filter(({ delivery }) => delivery === 'sent').length)
    expect(new Set(of('customer')).size).toBe(dataset.customers.length)
  })

  it('changes 1,000 rows with every delta and brings one case to the top of the page', () => {
    for (let delta = 0; delta < DELTAS; delta++) {
      const { cases, customers, messages } = makeDelta(dataset, delta)
      expect(cases.length + customers.length + messages.length).toBe(1_000)
      expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
      const top = dataset.cases.filter((kase) => kase.assigneeId === ME).map((kase) => kase.replyDueAt ?? Infinity)
      const marker = cases.find(({ subject }) => subject === markerOf(delta))
      expect(marker?.assigneeId).toBe(ME)
      expect(marker?.replyDueAt).toBeLessThan(Math.min(...top))
      const page = readPage(writeLines(makeDeltaPage(dataset, { cases, customers, messages }, 10)))
      expect(page).toMatchObject({ ok: true, value: { header: { base: { 0: 10 } }, footer: { cursor: { 0: 11 } } } })
    }
  })

  it('lets the agent act in cases that no delta changes and no page shows, in each once', () => {
    const actions = makeActions(dataset, 300)
    expect(actions).toHaveLength(300)
    const acted = new Set<string>(actions.map(({ caseId }) => caseId))
    expect(acted.size).toBe(300)
    const changed = Array.from({ length: DELTAS }, (_, delta) => makeDelta(dataset, delta)).flatMap(
      ({ cases }) => cases,
    )
    expect(changed.filter(({ id }) => acted.has(id))).toEqual([])
    const byId = new Map(dataset.cases.map((kase) => [kase.id, kase]))
    for (const action of actions) {
      const kase = byId.get(action.caseId)
      expect(kase?.assigneeId).not.toBe(ME)
      expect(kase?.status).not.toBe('closed')
      if (action.kind === 'status') expect(action.status).not.toBe(kase?.status)
    }
    expect(new Set(actions.map(({ kind }) => kind))).toEqual(new Set(['note', 'reply', 'status']))
  })

  it('asks the picker for words that are there, fifty of each kind, and slips that are not', () => {
    const templates = makeTemplates(2_000)
    for (const each of templates.slice(0, 50)) expect(template.parse(each)).toEqual(each)
    const texts = templates.map(({ title, tags, variants: [first] }) =>
      [title, ...tags, first?.body].join(' ').toLowerCase(),
    )
    const queries = makeQueries(templates)
    for (const kind of ['title', 'body', 'tag', 'typo'])
      expect(queries.filter((query) => query.kind === kind)).toHaveLength(50)
    for (const { kind, query, wanted } of queries) {
      expect(
        texts.some((text) => text.includes(wanted)),
        wanted,
      ).toBe(true)
      if (kind === 'typo') expect(query).not.toBe(wanted)
    }
  })
})
