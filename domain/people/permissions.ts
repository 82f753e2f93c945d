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
] as const
export type Action = (typeof ACTIONS)[number]

const matrix: Record<Role, readonly Action[]> = {
  agent: [
    'case.read',
    'case.setStatus',
    'case.claim',
    'case.move',
    'case.tag',
    'note.add',
    'reply.send',
    'interval.record',
  ],
  lead: [
    'case.read',
    'case.readAny',
    'case.setStatus',
    'case.claim',
    'case.assign',
    'case.move',
    'case.tag',
    'note.add',
    'reply.send',
    'interval.record',
  ],
  analyst: ['case.read', 'case.readAny', 'note.add', 'interval.record'],
  trainer: ['case.read', 'case.readAny', 'note.add', 'interval.record'],
  // A trainee reads real cases and writes notes; nothing of theirs can reach a customer.
  trainee: ['case.read', 'note.add', 'interval.record'],
  // IT looks after accounts and machines, not after customers.
  admin: [],
}

/** Whether the role may do it. */
export const isAllowed = (role: Role, action: Action): boolean => matrix[role].includes(action)
