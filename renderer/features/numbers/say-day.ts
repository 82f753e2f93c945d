import type { Words } from '../../words/use-words.ts'
import type { WorkingDay } from './working-days.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: string, zone: string, form: 'day' | 'date' | 'time'): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${form}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    ...(form !== 'time'
      ? { ...(form === 'day' ? { weekday: 'short' } : {}), day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
  })
  formats.set(key, made)
  return made
}

/** "Mon 9 Mar": the date on which it began, in the zone in which it was planned. */
export const sayDay = (words: Words, { startsAt, zone }: Pick<WorkingDay, 'startsAt' | 'zone'>): string =>
  formatOf(words.locale, zone, 'day').format(startsAt).replace(',', '')

/** "10:15:07" in the zone. */
export const saySecond = (words: Words, at: number, zone: string): string =>
  formatOf(words.locale, zone, 'time').format(at)

/** "Mon 9 Mar" of any moment. */
export const sayDate = (words: Words, at: number, zone: string): string =>
  formatOf(words.locale, zone, 'day').format(at).replace(',', '')

/** "9 Mar": the date alone. */
export const sayShortDay = (words: Words, { startsAt, zone }: Pick<WorkingDay, 'startsAt' | 'zone'>): string =>
  formatOf(words.locale, zone, 'date').format(startsAt)
