import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { records } from '../../protocol/sync/records.ts'
import { demoWorld } from '../../server/demo/demo-world.ts'
import type { World } from '../../server/store/world.ts'
import { NOON } from '../support/records.ts'

let world: World
beforeAll(async () => {
  world = await demoWorld(NOON, async (password) => `hash of ${password}`)
})
const threadOf = (caseId: string) => world.messages.filter((message) => message.caseId === caseId)

describe('the demo world', () => {
  it('holds 200 cases, each with its customer, order, contact and thread', () => {
    expect(world.cases).toHaveLength(200)
    for (const kase of world.cases) {
      const customer = world.customers.find((each) => each.id === kase.customerId)
      expect(customer, kase.subject).toBeDefined()
      expect(world.orders.find((each) => each.id === kase.orderId)?.customerId, kase.subject).toBe(kase.customerId)
      expect(
        world.contacts.some((each) => each.caseId === kase.id),
        kase.subject,
      ).toBe(true)
      expect(threadOf(kase.id).length, kase.subject).toBe(kase.publicCount)
    }
  })

  it('is made of records as they go over the wire', () => {
    for (const kase of world.cases) records.case.parse(kase)
    for (const message of world.messages) records.message.parse(message)
    for (const contact of world.contacts) records.contact.parse(contact)
    for (const customer of world.customers) records.customer.parse(customer)
    for (const order of world.orders) records.order.parse(order)
    for (const person of world.people) records.person.parse(person)
  })

  it('waits for an agent where a case is open, and looks like a live morning', () => {
    for (const kase of world.cases.filter((each) => each.status === 'open')) {
      const thread = threadOf(kase.id)
      expect(thread.at(-1)?.author.kind, kase.subject).toBe('customer')
      expect(kase.replyDueAt, kase.subject).not.toBeNull()
      expect((kase.replyDueAt ?? 0) - NOON).toBeGreaterThanOrEqual(-12 * 60_000)
      expect((kase.replyDueAt ?? 0) - NOON).toBeLessThanOrEqual(6 * 3_600_000)
    }
    for (const message of world.messages) expect(message.writtenAt).toBeLessThan(NOON)
  })

  it("names nobody but the case's customer and its agents, and no order but the linked one", () => {
    const people = new Map<string, string>([
      ...world.people.map((person) => [person.id, person.name] as const),
      ...world.customers.map((customer) => [customer.id, `${customer.givenName} ${customer.familyName}`] as const),
    ])
    for (const kase of world.cases) {
      const number = world.orders.find((order) => order.id === kase.orderId)?.number
      for (const { author, body } of threadOf(kase.id)) {
        if (author.kind === 'customer') expect(author.id).toBe(kase.customerId)
        if (author.kind !== 'system') expect(author.name).toBe(people.get(author.id))
        for (const [named] of body.matchAll(/EK-\d+/g)) expect(named).toBe(number)
      }
    }
  })

  it('shows no real shop, bank or carrier', () => {
    const shown = [...world.messages.map((message) => message.body), ...world.cases.map((kase) => kase.subject)].join(
      '\n',
    )
    expect(
      shown.match(
        /\b(amazon|flipkart|myntra|paytm|kotak|hdfc|icici|sbi|samsung|sony|nike|adidas|apple|iphone|fedex|dhl)\b/gi,
      ),
    ).toBeNull()
  })

  it('speaks several languages and scripts', () => {
    const languages = new Set(world.customers.map((customer) => customer.language))
    for (const language of ['en', 'de', 'es', 'fr', 'ja', 'ar', 'hi']) expect([...languages]).toContain(language)
  })

  const sources = process.env['EVENKEEL_DATA_SOURCES']
  it.skipIf(sources === undefined)(
    'is what the maker makes of the sources (needs EVENKEEL_DATA_SOURCES, the folder of the data sets)',
    () => {
      const root = resolve(import.meta.dirname, '../..')
      const to = join(mkdtempSync(join(tmpdir(), 'slice-')), 'world.json')
      execFileSync(process.execPath, [join(root, 'scripts/make-demo-slice.ts'), '--from', sources ?? '', '--to', to])
      expect(readFileSync(to, 'utf8')).toBe(readFileSync(join(root, 'resources/demo/world.json'), 'utf8'))
    },
  )
})
