/** Words of customer service that the general dictionaries lack. Measured on the demo world's replies and templates. */
export const TRADE_WORDS: readonly string[] = [
  'Amex',
  'backorder',
  'backordered',
  'Mastercard',
  'ok',
  'pre-existing',
  'redeliver',
  'redelivered',
  'redelivery',
  'timeframe',
  'timeframes',
]
