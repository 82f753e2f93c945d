import type { UrgentBlockRecord } from '../../../domain/breaks/urgent-block.ts'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'

/** How a block was over before its time, for whoever leads the agent. Empty: it was not. */
export function endedWords(words: Words, format: Format, block: UrgentBlockRecord): string {
  const { endedAt, endedBecause, endedBy, zone } = block
  if (endedAt === null || endedBecause === null) return ''
  return words(`urgent.ended.${endedBecause}`, { name: endedBy?.name ?? '', time: format.clockIn(endedAt, zone) })
}
