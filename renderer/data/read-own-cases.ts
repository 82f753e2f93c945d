import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CaseId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { correctedAt } from '../../domain/kernel/time.ts'
import type { CaseFile } from '../../domain/metrics/case-file.ts'
import { caseFileOf } from '../../domain/metrics/case-file.ts'
import { caseIdOf } from './case-id-of.ts'
import type { Rows } from './read-rows.ts'
import type { Shelf } from './store-port.ts'

/** Reads a case for the figures. */
export type CaseFiles = { of(kase: CaseRecord): Promise<CaseFile> }

/**
 * Keeps what the figures read of a case until something of it is written. Read past the cache of threads: a month of cases
 * would push those out that are open.
 */
export function keepCaseFiles(shelf: Pick<Shelf, 'rows' | 'watch'>): CaseFiles {
  const files = new Map<string, Promise<CaseFile>>()
  shelf.watch((told) => {
    if (told === null) return files.clear()
    for (const change of told) {
      if (change.table !== 'rows') continue
      const caseId = 'put' in change ? caseIdOf(change.put) : null
      // Without its record nothing says which case it belonged to; a record of no case concerns none.
      if ('remove' in change) files.clear()
      else if (caseId !== null) files.delete(caseId)
    }
  })
  const read = async (kase: CaseRecord): Promise<CaseFile> => {
    const rows = await shelf.rows({ caseId: kase.id })
    const all = <Found>(kind: string) =>
      rows.flatMap(({ key, view }) => (view && key.startsWith(`${kind}:`) ? [view as unknown as Found] : []))
    return caseFileOf({
      kase,
      messages: all('message'),
      deliveries: all('delivery'),
      contacts: all('contact'),
      events: all('event'),
    })
  }
  return {
    of(kase) {
      const held = files.get(kase.id) ?? read(kase)
      files.set(kase.id, held)
      held.catch(() => files.delete(kase.id))
      return held
    },
  }
}

/** The cases that the figures of a person are made of since a moment; `server/figures.ts` reads the same ones. By id. */
export async function readOwnCases(rows: Rows, files: CaseFiles, me: UserId, since: EpochMs): Promise<CaseFile[]> {
  const [cases, allContacts, intervals, allEvents] = await Promise.all([
    rows.held('case'),
    rows.held('contact'),
    rows.held('interval'),
    rows.held('event'),
  ])
  const contacts = allContacts
    .where('agentId', me)
    .filter(({ answeredAt }) => answeredAt !== null && answeredAt >= since)
  const written = intervals
    .where('userId', me)
    .filter(({ state, startedAt }) => state === 'email-edit' && correctedAt(startedAt) >= since)
  const events = [...allEvents.values()].filter(({ by, at }) => by.id === me && at >= since)
  const held = cases.where('assigneeId', me).filter(({ status }) => status === 'open' || status === 'pending')
  const own = new Set<CaseId>([
    ...[...contacts, ...written, ...events].flatMap(({ caseId }) => (caseId === null ? [] : [caseId])),
    ...held.map(({ id }) => id),
  ])
  const ids = new Set(own)
  for (const id of own) {
    const into = cases.of(id)?.mergedIntoId ?? null
    if (into !== null) ids.add(into)
    for (const merged of cases.where('mergedIntoId', id)) ids.add(merged.id)
  }
  const found = [...ids].toSorted().flatMap((id) => cases.of(id) ?? [])
  return Promise.all(found.map((kase) => files.of(kase)))
}
