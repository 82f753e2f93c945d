import { isAllowed } from '../../../domain/people/permissions.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { QueueRecord } from '../../../domain/people/person.ts'
import type { KeepRefusal, QueueRow } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import type { MenuPart } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'

type Props = { queues: readonly QueueRecord[]; onRefused: (refusal: KeepRefusal) => void }

/** What can be done with a row without opening it first. Only what this agent may do is offered. */
export function useRowMenu({ queues, onRefused }: Props): (row: QueueRow) => MenuPart[] {
  const words = useWords()
  const { repository, account } = useDeps()
  const go = useGo()
  return (row) => {
    const { id, assigneeId, queueId } = row.case
    const isFree = assigneeId === null
    const mayTake = isFree && isAllowed(account.role, 'case.claim')
    const maySkip = (isFree || assigneeId === account.userId) && isAllowed(account.role, 'case.skip')
    const others = isAllowed(account.role, 'case.move') ? queues.filter((queue) => queue.id !== queueId) : []
    const settle = async (done: Promise<{ ok: true } | { ok: false; refusal: KeepRefusal }>) => {
      const answer = await done
      if (!answer.ok) onRefused(answer.refusal)
    }
    const take = async (caseId: CaseId) => {
      await settle(repository.commit('case.claim', { caseId }))
      go.openCase(caseId)
    }
    const ways: Record<string, () => void> = {
      open: () => go.openCase(id),
      take: () => void take(id),
      skip: () => go.ask({ form: 'skip', caseId: id }),
    }
    return [
      {
        kind: 'do',
        title: words('queue.menu.do'),
        choices: [
          { id: 'open', words: words('queue.menu.open'), icon: 'enter' },
          ...(mayTake ? [{ id: 'take', words: words('queue.menu.take'), icon: 'user' as const }] : []),
          ...(maySkip ? [{ id: 'skip', words: words('queue.menu.skip') }] : []),
        ],
        onDo: (way) => ways[way]?.(),
      },
      ...(others.length === 0
        ? []
        : [
            {
              kind: 'do' as const,
              title: words('queue.menu.move'),
              choices: others.map((queue) => ({
                id: queue.id,
                words: words('queue.menu.moveTo', { queue: queue.name }),
              })),
              onDo: (chosen: string) => {
                const to = others.find((queue) => queue.id === chosen)
                if (to) void settle(repository.commit('case.move', { caseId: id, queueId: to.id }))
              },
            },
          ]),
    ]
  }
}
