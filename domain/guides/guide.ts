import type { CaseId, GuideId, GuideRunId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { TemplateAction } from '../templates/template.ts'

/** Who may allow what the guide forbids. */
export type Forbidden = { why: string; allowedBy: 'lead' | 'finance' | 'nobody' }

export type GuideChoice = {
  id: string
  words: string
  /** One line more. Empty: none. */
  hint: string
  /** The step that follows. */
  next: string
  /** Null: may be chosen. Otherwise it is shown, with the reason, and cannot be chosen. */
  forbidden: Forbidden | null
}

export const GUIDE_INPUT_KINDS = ['text', 'order-number', 'date', 'money', 'email', 'phone'] as const
export type GuideInputKind = (typeof GUIDE_INPUT_KINDS)[number]

/** One step: one question, one thing to do, or the end. */
export type GuideStep =
  | { kind: 'choose'; id: string; title: string; ask: string; details: string[]; choices: GuideChoice[] }
  | {
      kind: 'ask'
      id: string
      title: string
      ask: string
      details: string[]
      input: GuideInputKind
      isRequired: boolean
      next: string
    }
  | { kind: 'do'; id: string; title: string; ask: string; details: string[]; next: string }
  | {
      kind: 'outcome'
      id: string
      title: string
      details: string[]
      /** Outcome code for wrap-up. */
      disposition: string
      /** Liquid; `answers.<step id>` holds what was answered. Empty: no reply is drafted. */
      reply: string
      /** Liquid, for the wrap-up note. */
      note: string
      actions: TemplateAction[]
    }

/** One version of a guided script. Never changed once published: a run stays with the version it began with. */
export type GuideRecord = {
  id: GuideId
  /** Names the script over all its versions: "late-parcel". */
  key: string
  /** Counts from 1. */
  version: number
  title: string
  /** The group it is listed in. */
  group: string
  /** Contact reasons it is best for. */
  reasons: string[]
  changedAt: EpochMs
  changedBy: string
  /** What changed since the version before, in words, by step id. Empty for the first. */
  changes: { stepId: string; words: string }[]
  /** False: only runs that began with it still use it. */
  isCurrent: boolean
  start: string
  steps: GuideStep[]
}

export type GuideAnswer = {
  stepId: string
  /** Null unless the step is a choice. */
  choiceId: string | null
  /** Null unless the step asks for text. */
  text: string | null
  at: EpochMs
  by: { id: UserId; name: string }
}

/** How far a guided script has come in one case. Anyone who holds the case goes on where it stands. */
export type GuideRunRecord = {
  id: GuideRunId
  caseId: CaseId
  guideId: GuideId
  startedAt: EpochMs
  startedBy: { id: UserId; name: string }
  /** In the order they were given. */
  answers: GuideAnswer[]
  /** left: ended without an outcome. */
  state: 'running' | 'finished' | 'left'
  /** Id of the outcome step. Null: not finished. */
  outcomeId: string | null
  endedAt: EpochMs | null
}
