import type { Words } from '../words/use-words.ts'

type Hours = readonly { fromMinute: number; toMinute: number }[]

/** The hours of a week in words: "Mon to Fri 09:00–17:00, Sat 10:00–14:00". Days of equal hours stand together. */
export function weekWords(words: Words, week: readonly Hours[]): string {
  const day = new Intl.DateTimeFormat(words.locale, { weekday: 'short', timeZone: 'UTC' })
  const clock = new Intl.DateTimeFormat(words.locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  })
  // 1970-01-05 was a Monday; midnight at the end of a day is written as 24:00, so that it is not taken for its beginning.
  const dayName = (at: number) => day.format((4 + at) * 86_400_000)
  const minuteName = (minute: number) => (minute === 1_440 ? '24:00' : clock.format(minute * 60_000))
  const hoursOf = (hours: Hours) =>
    hours.map(({ fromMinute, toMinute }) => `${minuteName(fromMinute)}–${minuteName(toMinute)}`).join(', ')
  if (week.every((hours) => hours.length === 0)) return words('sla.about.always')
  const spans: { from: number; to: number; hours: string }[] = []
  for (const [at, hours] of week.entries()) {
    const last = spans.at(-1)
    const written = hoursOf(hours)
    if (last !== undefined && last.hours === written) last.to = at
    else spans.push({ from: at, to: at, hours: written })
  }
  const open = spans.filter(({ hours }) => hours !== '')
  if (open.length === 1 && open[0]?.to === 6 && open[0].from === 0 && open[0].hours === '00:00–24:00')
    return words('sla.about.always')
  return open
    .map(({ from, to, hours }) =>
      from === to
        ? words('sla.about.day', { day: dayName(from), hours })
        : words('sla.about.days', { from: dayName(from), to: dayName(to), hours }),
    )
    .join(', ')
}
