import type { CaseStatus } from '../cases/case.ts'
import type { Channel } from '../cases/channel.ts'
import type { TemplateId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'

/** The text in one language. */
export type TemplateVariant = {
  /** BCP 47 tag, such as "en" or "pt-BR". */
  language: string
  /** Liquid. What it may name: `docs/templates.md`. */
  body: string
  /** When somebody last read it and found it right. */
  reviewedAt: EpochMs
}

export const TEMPLATE_INPUT_KINDS = ['text', 'date', 'money', 'choice'] as const
export type TemplateInputKind = (typeof TEMPLATE_INPUT_KINDS)[number]

/** Something that only the agent knows; asked before the text is inserted. */
export type TemplateInput = {
  /** Named so in the text: `{{ input.update_by }}`. */
  name: string
  label: string
  /** One line under the field. Empty: none. */
  hint: string
  kind: TemplateInputKind
  /** What may be chosen. Empty unless the kind is choice. */
  choices: string[]
  /** Liquid that pre-fills the field from case, customer and order. Empty: nothing. A date is written "2026-03-14", money "24.50". */
  suggest: string
}

/** What inserting the template stages beside the text; the agent can remove each before sending. */
export type TemplateAction =
  | { kind: 'tag'; tag: string }
  | { kind: 'status'; status: CaseStatus }
  /** `amount`: Liquid that yields major units as "24.50". */
  | { kind: 'refund'; amount: string; why: string }
  /**
   * `words`: Liquid. `on`: Liquid that yields a day as "2026-03-14", the day that the text names to the customer; the
   * promise is then due at the end of that day's work. Absent: due `withinMs` from when it is staged.
   */
  | { kind: 'promise'; words: string; withinMs: Ms; on?: string | undefined }

/** A text with placeholders. */
export type TemplateRecord = {
  id: TemplateId
  title: string
  /** Words to find it by. */
  tags: string[]
  /** Contact reasons it is best for. */
  reasons: string[]
  channels: Channel[]
  /** Who answers for it. */
  owner: string
  /** From then on it is marked as overdue for review. Null: no review planned. */
  reviewDueAt: EpochMs | null
  /** From then on it cannot be inserted any more. Null: never. */
  expiresAt: EpochMs | null
  /** At least one; the first is the one it was written in. */
  variants: TemplateVariant[]
  inputs: TemplateInput[]
  actions: TemplateAction[]
}
