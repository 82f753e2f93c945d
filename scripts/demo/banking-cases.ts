import type { Dialogue } from './sources.ts'
import { by, type WrittenCase } from './written-case.ts'

/** Hindi and Hinglish dialogues of the sources that fit a shop once the bank's words are the shop's. Turns: how many are kept. */
const CHOSEN = [
  {
    id: 'conv_0',
    ...by('hi-Latn', 'Rohit', 'Kulkarni', 'rohit.kulkarni'),
    product: 'Headphones',
    reason: 'recover-password',
    subject: 'App login nahi ho raha',
    keep: 14,
  },
  {
    id: 'conv_31',
    ...by('hi-Latn', 'Sneha', 'Iyer', 'sneha.iyer'),
    product: 'Smart Watch',
    reason: 'payment-failed',
    subject: 'Payment mein technical issue',
    keep: 11,
  },
  {
    id: 'conv_11',
    ...by('hi-Latn', 'Arjun', 'Mehta', 'arjun.mehta'),
    product: 'Laptop',
    reason: 'mistimed-billing-never-bought',
    subject: 'Bina permission ke paise kate',
    keep: 9,
  },
  {
    id: 'conv_24',
    ...by('hi-Latn', 'Kavita', 'Joshi', 'kavita.joshi'),
    product: 'Makeup Kit',
    reason: 'status-service-added',
    subject: 'Plus membership ka galat charge',
    keep: 11,
  },
] as const

const WORDS: [RegExp, string][] = [
  [/\b(kotak mobile|mobile banking ke) app\b/gi, 'Harbour & Mill app'],
  [/\b(icici|idfc|kotak|hdfc|sbi) ?(bank)?\b/gi, 'Harbour & Mill'],
  [/mobile banking charges?/gi, 'Plus membership'],
  [/mobile banking( services)?/gi, 'Plus membership'],
  [/i only used atm\.?/gi, 'i only used normal delivery.'],
  [/₹\[amount\] to \[merchant details\]/g, '₹2,400 for order {order}'],
  [/account number/gi, 'order number'],
  [/\b1234567890\b/g, '{order}'],
  [/\b9876543210\b/g, '{phone}'],
  [/\bon 2023-10-26\b/g, 'last week'],
  [/net banking/gi, 'card'],
  [/visit the branch/gi, 'pay on delivery'],
  [/[,.]? ?\b(sir|bhai)\b/gi, ''],
  [/ {2,}/g, ' '],
]

/** The chosen dialogues as cases of the demo shop. */
export function bankingCases(dialogues: readonly Dialogue[]): WrittenCase[] {
  return CHOSEN.map(({ id, keep, ...who }) => {
    const dialogue = dialogues.find((each) => each.id === id)
    if (dialogue === undefined) throw new Error(`The sources lack the dialogue ${id} of cucom/banking_sample.jsonl.`)
    const turns = dialogue.turns.slice(0, keep).map((turn) => ({
      by: turn.role === 'user' ? ('customer' as const) : ('agent' as const),
      text: WORDS.reduce((text, [from, to]) => text.replace(from, to), turn.content).trim(),
    }))
    return { ...who, turns }
  })
}
