// What the demo's customers say when they write in during the day. `{order}` and `{item}` are the customer's own.

export type Opening = { reason: string; queue: 'orders' | 'returns' | 'billing'; subject: string; body: string }

export const openings: readonly Opening[] = [
  {
    reason: 'missing',
    queue: 'orders',
    subject: 'Where is my order {order}?',
    body: 'Hello,\n\nthe tracking for {order} has not moved for three days. Could you tell me where the {item} is?\n\nThank you',
  },
  {
    reason: 'damaged',
    queue: 'returns',
    subject: 'The {item} came broken',
    body: 'Hi, I opened the parcel today and the {item} from order {order} has a crack right across it. What do I do now?',
  },
  {
    reason: 'charged-twice',
    queue: 'billing',
    subject: 'Charged twice',
    body: 'Good morning, my card shows two payments for {order}. I only ordered once. Please give one of them back.',
  },
  {
    reason: 'return',
    queue: 'returns',
    subject: 'Return of order {order}',
    body: 'Hello, I would like to send back the {item} of {order}. It is unused. Do I get a label from you?',
  },
  {
    reason: 'address',
    queue: 'orders',
    subject: 'New address for {order}',
    body: 'Hi there, we are moving on Friday. Can {order} still go to the new flat? I can send you the address.',
  },
  {
    reason: 'invoice',
    queue: 'billing',
    subject: 'Invoice for {order}',
    body: 'Dear team, my company needs an invoice for {order} with our name on it. Could you send me one?',
  },
  {
    reason: 'wrong-item',
    queue: 'returns',
    subject: 'Wrong article in the parcel',
    body: 'Hello, I ordered a {item} with {order} and there is something else in the box. How do we sort this out?',
  },
  {
    reason: 'cancel',
    queue: 'orders',
    subject: 'Please cancel {order}',
    body: 'Hi, I found the {item} in a shop round the corner. Can you still stop {order}?',
  },
]

export const chatOpenings: readonly { queue: 'orders' | 'returns' | 'billing'; lines: readonly string[] }[] = [
  { queue: 'orders', lines: ['Hi, quick question', 'When does {order} arrive?'] },
  { queue: 'returns', lines: ['Hello!', 'The {item} does not fit. Can I swap it?', 'It is order {order}'] },
  { queue: 'billing', lines: ['hey', 'i do not see my refund for {order} yet'] },
  { queue: 'orders', lines: ['Good morning', 'is the {item} from {order} really sold out?'] },
]

export const chatAnswers: readonly string[] = [
  'ok',
  'Yes, that is right.',
  'Could you check that again please?',
  'And how long does that take?',
  'Ah, good to know.',
  'That would be great.',
]
export const chatGoodbyes: readonly string[] = [
  'Thanks, that was all!',
  'Great, thank you. Bye',
  'Perfect, have a good day',
]

export const mailAnswers: readonly string[] = [
  'Thank you for the quick answer. Then I will wait until then.',
  'That does not help me much, I am afraid. Is there no other way?',
  'Yes please, go ahead.',
  'I have looked again: it is still the same here. What now?',
  'Great, that settles it. Thank you very much!',
]

export const callSubjects: readonly string[] = [
  'Call about {order}',
  'Call-back about a delivery',
  'Question about {item}',
]
