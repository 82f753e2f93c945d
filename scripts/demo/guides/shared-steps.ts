import type { Written } from './kit.ts'
import { act, choose, closed, end, pending, tag, way } from './kit.ts'
import { ask } from './kit.ts'

/** Steps that many of the guidelines begin with. */
export const customer = (): Written =>
  act('customer', 'Find the customer', 'Ask for the full name or the account ID and open that customer.', {
    from: 0,
    details: ['The case must show this customer before you go on.'],
  })

export const orderNumber = (): Written =>
  ask('order', 'order-number', 'Order number', 'Which order is it about?', {
    details: ['It may stand in the thread already.'],
  })

const withoutCheck = (next: string) =>
  closed(
    'skip',
    'Go on without checking',
    'nobody',
    'Without the check we might give away what belongs to somebody else.',
    next,
  )

/** "Validate Purchase": order number, then whether three facts belong together. */
export const purchase = (next: string, from: number): Written[] => [
  orderNumber(),
  choose(
    'purchase',
    'Check the purchase',
    'Do username, e-mail address and order number belong together?',
    [
      way('match', 'All three belong together', { next }),
      way('no-username', 'The customer does not remember the username', { next: 'username' }),
      way('no-match', 'They do not belong together', { next: 'not-verified' }),
      withoutCheck(next),
    ],
    { from, details: ['Ask for the username first, then the e-mail address, the order number last.'] },
  ),
  act('username', 'Work out the username', 'Tell the customer their username, then go on.', {
    details: [
      'First letter of the given name, the family name, then 1: John Smith is jsmith1.',
      'Go on with it even if the shop system does not know it.',
    ],
    next,
  }),
]

/** "Verify Identity" of the order guidelines. */
export const identity = (next: string, from: number): Written[] => [
  orderNumber(),
  choose(
    'identity',
    'Check who it is',
    'Do full name, account ID and order number belong together?',
    [
      way('match', 'They belong together', { next }),
      way('no-match', 'They do not belong together', { next: 'not-verified' }),
      withoutCheck(next),
    ],
    { from, details: ['You may have the name and the account ID from before.'] },
  ),
]

/** "Verify Identity" of the account guidelines: three facts out of seven. */
export const threeOfSeven = (next: string, from: number): Written =>
  choose(
    'identity',
    'Check who it is',
    'How many of the seven facts does the customer know?',
    [
      way('three', 'Three or more are right', { next }),
      way('fewer', 'Fewer than three are right', { next: 'not-verified' }),
      closed('one', 'One is right, and the voice is known', 'nobody', 'Three facts are asked of everyone.', next),
    ],
    {
      from,
      details: [
        'Postcode',
        'Telephone number',
        'PIN',
        'Username',
        'Password',
        'E-mail address',
        'Number of an earlier order',
      ],
    },
  )

/** Where every failed check ends. */
export const notVerified = (): Written =>
  end('not-verified', 'The customer could not be verified', {
    disposition: 'not-verified',
    reply:
      'Thank you for getting in touch. To keep your account safe I can only go on once the details match what we have. Please send me your full name, the e-mail address you ordered with and the order number, and I will take it from there.',
    note: 'Details did not match the account. Nothing was changed. Asked for name, e-mail address and order number.',
    actions: [tag('not-verified'), pending],
  })

export const LEVELS = { gold: 'Gold', silver: 'Silver', bronze: 'Bronze', guest: 'Guest' } as const
type Level = keyof typeof LEVELS

/** "Membership Privileges": the customer's level, each with where it leads. */
export const membership = (to: Record<Level, string>, from: number, details: string[]): Written =>
  choose(
    'membership',
    'Membership level',
    'Which membership does the customer have?',
    (Object.keys(LEVELS) as Level[]).map((level) => way(level, LEVELS[level], { next: to[level] })),
    { from, details },
  )
