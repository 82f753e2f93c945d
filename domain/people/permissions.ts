import type { Role } from './person.ts'

/** Everything that a role may or may not do. Enforced on the server; the desk mirrors it so that it offers nothing that would be refused. */
export const ACTIONS = [
  'case.read', // cases of one's own queues and those assigned to one
  'case.readAny', // any case of the tenant
  'case.setStatus',
  'case.claim',
  'case.assign', // give a case to somebody else
  'case.move', // to another queue
  'case.tag',
  'note.add',
  'reply.send', // anything a customer will see
  'interval.record', // one's own time
  'interval.contest', // a stretch of one's own time
  'interval.decide', // about the contested time of those one leads
  'urgentBlock.reserve', // of one's own time
  'urgentBlock.end', // one's own
  'urgentBlock.endTeam', // those of whom one leads
  'case.open',
  'case.skip',
  'case.escalate',
  'case.edit',
  'case.merge', // and take apart again
  'case.reveal', // look at what is covered
  'customer.edit',
  'customer.merge', // and take apart again
  'contact.handle',
  'promise.handle',
  'guide.run',
  'settings.set', // one's own
  'time.readTeam', // plans and recorded time of those one leads
  'figures.readAny', // anybody's figures as sums, without their lines
] as const
export type Action = (typeof ACTIONS)[number]

/** The work on cases, by whoever answers customers. */
const CASE_WORK = [
  'case.read',
  'case.setStatus',
  'case.claim',
  'case.move',
  'case.tag',
  'note.add',
  'reply.send',
  'interval.record',
  'interval.contest',
  'urgentBlock.reserve',
  'urgentBlock.end',
  'case.open',
  'case.skip',
  'case.escalate',
  'case.edit',
  'case.merge',
  'case.reveal',
  'customer.edit',
  'customer.merge',
  'contact.handle',
  'promise.handle',
  'guide.run',
  'settings.set',
] as const satisfies readonly Action[]

const matrix: Record<Role, readonly Action[]> = {
  agent: CASE_WORK,
  lead: [...CASE_WORK, 'case.readAny', 'case.assign', 'time.readTeam', 'interval.decide', 'urgentBlock.endTeam'],
  analyst: [
    'case.read',
    'case.readAny',
    'note.add',
    'interval.record',
    'interval.contest',
    'settings.set',
    'figures.readAny',
  ],
  trainer: ['case.read', 'case.readAny', 'note.add', 'interval.record', 'interval.contest', 'settings.set'],
  // A trainee reads real cases and writes notes; nothing of theirs can reach a customer.
  trainee: ['case.read', 'note.add', 'interval.record', 'interval.contest', 'settings.set'],
  // IT looks after accounts and machines, not after customers.
  admin: ['settings.set'],
}

/** Whether the role may do it. */
export const isAllowed = (role: Role, action: Action): boolean => matrix[role].includes(action)
