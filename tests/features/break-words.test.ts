import { describe, expect, it } from 'vitest'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import { isInContact } from '../../renderer/app/exercise-place.tsx'
import type { BreakOffer } from '../../renderer/features/breaks/break-port.ts'
import { offerWords } from '../../renderer/features/breaks/break-prompt.tsx'
import { untilNextLeft } from '../../renderer/features/breaks/break-screen.tsx'
import { english } from '../../renderer/words/catalogue.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'

const words = makeWords('en-GB', english)
const format = makeFormat(words)
const minutes = (count: number) => (count * 60_000) as Ms
const at = (hour: number, minute: number) => new Date(2026, 2, 10, hour, minute).getTime() as EpochMs

describe('what the card says of a break', () => {
  const lunch = { kind: 'lunch', lengthMs: minutes(30) } as const
  const rest = { kind: 'break', lengthMs: minutes(15) } as const
  const table: [BreakOffer, string, string][] = [
    [
      { state: 'due', ...rest, workedMs: minutes(112) },
      'Your 15 minute break is due',
      'You have worked 1 h 52 min. The queue can spare you; nothing new is offered while you decide.',
    ],
    [
      { state: 'not-spared', mayReset: true, ...rest, until: at(11, 20), slotAt: at(11, 30) },
      'The queue needs everyone until 11:20',
      'Your full 15 minutes are kept, for 11:30. A 60 second reset now?',
    ],
    [
      { state: 'moved', ...lunch, movedMs: minutes(9), slotAt: at(12, 9) },
      'Lunch moved 9 min, not counted against you',
      'A contact went into it. It has its full 30 minutes, from 12:09.',
    ],
    [
      { state: 'postponed', ...rest, slotAt: at(11, 5) },
      'Your break comes at 11:05',
      'You moved it. It keeps its full 15 minutes.',
    ],
    [
      { state: 'after-next', ...lunch },
      'Your lunch begins after this contact',
      'Nothing new is offered. It keeps its full 30 minutes.',
    ],
  ]
  it.each(table)('$state', (offer, title, why) => {
    expect(offerWords(words, format, offer)).toEqual({ title, why })
  })
})

describe('what the break screen says of work that waits', () => {
  it.each([
    [2, 0, '2 items are not sent yet and go out by themselves.'],
    [0, 1, '1 draft is kept.'],
    [1, 3, '1 item is not sent yet and goes out by itself. 3 drafts are kept.'],
  ])('%i unsent and %i drafts', (unsent, drafts, said) => {
    expect(words('break.kept', { unsent, drafts }).trim()).toBe(said)
  })
})

describe('the time left', () => {
  it.each([
    ['falls on whole minutes', minutes(14) + 20_000, 20_000],
    ['a whole minute later again', minutes(14), 60_000],
    ['by seconds in the last minute', 42_300, 300],
    ['a whole second later again', 42_000, 1_000],
  ])('%s', (_what, left, next) => {
    expect(untilNextLeft((at(11, 0) + left) as EpochMs, at(11, 0))).toBe(next)
  })
})

describe('an exercise by hand', () => {
  const call = (part: Partial<ContactRecord>) =>
    ({
      channel: 'phone',
      agentId: 'ana',
      offeredAt: 1,
      answeredAt: 2,
      endedAt: null,
      wrappedUpAt: null,
      holds: [],
      ...part,
    }) as ContactRecord
  it.each([
    ['talking', call({}), true],
    ['in wrap-up', call({ endedAt: 3 as EpochMs }), true],
    ['wrapped up', call({ endedAt: 3 as EpochMs, wrappedUpAt: 4 as EpochMs }), false],
    ['ringing for the team', call({ agentId: null, answeredAt: null }), false],
    ['with a colleague on the line', call({ agentId: 'ben' as UserId }), false],
    ['with a mail', call({ channel: 'email' }), false],
  ])('knows whether its agent is in a contact: %s', (_what, contact, isBusy) => {
    expect(isInContact(contact, 'ana' as UserId)).toBe(isBusy)
  })
})
