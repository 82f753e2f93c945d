import { z } from 'zod'
import { caseId, clientId, epochMs, mutationId } from './ids.ts'
import { mutation } from './sync/mutations.ts'

/** Text that an agent has begun for a case and not sent. */
export const draftRecord = z.object({
  caseId,
  mode: z.enum(['reply', 'note']),
  reply: z.string(),
  note: z.string(),
  savedAt: epochMs,
  /** What else stood in the composer (staged actions, linked articles, answers given to a template), as JSON. */
  more: z.string().max(100_000).optional(),
})
export type DraftRecord = z.infer<typeof draftRecord>

/**
 * What was filled into a form or a guide's step and is not done. `key`: the form and what it is about; `answers`: JSON,
 * whose shape is the form's own.
 */
export const formRecord = z.object({ key: z.string().max(400), answers: z.string().max(400_000), savedAt: epochMs })
export type FormRecord = z.infer<typeof formRecord>

/**
 * Whose numbers follow, and which generation of the local store they belong to: each opening begins one. `database`:
 * where that store lies. Absent: where the entry before said, or the usual place. `nextOrder`: every action of a lower
 * order that stands nowhere below is done. Absent: nothing is said.
 */
export const clientEntry = z.object({
  kind: z.literal('client'),
  clientId,
  generation: z.string(),
  database: z.string().max(200).optional(),
  nextOrder: z.number().int().positive().optional(),
})

/** One line of the journal: what must survive even if the whole local store is lost. */
export const journalEntry = z.discriminatedUnion('kind', [
  clientEntry,
  /** An agent acted. `order` rises with every action on this desk; two windows that act at once may give the same here. */
  z.object({
    kind: z.literal('intent'),
    order: z.number().int().positive(),
    mutation,
    /** It may be taken back until then. Absent: it goes with the next push. */
    notBefore: epochMs.optional(),
  }),
  /** It was given its number and is about to be sent. */
  z.object({
    kind: z.literal('sealed'),
    mutationId,
    clientId,
    n: z.number().int().positive(),
    /** The server's epoch at that time. Under a later one the action is sent as a replay. Absent: unknown. */
    epoch: z.string().optional(),
  }),
  /** The server has decided, or the agent withdrew it: nothing left to keep. */
  z.object({ kind: z.literal('done'), mutationId }),
  /** Null: nothing left of the draft. */
  z.object({ kind: z.literal('draft'), caseId, draft: draftRecord.nullable() }),
  /** Null: the form is done, or nothing is left in it. */
  z.object({ kind: z.literal('form'), key: z.string().max(400), form: formRecord.nullable() }),
])
export type JournalEntry = z.infer<typeof journalEntry>

/** What was found when the journal was opened. */
export const journalReport = z.object({
  /** Bytes cut off a torn last frame: the power went while it was written, nobody had been told "saved". */
  tornBytes: z.number().int().nonnegative(),
  /** Damaged stretches in the middle that were set aside in a .bad file. */
  quarantined: z.number().int().nonnegative(),
})
export type JournalReport = z.infer<typeof journalReport>
