const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/

/** English without a country writes days before months, as the house does. */
export const localeOf = (language: string): string => {
  const wanted = language === 'en' ? 'en-GB' : language
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(wanted)[0] ?? 'en-GB'
  } catch {
    return 'en-GB'
  }
}

/** A moment, or a day of no particular zone ("2026-03-14"). Null: neither. */
function readMoment(value: unknown): { at: number; isDayOnly: boolean } | null {
  if (typeof value === 'number' && Number.isFinite(value)) return { at: value, isDayOnly: false }
  if (typeof value !== 'string' || value.trim() === '') return null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : { at, isDayOnly: DAY_ONLY.test(value) }
}

function writeMoment(value: unknown, locale: string, options: Intl.DateTimeFormatOptions): unknown {
  const moment = readMoment(value)
  if (moment === null) return value
  const zone = moment.isDayOnly ? { timeZone: 'UTC' } : {}
  return new Intl.DateTimeFormat(locale, { ...options, ...zone }).format(moment.at)
}

/** "Sunday 8 March" */
export const writeDay = (value: unknown, locale: string): unknown =>
  writeMoment(value, locale, { weekday: 'long', day: 'numeric', month: 'long' })

/** "8 March 2026" */
export const writeDate = (value: unknown, locale: string): unknown =>
  writeMoment(value, locale, { day: 'numeric', month: 'long', year: 'numeric' })

/** "12:00" */
export const writeTime = (value: unknown, locale: string): unknown =>
  writeMoment(value, locale, { hour: '2-digit', minute: '2-digit' })

/** "lamp, table and chair" */
export const writeList = (value: unknown, locale: string): unknown =>
  Array.isArray(value) ? new Intl.ListFormat(locale, { type: 'conjunction' }).format(value.map(String)) : value

/** How many minor units make one of the currency: 100 cents, 1 yen. */
export const minorPerMajor = (currency: string): number =>
  10 ** (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)

/** Numbers are minor units (2450), texts are major ones ("24.50"): "£24.50". Without a currency the value stays. */
export function writeMoney(value: unknown, locale: string, currency: unknown): unknown {
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return value
  const major = majorOf(value, currency)
  return major === null ? value : new Intl.NumberFormat(locale, { style: 'currency', currency }).format(major)
}

/** "24.50", as inputs and refunds take it. */
export function writeMajor(value: unknown, currency: unknown): unknown {
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return value
  const major = majorOf(value, currency)
  return major === null ? value : major.toFixed(Math.round(Math.log10(minorPerMajor(currency))))
}

function majorOf(value: unknown, currency: string): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value / minorPerMajor(currency) : null
  if (typeof value !== 'string' || !/^-?\d+(?:[.,]\d+)?$/.test(value.trim())) return null
  return Number(value.trim().replace(',', '.'))
}
