import { describe, expect, it } from 'vitest'
import type { UserId } from '../../domain/kernel/ids.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/time.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { SKIP_REASONS } from '../../domain/mutations/mutation.ts'
import { slaReading } from '../../domain/sla/sla-reading.ts'
import type { QueueRow } from '../../renderer/data/repository.ts'
import { afterLostClaim, isOwnClaim } from '../../renderer/features/queue/lost-claim.ts'
import { noticeWords } from '../../renderer/features/queue/next-notice.tsx'
import { rowName, rowNameAt } from '../../renderer/features/queue/queue-row.tsx'
import { whyWords } from '../../renderer/features/queue/why-words.ts'
import { weekWords } from '../../renderer/kit/calendar-words.ts'
import { slaSentences, slaWords } from '../../renderer/kit/sla-clock.tsx'
import { english } from '../../renderer/words/catalogue.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { NOON, someCase, someContact, someMutation, someQueue } from '../support/records.ts'

const words = makeWords('en-GB', english)
const format = makeFormat(words)
const later = (minutes: number) => (NOON + minutes * MINUTE_MS) as EpochMs
const row = (change: Partial<QueueRow> = {}): QueueRow => ({
  case: someCase({ replyDueAt: later(12), waitingSince: later(-48) }),
  customerName: 'Nadia Osei',
  assigneeName: null,
  queueName: 'Orders',
  sla: someQueue().sla,
  live: null,
  promiseDueAt: null,
  skippedAt: null,
  hasUnsent: false,
  hasDraft: false,
  ...change,
})
const nobody = { isOthers: false, presence: null, isTyping: false }

describe('why a case stands where it stands', () => {
  it('is one sentence with the weightiest reason first', () => {
    const urgent = row({ case: someCase({ replyDueAt: later(12), waitingSince: later(-48), priority: 'urgent' }) })
    expect(whyWords(words, format, urgent, NOON)).toBe(
      `Why here: reply due in 12 min, urgent, waits since ${format.clock(later(-48))}`,
    )
  })
  it('tells of a chat, a broken promise, a paused clock and a skip', () => {
    const live = someContact({ channel: 'chat', offeredAt: later(-2) })
    const all = row({
      case: someCase({ replyDueAt: null, waitingSince: null }),
      live,
      promiseDueAt: later(-9),
      skippedAt: later(-5),
    })
    expect(whyWords(words, format, all, NOON)).toBe(
      `Why here: waits in the chat since ${format.clock(later(-2))}, promised for ${format.clock(later(-9))} and not kept, the customer has the word, you skipped it at ${format.clock(later(-5))}`,
    )
  })
  it('says the day of what was not today', () => {
    const old = row({ case: someCase({ replyDueAt: later(-1), waitingSince: later(-72 * 60) }) })
    expect(whyWords(words, format, old, NOON)).toContain(`waits since ${format.day(later(-72 * 60), NOON)}, `)
  })
})

describe("a row's name", () => {
  const sla = slaReading(later(12), NOON, null)
  it('holds subject, customer, clock, channel, and who else is there', () => {
    const name = rowName(words, format, row(), sla, {
      ...nobody,
      presence: { caseId: 'c-7' as never, userId: 'u-ben' as UserId, name: 'Ben Okafor', state: 'replying' },
    })
    expect(name).toBe('Parcel not delivered, Nadia Osei, 12 min left, E-mail, new message, Ben Okafor replying')
  })
  it('is another once a minute is over or somebody looks at the case', () => {
    const same = row()
    const named = (at: EpochMs, sight = nobody) => rowNameAt(words, format, same, at, sight)
    const before = named(NOON)
    expect(named(later(1))).toBe(before.replace('12 min', '11 min'))
    expect(named(NOON, { ...nobody, isTyping: true })).not.toBe(before)
    expect(named(NOON)).toBe(before)
  })
  it('names the holder in place of the clock', () => {
    const held = row({ assigneeName: 'Ben Okafor', case: someCase({ waitingSince: null }) })
    expect(rowName(words, format, held, sla, { ...nobody, isOthers: true })).toBe(
      'Parcel not delivered, Nadia Osei, held by Ben Okafor, E-mail',
    )
  })
})

describe('the clock in words', () => {
  const office = {
    zone: 'Europe/Berlin',
    week: [...Array(5).fill([{ fromMinute: 540, toMinute: 1_020 }]), [{ fromMinute: 600, toMinute: 840 }], []],
    holidays: [],
  }
  it('says when a closed office opens', () => {
    const policy = { ...someQueue().sla, calendar: office }
    const sunday = Date.parse('2026-03-15T12:00:00Z') as EpochMs
    const opens = Date.parse('2026-03-16T08:00:00Z')
    const reading = slaReading((opens + HOUR_MS) as EpochMs, sunday, policy)
    expect(slaWords(words, format, reading, 'case')).toBe(
      `Paused, opens ${format.day(opens, opens)}, ${format.clock(opens)}`,
    )
    expect(slaWords(words, format, reading, 'row')).toBe('Paused')
  })
  it('is late without a length where no working time has passed since', () => {
    expect(slaWords(words, format, { step: 'late', leftMs: 0 as Ms }, 'row')).toBe('Late')
    expect(slaWords(words, format, { step: 'late', leftMs: (0 - MINUTE_MS) as Ms }, 'row')).toBe('1 min late')
  })
  it('tells the promise, the hours it runs in, and when it stands', () => {
    const about = {
      queueName: 'Orders',
      channelName: 'E-mail',
      dueAt: later(12),
      replyWithinMs: 4 * HOUR_MS,
      calendar: office,
    }
    expect(slaSentences(words, format, about, NOON)).toEqual([
      `A reply is due ${format.moment(later(12), NOON)}.`,
      'Orders answers within 4 h of working time: E-mail.',
      'Working time is Mon to Fri 09:00–17:00, Sat 10:00–14:00, Europe/Berlin.',
      'The clock stands while the customer has the word and while the queue is closed.',
    ])
    expect(slaSentences(words, format, { ...about, dueAt: null, replyWithinMs: null, calendar: null }, NOON)[0]).toBe(
      'The customer has the word. The clock starts when they write.',
    )
  })
  it('puts days of equal hours together and calls a week without hours what it is', () => {
    const night = [
      { fromMinute: 0, toMinute: 360 },
      { fromMinute: 1_320, toMinute: 1_440 },
    ]
    expect(weekWords(words, [night, [], night, night, [], [], night])).toBe(
      'Mon 00:00–06:00, 22:00–24:00, Wed to Thu 00:00–06:00, 22:00–24:00, Sun 00:00–06:00, 22:00–24:00',
    )
    const always = words('sla.about.always')
    expect(weekWords(words, Array(7).fill([]))).toBe(always)
    expect(weekWords(words, Array(7).fill([{ fromMinute: 0, toMinute: 1_440 }]))).toBe(always)
  })
})

describe('a claim that somebody else was faster with', () => {
  const claim = someMutation('case.claim', { caseId: 'c-7' as never })
  const own = new Map([[claim.id, 'c-7' as never]])
  const entry = { mutation: claim, state: 'needs-you', refusal: 'claimed' } as const
  it('is one that Next case made and the server refused for that reason', () => {
    expect(isOwnClaim(entry, own)).toBe(true)
    expect(isOwnClaim(entry, new Map())).toBe(false)
    expect(isOwnClaim({ ...entry, state: 'sending' }, own)).toBe(false)
    expect(isOwnClaim({ ...entry, refusal: 'forbidden' }, own)).toBe(false)
  })
  it('takes nothing from under the hands of an agent who has begun', () => {
    expect(afterLostClaim({ isOpen: true, hasBegun: true })).toBe('leave')
    expect(afterLostClaim({ isOpen: true, hasBegun: false })).toBe('next')
    expect(afterLostClaim({ isOpen: false, hasBegun: false })).toBe('tell')
  })
  it('is told with the name of the one who was faster', () => {
    const lost = { kind: 'lost', name: 'Ben Okafor', subject: 'Parcel' } as const
    expect(noticeWords(words, format, { ...lost, how: 'next' })).toBe(
      'Ben Okafor took it a moment ago. Here is the next one.',
    )
    expect(noticeWords(words, format, { ...lost, how: 'next', name: null })).toBe(
      'A colleague took it a moment ago. Here is the next one.',
    )
  })
  it('says what comes when nothing waits', () => {
    expect(noticeWords(words, format, { kind: 'nothing', nextPromiseAt: null })).toBe('Nothing waits for you.')
    expect(noticeWords(words, format, { kind: 'nothing', nextPromiseAt: NOON })).toBe(
      `Nothing waits for you. Next promise at ${format.clock(NOON)}.`,
    )
  })
})

describe('reasons to skip', () => {
  it('are six, each with words of its own', () => {
    expect(SKIP_REASONS).toHaveLength(6)
    expect(new Set(SKIP_REASONS.map((reason) => words(`skip.reason.${reason}`))).size).toBe(6)
  })
})
