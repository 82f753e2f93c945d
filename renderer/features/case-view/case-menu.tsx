import { useState } from 'react'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import type { MenuChoice } from '../../kit/overlay.tsx'
import { MenuAt } from '../../kit/overlay.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import { AssignForm } from './assign-form.tsx'
import { EditCaseForm } from './edit-case-form.tsx'
import { MoveForm } from './move-form.tsx'
import { useCommit } from './use-commit.ts'

type Form = 'edit' | 'move' | 'assign'

/** Everything else that can be done with a case. What this agent may not do is not offered. */
export function CaseMenu({ view, isActive }: { view: CaseView; isActive: boolean }) {
  const words = useWords()
  const { account } = useDeps()
  const go = useGo()
  const { commit } = useCommit()
  const [form, setForm] = useState<Form | null>(null)
  const kase = view.case
  const { role } = account
  const caseId = kase.id
  const may = {
    edit: isAllowed(role, 'case.edit'),
    move: isAllowed(role, 'case.move') && kase.status !== 'closed',
    assign: isAllowed(role, 'case.assign') && kase.status !== 'closed',
    escalate: isAllowed(role, 'case.escalate') && kase.parentId === null && kase.status !== 'closed',
    promise: isAllowed(role, 'promise.handle'),
    merge: isAllowed(role, 'case.merge') && kase.mergedIntoId === null && kase.parentId === null,
    unmergeCustomer:
      isAllowed(role, 'customer.merge') && view.customer !== null && view.customer.id !== kase.customerId,
    unmerge: isAllowed(role, 'case.merge') && kase.mergedIntoId !== null,
  }
  const run = (isMeant: boolean, act: () => void) => () => {
    if (!isActive || !isMeant) return false
    act()
  }
  useCommand(
    'case.escalate',
    run(may.escalate, () => go.ask({ form: 'escalate', caseId })),
  )
  useCommand(
    'case.promise',
    run(may.promise, () => go.ask({ form: 'promise', caseId })),
  )
  useCommand(
    'case.merge',
    run(may.merge, () => go.ask({ form: 'merge', caseId })),
  )

  const choices: (MenuChoice & { isOffered: boolean; act: () => void })[] = [
    { id: 'edit', words: words('case.more.edit'), icon: 'pencil', isOffered: may.edit, act: () => setForm('edit') },
    {
      id: 'promise',
      words: words('case.more.promise'),
      icon: 'promises',
      isOffered: may.promise,
      act: () => go.ask({ form: 'promise', caseId }),
    },
    {
      id: 'escalate',
      words: words('case.more.escalate'),
      icon: 'escalate',
      isOffered: may.escalate,
      act: () => go.ask({ form: 'escalate', caseId }),
    },
    { id: 'move', words: words('case.more.move'), icon: 'inbox', isOffered: may.move, act: () => setForm('move') },
    {
      id: 'assign',
      words: words('case.more.assign'),
      icon: 'user',
      isOffered: may.assign,
      act: () => setForm('assign'),
    },
    {
      id: 'merge',
      words: words('case.more.merge'),
      icon: 'merge',
      isOffered: may.merge,
      act: () => go.ask({ form: 'merge', caseId }),
    },
    {
      id: 'unmerge',
      words: words('case.unmerge'),
      icon: 'undo',
      isOffered: may.unmerge,
      act: () => void commit('case.unmerge', { caseId }),
    },
    {
      id: 'unmerge-customer',
      words: words('case.unmerge-customer'),
      icon: 'undo',
      isOffered: may.unmergeCustomer,
      act: () => void commit('customer.unmerge', { caseId, customerId: kase.customerId }),
    },
  ]
  const offered = choices.filter(({ isOffered }) => isOffered)
  if (offered.length === 0) return null
  const close = () => setForm(null)
  return (
    <>
      <MenuAt
        label={words('case.more')}
        trigger={<Button icon="more" label={words('case.more')} />}
        parts={[
          {
            kind: 'do',
            title: words('case.more.case'),
            choices: offered.map(({ id, words: said, icon }) => ({ id, words: said, ...(icon ? { icon } : {}) })),
            onDo: (id) => offered.find((choice) => choice.id === id)?.act(),
          },
        ]}
      />
      {form === 'edit' ? <EditCaseForm view={view} onClose={close} /> : null}
      {form === 'move' ? <MoveForm view={view} onClose={close} /> : null}
      {form === 'assign' ? <AssignForm view={view} onClose={close} /> : null}
    </>
  )
}
