import type { GuideInputKind } from './guide.ts'

/** Longest free text of one answer, in UTF-16 code units. */
export const ANSWER_LIMIT = 2_000

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0)
  return year > 0 && day >= 1 && day <= days
}

/**
 * What was typed, as it is kept: an order number in capitals, an amount in major units as "24.50", a day as
 * "2026-03-14". Null: it is not of that kind. An amount with a thousands separator is refused, because "1,250" is read
 * differently from country to country.
 */
export function readInput(kind: GuideInputKind, typed: string): string | null {
  const text = typed.trim()
  switch (kind) {
    case 'text':
      return text.length <= ANSWER_LIMIT ? text : null
    case 'order-number':
      return /^#?[a-z]{0,4}-?\d{4,12}$/i.test(text) ? text.replace('#', '').toUpperCase() : null
    case 'date': {
      const [, year, month, day] = DAY.exec(text) ?? []
      return day !== undefined && isDay(Number(year), Number(month), Number(day)) ? text : null
    }
    case 'money': {
      const [, whole, part = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text) ?? []
      if (whole === undefined) return null
      return part === '' ? String(Number(whole)) : `${Number(whole)}.${part.padEnd(2, '0')}`
    }
    case 'email':
      return /^[^\s@<>()",;]+@[^\s@<>()",;.]+(\.[^\s@<>()",;.]+)+$/.test(text) ? text : null
    case 'phone': {
      const digits = text.replace(/\D/g, '')
      return /^\+?[\d ()./-]+$/.test(text) && digits.length >= 6 && digits.length <= 15 ? text : null
    }
  }
}
