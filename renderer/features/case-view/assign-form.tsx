import { useObservable } from 'dexie-react-hooks'
import type { UserId } from '../../../domain/kernel/ids.ts'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useWords } from '../../words/use-words.ts'
import { PickForm } from './pick-form.tsx'
import { useCommit } from './use-commit.ts'

/** No person's id. */
const NOBODY = ''

/** Gives the case to a colleague who may answer it, or back to its queue. */
export function AssignForm({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const words = useWords()
  const { repository } = useDeps()
  const { commit, refusal } = useCommit()
  const people = useObservable(() => repository.people(), [repository])
  const { assigneeId, id: caseId } = view.case
  if (people === undefined) return null
  const able = people
    .filter(({ id, role }) => id !== assigneeId && isAllowed(role, 'reply.send'))
    .toSorted((a, b) => a.name.localeCompare(b.name, words.locale))
    .map(({ id, name }) => ({ id: id as string, words: name }))
  const back = assigneeId === null ? [] : [{ id: NOBODY, words: words('case.more.give-back') }]
  return (
    <PickForm
      title={words('case.assign.title')}
      label={words('case.assign.person')}
      choices={[...able, ...back]}
      then={null}
      act={words('case.assign.do')}
      refusal={refusal}
      onPick={(id) => commit('case.assign', { caseId, assigneeId: id === NOBODY ? null : (id as UserId) })}
      onClose={onClose}
    />
  )
}
