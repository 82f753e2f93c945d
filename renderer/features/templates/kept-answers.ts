import type { CaseId, TemplateId } from '../../../domain/kernel/ids.ts'
import type { FormKeeper } from '../../deps/form-keeper.ts'
import type { Answers } from './fill-template.ts'

const keyOf = (caseId: CaseId, templateId: TemplateId): string => `template ${templateId} ${caseId}`

/** What is written into a template's form in a case, so that going back and forth, or a crash, loses nothing. */
export const keepAnswers = (forms: FormKeeper, caseId: CaseId, templateId: TemplateId, answers: Answers): void =>
  forms.change(keyOf(caseId, templateId), answers)

/** Undefined: nothing was written yet. */
export const keptAnswers = (forms: FormKeeper, caseId: CaseId, templateId: TemplateId): Answers | undefined =>
  forms.get(keyOf(caseId, templateId)) as Answers | undefined
