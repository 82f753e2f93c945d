import type { QueueRow } from '../data/repository.ts'
import type { Letters } from './fetch-letters.ts'

/** So many rows are looked through, and so many letters fetched, before keys and paint come in between. */
const ROWS_AT_ONCE = 2_000
const LETTERS_AT_ONCE = 16

type Ports = { letters: Letters; whenIdle(run: () => void): void; isOver(): boolean }

/**
 * Fetches, when nobody waits for the page, what all rows of the queue are drawn with: threads are mostly written with the same letters.
 * Hears the queue as it is now; a row that says what it said before is the very same object.
 */
export function fetchQueueLetters({ letters, whenIdle, isOver }: Ports): (rows: readonly QueueRow[]) => void {
  let newest: readonly QueueRow[] = []
  let seen = newest
  let isUnderWay = false
  const idle = () => new Promise<void>((go) => whenIdle(go))

  async function look(): Promise<void> {
    while (seen !== newest) {
      const [before, rows] = [seen, newest]
      for (let at = 0; at < rows.length && !isOver(); at += ROWS_AT_ONCE) {
        await idle()
        const news = rows.slice(at, at + ROWS_AT_ONCE).filter((row, index) => row !== before[at + index])
        const missing = Array.from(letters.missing(news.map(textOf).join('')))
        for (let from = 0; from < missing.length && !isOver(); from += LETTERS_AT_ONCE) {
          if (from > 0) await idle()
          await letters.fetch(missing.slice(from, from + LETTERS_AT_ONCE).join(''))
        }
      }
      seen = rows
    }
    isUnderWay = false
  }

  return (rows) => {
    newest = rows
    if (isUnderWay) return
    isUnderWay = true
    void look()
  }
}

const textOf = ({ case: { subject }, customerName, assigneeName, queueName }: QueueRow): string =>
  `${subject}${customerName}${assigneeName ?? ''}${queueName}`
