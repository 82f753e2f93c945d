import { describe, expect, it } from 'vitest'
import { readGuides } from '../../scripts/read-guides.ts'

const guide = (more: object = {}, outcome: object = {}) => ({
  id: 'late-parcel@1',
  key: 'late-parcel',
  version: 1,
  title: 'Late parcel',
  group: 'Shipping',
  reasons: [],
  changedAgoMs: 5_000,
  changedBy: 'Tora Lindqvist',
  changes: [],
  isCurrent: true,
  start: 'days',
  steps: [
    {
      kind: 'ask',
      id: 'days',
      title: 'Days',
      ask: 'How many?',
      details: [],
      input: 'text',
      isRequired: true,
      next: 'told',
    },
    {
      kind: 'outcome',
      id: 'told',
      title: 'Told',
      details: [],
      disposition: 'resolved',
      reply: '',
      note: '',
      actions: [],
      ...outcome,
    },
  ],
  ...more,
})
const found = (file: unknown) => readGuides(JSON.stringify(file)).findings
/** Place and fault of the only finding. */
const only = (file: unknown) => {
  const all = found(file)
  expect(all.length).toBe(1)
  return `${all[0]?.guideId} ${all[0]?.stepId}: ${all[0]?.wrong}`
}

describe('npm run guides:check', () => {
  it('finds nothing wrong with a sound guide, alone or in a list', () => {
    expect(readGuides(JSON.stringify(guide()))).toEqual({ count: 1, findings: [] })
    expect(readGuides(JSON.stringify([guide(), guide({ id: 'lost@1', key: 'lost' })]))).toEqual({
      count: 2,
      findings: [],
    })
  })

  it('says what stands in the way of a file that is no JSON', () => {
    expect(readGuides('{ "id": }').findings[0]?.wrong).toMatch(/^It is not JSON: Unexpected token '\}'/)
  })

  it('names guide, step and field that the schema does not take', () => {
    expect(only(guide({}, { disposition: '' }))).toMatch(/^late-parcel@1 told: "steps\.1\.disposition" is not/)
  })

  const texts: [string, string, RegExp][] = [
    ['a tag that is not closed', '{% if order.carrier %}x', /reply, the text cannot be read: .*not closed/],
    ['a filter there is not', '{{ order.total | moeny }}', /reply, the text cannot be read: .*moeny/],
    ['a name that no case has', 'Order {{ order.nummer }}', /reply, a text names "order\.nummer"/],
    ['an answer that no step gives', '{{ answers.weeks }}', /reply: weeks/],
  ]
  it.each(texts)('finds in a drafted text: %s', (_what, reply, wrong) => {
    expect(only(guide({}, { reply }))).toMatch(wrong)
  })

  it('takes every name and filter that texts may use', () => {
    const reply =
      '{{ order.total | money }} {{ order.deliveryDueAt | day }} {{ order.items | list }} {{ answers.days | downcase }} {{ order.carrier | default: "x" }} {{ customer.name }} {{ shop.name }}'
    expect(found(guide({}, { reply }))).toEqual([])
  })

  it('wants one current version, the newest, under its own number', () => {
    const second = guide({ id: 'late-parcel@2', version: 2, changes: [{ stepId: 'days', words: 'Asks in days.' }] })
    expect(only([guide(), second])).toContain('Not exactly its newest version is current.')
    expect(found([guide({ isCurrent: false }), second])).toEqual([])
    expect(only(guide({ id: 'late-parcel@3' }))).toContain('Its id is not "late-parcel@1".')
    expect(found([guide({ isCurrent: false }), guide()])[0]?.wrong).toContain('same number')
  })
})
