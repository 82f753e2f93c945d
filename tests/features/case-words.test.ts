import { describe, expect, it } from 'vitest'
import { CASE_STATUSES } from '../../domain/cases/case.ts'
import { CHANNELS } from '../../domain/cases/channel.ts'
import { ORDER_STATUSES } from '../../domain/cases/order.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/time.ts'
import { REFUSAL_CODES } from '../../domain/mutations/decide.ts'
import type { ThreadEntry } from '../../renderer/data/repository.ts'
import { paymentWords } from '../../renderer/features/case-view/payment-words.ts'
import { afterDelivery } from '../../renderer/features/case-view/delivery-words.ts'
import type { SendRefusal } from '../../renderer/features/reply/use-send.ts'
import { refusalWords } from '../../renderer/features/reply/refused.tsx'
import { english } from '../../renderer/words/catalogue.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { NOON, someMessage } from '../support/records.ts'

const words = makeWords('en-GB', english)
const format = makeFormat(words)

describe('every refusal', () => {
  const all: SendRefusal[] = [...REFUSAL_CODES, 'disk-full', 'disk-failed', 'empty-body', 'too-long', 'case-closed']
  it.each(all)('%s is a sentence of its own that says what to do', (refusal) => {
    const sentence = refusalWords(words, refusal)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
    // What happened, and then what the agent can do about it.
    expect(sentence.split(/[.:;] /).length).toBeGreaterThan(1)
    expect(sentence).not.toContain('_')
  })
  it('differs from every other', () => {
    expect(new Set(all.map((refusal) => refusalWords(words, refusal))).size).toBe(all.length)
  })
})

describe('delivery words', () => {
  it('are those that the desk promises', () => {
    const states = ['queued', 'sending', 'sent', 'needs-you', 'delivery-unknown'] as const
    expect(states.map((state) => words(`delivery.${state}`))).toEqual([
      'Queued',
      'Sending',
      'Sent',
      'Needs you',
      'Delivery unknown',
    ])
  })

  const sent = (afterMs: number): ThreadEntry => ({
    message: someMessage({ writtenAt: NOON }),
    delivery: 'sent',
    sentAt: (NOON + afterMs) as typeof NOON,
    refusal: null,
    failure: null,
    heldUntil: null,
    mutationId: null,
  })
  it('say both times only where writing and sending lie apart', () => {
    const after = (ms: number) => afterDelivery(words, format, sent(ms), NOON)
    expect(after(MINUTE_MS)).toBe(format.clock(NOON + MINUTE_MS))
    expect(after(17 * MINUTE_MS)).toBe(`${format.clock(NOON + 17 * MINUTE_MS)}, written ${format.clock(NOON)}`)
    const nextDay = NOON + 24 * HOUR_MS
    expect(after(24 * HOUR_MS)).toBe(`${format.moment(nextDay, NOON)}, written ${format.clock(NOON)}`)
  })
  it('give the reason with what needs the agent', () => {
    const entry: ThreadEntry = { ...sent(0), delivery: 'needs-you', sentAt: null, refusal: 'closed' }
    expect(afterDelivery(words, format, entry, NOON)).toBe(words('refusal.closed'))
    expect(afterDelivery(words, format, { ...entry, refusal: null }, NOON)).toBe(words('delivery.failed.then'))
  })
})

describe('the case in words', () => {
  it('names every status, channel and order status', () => {
    const named = [
      ...CASE_STATUSES.map((status) => words(`case.status.${status}`)),
      ...CHANNELS.map((channel) => words(`channel.${channel}`)),
      ...ORDER_STATUSES.map((status) => words(`order.status.${status}`)),
    ]
    expect(named.every((name) => /^[A-Z]/.test(name))).toBe(true)
  })
  it('never shows more of a card than its last four digits', () => {
    expect(paymentWords(words, { id: 'p', kind: 'card', brand: 'Visa', lastFour: '4471' })).toBe('Visa •••• 4471')
    expect(paymentWords(words, { id: 'p', kind: 'paypal', brand: null, lastFour: null })).toBe('PayPal')
  })
})
