import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, instead, pending, promise, refund, solved, tag, way, without } from './kit.ts'
import { customer, membership, notVerified, purchase } from './shared-steps.ts'

const initiateRefund: Written[] = [
  ask('reason', 'text', 'Reason', 'Why does the customer want the money back?', {
    details: ['Ask before anything else, in their words.'],
  }),
  customer(),
  ...purchase('method', 1),
  choose(
    'method',
    'Way of refund',
    'How does the customer want the money?',
    [
      way('gift-card', 'Gift card', { hint: 'Posted: needs an address.', next: 'address' }),
      way('add-value', 'Added to their account', { next: 'account' }),
      way('paper-check', 'Paper cheque', { hint: 'Posted: needs an address.', next: 'address' }),
      way('credit-card', 'Credit card', { hint: 'The card on file.', next: 'account' }),
      closed(
        'another-card',
        'A card that is not on file',
        'finance',
        'Money goes back only to a card we have on file.',
        'account',
      ),
    ],
    { from: 2 },
  ),
  ask('address', 'text', 'Address', 'Which address shall it be posted to, in full?', { from: 3, next: 'amount' }),
  ask('account', 'text', 'Account ID', 'What is the account ID?', {
    from: 3,
    details: ['The card or the balance of this account receives the money.'],
  }),
  ask('amount', 'money', 'Amount', 'How much shall be refunded?', {
    from: 4,
    details: ['If the customer does not know, the usual amount is 50.'],
  }),
  end('refunded', 'Refund is started', {
    from: 4,
    disposition: 'refund-started',
    reply:
      'I have started your refund of {{ answers.amount | money }} for order {{ answers.order }}.{% if answers.address %} It will be posted to {{ answers.address }}.{% else %} It goes to the account you named; most banks show it within 5 working days.{% endif %}',
    note: 'Refund of {{ answers.amount | money }} on order {{ answers.order }}, by: {{ answers.method }}. Reason: {{ answers.reason }}.',
    actions: [refund('{{ answers.amount }}', 'Customer asked for a refund'), tag('refund'), solved],
  }),
  notVerified(),
]

const updateRefund: Written[] = [
  customer(),
  ask('reason', 'text', 'Reason', 'Why does the customer want this item refunded too?', {
    details: ['Ask only if it has not been said yet.'],
  }),
  ...purchase('item', 1),
  ask('item', 'text', 'New item', 'Which item do they want to add to the refund?', {
    from: 2,
    details: ['Brand and type, such as "Harbour wool socks".'],
  }),
  ask('amount', 'money', 'New total', 'What is the refund in all, old and new together?', {
    from: 3,
    details: [
      'Ask the customer for the price of the item.',
      'Add it to the refund they have: 100 before and 30 now make 130.',
    ],
  }),
  end('updated', 'Refund is updated', {
    from: 3,
    disposition: 'refund-updated',
    reply:
      'I have added {{ answers.item }} to your refund for order {{ answers.order }}. The total is now {{ answers.amount | money }}.',
    note: 'Refund on order {{ answers.order }} raised to {{ answers.amount | money }} in all; added: {{ answers.item }}. Reason: {{ answers.reason }}.',
    actions: [
      refund('{{ answers.amount }}', 'Item added to a running refund: this is the new total'),
      tag('refund'),
      solved,
    ],
  }),
  notVerified(),
]

const refundStatus: Written[] = [
  customer(),
  ...purchase('state', 1),
  choose(
    'state',
    'Where the refund is',
    'What does the order say about the refund?',
    [way('not-started', 'Not started'), way('in-progress', 'In progress'), way('complete', 'Complete')],
    { from: 2, details: ['Tell the customer in your own words.'] },
  ),
  choose(
    'method',
    'How it was asked for',
    'How was the refund asked for?',
    [way('online', 'Online'), way('phone', 'By phone'), way('chat', 'By chat')],
    { from: 2 },
  ),
  choose(
    'content',
    'Is the customer content?',
    'What does the customer say to that?',
    [
      way('yes', 'That is fine', { next: 'told' }),
      way('state-wrong', 'They do not accept the status', { next: 'lead' }),
      way('method-wrong', 'They want it paid another way', { next: 'change-method' }),
    ],
    { from: 3 },
  ),
  act('lead', 'Tell the lead', 'Hand the refund to the lead, and tell the customer that you have.', {
    from: 3,
    next: 'escalated',
  }),
  act('change-method', 'Change the way of refund', 'Set the order to another way of refund: "change method".', {
    from: 3,
    next: 'changed',
  }),
  end('told', 'Status told', {
    disposition: 'resolved',
    reply:
      'Your refund for order {{ answers.order }}: {{ answers.state | downcase }}. It was asked for {{ answers.method | downcase }}.',
    note: 'Refund status told: {{ answers.state }}, asked for {{ answers.method | downcase }}. Order {{ answers.order }}.',
    actions: [solved],
  }),
  end('escalated', 'With the lead', {
    disposition: 'escalated',
    reply:
      'Your refund for order {{ answers.order }}: {{ answers.state | downcase }}. I understand that this is not what you hoped for, and have given it to our lead, who will write to you by the end of tomorrow.',
    note: 'Customer does not accept the refund status ({{ answers.state }}) of order {{ answers.order }}. Given to the lead.',
    actions: [tag('escalated'), promise('Lead writes about the refund of order {{ answers.order }}', 1)],
  }),
  end('changed', 'Way of refund changed', {
    disposition: 'refund-updated',
    reply: 'I have changed the way your refund for order {{ answers.order }} is paid. Nothing else about it changes.',
    note: 'Way of refund changed on order {{ answers.order }}; status was: {{ answers.state }}.',
    actions: [tag('refund'), solved],
  }),
  notVerified(),
]

/** The three returns follow the same rules; only what is wrong with the item differs. */
const returnSteps = (what: string, tagName: string): Written[] => {
  const days = { silver: 'the last 6 months', bronze: 'the last 90 days', guest: 'the last 30 days' }
  const within = (level: keyof typeof days, title: string, choices: Parameters<typeof choose>[3]) =>
    choose(level, title, 'Which of these holds?', choices, {
      from: 2,
      details: ['Ask for the purchase date first. One of them is enough.'],
    })
  const kept = (level: 'silver' | 'bronze') => [
    way('date', `Bought within ${days[level]}`, { next: 'address' }),
    way('receipt', 'They have the receipt', { next: 'address' }),
    way('packaging', 'It is in the original packaging', { next: 'address' }),
    way('none', 'None of these', { next: 'refused' }),
    closed('goodwill', 'None, but as goodwill', 'lead', 'Goodwill on returns needs a lead.', 'address'),
  ]
  return [
    customer(),
    ...purchase('membership', 1),
    membership({ gold: 'address', silver: 'silver', bronze: 'bronze', guest: 'guest' }, 2, [
      'Gold members return without limit.',
      'Silver: 6 months, or receipt, or original packaging.',
      'Bronze: 90 days, or receipt, or original packaging.',
      'Guests: 30 days, or receipt.',
    ]),
    within('silver', 'Silver return', kept('silver')),
    within('bronze', 'Bronze return', kept('bronze')),
    within('guest', 'Guest return', [
      way('date', `Bought within ${days.guest}`, { next: 'address' }),
      way('receipt', 'They have the receipt', { next: 'address' }),
      closed(
        'packaging',
        'It is in the original packaging',
        'lead',
        'Packaging counts for Silver and Bronze only.',
        'address',
      ),
      way('none', 'None of these', { next: 'refused' }),
    ]),
    ask('address', 'text', 'Address for the label', 'What is the full address, in one line?', {
      from: [3, 4],
      details: ['Tell them the good news first: it can be returned.', 'The label they print carries the address.'],
    }),
    choose(
      'way',
      'Way of return',
      'How would they like to return it?',
      [way('mail', 'By mail'), way('store', 'In store'), way('drop-off', 'Drop-off centre')],
      { from: 5 },
    ),
    end('accepted', 'Return is accepted', {
      from: 5,
      disposition: 'return-accepted',
      reply: `I am sorry that ${what}. You can return it from order {{ answers.order }}; way of return: {{ answers.way | downcase }}. The label is made out to {{ answers.address }}. The refund starts when the item is with us.`,
      note: `Return accepted, because ${what}. Order {{ answers.order }}, {{ answers.membership }} member, {{ answers.way | downcase }}, label for {{ answers.address }}.`,
      actions: [tag('return'), tag(tagName), pending],
    }),
    end('refused', 'Return is refused by policy', {
      from: 3,
      disposition: 'refused-by-policy',
      reply: `I am sorry that ${what}. The time in which order {{ answers.order }} can be returned is over, and without a receipt or the original packaging our terms leave me no way to take it back.`,
      note: `Return refused by policy: {{ answers.membership }} member, none of the conditions holds. Order {{ answers.order }}.`,
      actions: [tag('return-refused'), solved],
      details: ['Apologise and explain why. End the conversation.'],
    }),
    notVerified(),
  ]
}

const stain = returnSteps('your item came with a stain', 'stain')

export const refundsAndReturns: WrittenGuide[] = [
  {
    subflow: 'Initiate Refund',
    title: 'Start a refund',
    steps: initiateRefund,
    older: {
      daysAgo: 190,
      steps: without(
        instead(
          initiateRefund,
          choose(
            'method',
            'Way of refund',
            'How does the customer want the money?',
            [
              way('gift-card', 'Gift card', { next: 'address' }),
              way('paper-check', 'Paper cheque', { next: 'address' }),
            ],
            { from: 2 },
          ),
        ),
        'account',
      ),
      changes: [
        { stepId: 'method', words: 'Refund to the account and to the card on file are possible now.' },
        { stepId: 'account', words: 'New: asks for the account ID where the money goes to the account or the card.' },
      ],
    },
  },
  { subflow: 'Update Refund', title: 'Add an item to a refund', steps: updateRefund },
  { subflow: 'Refund Status', title: 'Refund status', steps: refundStatus },
  {
    subflow: 'Return Due to Stain',
    title: 'Return: stained or damaged',
    steps: stain,
    older: {
      daysAgo: 240,
      steps: instead(
        stain,
        choose(
          'way',
          'Way of return',
          'How would they like to return it?',
          [way('mail', 'By mail'), way('store', 'In store')],
          { from: 5 },
        ),
      ),
      changes: [{ stepId: 'way', words: 'Drop-off centres take returns since they opened.' }],
    },
  },
  {
    subflow: 'Return Due to Color',
    title: 'Return: wrong colour',
    steps: returnSteps('the colour is not the one you wanted', 'colour'),
  },
  { subflow: 'Return Due to Size', title: 'Return: wrong size', steps: returnSteps('the size does not fit', 'size') },
]
