import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, pending, refund, solved, tag, way } from './kit.ts'
import { parcel } from './orders.ts'
import { customer, notVerified, purchase } from './shared-steps.ts'

const status: Written[] = [
  customer(),
  choose(
    'identity',
    'Check who it is',
    'Do full name and account ID belong together?',
    [
      way('match', 'They belong together', { next: 'order' }),
      way('no-match', 'They do not belong together', { next: 'not-verified' }),
    ],
    { from: 1, details: ['You may have both from before. The order number comes next.'] },
  ),
  ...purchase('question', 2),
  ask('question', 'text', 'Question', 'What about the e-mail seems wrong to them?', {
    from: 3,
    details: ['A question that can be answered with yes or no.'],
  }),
  choose(
    'as-expected',
    'Look it up',
    'Does the system say that the order is as the customer expects it?',
    [way('yes', 'Yes, the order is right', { next: 'fine' }), way('no', 'No, something is wrong', { next: 'fix' })],
    { from: 3, details: ['Explain the answer in your own words.'] },
  ),
  choose(
    'fix',
    'Put it right',
    'What has to be changed?',
    [way('date', 'The date'), way('address', 'The address'), way('item', 'The item'), way('price', 'The price')],
    { from: 5 },
  ),
  act('change', 'Change the order', 'Change it in the order.', { from: 5, next: 'fixed' }),
  end('fine', 'Order is as expected', {
    from: 4,
    disposition: 'resolved',
    reply:
      'I have looked at order {{ answers.order }}: it is just as you ordered it. The e-mail was wrong, and I am sorry for the worry.',
    note: 'Order {{ answers.order }} is right, the e-mail was wrong. Asked: {{ answers.question }}',
    actions: [tag('shipping-status'), solved],
  }),
  end('fixed', 'Order is put right', {
    from: 5,
    disposition: 'order-changed',
    reply:
      'You were right to ask: something was wrong with order {{ answers.order }}. I have put it right: {{ answers.fix | downcase }}.',
    note: 'Order {{ answers.order }} put right: {{ answers.fix | downcase }}. Asked: {{ answers.question }}',
    actions: [tag('shipping-status'), solved],
  }),
  notVerified(),
]

const manage: Written[] = [
  customer(),
  parcel(['order', 'order', 'order', 'order'], 1, [
    'Ask the customer; the order shows it too.',
    'Cancelling because of the cost? Use "Shipping was too expensive".',
  ]),
  ...purchase('kind', 2),
  choose(
    'kind',
    'What to change',
    'What do they want to change?',
    [way('address', 'The address', { next: 'new' }), way('order', 'What was ordered', { next: 'new' })],
    { from: 3 },
  ),
  ask('new', 'text', 'As it shall be', 'What shall it be?', {
    from: 3,
    details: ['The full address in one line, or brand and type of the item.'],
  }),
  act('change', 'Change the order', 'Change the order.', {
    from: 3,
    details: ['The system tells the customer; tell them too.'],
  }),
  end('changed', 'Order is changed', {
    from: 3,
    disposition: 'order-changed',
    reply: 'Order {{ answers.order }} is changed: {{ answers.new }}.',
    note: 'Order {{ answers.order }} changed, {{ answers.kind | downcase }}: {{ answers.new }}. It was: {{ answers.parcel | downcase }}.',
    actions: [tag('order-changed'), solved],
  }),
  notVerified(),
]

const missing: Written[] = [
  customer(),
  ...purchase('days', 1),
  ask('days', 'text', 'Waiting', 'For how many days have they waited?', { from: 2 }),
  choose(
    'long',
    'A week or longer?',
    'Have they waited for more than 7 days?',
    [
      way('no', 'No, 7 days or less', { next: 'wait' }),
      way('yes', 'Yes', { next: 'address' }),
      closed(
        'now',
        'Less, but send it again now',
        'lead',
        'Within a week most parcels still come; a second one goes out too early.',
        'address',
      ),
    ],
    { from: [3, 4] },
  ),
  ask('address', 'text', 'Address', 'To which address shall it be sent, in one line?', {
    from: 4,
    details: ['Tell them that you will send a new order.'],
  }),
  ask('product', 'text', 'Product', 'Which product is it?', {
    from: 5,
    details: ['Brand and type, such as "Harbour jeans".'],
  }),
  act('resend', 'Send it again', 'Order the product again, to this address, free of charge.', { from: 5 }),
  end('resent', 'Sent again', {
    from: 5,
    disposition: 'replacement-sent',
    reply:
      'I am sorry that {{ answers.product }} from order {{ answers.order }} never reached you. I am sending it again today, to {{ answers.address }}. You pay nothing for it.',
    note: 'Missing item of order {{ answers.order }}, waited {{ answers.days }} days. {{ answers.product }} sent again to {{ answers.address }}.',
    actions: [tag('missing-item'), tag('resent'), solved],
  }),
  end('wait', 'Wait a little longer', {
    from: 3,
    disposition: 'waiting-for-customer',
    reply:
      'I am sorry that order {{ answers.order }} is not with you yet. Parcels are sometimes marked as delivered by mistake and still come a couple of days later. If it is not there a week after you ordered, please write to us and we will send it again.',
    note: 'Missing item of order {{ answers.order }}, waited {{ answers.days }} days. Asked to wait until a week is over.',
    actions: [tag('missing-item'), pending],
  }),
  notVerified(),
]

const cost: Written[] = [
  customer(),
  ...purchase('parcel', 1),
  parcel(['waive', 'waive', 'part', 'part'], 2, [
    'Until the order is in transit the fee can be waived.',
    'Do they want it later instead? Use "Slower, cheaper shipping".',
  ]),
  act('waive', 'Waive the fee', 'Change the order: waive the shipping fee.', { from: 3, next: 'waived' }),
  choose(
    'part',
    'A part of the fee back',
    'The best we can do is 8 back. Is that all right?',
    [
      way('yes', 'Yes', { next: 'refunded' }),
      way('no', 'No, leave it', { next: 'left' }),
      closed(
        'all',
        'All of the fee',
        'lead',
        'Once it is out for delivery only the standard fee of 8 goes back.',
        'refunded',
      ),
    ],
    { from: 4 },
  ),
  end('waived', 'Fee is waived', {
    from: 3,
    disposition: 'fee-removed',
    reply: 'I have taken the shipping fee off order {{ answers.order }}.',
    note: 'Shipping fee of order {{ answers.order }} waived; it was: {{ answers.parcel | downcase }}.',
    actions: [tag('shipping-cost'), solved],
  }),
  end('refunded', 'Part of the fee refunded', {
    from: 4,
    disposition: 'refund-started',
    reply:
      "Order {{ answers.order }} has left our house, so the fee can no longer be waived. I have started a refund of {{ '8' | money }}, our standard shipping.",
    note: "{{ '8' | money }} of the shipping fee of order {{ answers.order }} refunded; it was: {{ answers.parcel | downcase }}.",
    actions: [refund('8.00', 'Part of the shipping fee'), tag('shipping-cost'), solved],
  }),
  end('left', 'Fee stays', {
    disposition: 'resolved',
    reply: 'All right, I have left order {{ answers.order }} as it is.',
    note: 'Refund of a part of the shipping fee not wanted. Order {{ answers.order }}.',
    actions: [solved],
  }),
  notVerified(),
]

export const shipping: WrittenGuide[] = [
  { subflow: 'Shipping Status', title: 'Where the parcel is', steps: status },
  { subflow: 'Manage Shipping', title: 'Change where or what is sent', steps: manage },
  { subflow: 'Missing Item', title: 'Missing item', steps: missing },
  { subflow: 'Shipping Cost', title: 'Shipping was too expensive', steps: cost },
]
