import type { MutationName } from '../../../domain/mutations/mutation.ts'

/**
 * What goes to the server on the way to something else: a guide's steps, a hold, a look at a covered field, a setting.
 * Nobody who asks what they sent means these; they are told on demand.
 */
const STEPS: ReadonlySet<MutationName> = new Set<MutationName>([
  'settings.set',
  'guide.start',
  'guide.answer',
  'guide.end',
  'contact.start',
  'contact.step',
  'case.claim',
  'case.reveal',
  'interval.record',
])

export const isStep = ({ mutation }: { mutation: { name: MutationName } }): boolean => STEPS.has(mutation.name)
