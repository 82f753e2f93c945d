import { chosen } from './chance.ts'

export const SHOP = 'Harbour & Mill'

const SOURCE_SHOP =
  /(?:www\.)?amazon(?:\.in|\.com)?(?: india)?(?: (?:pay later|pay\b|prime\b))?(?:'s|s\b)?(?: customer (?:support|service|care))?/gi
/** Makers that a text may name: left out or replaced by the thing they made. */
const MAKERS =
  /\b(?:samsung|sony|nike|adidas|dell|seagate|bose|philips|fitbit|apple|titan|boat|redmi|nokia|sandisk|prestige|puma|reebok|lenovo|acer|casio|fossil|logitech|jbl|oneplus|xiaomi|realme|lg|hp|asus|whirlpool|bosch|canon|nikon|garmin|flipkart|myntra|diwali|ray-?ban|levi'?s)(?:'s)?(?: (?:(?:[A-Z]+[a-z]*)?\d[\w-]*|[A-Z][a-z]+|Pro|Max|Ultra|Plus|Lite|SE|XPS|[A-Z]{1,3}-?\d\w*)\b)*/gi
/** What must not remain in a text, whatever else was rewritten. */
const FOREIGN =
  /\b(flipkart|myntra|meesho|snapdeal|nykaa|ajio|jio\w*|paytm|kotak|hdfc|icici|sbi|axis bank|idfc|bigbasket|swiggy|zomato|ebay|walmart|iphones?|ipads?|macbook\w*|airpods?|airdopes?|galaxy|google|pixel|whatsapp|twitter|facebook|instagram|youtube|delhivery|ekart|blue ?dart|fedex|ups|dhl|phonepe|g-?pay|upi|rupees?|inr|razer|fire-?boltt|kindle|alexa|havells|bajaj|usha|bata|zara|h&m|vip|gopro|intel|ryzen|microsoft|windows|xbox|playstation|ps[45]|paisa|lakhs?|crores?|indian?|emi|pin ?code|neft|ifsc|kyc|pan card|aadhaar|gst|diwali|holi|eid|puja|yaar|bhai|bhaiya|arre|amazon\w*|amz\w*|xyz\w*|abc\w*\d\w*|montblanc|swoosh|xiami|siny|addias|gaana|luxura|hidesign|bhaiyya|rupay|harry potter|lord of the rings|brand [a-z])\b|₹|[\u0900-\u097F]/i

/** Whether a text names what must not be in the demo shop's threads. */
export const isForeign = (text: string): boolean => {
  MAKERS.lastIndex = 0
  return FOREIGN.test(text) || MAKERS.test(text)
}

/** A dialogue that can stand in the demo shop's threads: whatever is still foreign after cleaning leaves it out. */
export function isUsable(cleaned: readonly string[], names: ReadonlySet<string>): boolean {
  const said = cleaned.join('\n')
  if (cleaned.length < 4 || FOREIGN.test(said) || /x{3,}|[[\]]|yyyy|https?:|www\.|<|>/i.test(said)) return false
  // A number that was never filled in.
  if (/\d-[A-Z]{4,}|[A-Z]{4,}-\d/.test(said)) return false
  return !(said.replaceAll(SHOP, '').match(/[A-Za-z]{2,}/g) ?? []).some((word) => names.has(word.toLowerCase()))
}

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DATE = new RegExp(
  `\\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}|${MONTH}\\.? \\d{1,2}(?:st|nd|rd|th)?)\\b(?:,? (?:19|20)\\d\\d)?`,
  'gi',
)
const NUMERIC_DATE = /\b\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d\b/g
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** An order, tracking or complaint number as the sources write them: digits in groups, perhaps with letters before. */
const SOURCE_NUMBER =
  /(?:#\s?)?\b(?:[A-Z]{2,5}-?)?\d{3,}(?:-\d+)+\b|(?:#\s?)?\b[A-Z]{2,5}\d{5,}[A-Z]*\b|#\s?\d{5,}|\b\d{7,}\b/g

const NUMBER_KINDS =
  /order|track|awb|transaction|reference|complaint|ticket|claim|utr|refund id|phone|mobile|call|reach/g

/** Whom and what a thread is about. */
export type About = {
  name: string
  orderNumber: string
  trackingNumber: string | null
  email: string
  phone: string
  /** The product as it is said in mid-sentence. */
  product: string
}

/** The text as it would have been written to the demo shop about the linked order. */
export function cleanText(text: string, about: About): string {
  const reference = `R-${100_000 + chosen(`reference ${about.orderNumber}`, 900_000)}`
  return text
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w]+)+/g, about.email)
    .replace(/\bamazon(?=\d)/gi, 'HARBOUR')
    .replace(SOURCE_SHOP, (found) => (/'s$/.test(found) ? `${SHOP}'s` : SHOP))
    .replace(/\b(?:Mr|Ms|Mrs)\.? [A-Z][a-z]+\b/g, about.name)
    .replace(/,? \b(?:sir|madam|ma'am)\b(?:\/(?:sir|madam|ma'am))?(?=[,.!?])/gi, '')
    .replace(/\b(?:dear )?sir ?\/ ?(?:madam|ma'am),?\s*/gi, '')
    .replace(/\b(dear) (?:valued )?customer\b/gi, (_, dear) => `${dear} ${about.name}`.trim())
    .replace(/\bprime\b/gi, 'Plus')
    .replace(/(?:\brs\.?|\binr|₹) ?(\d[\d,]*)|\b(\d[\d,]*) ?(?:rs\b\.?|rupees|inr\b|\/-)/gi, (_, a, b) =>
      dollars(a ?? b),
    )
    .replace(DATE, (found) => WEEKDAYS[chosen(`${about.orderNumber} ${found.toLowerCase()}`, 6)] ?? 'Friday')
    .replace(NUMERIC_DATE, (found) => WEEKDAYS[chosen(`${about.orderNumber} ${found}`, 6)] ?? 'Friday')
    .replace(MAKERS, (_, at: number, all: string) => replaced(all, at, _, about.product))
    .replace(SOURCE_NUMBER, (found, at: number, all: string) => {
      // The nearest word before it says what kind of number it is.
      const kind =
        all
          .slice(Math.max(0, at - 60), at)
          .toLowerCase()
          .match(NUMBER_KINDS)
          ?.at(-1) ?? 'order'
      if (/phone|mobile|call|reach/.test(kind)) return /^[6-9]\d{9}$/.test(found) ? about.phone : about.orderNumber
      if (/track|awb/.test(kind)) return about.trackingNumber ?? reference
      return kind === 'order' ? about.orderNumber : reference
    })
    .replace(/(?<!\w)(['"])\1 ?/g, '')
    .replace(/\b(the|a|an|my|your|is) \1\b/gi, '$1')
    .replace(/\b(\w+ \w+) \1\b/gi, '$1')
    .replace(/\ban? (headphones|wireless earbuds|running shoes|sneakers|hiking boots|sunglasses)\b/g, 'the $1')
    .replace(/\ba (?=[aei]\w|o(?!n[ce]))/g, 'an ')
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.!?])(?!\.)/g, '$1')
    .trim()
}

const dollars = (amount: string) => `$${Math.max(5, Math.round(Number(amount.replaceAll(',', '')) / 40))}`

/** "my samsung phone": "my phone"; "a Samsung Galaxy S23.": "a smartphone." */
function replaced(all: string, at: number, found: string, product: string): string {
  const after = all.slice(at + found.length)
  return /^['’]? ?[a-z]{3,}/.test(after) &&
    !/^ (?:and|but|for|from|that|the|was|has|had|is|it|its|not|with|which|in|on|to|you|i|my|because|instead|or|yet|so|when|came|arrived)\b/i.test(
      after,
    )
    ? ''
    : product
}

/** A product's name as it is said in mid-sentence. */
export const saidName = (product: string): string => (/^(T-|LED|E-)/.test(product) ? product : product.toLowerCase())
