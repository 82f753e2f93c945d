import { useObservable } from 'dexie-react-hooks'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'
import { Composer } from './composer.tsx'
import './reply.css'
import type { TemplatesSlot } from './templates-slot.ts'

type Props = {
  caseId: CaseId
  /** Whether this case is the one in front: only its composer answers keys. */
  isActive?: boolean
  templates?: TemplatesSlot
}

/** The composer of one case: reply and note, side by side. Begun text outlives everything. */
export function ReplyBox(props: Props) {
  return <OfCase key={props.caseId} {...props} />
}

function OfCase({ caseId, isActive = true, templates }: Props) {
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  return view ? <Composer view={view} isActive={isActive} templates={templates ?? null} /> : null
}
