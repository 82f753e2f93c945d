import { create } from 'zustand'
import type { CaseId, TemplateId } from '../../../domain/kernel/ids.ts'
import type { Answers } from './fill-template.ts'

type Kept = {
  byForm: Readonly<Record<string, Answers>>
  keep(caseId: CaseId, templateId: TemplateId, answers: Answers): void
}

const keyOf = (caseId: CaseId, templateId: TemplateId): string => `${caseId} ${templateId}`

/** What was written into a template's form in a case, so that going back and forth loses nothing. Dies with the window. */
export const useKeptAnswers = create<Kept>()((set) => ({
  byForm: {},
  keep: (caseId, templateId, answers) =>
    set(({ byForm }) => ({ byForm: { ...byForm, [keyOf(caseId, templateId)]: answers } })),
}))

/** Undefined: nothing was written yet. */
export const keptAnswers = (caseId: CaseId, templateId: TemplateId): Answers | undefined =>
  useKeptAnswers.getState().byForm[keyOf(caseId, templateId)]
