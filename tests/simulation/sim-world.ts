import type { CaseId, CustomerId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Actor } from '../../domain/people/person.ts'
import { caseScopes } from '../../server/store/scopes.ts'
import { NOON, someCase, someMessage } from '../support/records.ts'
import type { ModelServer } from './model-server.ts'

export const QUEUES = ['orders', 'returns', 'billing'] as QueueId[]

/** Mutable: the access rules flip while the story runs. */
export type SimAgent = Actor & { queueIds: QueueId[] }

const agent = (id: string, queueIds: string[]): SimAgent => ({
  id: id as UserId,
  name: id,
  role: 'agent',
  queueIds: queueIds as QueueId[],
})

/** Their queues overlap in part. */
export const someAgents = (count: number): SimAgent[] =>
  [agent('ana', ['orders', 'returns']), agent('ben', ['returns', 'billing']), agent('chie', ['orders'])].slice(0, count)

export const CASE_IDS = ['c-0', 'c-1', 'c-2', 'c-3'] as CaseId[]

export function fillServer(server: ModelServer): void {
  CASE_IDS.forEach((id, at) => {
    const kase = someCase({ id, queueId: QUEUES[at % QUEUES.length] as QueueId, publicCount: 0 })
    server.transaction((tx) => tx.put('case', kase, caseScopes(kase), shardFor(id)))
  })
  server.transaction((tx) => tx.put('person', { id: 'ana' }, ['shared'], '0'))
}

export const shardFor = (caseId: string) => String(caseId.charCodeAt(caseId.length - 1) % 2)

/** The customer writes again; a solved case opens. */
export function customerWrites(server: ModelServer, caseId: CaseId, messageId: string): void {
  server.transaction((tx) => {
    const row = tx.read(`case:${caseId}`)
    if (row === undefined) return
    const before = row.record as unknown as ReturnType<typeof someCase>
    const publicOrdinal = before.publicCount + 1
    const author = { kind: 'customer', id: 'k-1' as CustomerId, name: 'Nadia Osei' } as const
    const at = server.now()
    const message = someMessage({
      id: messageId as never,
      caseId,
      author,
      publicOrdinal,
      writtenAt: at,
      receivedAt: at,
    })
    tx.put('message', message, caseScopes(before), row.shard)
    const status = before.status === 'closed' ? 'closed' : 'open'
    server.changeCase(tx, before, { ...before, status, publicCount: publicOrdinal })
  }, true)
}

export const START = NOON as EpochMs
