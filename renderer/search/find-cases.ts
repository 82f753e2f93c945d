import type { CaseId } from '../../domain/kernel/ids.ts'
import { askedTerms } from './pair-words.ts'
import type { SoughtWord } from './segments/find-documents.ts'
import { findDocuments } from './segments/find-documents.ts'
import type { DocumentFacts, Segment } from './segments/segment.ts'
import { isUnspaced } from './split-words.ts'

/** A case in which it was said. `terms`: what of it matches; `asked`: the words of the query that they answer. */
export type ConversationHit = { caseId: CaseId; terms: string[]; asked: string[] }

type Found = { hits: ConversationHit[]; total: number }

/** What is as new as the newest counts so much more than what is as old as the oldest. */
const NEWEST_COUNTS = 2

/** How many letters of a word may be wrong. Two that changed places count as two. Another number is another thing. */
const mistyped = (term: string) =>
  isUnspaced(term) || /\p{N}/u.test(term) ? 0 : term.length > 5 ? 2 : term.length > 3 ? 1 : 0

/** A single letter begins too many words. */
const isBegun = (term: string) => term.length > 1 || isUnspaced(term)

/**
 * The cases that have all words of a query, best first, of equals the newer. A word may be only begun; where nothing has the
 * words as written, they may be mistyped. `total`: of all, not only of the best.
 */
export async function findCases(segments: readonly Segment[], query: string, most: number): Promise<Found> {
  const written = askedTerms(query).map((word): SoughtWord => ({ word, isBegun: isBegun(word), wrong: 0 }))
  if (written.length === 0) return { hits: [], total: 0 }
  const found = await search(segments, written, most)
  const mayBeMistyped = written.map((each): SoughtWord => ({ ...each, wrong: mistyped(each.word) }))
  if (found.total > 0 || mayBeMistyped.every(({ wrong }) => wrong === 0)) return found
  return search(segments, mayBeMistyped, most)
}

async function search(segments: readonly Segment[], words: readonly SoughtWord[], most: number): Promise<Found> {
  const { oldest, newest } = agesIn(segments)
  const weigh = ({ at }: DocumentFacts) =>
    1 + (NEWEST_COUNTS - 1) * (newest > oldest ? (at - oldest) / (newest - oldest) : 0)
  const cases = new Set<CaseId>()
  const best: { key: string; score: number }[] = []
  const { termsOf } = await findDocuments(segments, words, weigh, (key, score) => {
    cases.add(caseOf(key))
    keepBest(best, { key, score }, most)
  })
  const terms = termsOf(new Set(best.map(({ key }) => key)))
  const asked = words.map(({ word }) => word)
  const hits = best.map(({ key }): ConversationHit => ({ caseId: caseOf(key), terms: terms.get(key) ?? [], asked }))
  return { hits, total: cases.size }
}

function agesIn(segments: readonly Segment[]): { oldest: number; newest: number } {
  let [oldest, newest] = [Infinity, -Infinity]
  for (const { documents } of segments)
    for (const { at } of documents) {
      if (at < oldest) oldest = at
      if (at > newest) newest = at
    }
  return { oldest, newest }
}

/** Best first; of a case that is held in parts only the best one. */
function keepBest(best: { key: string; score: number }[], found: { key: string; score: number }, most: number): void {
  if (best.length === most && found.score <= (best.at(-1)?.score ?? 0)) return
  const same = best.findIndex(({ key }) => caseOf(key) === caseOf(found.key))
  if (same >= 0 && (best[same]?.score ?? 0) >= found.score) return
  if (same >= 0) best.splice(same, 1)
  const at = best.findIndex(({ score }) => score < found.score)
  best.splice(at < 0 ? best.length : at, 0, found)
  if (best.length > most) best.pop()
}

/** Most cases are held in one part, which is named as the case is. */
export const keyOf = (caseId: CaseId, part: number) => (part === 0 ? caseId : `${caseId} ${part}`)
/** Whose part it is. */
export const caseOf = (key: string) => (key.includes(' ') ? key.slice(0, key.lastIndexOf(' ')) : key) as CaseId
