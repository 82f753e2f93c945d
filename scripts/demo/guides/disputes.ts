import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, instead, pending, solved, tag, way } from './kit.ts'
import { customer, membership, notVerified, orderNumber, purchase } from './shared-steps.ts'

const voucher = (from: number, details: string[]): Written =>
  ask('voucher', 'text', 'Voucher', 'Which voucher code did you make?', { from, details })

const badPrice = (why: string, line: string): Written[] => [
  customer(),
  choose(
    'reason',
    'Reason',
    'Why do they dispute the price?',
    [way('competitor', 'A competitor is cheaper'), way('yesterday', 'It was cheaper yesterday')],
    { from: 1, details: [`This guide is for: ${why}.`] },
  ),
  orderNumber(),
  choose(
    'identity',
    'Check the order',
    'Do full name, account ID and order number belong together?',
    [
      way('match', 'They belong together', { next: 'explain' }),
      way('no-match', 'They do not belong together', { next: 'not-verified' }),
    ],
    { from: 2, details: ['You may have the name and the account ID from before.'] },
  ),
  choose(
    'explain',
    'Explain the price',
    'Say that prices change and that this is not in your hands. What do they say?',
    [
      way('content', 'They accept it', { next: 'accepted' }),
      way('unhappy', 'They are still unhappy', { next: 'voucher' }),
      closed(
        'match',
        'They want the lower price',
        'lead',
        'We do not match prices; a voucher is what we can give.',
        'voucher',
      ),
    ],
    { from: 3, details: ['For example: our prices follow demand from day to day.'] },
  ),
  voucher(4, ['Make a voucher and write its code here.', 'Only if they keep pushing.']),
  end('given', 'Voucher given', {
    from: 4,
    disposition: 'voucher-given',
    reply: `${line} I cannot change the price of order {{ answers.order }}, but I would like to give you a voucher for your next one: {{ answers.voucher }}.`,
    note: 'Price of order {{ answers.order }} disputed: {{ answers.reason | downcase }}. Voucher {{ answers.voucher }} given.',
    actions: [tag('price'), tag('voucher'), solved],
  }),
  end('accepted', 'Price explained', {
    from: 3,
    disposition: 'resolved',
    reply: `${line} The price of order {{ answers.order }} stays as it was on the day you ordered. Thank you for your understanding.`,
    note: 'Price of order {{ answers.order }} disputed: {{ answers.reason | downcase }}. Explained, accepted.',
    actions: [tag('price'), solved],
  }),
  notVerified(),
]

const REPORT = 'Write a report to the purchasing team, and tell the customer that you have.'
const outOfStock: Written[] = [
  customer(),
  act('report', 'Tell purchasing', REPORT, { from: 1, details: ['So that they can do better.'] }),
  choose(
    'content',
    'Is the customer content?',
    'Are they content with that?',
    [way('yes', 'Yes', { next: 'reported' }), way('no', 'No', { next: 'voucher' })],
    { from: 2 },
  ),
  voucher(3, ['Make a voucher and write its code here.', 'Only if they keep pushing.']),
  end('given', 'Voucher given', {
    from: 3,
    disposition: 'voucher-given',
    reply:
      'I am sorry that so much was out of stock. Our purchasing team has your report. For your next order I would like to give you a voucher: {{ answers.voucher }}.',
    note: 'Much out of stock. Reported to purchasing. Voucher {{ answers.voucher }} given.',
    actions: [tag('out-of-stock'), tag('voucher'), solved],
  }),
  end('reported', 'Reported', {
    from: 2,
    disposition: 'resolved',
    reply:
      'I am sorry that so much was out of stock. I have reported it to our purchasing team, so that they can do better.',
    note: 'Much out of stock. Reported to purchasing; customer is content.',
    actions: [tag('out-of-stock'), solved],
  }),
]

const oneItem: Written[] = [
  customer(),
  ask('item', 'text', 'Item', 'Which item is out of stock?', {
    from: 1,
    details: ['Brand and type, such as "Harbour sweater".'],
  }),
  act('report', 'Tell purchasing', REPORT, { from: 2 }),
  choose(
    'content',
    'Is the customer content?',
    'Are they content with that?',
    [way('yes', 'Yes', { next: 'reported' }), way('no', 'No', { next: 'back-order' })],
    { from: 3 },
  ),
  choose(
    'back-order',
    'Order it ahead',
    'Shall we order it for them, to be sent as soon as it is there, with the card on file?',
    [way('yes', 'Yes', { next: 'place' }), way('no', 'No', { next: 'reported' })],
    { from: 3 },
  ),
  act('place', 'Order it ahead', 'Order the item for the customer, with the card on file.', { from: 3 }),
  end('ordered', 'Ordered ahead', {
    from: 3,
    disposition: 'order-placed',
    reply:
      '{{ answers.item }} is out of stock now, so I have ordered it ahead for you, paid with the card on your account. It leaves our house as soon as it is here.',
    note: '{{ answers.item }} out of stock. Reported to purchasing; ordered ahead with the card on file.',
    actions: [tag('out-of-stock'), tag('back-order'), pending],
  }),
  end('reported', 'Reported', {
    disposition: 'resolved',
    reply: 'I am sorry that {{ answers.item }} is out of stock. I have reported it to our purchasing team.',
    note: '{{ answers.item }} out of stock. Reported to purchasing.',
    actions: [tag('out-of-stock'), solved],
  }),
]

const promo = (older: string, newer: string): Written[] => [
  customer(),
  choose(
    'age',
    'Age of the code',
    'How old is the voucher code?',
    [way('week', '7 days or newer', { hint: newer }), way('older', 'Older than 7 days', { hint: older })],
    { from: 1, details: ['Our vouchers usually hold for 7 days.', 'Both go on in the same way.'] },
  ),
  choose(
    'our-error',
    'Is the customer right?',
    'Does the system say that the customer is right?',
    [way('yes', 'Yes, the code should work', { next: 'voucher' }), way('no', 'No', { next: 'membership' })],
    { from: 2, details: ['Tell them that you are looking it up, and then the result.'] },
  ),
  membership({ gold: 'voucher', silver: 'voucher', bronze: 'voucher', guest: 'refused' }, 3, [
    'Every member gets a new code, because we value them.',
    'For guests there is nothing we can do.',
  ]),
  voucher(4, ['Make a voucher and write its code here.', 'It is for 20 % off the next purchase.']),
  end('given', 'New voucher given', {
    from: 4,
    disposition: 'voucher-given',
    reply:
      'I have made a new voucher for you, for 20 % off your next purchase: {{ answers.voucher }}. It holds for 7 days.',
    note: 'Voucher did not work ({{ answers.age | downcase }}); right by the system: {{ answers.our-error | downcase }}. New voucher {{ answers.voucher }}.',
    actions: [tag('voucher'), solved],
  }),
  end('refused', 'No new voucher', {
    from: 3,
    disposition: 'refused-by-policy',
    reply:
      'I am sorry: I have looked it up, and your voucher cannot be used any more. Vouchers hold for 7 days, and I can make a new one for members only.',
    note: 'Voucher did not work ({{ answers.age | downcase }}), system says no; guest, so no new one.',
    actions: [tag('voucher'), solved],
  }),
]

const GOLD_ONLY = 'Only Gold members get it all the same; we carry the risk of paying twice.'
const billing = (decide: Written[], sorry: string): Written[] => [
  customer(),
  ...purchase(decide[0]?.step.id ?? '', 1),
  ...decide,
  membership({ gold: 'credit', silver: 'refused', bronze: 'refused', guest: 'refused' }, 3, [GOLD_ONLY]),
  act('credit', 'Give the credit', 'Start the credit on the order: "give credit".', { from: 4 }),
  end('credited', 'Credit is started', {
    disposition: 'credit-given',
    reply: 'I have started the credit for order {{ answers.order }}. You will see it on your bill within a few days.',
    note: 'Credit given for order {{ answers.order }}.{% if answers.membership %} Against the system, as a Gold member.{% endif %}',
    actions: [tag('credit'), solved],
  }),
  end('refused', 'No credit', {
    from: 3,
    disposition: 'refused-by-policy',
    reply: sorry,
    note: 'No credit for order {{ answers.order }}: {{ answers.membership }}.',
    actions: [solved],
  }),
  notVerified(),
]

const returned = billing(
  [
    ask('days', 'text', 'Waiting', 'For how many days have they waited for the refund?', { from: 2 }),
    choose(
      'long',
      'Long enough?',
      'Is that more than 7 days?',
      [
        way('yes', 'Yes, more than 7 days', { next: 'credit' }),
        way('no', 'No, 7 days or less', { next: 'membership' }),
      ],
      { from: 2 },
    ),
  ],
  'I am sorry that the refund for order {{ answers.order }} is not there yet. It can take up to 7 days from the return; until then I cannot credit it a second time. Please write to us if it has not come by then.',
)

export const disputes: WrittenGuide[] = [
  {
    subflow: 'Bad Price Competitor',
    title: 'Cheaper elsewhere',
    steps: badPrice(
      'a competitor is cheaper',
      'I see that you found it cheaper elsewhere. Prices change from day to day, with us and with others.',
    ),
  },
  {
    subflow: 'Bad Price Yesterday',
    title: 'Cheaper the day before',
    steps: badPrice(
      'it was cheaper yesterday',
      'I understand that it is annoying to see a lower price from the day before. Our prices follow demand and change from day to day.',
    ),
  },
  { subflow: 'Out-of-Stock General', title: 'Much is out of stock', steps: outOfStock },
  { subflow: 'Out-of-Stock One Item', title: 'One item is out of stock', steps: oneItem },
  {
    subflow: 'Promo Code Invalid',
    title: 'Voucher is refused',
    steps: promo('Then the reason is "Voucher has run out".', 'The reason is "Voucher is refused".'),
  },
  {
    subflow: 'Promo Code Out of Date',
    title: 'Voucher has run out',
    steps: promo('The reason is "Voucher has run out".', 'Then the reason is "Voucher is refused".'),
  },
  {
    subflow: 'Mistimed Billing Already Returned',
    title: 'Returned, not credited',
    steps: returned,
    older: {
      daysAgo: 60,
      steps: instead(
        returned,
        choose(
          'long',
          'Long enough?',
          'Is that more than 14 days?',
          [
            way('yes', 'Yes, more than 14 days', { next: 'credit' }),
            way('no', 'No, 14 days or less', { next: 'membership' }),
          ],
          { from: 2 },
        ),
      ),
      changes: [{ stepId: 'long', words: 'The credit is given after 7 days instead of 14.' }],
    },
  },
  {
    subflow: 'Mistimed Billing Never Bought',
    title: 'Billed for something never bought',
    steps: billing(
      [
        choose(
          'our-error',
          'Is the customer right?',
          'Does the system say that the customer is right?',
          [
            way('yes', 'Yes, they never bought it', { next: 'credit' }),
            way('no', 'No, they did', { next: 'membership' }),
          ],
          { from: 2 },
        ),
      ],
      'I am sorry: I have checked order {{ answers.order }}, and by our records it was bought from your account. I cannot credit it.',
    ),
  },
]
