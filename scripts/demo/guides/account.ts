import type { GuideInputKind } from '../../../domain/guides/guide.ts'
import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, instead, refund, solved, tag, way } from './kit.ts'
import { customer, notVerified, threeOfSeven } from './shared-steps.ts'

const heard = (title: string): Written =>
  choose(
    'heard',
    title,
    'How did the customer hear about it?',
    [way('email', 'By e-mail'), way('spouse', 'From their spouse'), way('news', 'From the news')],
    { from: 1 },
  )

const MISTAKEN =
  "{% case answers.heard %}{% when 'By e-mail' %}The e-mail you received was not from us. If you look at its sender, you will see that it is not an address of {{ shop.name }}; please do not click on anything in it.{% when 'From their spouse' %}It must have been a misunderstanding between you two.{% else %}The news must have been about somebody else, or it was easy to misunderstand.{% endcase %}"

const mistaken = (from: number): Written =>
  end('mistaken', 'Customer was mistaken', {
    from,
    disposition: 'resolved',
    reply: `I have checked your account: everything on it is as it should be. ${MISTAKEN} There is nothing to worry about and there are no extra charges.`,
    note: 'Nothing wrong on the account by the system. Heard: {{ answers.heard | downcase }}. Explained.',
    actions: [solved],
  })

const added: Written[] = [
  customer(),
  heard('Unknown service'),
  choose(
    'our-error',
    'Is the customer right?',
    'Does the system say that the customer is right?',
    [
      way('yes', 'Yes, the service was added by us', { next: 'remove' }),
      way('no', 'No, they are mistaken', { next: 'mistaken' }),
    ],
    { from: 2, details: ['Tell them that you are looking it up.'] },
  ),
  act('remove', 'Remove the service', 'Take the service off the account and tell the customer.', { from: 4 }),
  choose(
    'amount',
    'Refund',
    'The refund for it is 40. Does the customer want it?',
    [
      way('yes', 'Yes', { next: 'removed' }),
      way('no', 'No', { next: 'removed-only' }),
      closed('more', 'They ask for more', 'finance', 'The refund for a service added by mistake is 40.', 'removed'),
    ],
    { from: 5 },
  ),
  end('removed', 'Service removed and refunded', {
    from: 5,
    disposition: 'refund-started',
    reply:
      "You were right: a service was added to your account by mistake. I have removed it and started a refund of {{ '40' | money }}.",
    note: "Unknown service removed, our error; {{ '40' | money }} refunded. Heard: {{ answers.heard | downcase }}.",
    actions: [refund('40.00', 'Service added by mistake'), tag('service'), solved],
  }),
  end('removed-only', 'Service removed', {
    from: 4,
    disposition: 'resolved',
    reply: 'You were right: a service was added to your account by mistake. I have removed it.',
    note: 'Unknown service removed, our error; refund not wanted. Heard: {{ answers.heard | downcase }}.',
    actions: [tag('service'), solved],
  }),
  mistaken(3),
]

const removed: Written[] = [
  customer(),
  heard('Missing service'),
  choose(
    'our-error',
    'Is the customer right?',
    'Does the system say that the customer is right?',
    [
      way('yes', 'Yes, the service is missing', { next: 'reinstate' }),
      way('no', 'No, they are mistaken', { next: 'mistaken' }),
    ],
    { from: 2, details: ['Tell them that you are looking it up.'] },
  ),
  act('reinstate', 'Add the service again', 'Put the service back on the account and tell the customer.', { from: 4 }),
  choose(
    'sees',
    'Does the customer see it?',
    'Can they see the service on their account now?',
    [way('yes', 'Yes', { next: 'back' }), way('no', 'Not yet', { hint: 'It may take a few minutes.', next: 'soon' })],
    { from: 5 },
  ),
  end('back', 'Service is back', {
    from: 5,
    disposition: 'resolved',
    reply: 'You were right: the service had been taken off your account by mistake. It is back now.',
    note: 'Service put back, our error; customer sees it. Heard: {{ answers.heard | downcase }}.',
    actions: [tag('service'), solved],
  }),
  end('soon', 'Service is back in a few minutes', {
    from: 5,
    disposition: 'resolved',
    reply:
      'You were right: the service had been taken off your account by mistake. I have put it back; it may take a few minutes until you see it.',
    note: 'Service put back, our error; customer did not see it yet. Heard: {{ answers.heard | downcase }}.',
    actions: [tag('service'), solved],
  }),
  mistaken(3),
]

const LINK = 'https://harbour-mill.example/faq/subscription'
const shippingQuestion: Written[] = [
  customer(),
  choose(
    'free',
    'Free shipping abroad',
    'Does the system say that this account ships free to and from abroad?',
    [way('yes', 'Yes', { next: 'send' }), way('no', 'No', { next: 'send' })],
    { from: 1 },
  ),
  act('send', 'Send the link', 'Send the link to the questions about membership.', { from: 2, details: [LINK] }),
  end('told', 'Told', {
    from: 2,
    disposition: 'resolved',
    reply: `{% if answers.free == 'Yes' %}Your account includes free shipping to and from other countries.{% else %}Your account does not include free shipping to and from other countries; the fee stands in the basket before you pay.{% endif %} You find all about it here: ${LINK}`,
    note: 'Asked about free shipping abroad: {{ answers.free }}. Link sent.',
    actions: [solved],
  }),
]

const credit: Written[] = [
  customer(),
  choose(
    'origin',
    'Where the credit comes from',
    'Where did the credit come from?',
    [
      way('subscription', 'A refund of the membership'),
      way('purchase', 'An earlier purchase'),
      way('promotion', 'A promotion'),
    ],
    { from: 1, details: ['Apologise for the trouble.'] },
  ),
  choose(
    'missing',
    'Is it missing?',
    'Does the system say that the credit is missing?',
    [way('yes', 'Yes, it is missing', { next: 'amount' }), way('no', 'No, it is there', { next: 'there' })],
    { from: 2, details: ['Tell the customer the result in your own words.'] },
  ),
  ask('amount', 'money', 'Amount', 'How much credit is missing?', {
    from: 4,
    details: ['If the customer does not know, the usual amount is 40.'],
  }),
  ask('voucher', 'text', 'Voucher', 'Which voucher code did you make for it?', {
    from: 4,
    details: ['Make the code over this amount, then write it here.'],
  }),
  end('replaced', 'Voucher sent', {
    from: 4,
    disposition: 'credit-given',
    reply:
      'The credit was missing, and I am sorry for that. Here is a voucher over {{ answers.amount | money }}: {{ answers.voucher }}.',
    note: 'Credit of {{ answers.amount | money }} was missing (from: {{ answers.origin | downcase }}). Voucher {{ answers.voucher }} sent.',
    actions: [tag('credit'), solved],
  }),
  end('there', 'Credit is there', {
    from: 3,
    disposition: 'resolved',
    reply:
      'I see your credit on the account: nothing is lost. Please log out and in again, and it will show on your side too.',
    note: 'Credit is there (from: {{ answers.origin | downcase }}). Asked to log out and in again.',
    actions: [solved],
  }),
]

/** The four changes to an account follow the same rules; only what is changed differs. */
type Change = {
  what: string
  /** Null: one of the payment methods. */
  kind: GuideInputKind | null
  now: string
  details: string[]
  wanted: string
  tagName: string
}
const PAYMENT = [way('credit', 'Credit card'), way('debit', 'Debit card'), way('paypal', 'PayPal')]
const value = (
  id: string,
  kind: GuideInputKind | null,
  title: string,
  question: string,
  from: number,
  details: string[],
  next?: string,
): Written =>
  kind === null
    ? choose(
        id,
        title,
        question,
        PAYMENT.map((each) => ({ ...each, next: next ?? '' })),
        { from, details },
      )
    : ask(id, kind, title, question, { from, details, ...(next === undefined ? {} : { next }) })

const change = ({ what, kind, now, details, wanted, tagName }: Change): Written[] => [
  customer(),
  value('current', kind, 'As it is now', now, 1, [...details, 'Only who knows it may change it.']),
  choose(
    'right',
    'Is it right?',
    `Is that the ${what} we have on file?`,
    [way('yes', 'Yes', { next: 'identity' }), way('no', 'No', { next: 'not-verified' })],
    { from: 1 },
  ),
  threeOfSeven('new', 2),
  value('new', kind, 'As it shall be', wanted, 3, details),
  act('update', 'Change the account', `Write the new ${what} into the account.`, { from: 3 }),
  end('changed', 'Account is changed', {
    from: 3,
    disposition: 'account-changed',
    reply: `Your ${what} is changed: it is {{ answers.new }} from now on.`,
    note: `Changed ${what} from {{ answers.current }} to {{ answers.new }}. Identity checked with three facts.`,
    actions: [tag(tagName), solved],
  }),
  notVerified(),
]

const STREET = ['Only the street address: "7221 Florshim Drive".']
const address = change({
  what: 'address',
  kind: 'text',
  now: 'What is the street address on the account now?',
  details: STREET,
  wanted: 'What is the new street address?',
  tagName: 'address-change',
})

export const account: WrittenGuide[] = [
  { subflow: 'Status Service Added', title: 'Service added without asking', steps: added },
  { subflow: 'Status Service Removed', title: 'Service removed by mistake', steps: removed },
  { subflow: 'Status Shipping Question', title: 'Free shipping abroad', steps: shippingQuestion },
  { subflow: 'Status Credit Missing', title: 'Credit is missing', steps: credit },
  {
    subflow: 'Manage Change Address',
    title: 'Change of address',
    steps: address,
    older: {
      daysAgo: 210,
      steps: instead(
        address,
        choose(
          'identity',
          'Check who it is',
          'How many of the seven facts does the customer know?',
          [
            way('two', 'Two or more are right', { next: 'new' }),
            way('fewer', 'Fewer than two are right', { next: 'not-verified' }),
          ],
          { from: 2 },
        ),
      ),
      changes: [{ stepId: 'identity', words: 'Three facts are asked for instead of two, without exception.' }],
    },
  },
  {
    subflow: 'Manage Change Name',
    title: 'Change of name',
    steps: change({
      what: 'name',
      kind: 'text',
      now: 'What is the full name on the account now?',
      details: ['Given and family name.'],
      wanted: 'What is the new name?',
      tagName: 'name-change',
    }),
  },
  {
    subflow: 'Manage Change Phone',
    title: 'Change of phone number',
    steps: change({
      what: 'phone number',
      kind: 'phone',
      now: 'What is the phone number on the account now?',
      details: ['With the area code.'],
      wanted: 'What is the new phone number?',
      tagName: 'phone-change',
    }),
  },
  {
    subflow: 'Manage Payment Method',
    title: 'Change of payment method',
    steps: change({
      what: 'payment method',
      kind: null,
      now: 'Which payment method is on the account now?',
      details: ['Credit card, debit card or PayPal.'],
      wanted: 'Which payment method shall it be?',
      tagName: 'payment-method',
    }),
  },
]
