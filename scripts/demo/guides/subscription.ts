import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, pending, promise, refund, solved, tag, way } from './kit.ts'
import { customer, identity, membership, notVerified } from './shared-steps.ts'

/** The three questions about a membership look up the same and tell different parts of it. */
const status = (asked: string, line: string): Written[] => [
  customer(),
  ...identity('state', 1),
  choose(
    'state',
    'Look it up',
    'What does the membership status say?',
    [way('active', 'Active'), way('due', 'Active, a payment is due'), way('cancelled', 'Cancelled')],
    { from: 2, details: [`They want to know: ${asked}.`, 'Explain it in your own words.'] },
  ),
  ask('due-amount', 'money', 'Amount due', 'Which amount is due?', {
    from: 2,
    details: ['If a payment is due today and the amount says 0, look again before you tell it.'],
  }),
  ask('due-date', 'date', 'Due date', 'On which day is it due?', { from: 2 }),
  choose(
    'username-known',
    'Link to the account',
    'Do they know their username? Send the link for signing in.',
    [
      way('yes', 'Yes', { next: 'pay' }),
      way('no', 'No', { hint: 'First letter of the given name, family name, then 1.', next: 'username' }),
    ],
    { from: 3, details: ['So that they can look it up themselves the next time.'] },
  ),
  ask('username', 'text', 'Username', 'Which username did you tell them?', {
    from: 3,
    details: ['Howard Chen is hchen1.'],
  }),
  choose(
    'pay',
    'Pay now?',
    'Do they want to pay now?',
    [way('yes', 'Yes', { next: 'paid-amount' }), way('no', 'No', { next: 'told' })],
    { from: 4, details: ['Ask it when the membership is not active or a payment is due.'] },
  ),
  ask('paid-amount', 'money', 'Payment', 'How much do they pay?', { from: 4 }),
  end('paid', 'Told and paid', {
    from: 4,
    disposition: 'payment-taken',
    reply: `${line} I have noted your payment of {{ answers.paid-amount | money }}.{% if answers.username %} Your username is {{ answers.username }}.{% endif %} You can look all of it up in your account at any time: https://harbour-mill.example/account`,
    note: 'Membership: {{ answers.state | downcase }}, {{ answers.due-amount | money }} due on {{ answers.due-date | date }}. Paid {{ answers.paid-amount | money }}. Link to the account sent.',
    actions: [tag('membership'), solved],
  }),
  end('told', 'Told', {
    from: 3,
    disposition: 'resolved',
    reply: `${line}{% if answers.username %} Your username is {{ answers.username }}.{% endif %} You can look all of it up in your account at any time: https://harbour-mill.example/account`,
    note: 'Membership: {{ answers.state | downcase }}, {{ answers.due-amount | money }} due on {{ answers.due-date | date }}. Link to the account sent.',
    actions: [tag('membership'), solved],
  }),
  notVerified(),
]

const payBill: Written[] = [
  customer(),
  ...identity('knows', 1),
  choose(
    'knows',
    'How much',
    'Do they know how much they want to pay?',
    [
      way('yes', 'Yes', { next: 'amount' }),
      way('no', 'No', { hint: 'The membership costs 99 a year.', next: 'look-up' }),
    ],
    { from: 2 },
  ),
  act('look-up', 'Look up the amount', 'Look up the membership status and tell them what is due.', {
    from: 2,
    details: ['If it says 0, it is 99: a whole year.'],
  }),
  ask('amount', 'money', 'Amount', 'How much do they pay?', { from: 2 }),
  choose(
    'card',
    'Card',
    'Do they have a card number for the payment?',
    [
      way('given', 'Yes, taken by phone'),
      way('on-file', 'No', { hint: 'Tell them that the card on the account is used.' }),
      closed('written', 'Yes, in writing', 'nobody', 'Card numbers are taken by phone only and never stand in a case.'),
    ],
    { from: 3 },
  ),
  act('renew', 'Renew', 'Renew the membership: "renew subscription".', { from: 4 }),
  end('renewed', 'Membership is renewed', {
    from: 4,
    disposition: 'payment-taken',
    reply:
      "Your membership is renewed, and {{ answers.amount | money }} is paid {% if answers.card == 'No' %}with the card on your account{% else %}with the card you gave me{% endif %}.",
    note: 'Membership renewed, {{ answers.amount | money }}. Card given: {{ answers.card | downcase }}.',
    actions: [tag('membership'), solved],
  }),
  notVerified(),
]

const extension: Written[] = [
  customer(),
  ...identity('membership', 1),
  membership({ gold: 'extend', silver: 'days-late', bronze: 'phone', guest: 'phone' }, 2, [
    'Gold members always get more time.',
    'Silver members get it when they are only 1 day late.',
    'Bronze members and guests do not.',
  ]),
  choose(
    'days-late',
    'How late',
    'How late is the payment of the Silver member?',
    [
      way('one', '1 day or not at all', { next: 'extend' }),
      way('more', 'More than 1 day', { next: 'phone' }),
      closed(
        'close',
        'More, but give it all the same',
        'lead',
        'Only a lead may give more time after the first day.',
        'extend',
      ),
    ],
    { from: 2 },
  ),
  act('extend', 'Give more time', 'Extend the membership: "extend subscription".', { from: 3, next: 'extended' }),
  ask('phone', 'phone', 'Phone number', 'On which number can the lead call them back?', {
    from: 4,
    details: ['Apologise that you cannot give more time yourself.'],
  }),
  act('lead', 'Tell the lead', 'Hand it to the lead, and tell them that the lead will call later.', { from: 4 }),
  end('call-back', 'Lead calls back', {
    from: 4,
    disposition: 'callback-promised',
    reply:
      'I am sorry that I cannot give you more time myself. Our lead will call you on {{ answers.phone }} by the end of tomorrow.',
    note: 'No more time for {{ answers.membership }}{% if answers.days-late %}, {{ answers.days-late | downcase }} late{% endif %}. Lead calls back on {{ answers.phone }}.',
    actions: [tag('membership'), promise('Lead calls back about more time to pay, {{ answers.phone }}', 1), pending],
  }),
  end('extended', 'More time given', {
    from: 3,
    disposition: 'extension-given',
    reply: 'You have more time to pay: your membership goes on as it is.',
    note: 'More time to pay given. {{ answers.membership }} member{% if answers.days-late %}, late: {{ answers.days-late | downcase }}{% endif %}.',
    actions: [tag('membership'), solved],
  }),
  notVerified(),
]

const dispute: Written[] = [
  customer(),
  ...identity('membership', 1),
  membership({ gold: 'paid', silver: 'below-ten', bronze: 'our-error', guest: 'our-error' }, 2, [
    'Gold members always get what they want.',
    'Silver members get a refund below 10.',
    'Bronze members and guests: the system decides.',
  ]),
  choose(
    'below-ten',
    'How much is wrong',
    'Is the amount that is wrong below 10?',
    [
      way('yes', 'Yes', { next: 'paid' }),
      way('no', 'No', { next: 'refused' }),
      closed(
        'exception',
        'No, but refund it all the same',
        'finance',
        'From 10 on finance decides for Silver members.',
        'paid',
      ),
    ],
    { from: 2 },
  ),
  choose(
    'our-error',
    'Is the customer right?',
    'Does the system say that the customer is right?',
    [way('yes', 'Yes', { next: 'paid' }), way('no', 'No', { next: 'refused' })],
    { from: 3 },
  ),
  choose(
    'paid',
    'Paid already?',
    'Have they paid the bill?',
    [way('yes', 'Yes', { next: 'amount' }), way('no', 'No, it only looked too high', { next: 'misunderstanding' })],
    { from: 4 },
  ),
  ask('amount', 'money', 'Difference', 'How much was charged too much?', {
    from: 4,
    details: ['Charged 60 instead of 50: the refund is 10.'],
  }),
  end('refunded', 'Difference is refunded', {
    from: 4,
    disposition: 'refund-started',
    reply: 'You were charged {{ answers.amount | money }} too much for your membership. I have started the refund.',
    note: 'Membership bill wrong by {{ answers.amount | money }}, refunded. {{ answers.membership }}.',
    actions: [refund('{{ answers.amount }}', 'Membership billed too high'), tag('membership'), solved],
  }),
  end('misunderstanding', 'Nothing to refund', {
    from: 4,
    disposition: 'resolved',
    reply: 'The bill has not been paid yet, so there is nothing to refund. I am sorry for the misunderstanding.',
    note: 'Membership bill disputed, not paid yet. Misunderstanding cleared up. {{ answers.membership }}.',
    actions: [tag('membership'), solved],
  }),
  end('refused', 'No refund', {
    from: [2, 3],
    disposition: 'refused-by-policy',
    reply: 'I am sorry: I have checked your membership bill, and I cannot refund it.',
    note: 'Refund of the membership bill refused. {{ answers.membership }}.',
    actions: [tag('membership'), solved],
  }),
  notVerified(),
]

const LINES = {
  active:
    "{% if answers.state == 'Cancelled' %}Your membership is cancelled{% else %}Your membership is active{% endif %}; {{ answers.due-amount | money }} is due on {{ answers.due-date | date }}.",
  amount:
    'The amount due for your membership is {{ answers.due-amount | money }}, to be paid by {{ answers.due-date | date }}.',
  date: 'Your membership renews on {{ answers.due-date | date }}; {{ answers.due-amount | money }} is due then.',
}

export const subscription: WrittenGuide[] = [
  {
    subflow: 'Status Active',
    title: 'Is the membership active',
    steps: status('did the payment go through, is it still active', LINES.active),
  },
  {
    subflow: 'Status Due Amount',
    title: 'What is due for the membership',
    steps: status('the amount due', LINES.amount),
  },
  { subflow: 'Status Due Date', title: 'When the membership renews', steps: status('the day it renews', LINES.date) },
  { subflow: 'Manage Pay Bill', title: 'Pay for the membership', steps: payBill },
  { subflow: 'Manage Extension', title: 'More time to pay', steps: extension },
  { subflow: 'Manage Dispute Bill', title: 'Membership billed twice', steps: dispute },
]
