import type { KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { SkipReason } from '../../../domain/mutations/mutation.ts'
import { SKIP_REASONS } from '../../../domain/mutations/mutation.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useCommands } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import { useNextMemory } from './next-memory.ts'
import './promises.css'

const NOTHING: { reason: SkipReason | null } = { reason: null }

type Props = { caseId: CaseId; onClose: () => void }

/** Gives a case back to its queue, with the reason. 1 to 6 choose it, Enter goes on to the next case. */
export function SkipForm({ caseId, onClose }: Props) {
  const words = useWords()
  const { repository, now, info } = useDeps()
  const go = useGo()
  const commands = useCommands()
  const memory = useNextMemory()
  const { answers, change, forget, done: settled } = useKeptForm(`skip ${caseId}`, () => NOTHING)
  const { reason } = answers
  const [problem, setProblem] = useState<KeepRefusal | 'no-reason' | null>(null)
  const onward = useRef<HTMLButtonElement>(null)

  const skip = async (takesNext: boolean) => {
    if (reason === null) return setProblem('no-reason')
    const done = await repository.commit('case.skip', { caseId, reason }, { forms: settled })
    if (!done.ok) return setProblem(done.refusal)
    forget()
    onClose()
    // Known at once, before the live queue has read the history line of the skip.
    memory.shownAt.set(caseId, (now() + (info.clockOffsetMs ?? 0)) as EpochMs)
    if (takesNext) commands?.run('queue.next')
    go.closeCase(caseId)
  }
  const chooseByKey = (event: KeyboardEvent) => {
    const chosen = /^[1-9]$/.test(event.key) ? SKIP_REASONS[Number(event.key) - 1] : undefined
    if (chosen === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    change({ reason: chosen })
    setProblem(null)
    onward.current?.focus()
  }
  return (
    <AskDialog title={words('skip.title')} isOpen onClose={onClose}>
      <form
        className="skip"
        onKeyDown={chooseByKey}
        onSubmit={(event) => {
          event.preventDefault()
          void skip(true)
        }}
      >
        <p className="soft">{words('skip.why')}</p>
        <fieldset className="skip-reasons" aria-label={words('skip.reasons')}>
          {SKIP_REASONS.map((each, at) => (
            <label key={each} className="choice">
              <input
                type="radio"
                name="reason"
                autoFocus={reason === null ? at === 0 : reason === each}
                checked={reason === each}
                onChange={() => {
                  change({ reason: each })
                  setProblem(null)
                }}
              />
              <span className="grow">{words(`skip.reason.${each}`)}</span>
              <kbd aria-hidden="true">{at + 1}</kbd>
            </label>
          ))}
        </fieldset>
        {problem === null ? null : (
          <p className="problem" role="alert">
            <Icon name="alert" />
            {problem === 'no-reason' ? words('skip.choose') : words(`refusal.${problem}`)}
          </p>
        )}
        <div className="dialog-ways">
          <Button tone="quiet" onPress={onClose}>
            {words('skip.cancel')}
          </Button>
          <Button onPress={() => void skip(false)}>{words('skip.only')}</Button>
          <Button tone="primary" type="submit" ref={onward}>
            {words('skip.next')}
          </Button>
        </div>
      </form>
    </AskDialog>
  )
}
