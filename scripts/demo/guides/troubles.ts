import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, instead, pending, solved, tag, way } from './kit.ts'

/** The four troubles take their ways out in any order; each is tried until one helps. */
type Try = { id: string; title: string; todo: string; from: number; details?: string[] }
function trouble(tries: Try[], subject: string, last: { product: number; details: string[] } | null): Written[] {
  const steps = tries.flatMap((each, at): Written[] => {
    const next = tries[at + 1]?.id ?? (last === null ? 'unsolved' : 'order-for-them')
    return [
      act(each.id, each.title, each.todo, {
        from: each.from,
        details: [...(each.details ?? []), 'In your own words.'],
      }),
      choose(
        `${each.id}-helped`,
        'Did it help?',
        'Does it work now?',
        [way('yes', 'Yes', { next: 'solved' }), way('no', 'No', { next })],
        { from: each.from },
      ),
    ]
  })
  const order: Written[] =
    last === null
      ? []
      : [
          choose(
            'order-for-them',
            'Order for them',
            'Shall we place the order for the customer?',
            [
              way('yes', 'Yes', { next: 'product' }),
              way('no', 'No, leave it', { next: 'unsolved' }),
              closed(
                'in-writing',
                'Yes, with the card number in writing',
                'nobody',
                'Card numbers are taken by phone only and never stand in a case.',
                'product',
              ),
            ],
            { from: last.product, details: last.details },
          ),
          ask('product', 'text', 'Product', 'Which product do they want?', {
            from: last.product,
            details: ['Brand and type, such as "Harbour jeans".'],
          }),
          act('place', 'Place the order', 'Take the card number and its expiry date, and order the product.', {
            from: last.product,
            details: ['Type the number into the payment form, nowhere else.'],
          }),
          end('ordered', 'Ordered for the customer', {
            disposition: 'resolved',
            reply: 'I have ordered {{ answers.product }} for you. The confirmation is on its way to you by e-mail.',
            note: `${subject}: no try helped. Ordered {{ answers.product }} for the customer.`,
            actions: [tag('website'), solved],
          }),
        ]
  return [
    ...steps,
    ...order,
    end('solved', 'It works again', {
      disposition: 'resolved',
      reply: 'I am glad that it works again.',
      note: `${subject}: solved.`,
      actions: [tag('website'), solved],
    }),
    end('unsolved', 'Nothing helped', {
      disposition: 'unresolved',
      reply: 'I am sorry that nothing we tried has helped. I have written down all of it for our website team.',
      note: `${subject}: no try helped.`,
      actions: [tag('website'), pending],
      details: ['Apologise and end the conversation.'],
    }),
  ]
}

const again = {
  id: 'log-in-again',
  title: 'Out and in',
  todo: 'Ask them to log out of their account and log in again.',
}
const forThem = ['Only if nothing else has helped.', 'You need the card number and its expiry date: by phone.']
const stock = { id: 'stock', title: 'In stock?', todo: 'Have them check whether the item is out of stock.' }

const card = trouble(
  [
    { id: 'try-again', title: 'Enter it again', todo: 'Ask them to enter the card details once more.', from: 0 },
    { ...again, from: 1 },
    { id: 'expiry', title: 'Expiry date', todo: 'Have them check the expiry date: the card may be too old.', from: 2 },
  ],
  'Card refused',
  { product: 3, details: forThem },
)

export const troubles: WrittenGuide[] = [
  {
    subflow: 'Invalid Credit Card',
    title: 'Card is refused',
    steps: card,
    older: {
      daysAgo: 100,
      steps: instead(card, act('expiry', 'Expiry date', 'Ask whether the card is still valid.', { from: 2 })),
      changes: [
        { stepId: 'expiry', words: 'Have the customer read the date, instead of asking whether the card is valid.' },
      ],
    },
  },
  {
    subflow: 'Cart Not Updating',
    title: 'Basket does not update',
    steps: trouble(
      [
        { id: 'try-again', title: 'Refresh', todo: 'Ask them to refresh the page and add the item again.', from: 0 },
        { ...again, from: 1 },
        { ...stock, from: 2, details: ['It stands at the lower left of the product page.'] },
      ],
      'Basket does not update',
      { product: 3, details: forThem },
    ),
  },
  {
    subflow: 'Search Not Working',
    title: 'Search finds nothing',
    steps: trouble(
      [
        { ...again, from: 0 },
        {
          id: 'cookies',
          title: 'Cookies',
          todo: 'Ask them to clear the cookies of the browser.',
          from: 1,
          details: ['If they ask how: in the settings of the browser, under "More details".'],
        },
        {
          id: 'report',
          title: 'Tell the website team',
          todo: 'Write a report to the website team, and tell the customer that you have.',
          from: 2,
        },
        {
          id: 'other-search',
          title: 'Search for something else',
          todo: 'Ask what they searched for; have them search for another product, such as "handbag", then again for the first.',
          from: 3,
        },
      ],
      'Search finds nothing',
      { product: 4, details: forThem },
    ),
  },
  {
    subflow: 'Website Too Slow',
    title: 'Website is slow',
    steps: trouble(
      [
        {
          id: 'report',
          title: 'Tell the website team',
          todo: 'Write a report on the slow pages to the website team, and tell the customer that you have.',
          from: 0,
        },
        { ...again, from: 1 },
        {
          id: 'other-site',
          title: 'Another website',
          todo: 'Ask them to open another website.',
          from: 2,
          details: ['If every website is slow, it is their connection and not our shop.'],
        },
        {
          id: 'close-tabs',
          title: 'Close tabs and programs',
          todo: 'Ask them to close all other tabs and programs.',
          from: 3,
          details: ['Many programs running in the background make everything slow.'],
        },
      ],
      'Website slow',
      { product: 4, details: forThem },
    ),
  },
]
