import { reasonKey } from './reasons.ts'
import { saidName } from './texts.ts'

/** From a customer's first words to the contact reason and the subject a colleague would have written. In this order. */
const REASONS: [RegExp, string, (product: string) => string][] = [
  [/\bempty\b/i, 'parts-missing', (product) => `${product}: the box was empty`],
  [
    /charged (twice|two|double|2)|double charge|deducted twice|paid twice|twice/i,
    'charged-twice',
    (product) => `Charged twice for the ${product}`,
  ],
  [
    /coupon|promo|voucher|discount code|code (is )?not/i,
    'promo-code-invalid',
    (product) => `Voucher refused for the ${product}`,
  ],
  [
    /price (drop|drop+ed|has gone|went|is now|now)|cheaper/i,
    'bad-price-yesterday',
    (product) => `${product}: cheaper now than when bought`,
  ],
  [
    /(deliver(y|ed)?|shipping) (charge|fee|cost)|extra (charge|fee)|charged for (the )?(return|shipping|delivery)/i,
    'status-mystery-fee',
    (product) => `Extra fee for the ${product}`,
  ],
  [
    /debited|deducted|didn'?t go through|failed transaction|payment (failed|not going|declin)|card (declin|refus|not accept|is not work)|money (was |is |got )?(deducted|debited|gone|cut).*(no|not|but)/i,
    'payment-failed',
    (product) => (product === 'order' ? 'Payment taken, no order' : `Payment taken, no order for the ${product}`),
  ],
  [
    /(cancel+ed|cancel+ation).*(charg|refund|money|paid)|still charged/i,
    'cancelled-but-charged',
    (product) => `${product}: cancelled, still charged`,
  ],
  [/cancel/i, 'manage-cancel', (product) => `Cancel the ${product}`],
  [
    /wrong address|change (the |my )?(delivery |shipping )?address|address (is|was) wrong/i,
    'manage-shipping',
    (product) => `${product}: other delivery address`,
  ],
  [
    /wrong (postal|pin|zip)|neighbou?r|show\w* (as )?deliver|says? deliver|marked (as )?deliver|shows? deliver|status.{0,12}deliver/i,
    'missing-item',
    (product) => `${product} marked delivered, not received`,
  ],
  [
    /wrong (colou?r)|colou?r (is|was)|different colou?r/i,
    'return-due-to-color',
    (product) => `${product} in the wrong colour`,
  ],
  [
    /wrong size|too (small|big|large|tight|loose)|\bsize\b/i,
    'return-due-to-size',
    (product) => `${product} in the wrong size`,
  ],
  [
    /wrong (item|product|order|one|thing|model|spec\w*)|wrng|not the product|not what i|is wrong|isn'?t wh?at i|one was rejected|i ordered .{3,60}(but|and|n|what) i? ?(got|received|recieved)|differen?t|instead|incorrect (item|product)/i,
    'wrong-item',
    (product) => `Wrong item instead of the ${product}`,
  ],
  [/refund/i, 'refund-status', (product) => `Refund for the ${product} not received`],
  [
    /missing|incomplete|not (in|inside)|only (got|received|rec\w+|one|half|two|part)|half (the|my|of)|partial|out of \d|only \d|part of|one of the items|portion|everything i|all the items/i,
    'parts-missing',
    (product) => `Parts missing with the ${product}`,
  ],
  [/lost (in|by|the)|is lost/i, 'lost-parcel', (product) => `${product} lost on the way`],
  [/returned .{0,60}(ago|weeks|days|still)/i, 'refund-status', (product) => `Refund for the ${product} not received`],
  [
    /\b(fake|counterfeit|genuine|authentic|first copy|replica|forgery|dupe)\b/i,
    'not-as-described',
    (product) => `${product} is not as described`,
  ],
  [
    /late\b|overdue|exceeded|passed|too long|no delivery|not reached|delivery issue|delay|non-?delivery|undelivered|out for delivery|delivery (date )?(is |was )|due to be|(supposed|suppose|expected|expecting|scheduled) (to|it|for|delivery)|yet to be|n[o']t been (delivered|fulfilled|received)|still (waiting|not|hasn|no)|never (arrived|came|received|got)|not (yet )?(received|delivered|arrived|come)|didn'?t (arrive|get|receive|come)|hasn'?t|havent|haven'?t|where is|wheres/i,
    'late-parcel',
    (product) => `${product} is late`,
  ],
  [/shipped|track|status|when will/i, 'shipping-status', (product) => `Where the ${product} is`],
  [/stain|dirty|spot/i, 'return-due-to-stain', (product) => `${product} came stained`],
  [
    /broken|broke|crack|shatter|damage|scratch|smash|crush|squash|dent(ed|s)?\b|torn|condition|leak|tear/i,
    'damaged-item',
    (product) => `${product} arrived damaged`,
  ],
  [
    /not (work|function|power|connect|turn|start)|isn'?t work|nois[ey]|horrible|doesn'?t (work|connect|function)|doesnt|dead|stopped|defect|faulty|won'?t|wont|battery|(not|n'?t) charg|switch|turn(ing)? on|heat/i,
    'faulty-item',
    (product) => `${product} does not work`,
  ],
  [/exchange|replace/i, 'exchange', (product) => `Exchange of the ${product}`],
  [/return|pick ?up/i, 'return-pickup', (product) => `Return of the ${product}`],
  [
    /fake|genuine|counterfeit|authentic|dupe|first copy|replica|description|specification|advertis|synthetic|dissatisf|plastic|mislead|misrepresent|duplicate|quality|cheap|used|opened|second ?hand|original|not as/i,
    'not-as-described',
    (product) => `${product} is not as described`,
  ],
  [
    /\bpay|card|money|deduct|bill|price|discount|offer/i,
    'status-payment-method',
    (product) => `Payment for the ${product}`,
  ],
]

/** Contact reason and subject as a colleague would have given them from the customer's first words. Product null: none named. */
export function topicWords(firstMessage: string, product: string | null): { reason: string; subject: string } {
  const found = REASONS.find(([pattern]) => pattern.test(firstMessage))
  const named = saidName(
    product ?? (/^(damaged|faulty|wrong|not-as|return|exchange|parts)/.test(found?.[1] ?? '') ? 'Item' : 'Order'),
  )
  const subject = found === undefined ? `Question about the ${named}` : found[2](named)
  const plural = /[^s]s$/.test(named) ? subject.replace(' does not', ' do not').replace(' is ', ' are ') : subject
  return {
    reason: reasonKey(found?.[1] ?? 'other'),
    subject: plural.charAt(0).toUpperCase() + plural.slice(1),
  }
}
