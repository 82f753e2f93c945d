import { groupBy } from '../kernel/group-by.ts'
import type { IntervalId } from '../kernel/ids.ts'
import type { IntervalRecord } from './interval.ts'

/**
 * The entries that count: each correction in place of what it corrects. Of several corrections of the same entry the
 * lead's, who may cut it into parts, go before the desk's own, and of those the one with the greatest id, made last. Only a person's own
 * entries are corrected by an entry of theirs. The order in which the log came does not matter.
 */
export function entriesInForce(log: readonly IntervalRecord[]): IntervalRecord[] {
  const byKey = new Map<string, IntervalRecord>()
  for (const entry of log) {
    const known = byKey.get(keyOf(entry))
    // The same entry twice is one; which of two that differ, though none should, is at least always the same.
    if (known === undefined || JSON.stringify(entry) > JSON.stringify(known)) byKey.set(keyOf(entry), entry)
  }
  const corrected = new Set([...byKey.values()].flatMap((entry) => replacedKey(entry) ?? []))
  const groups = groupBy(byKey.values(), (entry) => rootOf(entry, byKey))
  return [...groups.values()].flatMap((group) => {
    const last = group.filter((entry) => !corrected.has(keyOf(entry)))
    const leads = last.filter(({ source }) => source === 'lead')
    if (leads.length > 0) return leads
    // Entries that correct each other in a ring: all of them are as good as any.
    return (last.length > 0 ? last : group).reduce((best, entry) => (entry.id > best.id ? entry : best))
  })
}

/** The log without these entries and without what corrects them: what it would say had they not been made. */
export function withoutEntries(log: readonly IntervalRecord[], ids: ReadonlySet<IntervalId>): IntervalRecord[] {
  const dropped = new Set(ids)
  for (let known = -1; known !== dropped.size; ) {
    known = dropped.size
    for (const { id, replaces } of log) if (replaces !== null && dropped.has(replaces)) dropped.add(id)
  }
  return log.filter(({ id }) => !dropped.has(id))
}

const keyOf = (entry: IntervalRecord): string => `${entry.userId} ${entry.id}`
const replacedKey = (entry: IntervalRecord): string | null =>
  entry.replaces === null ? null : `${entry.userId} ${entry.replaces}`

/** The first entry of the chain of corrections. Of a ring: its smallest key. */
function rootOf(entry: IntervalRecord, byKey: ReadonlyMap<string, IntervalRecord>): string {
  const seen: string[] = []
  let key = keyOf(entry)
  for (;;) {
    const at = seen.indexOf(key)
    if (at !== -1) return seen.slice(at).reduce((least, each) => (each < least ? each : least))
    seen.push(key)
    const here = byKey.get(key)
    const before = here === undefined ? null : replacedKey(here)
    // What it corrects may not be on this desk; its name gathers the corrections all the same.
    if (before === null) return key
    key = before
  }
}
