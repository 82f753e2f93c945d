export const SHOP = 'Harbour & Mill'

/** Makers, shops, banks and carriers that the sources name. A dialogue that names one beside the shop's own is left out. */
const OTHER_BRANDS =
  /\b(flipkart|myntra|meesho|snapdeal|nykaa|ajio|jio\w*|paytm|kotak|hdfc|icici|sbi|axis|idfc|tata\w*|bigbasket|swiggy|zomato|ebay|walmart|samsung|galaxy|apple|iphone|ipad|macbook\w*|airpods|sony|nike|adidas|puma|reebok|boat|oneplus|xiaomi|redmi|mi|realme|vivo|oppo|dell|hp|lenovo|asus|acer|lg|philips|prestige|google|pixel|whatsapp|delhivery|ekart|bluedart|fedex|ups|dhl|phonepe|g-?pay|upi|rs\.?|rupees?|inr|jbl|bose|logitech|razer|fire-?boltt|noise|titan|casio|garmin|fitbit|echo|alexa|kindle|nutribullet|havells|bajaj|usha|pigeon|milton|bata|levis?|zara|h&m|wildcraft|skybags|safari|vip|ray-?bans?|nikon|canon|gopro|intel|ryzen|microsoft|windows|xbox|playstation|ps[45]|india|delhi|mumbai|bangalore|bengaluru|chennai|kolkata|hyderabad|pune|paisa|lakhs?|crores?)\b|₹/i

/** A dialogue that can stand in the demo shop's thread after cleaning. */
export function isUsable(turns: { content: string }[]): boolean {
  const said = turns.map((turn) => turn.content.replace(/amazon(\.in|\.com)?( india)?/gi, '')).join('\n')
  return turns.length >= 4 && !OTHER_BRANDS.test(said) && !/x{3,}|\[[^\]]*\]|yyyy/i.test(said)
}

/** An order, tracking or complaint number as the sources write them: digits in groups, perhaps with letters before. */
const SOURCE_NUMBER =
  /(?:#\s?)?\b(?:[A-Z]{2,5}-?)?\d{3,}(?:-\d+)+\b|(?:#\s?)?\b[A-Z]{2,5}\d{5,}[A-Z]*\b|#\s?\d{5,}|\b\d{7,}\b/g

/** The text as it would have been written to the demo shop about the linked order. */
export function cleanText(text: string, about: { orderNumber: string; email: string; city: string }): string {
  return text
    .replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, about.email)
    .replace(
      /(?:www\.)?amazon(?:\.in|\.com)?(?: india)?(?:'s|s\b)?(?: customer (?:support|service|care))?/gi,
      (found) => (/'s$/.test(found) ? `${SHOP}'s` : SHOP),
    )
    .replace(/\bprime\b/gi, 'Plus')
    .replace(SOURCE_NUMBER, about.orderNumber)
    .replace(/\b(the|a|an) \1\b/gi, '$1')
    .trim()
}

const REASONS: [RegExp, (product: string) => string][] = [
  [/\bempty\b/i, (product) => `${product}: the box was empty`],
  [/charged (twice|two|double|2)|double charge|twice/i, (product) => `Charged twice for the ${product}`],
  [/wrong (colou?r)/i, (product) => `${product} in the wrong colour`],
  [/wrong size|too (small|big|large)|size/i, (product) => `${product} in the wrong size`],
  [/wrong (item|product|order)|differen?t|instead/i, (product) => `Wrong item instead of the ${product}`],
  [/refund/i, (product) => `Refund for the ${product} not received`],
  [/cancel/i, (product) => `${product}: cancelled order still charged`],
  [/missing|incomplete|not (in|inside)|only (got|received|one)/i, (product) => `Parts missing with the ${product}`],
  [
    /never (arrived|came|received)|not (received|delivered|arrived)|didn'?t (arrive|get|receive)|hasn'?t arrived|where is/i,
    (product) => `${product} not delivered`,
  ],
  [/late|delay|still (waiting|not)|shipped|track/i, (product) => `${product} is late`],
  [/broken|broke|crack|shatter|damage|scratch|smash|dent|torn/i, (product) => `${product} arrived damaged`],
  [/not work|doesn'?t work|dead|stopped|defect|faulty|won'?t|battery|charg/i, (product) => `${product} does not work`],
  [/return|pick ?up/i, (product) => `Return of the ${product}`],
  [/exchange|replace/i, (product) => `Exchange of the ${product}`],
  [/fake|duplicate|quality|cheap|used|opened|second ?hand/i, (product) => `${product} is not as described`],
  [/pay|card|money|deduct|bill|price|discount|coupon|offer/i, (product) => `Payment for the ${product}`],
]

/** A subject as a colleague would have written it from the customer's first words. */
export function subjectOf(firstMessage: string, product: string): string {
  const reason = REASONS.find(([pattern]) => pattern.test(firstMessage))
  const named = /^(T-|LED|E-)/.test(product) ? product : product.toLowerCase()
  const subject = reason === undefined ? `Question about the ${named}` : reason[1](named)
  const plural = /s$/.test(named) ? subject.replace(' does not', ' do not').replace(' is ', ' are ') : subject
  return plural.charAt(0).toUpperCase() + plural.slice(1)
}
