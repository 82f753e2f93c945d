import type { MessageRecord } from '../../domain/cases/message.ts'
import type { TeamId, TenantId } from '../../domain/kernel/ids.ts'
import type { World } from '../../server/store/world.ts'
import type { Dataset } from '../dataset/make-dataset.ts'
import { ME, QUEUES } from '../dataset/make-dataset.ts'
import { queueRecords } from '../dataset/make-pages.ts'
import { makeTemplates } from '../dataset/make-templates.ts'

export const LOGIN = 'ana'
const TEAM = 'team' as TeamId
const TEMPLATES = 100

/** The data set as a house that a server serves; every case lies in the queues of whoever signs in as `LOGIN`. */
export function worldOf(dataset: Dataset, passwordHash: string): World {
  const messages = dataset.cases.flatMap((_, at) =>
    dataset.messagesOf(at).map(({ delivery: _d, sentAt: _s, ...message }): MessageRecord => message),
  )
  return {
    tenant: { id: 'bench' as TenantId, name: 'Bench' },
    teams: [{ id: TEAM, name: 'Team' }],
    queues: queueRecords.map((queue) => ({ ...queue, teamIds: [TEAM] })),
    people: dataset.agents.map(({ id, name }) => ({
      id,
      name,
      role: 'agent',
      teamIds: [TEAM],
      queueIds: QUEUES,
      login: id === ME ? LOGIN : id,
      passwordHash,
    })),
    customers: dataset.customers,
    cases: dataset.cases,
    messages,
    templates: makeTemplates(TEMPLATES),
    orders: [],
    contacts: [],
    promises: [],
    events: [],
    guideRuns: [],
    guides: [],
    articles: [],
  }
}
