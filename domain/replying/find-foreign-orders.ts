import type { Stretch } from './find-placeholders.ts'

/** An order number that is not the customer's, with the one that was probably meant. */
export type ForeignOrder = Stretch & { meant: string | null }

/** What order numbers of the house look like: "EK-2611340" is the letters EK and seven digits. */
type Shape = { letters: string; digits: number }

const NUMBER_WORD =
  /(?:order|bestell|auftrag|pedido|commande|ordine|encomenda|bestelling|zamówieni|zamowieni|sipariş|siparis|заказ|замовлен|παραγγελ|objednáv|rendelés|comand|beställning|ordre|bestilling|tilaus|طلب|ऑर्डर|注文|订单|訂單|주문|#)[^\n.!?。]{0,24}$/iu
const SEPARATOR = '[\\s\\-‐‑‒–—_#.:/]{0,3}'
/** Scripts in which a letter before a number makes it part of a word; others write without spaces. */
const CASED = '[\\p{sc=Latin}\\p{sc=Cyrillic}\\p{sc=Greek}]'
/** Signs that may stand inside a number as somebody wrote it: "26 11 340". */
const GROUPING = /^[ \u00a0\u202f.\-‐‑](?=\d)/u

/** Full-width letters and the digits of all scripts as plain ones, sign for sign, so that offsets stay. */
const plainSigns = (text: string): string =>
  /[\u0080-\uffff]/.test(text)
    ? text.replace(/[\uff01-\uff5e]|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g, plainSign)
    : text

function plainSign(sign: string): string {
  const code = sign.charCodeAt(0)
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0)
  const zero = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50].find((each) => code >= each && code <= each + 9) ?? code
  return String(code - zero)
}

const lettersOf = (number: string): string => (number.match(/\p{L}+/gu) ?? []).join('').toUpperCase()
const digitsOf = (number: string): string => (number.match(/\d+/g) ?? []).join('')

/**
 * Order numbers of the house's shape that are none of the customer's: with the letters in front in any writing, as bare
 * digits after a word for "order", and as bare digits that are a slip away from one of the customer's numbers.
 * `example` is any number of the house; it gives the shape when the customer has no order.
 */
export function findForeignOrders(text: string, own: readonly string[], example: string | null): ForeignOrder[] {
  const numbers = own.map((number) => ({ number, letters: lettersOf(number), digits: digitsOf(number) }))
  const shapes = shapesOf(example === null ? own : [...own, example])
  if (
    shapes.length === 0 ||
    !/[\d\uff10-\uff19\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/.test(text)
  )
    return []
  const plain = plainSigns(text)
  const found: ForeignOrder[] = []
  const taken = (from: number) => found.some((each) => from >= each.from && from < each.to)
  const ownNumbers = new Set(numbers.map((each) => each.letters + each.digits))
  const ownDigits = new Set(numbers.map((each) => each.digits))
  const seen: Stretch[] = []
  for (const shape of shapes) {
    if (shape.letters === '') continue
    const spelled = Array.from(shape.letters).join(SEPARATOR.replace('3', '1'))
    for (const match of plain.matchAll(new RegExp(`(?<!${CASED})${spelled}${SEPARATOR}(?=\\d)`, 'giu'))) {
      const start = match.index + match[0].length
      const { digits, to } = readDigits(plain, start, shape.digits)
      if (digits.length < Math.max(3, shape.digits - 3) || /^[A-Za-z]{2}/.test(plain.slice(to, to + 2))) continue
      seen.push({ from: match.index, to })
      if (ownNumbers.has(shape.letters + digits) || taken(match.index)) continue
      found.push({ from: match.index, to, meant: nearest(digits, numbers) })
    }
  }
  for (const match of plain.matchAll(
    /(?<!(?:[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]|\p{N})[-‐‑_]?|[+\d][ .,]?|[€$£¥])\d+(?![\p{N}]|[.,:%]\d|[\s]?[€%])/gu,
  )) {
    const from = match.index
    if (seen.some((each) => from >= each.from && from < each.to)) continue
    for (const shape of shapes) {
      const { digits, to } = readDigits(plain, from, shape.digits)
      if (digits.length !== shape.digits || ownDigits.has(digits)) continue
      // Groups that only together have the right length are as likely a telephone number.
      const isNamed = to - from === digits.length && NUMBER_WORD.test(plain.slice(Math.max(0, from - 40), from))
      const isSlip = digits.length >= 5 && numbers.some((each) => slips(digits, each.digits) === 1)
      if (!isNamed && !isSlip) continue
      found.push({ from, to, meant: nearest(digits, numbers) })
      break
    }
  }
  return found
}

function shapesOf(numbers: readonly string[]): Shape[] {
  const shapes = new Map<string, Shape>()
  for (const number of numbers) {
    const shape = { letters: lettersOf(number), digits: digitsOf(number).length }
    if (shape.digits >= 3) shapes.set(`${shape.letters} ${shape.digits}`, shape)
  }
  return [...shapes.values()]
}

/** The digits from here on; groups with a sign between are taken together as long as they fill the number up. */
function readDigits(text: string, from: number, wanted: number): { digits: string; to: number } {
  let to = from
  while (isDigit(text, to)) to++
  let digits = text.slice(from, to)
  let end = to
  let joined = digits
  while (joined.length < wanted && GROUPING.test(text.slice(end, end + 2))) {
    end++
    const start = end
    while (isDigit(text, end)) end++
    joined += text.slice(start, end)
    if (joined.length === wanted) {
      digits = joined
      to = end
    }
  }
  return { digits, to }
}

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

function nearest(digits: string, numbers: readonly { number: string; digits: string }[]): string | null {
  let best: { number: string; far: number } | null = null
  for (const each of numbers) {
    const far = slips(digits, each.digits)
    if (best === null || far < best.far) best = { number: each.number, far }
  }
  return best?.number ?? null
}

/** How many slips of the finger lie between two numbers: a digit wrong, missing, too many, or two swapped. */
export function slips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const cheapest = Math.min(
        (rows[i - 1]?.[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
      row.push(cheapest)
    }
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}
