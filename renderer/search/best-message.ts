import type { MessageRecord } from '../../domain/cases/message.ts'
import type { ConversationHit } from './find-cases.ts'
import { heldTerms } from './pair-words.ts'
import { termOf } from './split-words.ts'

/**
 * The message of a case that has most of the words asked for, of equals the newest; and how many others have one of them.
 * Null: none has any more, the case has changed since it was read.
 */
export function bestMessage(
  messages: readonly MessageRecord[],
  { terms, asked }: Pick<ConversationHit, 'terms' | 'asked'>,
): { message: MessageRecord; more: number } | null {
  let best: { message: MessageRecord; score: number } | null = null
  let count = 0
  for (const message of messages) {
    const score = scoreOf(message.body, terms, asked)
    if (score === 0) continue
    count += 1
    if (best !== null && score < best.score) continue
    if (best !== null && score === best.score && message.writtenAt < best.message.writtenAt) continue
    best = { message, score }
  }
  return best === null ? null : { message: best.message, more: count - 1 }
}

/** How many words of the query a text answers; how many terms it has breaks ties. */
function scoreOf(body: string, terms: readonly string[], asked: readonly string[]): number {
  // Cutting words is dear, and most messages of a case have none of them.
  const folded = termOf(body)
  const near = terms.filter((term) => folded.includes(term))
  if (near.length === 0) return 0
  const held = new Set(heldTerms(body))
  const here = near.filter((term) => held.has(term))
  const answered = asked.filter((word) => here.some((term) => term.startsWith(word))).length
  return answered + here.length / (terms.length + 1)
}
