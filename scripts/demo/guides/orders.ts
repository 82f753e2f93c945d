import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, instead, pending, refund, solved, tag, way } from './kit.ts'
import { customer, identity, membership, notVerified } from './shared-steps.ts'

/** "Order Received", "In Transit", "Out for Delivery", "Delivered": how far the order is, and where each leads. */
export const parcel = (
  to: [received: string, transit: string, out: string, delivered: string],
  from: number,
  details: string[],
) =>
  choose(
    'parcel',
    'How far the order is',
    'What is the shipping status of the order?',
    [
      way('received', 'Order received', { hint: 'Not handed over yet.', next: to[0] }),
      way('transit', 'In transit', { next: to[1] }),
      way('out', 'Out for delivery', { next: to[2] }),
      way('delivered', 'Delivered', { next: to[3] }),
    ],
    { from, details },
  )

const mysteryFee: Written[] = [
  customer(),
  ...identity('our-error', 1),
  choose(
    'our-error',
    'Whose error is it?',
    'Does the system say that the fee is our error?',
    [way('yes', 'Yes, our error', { next: 'amount' }), way('no', 'No', { next: 'membership' })],
    { from: 2, details: ['Tell the customer the result in your own words.'] },
  ),
  membership({ gold: 'amount', silver: 'amount', bronze: 'stays', guest: 'stays' }, 3, [
    'We trust Gold and Silver members: their fee is always removed.',
    'For Bronze members and guests the fee stays.',
  ]),
  ask('amount', 'money', 'Amount of the fee', 'How much does the customer feel was charged too much?', { from: 4 }),
  end('removed', 'Fee is removed', {
    from: 4,
    disposition: 'fee-removed',
    reply:
      'I have removed the extra {{ answers.amount | money }} from order {{ answers.order }}. It goes back the way you paid.',
    note: 'Fee of {{ answers.amount | money }} removed from order {{ answers.order }}. Our error: {{ answers.our-error }}.',
    actions: [refund('{{ answers.amount }}', 'Unknown fee removed'), tag('fee'), solved],
  }),
  end('stays', 'Fee stays', {
    from: 3,
    disposition: 'refused-by-policy',
    reply:
      'I have checked the fee on order {{ answers.order }} and I am sorry: it is right. Prices were higher at the time of the order, and I cannot take the fee off.',
    note: 'Fee on order {{ answers.order }} is right by the system; {{ answers.membership }}: it stays.',
    actions: [tag('fee'), solved],
    details: ['Apologise and explain. The contact is complete, but not a success.'],
  }),
  notVerified(),
]

const deliveryTime: Written[] = [
  customer(),
  ...identity('our-error', 1),
  choose(
    'our-error',
    'Whose error is it?',
    'Does the system say that the delivery time is our error?',
    [way('yes', 'Yes, our error', { next: 'evening' }), way('no', 'No', { next: 'parcel' })],
    {
      from: 2,
      details: [
        'Tell the customer the result in your own words.',
        'Only confirming a date? Use "Where the parcel is".',
      ],
    },
  ),
  parcel(['evening', 'stays', 'stays', 'stays'], 3, [
    'Only an order that has not been handed over can still be moved.',
  ]),
  act('evening', 'Move the delivery', 'Change the order: delivery in the evening instead of the morning.', { from: 4 }),
  end('moved', 'Delivery is moved to the evening', {
    disposition: 'order-changed',
    reply: 'I have moved the delivery of order {{ answers.order }} from the morning to the evening.',
    note: 'Delivery of order {{ answers.order }} moved to the evening. Our error: {{ answers.our-error }}.',
    actions: [tag('delivery-time'), solved],
  }),
  end('stays', 'Delivery time stays', {
    disposition: 'refused-by-policy',
    reply:
      'I am sorry: order {{ answers.order }} has left our house already, so the delivery time can no longer be changed. If nobody is at home, the carrier will try again on the next working day.',
    note: 'Delivery time of order {{ answers.order }} not changed: {{ answers.parcel | downcase }}.',
    actions: [tag('delivery-time'), solved],
    details: ['Apologise. The contact is complete, but not a success.'],
  }),
  notVerified(),
]

const METHODS = [way('credit', 'Credit card'), way('debit', 'Debit card'), way('paypal', 'PayPal')]
const paymentMethod: Written[] = [
  customer(),
  ...identity('parcel', 1),
  parcel(['method', 'method', 'future', 'future'], 2, [
    'Until the parcel is in transit the payment method can be changed at once.',
    'Later it counts for future orders only.',
  ]),
  choose(
    'future',
    'Only for future orders',
    'Explain that it counts for future orders only. Do they still want it changed?',
    [way('yes', 'Yes, for the future', { next: 'method' }), way('no', 'No', { next: 'kept' })],
    { from: 2 },
  ),
  choose(
    'method',
    'New payment method',
    'Which payment method shall it be?',
    [...METHODS, closed('other', 'Another one', 'nobody', 'We take credit card, debit card and PayPal only.')],
    { from: 3 },
  ),
  end('changed', 'Payment method is changed', {
    from: 3,
    disposition: 'order-changed',
    reply:
      'The payment method is now {{ answers.method }}.{% if answers.future %} Order {{ answers.order }} has gone out already, so it counts from your next order on.{% else %} It counts for order {{ answers.order }}.{% endif %}',
    note: 'Payment method changed to {{ answers.method }}; order {{ answers.order }} was: {{ answers.parcel | downcase }}.',
    actions: [tag('payment-method'), solved],
  }),
  end('kept', 'Payment method stays', {
    disposition: 'resolved',
    reply: 'All right, nothing was changed. Order {{ answers.order }} stays with the payment method it has.',
    note: 'Customer keeps the payment method of order {{ answers.order }}.',
    actions: [solved],
  }),
  notVerified(),
]

const cost = ask('amount', 'money', 'Price of the item', 'How much did the unwanted item cost?', { from: 4 })
const quantity: Written[] = [
  customer(),
  ...identity('email', 1),
  choose(
    'email',
    'Was the e-mail right?',
    'Does the system say that the confirmation e-mail was right?',
    [
      way('wrong', 'No, the e-mail was wrong', { next: 'one-charged' }),
      way('right', 'Yes, we ordered too many', { next: 'parcel' }),
    ],
    { from: 2 },
  ),
  parcel(['amount', 'wait', 'wait', 'wait'], 3, [
    'Order received: offer the refund at once; the unwanted item is taken off the order.',
    'Later: they wait for the item and call again to return it.',
  ]),
  cost,
  end('refunded', 'Item removed and refunded', {
    from: 4,
    disposition: 'refund-started',
    reply:
      'The confirmation showed one item too many, and that was our mistake. I have taken it off order {{ answers.order }} and started the refund of {{ answers.amount | money }}.',
    note: 'Wrong quantity on order {{ answers.order }}, our error. Item removed, {{ answers.amount | money }} refunded.',
    actions: [refund('{{ answers.amount }}', 'Wrong quantity, our error'), tag('quantity'), solved],
  }),
  end('wait', 'Return once it has arrived', {
    from: 3,
    disposition: 'waiting-for-customer',
    reply:
      'The confirmation showed one item too many, and that was our mistake. Order {{ answers.order }} is on its way already. Please write to us again when it is there: we will then start the return at once.',
    note: 'Wrong quantity on order {{ answers.order }}, our error; {{ answers.parcel | downcase }}. Customer writes again on arrival.',
    actions: [tag('quantity'), pending],
  }),
  end('one-charged', 'Only the e-mail was wrong', {
    from: 2,
    disposition: 'resolved',
    reply:
      'I have checked order {{ answers.order }}: you were charged for one item only. The e-mail was wrong, and I am sorry for the worry.',
    note: 'Confirmation e-mail of order {{ answers.order }} was wrong; charged for one item only.',
    actions: [solved],
  }),
  notVerified(),
]

const cancel: Written[] = [
  customer(),
  ...identity('parcel', 1),
  parcel(['amount', 'membership', 'membership', 'membership'], 2, [
    'Order received: offer the refund at once; the unwanted item is taken off the order.',
    'Later: the membership level decides.',
  ]),
  membership({ gold: 'amount', silver: 'amount', bronze: 'amount', guest: 'wait' }, 3, [
    'Members get the refund at once and call again for the return label when the item is there.',
    'Guests wait for the item and then start the return.',
  ]),
  cost,
  end('refunded', 'Refund is started', {
    from: 4,
    disposition: 'refund-started',
    reply:
      'I have started the refund of {{ answers.amount | money }} for the item you did not want in order {{ answers.order }}.{% if answers.membership %} When it arrives, please write to us: we will send the label for the return.{% else %} It has been taken off your order.{% endif %}',
    note: 'Unwanted item of order {{ answers.order }}: {{ answers.amount | money }} refunded; order was: {{ answers.parcel | downcase }}.{% if answers.membership %} {{ answers.membership }} member, return label on arrival.{% endif %}',
    actions: [refund('{{ answers.amount }}', 'Ordered one too many'), tag('cancel'), solved],
  }),
  end('wait', 'Return once it has arrived', {
    from: 3,
    disposition: 'waiting-for-customer',
    reply:
      'Order {{ answers.order }} is on its way already, so I cannot take the item off any more. Please write to us when it is there: we will then start the return.',
    note: 'Guest wants one item of order {{ answers.order }} cancelled; {{ answers.parcel | downcase }}. Writes again on arrival.',
    actions: [tag('cancel'), pending],
  }),
  notVerified(),
]

const feeOlder = instead(
  mysteryFee,
  membership({ gold: 'amount', silver: 'stays', bronze: 'stays', guest: 'stays' }, 3, [
    'The fee of Gold members is always removed.',
  ]),
)

export const orders: WrittenGuide[] = [
  {
    subflow: 'Status Mystery Fee',
    title: 'Unknown fee on the order',
    steps: mysteryFee,
    older: {
      daysAgo: 130,
      steps: feeOlder,
      changes: [{ stepId: 'membership', words: 'Silver members get the fee removed too.' }],
    },
  },
  { subflow: 'Status Delivery Time', title: 'Delivery in the evening', steps: deliveryTime },
  { subflow: 'Status Payment Method', title: 'Payment method of an order', steps: paymentMethod },
  { subflow: 'Status Quantity', title: 'Wrong quantity confirmed', steps: quantity },
  { subflow: 'Manage Cancel', title: 'Cancel an item', steps: cancel },
]
