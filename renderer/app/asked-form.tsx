import { assertNever } from '../../domain/kernel/assert-never.ts'
import { useGo } from '../deps/go.ts'
import { useDeskState } from './desk-state.ts'
import { EscalateForm, MergeForm, NewCaseForm, PromiseForm, SkipForm, UrgentForm, WrapUpForm } from './slots.ts'

/** The form that stands over the desk, if one was asked for. */
export function AskedForm() {
  const go = useGo()
  const asking = useDeskState((state) => state.asking)
  if (asking === null) return null
  // Done only after the disk has it: by then the agent may have gone on to another form, which stays.
  const onClose = () => {
    if (useDeskState.getState().asking === asking) go.ask(null)
  }
  switch (asking.form) {
    case 'new-case':
      return <NewCaseForm onClose={onClose} />
    case 'urgent':
      return <UrgentForm onClose={onClose} />
    case 'skip':
      return <SkipForm caseId={asking.caseId} onClose={onClose} />
    case 'escalate':
      return <EscalateForm caseId={asking.caseId} onClose={onClose} />
    case 'promise':
      return <PromiseForm caseId={asking.caseId} onClose={onClose} />
    case 'merge':
      return <MergeForm caseId={asking.caseId} onClose={onClose} />
    case 'wrap-up':
      return <WrapUpForm caseId={asking.caseId} onClose={onClose} />
    default:
      return assertNever(asking)
  }
}
