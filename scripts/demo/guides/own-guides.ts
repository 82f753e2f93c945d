import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, pending, promise, refund, solved, tag, way } from './kit.ts'

/** Guides of the demo shop that the source does not have. */
const lateParcel: Written[] = [
  choose(
    'steps',
    'What the tracking says',
    'What does the newest step of the delivery say?',
    [
      way('moving', 'Moving, late', { hint: 'The last step is younger than 2 days.', next: 'delay' }),
      way('stuck', 'Not moved for 2 days or longer', { next: 'days' }),
      way('delivered', 'Delivered, but the customer has nothing', { next: 'neighbours' }),
      way('none', 'Not handed over yet', { next: 'delay' }),
    ],
    { details: ['The delivery steps stand beside the order.'] },
  ),
  choose('neighbours', 'Looked everywhere?', 'Have they asked the neighbours and looked for a card of the carrier?', [
    way('yes', 'Yes, nothing', { next: 'search-possible' }),
    way('no', 'Not yet', { next: 'look-first' }),
  ]),
  choose('days', 'How late it is', 'How many working days ago was it due?', [
    way('under-3', 'Less than 3', { next: 'delay' }),
    way('3-to-9', '3 to 9', { next: 'search-possible' }),
    way('10', '10 or more', { next: 'lost' }),
    closed(
      'refund-now',
      'Less than 10, but refund it now',
      'lead',
      'Most parcels without a step for some days still come; before the tenth day only a lead refunds.',
      'lost',
    ),
  ]),
  choose(
    'search-possible',
    'Search',
    'Does the customer agree to a search by the carrier?',
    [way('yes', 'Yes', { next: 'weight' }), way('no', 'No, they want another parcel', { next: 'again' })],
    { details: ['The search takes one working day.'] },
  ),
  ask('weight', 'text', 'What to look for', 'What does the parcel look like, and how heavy is it?', {
    details: ['The carrier asks for the weight; it stands beside the item in the shop.'],
  }),
  ask('update-by', 'date', 'Next word', 'By which day do we write again?', {
    details: ['The second working day from now.'],
  }),
  act('order-search', 'Start the search', 'Start the search with the carrier.', { next: 'searching' }),
  choose('lost', 'Refund or another one', 'The parcel counts as lost. What would the customer like?', [
    way('refund', 'The money back', { next: 'amount' }),
    way('again', 'Another parcel', { next: 'again' }),
  ]),
  ask('amount', 'money', 'Amount', 'How much goes back?', {
    details: ['Items and shipping of the lost parcel.'],
    next: 'refunded',
  }),
  ask('again', 'text', 'Another parcel', 'Which items go out again, and to which address?', { next: 'resent' }),
  end('delay', 'Late, but on its way', {
    disposition: 'resolved',
    reply:
      'I am sorry that order {{ order.number }} is late.{% if order.carrier %} {{ order.carrier }} has it and is bringing it to you.{% else %} It leaves our house next.{% endif %}{% if order.deliveryDueAt %} It was to be there on {{ order.deliveryDueAt | day }}.{% endif %} I will write to you again should it not be there in 3 working days.',
    note: 'Late: {{ answers.steps | downcase }}. Explained.',
    actions: [tag('late-parcel'), promise('Write again if order {{ order.number }} has not arrived', 3), pending],
  }),
  end('look-first', 'Customer looks first', {
    disposition: 'waiting-for-customer',
    reply:
      'The carrier says that order {{ order.number }} was delivered. Could you ask your neighbours and look for a card in the letter box? If it does not turn up, write to me and we will start a search.',
    note: 'Marked delivered, nothing there. Customer asks the neighbours first.',
    actions: [tag('late-parcel'), pending],
  }),
  end('searching', 'Search is started', {
    disposition: 'search-started',
    reply:
      'I have asked {{ order.carrier | default: "the carrier" }} to search for order {{ order.number }} today. I will write to you by {{ answers.update-by | day }}, whatever they have found.',
    note: 'Search started for order {{ order.number }}: {{ answers.weight }}. Next word by {{ answers.update-by | day }}.',
    actions: [
      tag('late-parcel'),
      tag('search'),
      promise('Tell the result of the search for order {{ order.number }}', 2),
      pending,
    ],
  }),
  end('refunded', 'Lost: refund is started', {
    disposition: 'refund-started',
    reply:
      'The parcel with order {{ order.number }} is lost, and I am sorry. I have started a refund of {{ answers.amount | money }}; most banks show it within 5 working days.',
    note: 'Parcel of order {{ order.number }} lost. {{ answers.amount | money }} refunded.',
    actions: [refund('{{ answers.amount }}', 'Parcel lost'), tag('lost-parcel'), solved],
  }),
  end('resent', 'Sent again', {
    disposition: 'replacement-sent',
    reply:
      'I am sending it to you again: {{ answers.again }}. You pay nothing for it. Should the first parcel still come, please keep it closed and write to me.',
    note: 'Sent again: {{ answers.again }}.',
    actions: [tag('late-parcel'), tag('resent'), solved],
  }),
]

export const ownGuides: (WrittenGuide & { group: string })[] = [
  {
    subflow: 'Late Parcel',
    title: 'Late parcel: search or refund',
    group: 'Shipping Issue',
    steps: lateParcel,
    older: {
      daysAgo: 150,
      steps: lateParcel
        .filter((each) => each.step.id !== 'neighbours')
        .map((each) =>
          each.step.id === 'steps' && each.step.kind === 'choose'
            ? {
                ...each,
                step: { ...each.step, choices: each.step.choices.filter((choice) => choice.id !== 'delivered') },
              }
            : each,
        )
        .filter((each) => each.step.id !== 'look-first'),
      changes: [
        { stepId: 'neighbours', words: 'New: parcels marked as delivered. The customer asks the neighbours first.' },
      ],
    },
  },
]
