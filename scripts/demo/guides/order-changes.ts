import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, instead, solved, tag, way } from './kit.ts'
import { parcel } from './orders.ts'
import { customer, identity, LEVELS, membership, notVerified } from './shared-steps.ts'

const upgrade: Written[] = [
  customer(),
  ...identity('parcel', 1),
  parcel(['membership', 'too-late', 'too-late', 'too-late'], 2, [
    'Only an order that has not been handed over can go out faster.',
  ]),
  membership({ gold: 'overnight', silver: 'charge', bronze: 'charge', guest: 'charge' }, 3, [
    'Gold members pay no fee.',
    'Everyone else pays 20 with the card on their account.',
  ]),
  choose(
    'charge',
    'Fee of 20',
    'May we charge 20 to the credit card on the account?',
    [
      way('yes', 'Yes', { next: 'overnight' }),
      way('no', 'No', { next: 'not-wanted' }),
      closed('waive', 'Leave the fee out', 'lead', 'The fee is waived for Gold members only.', 'overnight'),
    ],
    { from: 3, details: ['The card on the account is the only way to pay it.'] },
  ),
  act('overnight', 'Change the shipping', 'Change the order: delivery tomorrow.', { from: 4 }),
  end('upgraded', 'Comes tomorrow', {
    disposition: 'order-changed',
    reply:
      "Order {{ answers.order }} now goes by overnight delivery and reaches you tomorrow.{% if answers.charge %} The fee of {{ '20' | money }} is charged to the card on your account.{% else %} As a Gold member you pay nothing for it.{% endif %}",
    note: "Order {{ answers.order }} changed to overnight delivery. {{ answers.membership }}{% if answers.charge %}, fee of {{ '20' | money }} charged{% endif %}.",
    actions: [tag('shipping-upgrade'), solved],
  }),
  end('not-wanted', 'Shipping stays', {
    disposition: 'resolved',
    reply: 'All right, nothing was changed: order {{ answers.order }} comes with the delivery you chose.',
    note: "Overnight delivery not wanted for a fee of {{ '20' | money }}. Order {{ answers.order }} unchanged.",
    actions: [solved],
  }),
  end('too-late', 'Already on its way', {
    from: 2,
    disposition: 'refused-by-policy',
    reply:
      'Order {{ answers.order }} has left our house already, so its delivery can no longer be changed. It should reach you today or tomorrow anyway.',
    note: 'No overnight delivery for order {{ answers.order }}: {{ answers.parcel | downcase }}.',
    actions: [solved],
  }),
  notVerified(),
]

const shipped = choose(
  'membership-shipped',
  'Membership level',
  'Which membership does the customer have?',
  [
    way('gold', LEVELS.gold, { next: 'credit' }),
    way('silver', LEVELS.silver, { next: 'credit' }),
    way('bronze', LEVELS.bronze, { next: 'credit' }),
    way('guest', LEVELS.guest, { next: 'nothing' }),
  ],
  { from: 3, details: ['The order is on its way: members get the shipping fee as a credit, guests do not.'] },
)

const downgrade: Written[] = [
  customer(),
  ...identity('parcel', 1),
  parcel(['membership', 'membership-shipped', 'membership-shipped', 'membership-shipped'], 2, [
    'Do they want money back instead? Use "Shipping was too expensive".',
  ]),
  membership({ gold: 'next-week', silver: 'next-week', bronze: 'next-week', guest: 'next-week' }, 3, [
    'Not handed over yet: everyone may have it later.',
  ]),
  act('next-week', 'Change the shipping', 'Change the order: delivery next week.', { from: 4, next: 'downgraded' }),
  shipped,
  end('downgraded', 'Comes next week', {
    from: 4,
    disposition: 'order-changed',
    reply: 'I have moved order {{ answers.order }} to delivery next week.',
    note: 'Order {{ answers.order }} moved to delivery next week. {{ answers.membership }}.',
    actions: [tag('shipping-downgrade'), solved],
  }),
  end('credit', 'Shipping fee as a credit', {
    from: 3,
    disposition: 'credit-given',
    reply:
      'Order {{ answers.order }} is on its way, so its delivery can no longer be changed. I have put the shipping fee back on your account as a credit.',
    note: 'Order {{ answers.order }}: {{ answers.parcel | downcase }}. {{ answers.membership-shipped }} member, shipping fee credited to the account.',
    actions: [tag('shipping-downgrade'), tag('credit'), solved],
  }),
  end('nothing', 'Nothing can be done', {
    from: 3,
    disposition: 'refused-by-policy',
    reply:
      'I am sorry: order {{ answers.order }} is on its way, so its delivery can no longer be changed, and the shipping fee stays.',
    note: 'Guest asked for later delivery of order {{ answers.order }}: {{ answers.parcel | downcase }}. Nothing changed.',
    actions: [solved],
  }),
  notVerified(),
]

const create: Written[] = [
  customer(),
  ...identity('parcel', 1),
  parcel(['item', 'membership', 'membership', 'membership'], 2, [
    'Order received: add the item to the order at once.',
    'Later: Silver and Gold members get it sent separately.',
  ]),
  membership({ gold: 'item', silver: 'item', bronze: 'too-late', guest: 'too-late' }, 3, [
    'Silver and Gold: a separate order, sent at once, without a shipping fee.',
  ]),
  ask('item', 'text', 'New item', 'Which item shall be added?', {
    from: 4,
    details: ['Brand and type, such as "Harbour jeans".'],
  }),
  act('buy', 'Place it', 'Order the item for the customer.', { from: 4 }),
  end('added', 'Item is ordered', {
    disposition: 'order-changed',
    reply:
      '{% if answers.membership %}Order {{ answers.order }} is on its way already, so I have ordered {{ answers.item }} for you separately. It goes out at once, without a shipping fee.{% else %}I have added {{ answers.item }} to order {{ answers.order }}.{% endif %}',
    note: '{{ answers.item }} ordered for the customer{% if answers.membership %} as a separate order without shipping fee ({{ answers.membership }}){% endif %}. Order {{ answers.order }}.',
    actions: [tag('item-added'), solved],
  }),
  end('too-late', 'Too late to add', {
    disposition: 'refused-by-policy',
    reply:
      'I am sorry: order {{ answers.order }} is on its way already and nothing can be added to it. You can order the item in the shop as usual.',
    note: 'Nothing added to order {{ answers.order }}: {{ answers.parcel | downcase }}, {{ answers.membership }}.',
    actions: [solved],
    details: ['Apologise. The contact is complete, but not a success.'],
  }),
  notVerified(),
]

const upgradeOlder = instead(
  upgrade,
  choose(
    'charge',
    'Fee of 20',
    'May we charge 20 to the credit card on the account?',
    [way('yes', 'Yes', { next: 'overnight' }), way('no', 'No', { next: 'not-wanted' })],
    { from: 3 },
  ),
)

export const orderChanges: WrittenGuide[] = [
  {
    subflow: 'Manage Upgrade',
    title: 'Overnight delivery',
    steps: upgrade,
    older: {
      daysAgo: 75,
      steps: upgradeOlder,
      changes: [{ stepId: 'charge', words: 'Says now that only a lead may leave the fee out.' }],
    },
  },
  { subflow: 'Manage Downgrade', title: 'Later, cheaper delivery', steps: downgrade },
  { subflow: 'Manage Create', title: 'Add an item to an order', steps: create },
]
