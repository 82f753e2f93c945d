import { useObservable } from 'dexie-react-hooks'
import type { QueueId } from '../../../domain/kernel/ids.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useWords } from '../../words/use-words.ts'
import { PickForm } from './pick-form.tsx'
import { useCommit } from './use-commit.ts'

/** Gives the case to another queue. */
export function MoveForm({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const words = useWords()
  const { repository } = useDeps()
  const { commit, refusal } = useCommit()
  const queues = useObservable(() => repository.queues(), [repository])
  if (queues === undefined) return null
  return (
    <PickForm
      title={words('case.move.title')}
      label={words('case.move.queue')}
      choices={queues.filter(({ id }) => id !== view.case.queueId).map(({ id, name }) => ({ id, words: name }))}
      then={words('case.move.then')}
      act={words('case.move.do')}
      refusal={refusal}
      onPick={(id) => commit('case.move', { caseId: view.case.id, queueId: id as QueueId })}
      onClose={onClose}
    />
  )
}
