import type { QueueRow } from '../data/repository.ts'
import type { Letters } from './fetch-letters.ts'

/** So many rows are looked through, and of so many texts the letters fetched, before keys and paint come in between. */
const ROWS_AT_ONCE = 2_000
const TEXTS_AT_ONCE = 4

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
        const texts = news.flatMap(textsOf).filter((text) => letters.missing([text]) !== null)
        for (let from = 0; from < texts.length && !isOver(); from += TEXTS_AT_ONCE) {
          // Those before them may have brought all of it.
          const missing = letters.missing(texts.slice(from, from + TEXTS_AT_ONCE))
          if (missing === null) continue
          await idle()
          await letters.fetch(missing)
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

const textsOf = ({ case: { subject }, customerName, assigneeName, queueName }: QueueRow): string[] => [
  subject,
  customerName,
  assigneeName ?? '',
  queueName,
]
