import type { Telling } from './event-words.ts'

const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString()

/** A moment inside a sentence, as short as it can be: the clock today, the day otherwise. */
export const soonWords = ({ format, now }: Pick<Telling, 'format' | 'now'>, at: number): string =>
  isSameDay(at, now) ? format.clock(at) : format.day(at, now)

/** A moment inside a sentence: the clock today, day and clock otherwise. */
export const dueWords = ({ format, now }: Pick<Telling, 'format' | 'now'>, at: number): string =>
  isSameDay(at, now) ? format.clock(at) : format.moment(at, now)
