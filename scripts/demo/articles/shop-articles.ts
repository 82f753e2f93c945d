/** Articles written for the demo shop. */
export type WrittenArticle = {
  key: string
  title: string
  tags: string[]
  isInternal: boolean
  version: number
  daysAgo: number
  by: string
  body: string
}

export const shopArticles: WrittenArticle[] = [
  {
    key: 'late-parcel',
    title: 'Late parcel: when to search, when to refund',
    tags: ['late parcel', 'search', 'refund', 'delivery'],
    isInternal: true,
    version: 15,
    daysAgo: 5,
    by: 'Tora Lindqvist',
    body: `## In one glance
| The newest step of the delivery | What we do |
| --- | --- |
| younger than 2 days | explain, write again after 3 working days |
| no step for 3 working days | start a search, give the postage back at once |
| 10 working days after the day it was due | the parcel counts as lost: money back or another one |

## Starting a search
1. The carrier needs the weight of the parcel; it stands beside the item.
2. A search takes one to two working days.
3. Promise the customer a day on which you write again, and keep it even when there is no news.

## Refund before the tenth day
Only a lead may allow it. Say what is kept: the order stays open, and nothing has to be written again.

## When the parcel turns up after all
If we have sent another one, the customer keeps the first closed, and we collect it. If we have refunded, ask whether they want to keep it and pay, or send it back free of charge.`,
  },
  {
    key: 'marked-delivered',
    title: 'Marked as delivered, but nothing is there',
    tags: ['missing', 'delivered', 'neighbour'],
    isInternal: true,
    version: 4,
    daysAgo: 31,
    by: 'Tora Lindqvist',
    body: `Carriers sometimes mark a parcel as delivered a day or two before it is.

1. Ask the customer to look for a card and to ask the neighbours. Give them until the next working day.
2. Then start a search. The carrier asks the driver; the answer comes within two working days.
3. After a week without a trace: send it again, or refund, as the customer likes.

Never ask the customer to go to the police, and never say that they must prove that nothing came.`,
  },
  {
    key: 'returns',
    title: 'Returns: who can return what, and until when',
    tags: ['return', 'membership', 'receipt', 'packaging'],
    isInternal: false,
    version: 9,
    daysAgo: 12,
    by: 'Chie Tanaka',
    body: `| Membership | You can return |
| --- | --- |
| Gold | at any time |
| Silver | within 6 months, or with the receipt, or in the original packaging |
| Bronze | within 90 days, or with the receipt, or in the original packaging |
| Guest | within 30 days, or with the receipt |

## How it works
- We send you a label. Print it, put it on the parcel, hand it in by mail, in a store or at a drop-off centre.
- The return costs you nothing.
- The money goes back the way you paid as soon as the item is with us; most banks show it within 5 working days.

## What cannot be returned
Gift cards, and items that were made for you.`,
  },
  {
    key: 'refunds',
    title: 'Refunds: how long they take and where they go',
    tags: ['refund', 'bank', 'gift card', 'how long'],
    isInternal: false,
    version: 7,
    daysAgo: 18,
    by: 'Ben Okafor',
    body: `- A refund goes back the way you paid. A gift card gets it at once; cards and PayPal take 5 to 7 working days.
- It can also be paid as a gift card or a cheque by post, if you wish.
- A refund never goes to a card that is not on your account.
- If you added an item to a running refund, you see one amount: old and new together.

## The bank does not show it
Ask us for the day on which it was paid. If more than 7 days have gone by, we ask the bank.`,
  },
  {
    key: 'refund-limits',
    title: 'Refunds: what you may give, and who decides above it',
    tags: ['refund', 'limit', 'goodwill', 'lead', 'finance'],
    isInternal: true,
    version: 11,
    daysAgo: 3,
    by: 'Lea Brandt',
    body: `| What | Who decides |
| --- | --- |
| Refund of what our terms promise | you |
| A part of the price for a flawed item that is kept, up to a third | you |
| Standard shipping fee | you |
| Goodwill on returns, a whole shipping fee after dispatch, another parcel within the first week | a lead |
| Another card, membership bills from 10 on for Silver members, anything in doubt | finance |

Write the reason into the refund itself, in words that finance understands without the thread.`,
  },
  {
    key: 'address-change',
    title: 'Change of address: account or order',
    tags: ['address', 'change', 'delivery', 'identity'],
    isInternal: true,
    version: 6,
    daysAgo: 44,
    by: 'Chie Tanaka',
    body: `## On the account
The customer names the address as it is now, and three facts out of seven: postcode, telephone number, PIN, username, password, e-mail address, number of an earlier order. Three are asked of everyone.

## On an order
- Not handed over yet: change it in the order.
- On its way: we cannot change it any more. Some carriers redirect parcels on their own websites.
- Came back to us: send it to the new address at once, without another fee.

Read the new address back to the customer, with postcode and country.`,
  },
  {
    key: 'payment-trouble',
    title: 'Payment: refused, held, charged twice',
    tags: ['payment', 'card', 'declined', 'hold', 'charged twice'],
    isInternal: false,
    version: 8,
    daysAgo: 22,
    by: 'Ben Okafor',
    body: `## The card is refused
Try it once more, sign out and in, and check the expiry date. If it still does not work, take another way of payment; your basket is kept.

## An amount shows twice
Your bank often holds an amount before it is paid. The hold goes away by itself, mostly within 7 days. If both are still there after a week, send us the statement, and we talk to the bank.

## Money is gone, but there is no order
Then the payment did not come back to us. Nothing is lost: send us day, time and amount, and we look for it or send it back.`,
  },
  {
    key: 'account-access',
    title: 'Account: locked, forgotten, second factor',
    tags: ['account', 'locked', 'password', 'username', 'second factor'],
    isInternal: false,
    version: 5,
    daysAgo: 60,
    by: 'Chie Tanaka',
    body: `- **Username**: first letter of the given name, family name, then 1. John Smith is jsmith1.
- **Password**: choose "Forgotten password" on the sign-in page. The link holds for one hour. We never ask for a password.
- **Locked**: after several wrong passwords the account locks itself. We open it again once we know who you are.
- **Second factor**: we send a code to the e-mail address of your account. It holds for 15 minutes.`,
  },
  {
    key: 'finance-escalation',
    title: 'Escalation to finance: when, and what they need',
    tags: ['finance', 'escalation', 'billing', 'charged twice'],
    isInternal: true,
    version: 10,
    daysAgo: 9,
    by: 'Lea Brandt',
    body: `## When
- charged twice, and both amounts are really paid, not held
- money taken, no order
- refund older than 10 working days
- another card than the one on file

## What they need
Order number, amount, day, way of payment with the last four digits, and what the customer wants. Put it into the first note of the escalated case; they do not read the thread.

## What stays with you
The case with the customer. Finance answers in the escalated case within one working day; you write to the customer.`,
  },
  {
    key: 'damaged',
    title: 'Damaged, faulty or stained items',
    tags: ['damaged', 'faulty', 'stain', 'photo'],
    isInternal: true,
    version: 6,
    daysAgo: 27,
    by: 'Tora Lindqvist',
    body: `The customer chooses: another one, a part of the price back, or a return.

- A picture helps, but is never a condition below 100.
- A part of the price: up to a third without asking. They keep the item.
- Glass, food and anything with a battery is not sent back; ask for a picture and refund it.
- From the third report on the same item in a week on, tag the case "faulty-batch" and tell purchasing.`,
  },
  {
    key: 'vouchers',
    title: 'Vouchers: rules, and when to give one',
    tags: ['voucher', 'promo code', 'discount'],
    isInternal: true,
    version: 3,
    daysAgo: 90,
    by: 'Lea Brandt',
    body: `- A voucher takes 20 % off one order and holds for 7 days.
- A code that does not work: look it up. If it should work, make a new one. If not, members get a new one, guests do not.
- Complaints about prices: explain first. A voucher only if they keep pushing.
- Missing credit is given back as a voucher over the amount; without an amount it is 40.`,
  },
  {
    key: 'membership',
    title: 'Membership: levels and what they bring',
    tags: ['membership', 'gold', 'silver', 'bronze', 'premium'],
    isInternal: false,
    version: 4,
    daysAgo: 70,
    by: 'Quinn Murphy',
    body: `Premium membership costs 99 a year and renews by itself. There are three levels: Bronze, Silver and Gold; whoever has none orders as a guest.

| | Gold | Silver | Bronze | Guest |
| --- | --- | --- | --- | --- |
| Returns | at any time | 6 months | 90 days | 30 days |
| Overnight delivery | free | 20 | 20 | 20 |
| Unknown fees taken off | always | always | if we were wrong | if we were wrong |
| More time to pay | always | one day late | no | no |`,
  },
  {
    key: 'chat-manners',
    title: 'Chat: several at once, and how to end one',
    tags: ['chat', 'waiting', 'inactive'],
    isInternal: true,
    version: 2,
    daysAgo: 120,
    by: 'Tora Lindqvist',
    body: `- Greet within 30 seconds, with your name.
- If you need more than 2 minutes, say how long.
- Silent for 5 minutes: ask once whether they are still there. After 10 minutes more the chat ends; the case stays open.
- Three chats at once is enough for anyone. The fourth waits.`,
  },
  {
    key: 'words',
    title: 'How we write',
    tags: ['voice', 'style', 'writing'],
    isInternal: true,
    version: 12,
    daysAgo: 15,
    by: 'Tora Lindqvist',
    body: `Plain, short, warm. First what is kept, then what happens, then by when.

- Names, days and amounts instead of "soon" and "a certain amount".
- No "oops", no "unfortunately" twice, no exclamation marks.
- Say sorry once, for what happened to them.
- Do not promise what somebody else has to do. Promise when you write again.`,
  },
]
