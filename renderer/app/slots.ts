// What the features give to the shell, gathered in one place: they know nothing of each other.
export { BreakPrompt, BreakScreen } from '../features/breaks/index.ts'
export type { BreakOffer, BreathSounds, Exercised, KeptWork, Rest } from '../features/breaks/index.ts'
export { IdleQuestion, StatePicker } from '../features/agent-state/index.ts'
export { CasePane, CustomerPanel, HistoryPanel, MergeForm } from '../features/case-view/index.ts'
export { ConnectionStatus, RestoredNotice } from '../features/connection/index.ts'
export { ContactBar, EscalateForm, LiveNotice, NewCaseForm, WrapUpForm } from '../features/contact/index.ts'
export { DisputesDialog, useOpenDisputeCount } from '../features/disputes/index.ts'
export { Finder } from '../features/finder/index.ts'
export { GuidePanel } from '../features/guide/index.ts'
export { HelpPlace } from '../features/help/index.ts'
export { KnowledgePanel, readInKnowledge } from '../features/knowledge/index.ts'
export { AuditPlace, NumbersPage, PlanBar, StripFigures, sayNext, useToday } from '../features/numbers/index.ts'
export { Outbox, useOutboxCount } from '../features/outbox/index.ts'
export { Palette } from '../features/palette/index.ts'
export type { PaletteEntry } from '../features/palette/index.ts'
export {
  PromiseForm,
  PromisesPanel,
  Queue,
  SkipForm,
  usePromiseCount,
  useUnkeptPromises,
} from '../features/queue/index.ts'
export { RecordedPage } from '../features/recorded/index.ts'
export { ReplyBox, useIsReplying, useUndo } from '../features/reply/index.ts'
export { SettingsDialog, useSettings } from '../features/settings/index.ts'
export { SignInAgain } from '../features/sign-in/index.ts'
export type { TrySignIn } from '../features/sign-in/index.ts'
export { TemplatePicker, useTemplatesAhead } from '../features/templates/index.ts'
export { TeamBlocksDialog, UrgentChip, UrgentForm } from '../features/urgent/index.ts'
