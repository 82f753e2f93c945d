import type { GuideRecord, GuideRunRecord } from '../../../domain/guides/guide.ts'
import { splitWords } from '../../search/split-words.ts'

/** The guides of one group; null: those that fit the case's reason. */
export type GuideGroup = { group: string | null; guides: GuideRecord[] }

const byTitle = (a: GuideRecord, b: GuideRecord) => a.title.localeCompare(b.title)
const termsOf = (text: string) => splitWords(text).map((word) => word.term)

/** How well a guide answers to what was typed. 0: not at all. */
function matchOf(guide: GuideRecord, asked: readonly string[]): number {
  const title = termsOf(guide.title)
  const more = termsOf([guide.group, ...guide.reasons, ...guide.steps.map((step) => step.title)].join(' '))
  let match = 0
  for (const begun of asked) {
    if (title.some((term) => term.startsWith(begun))) match += 2
    else if (more.some((term) => term.startsWith(begun))) match += 1
    else return 0
  }
  return match
}

/** The newest versions, those for the case's reason first, the rest by group. With words typed: the best match first, ungrouped by fit. */
export function listGuides(guides: readonly GuideRecord[], reason: string | null, query: string): GuideGroup[] {
  const current = guides.filter((guide) => guide.isCurrent).sort(byTitle)
  const asked = termsOf(query)
  if (asked.length > 0) {
    const found = current
      .map((guide) => ({ guide, match: matchOf(guide, asked) }))
      .filter(({ match }) => match > 0)
      .sort((a, b) => b.match - a.match)
    return groupsOf(found.map(({ guide }) => guide))
  }
  const fitting = reason === null ? [] : current.filter((guide) => guide.reasons.includes(reason))
  const rest = groupsOf(current).sort((a, b) => (a.group ?? '').localeCompare(b.group ?? ''))
  return fitting.length === 0 ? rest : [{ group: null, guides: fitting }, ...rest]
}

function groupsOf(guides: readonly GuideRecord[]): GuideGroup[] {
  const groups = new Map<string, GuideRecord[]>()
  for (const guide of guides) groups.set(guide.group, [...(groups.get(guide.group) ?? []), guide])
  return [...groups].map(([group, inGroup]) => ({ group, guides: inGroup }))
}

/** Runs that go on, the one begun last first. */
export const runningOf = (runs: readonly GuideRunRecord[]): GuideRunRecord[] =>
  runs.filter((run) => run.state === 'running').sort((a, b) => b.startedAt - a.startedAt)

/** Runs that reached their end, the last one first. */
export const finishedOf = (runs: readonly GuideRunRecord[]): GuideRunRecord[] =>
  runs.filter((run) => run.state === 'finished').sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
