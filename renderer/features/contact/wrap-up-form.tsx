import { useState } from 'react'
import { contactState } from '../../../domain/cases/contact.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { DISPOSITIONS } from '../../../domain/wrap-up/dispositions.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import './contact.css'
import { dispositionWords, suggestedDisposition } from './disposition-words.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { useContact } from './use-contact.ts'

type Props = { caseId: CaseId; onClose: () => void }

const NOTHING: { chosen: string | null; summary: string } = { chosen: null, summary: '' }

/**
 * What came of the contact: an outcome and a few words. Ends a call or chat that still goes on. The key that opens it
 * finishes it.
 */
export function WrapUpForm({ caseId, onClose }: Props) {
  const words = useWords()
  const go = useGo()
  const { repository } = useDeps()
  const { contact, history } = useContact(caseId)
  const suggested = suggestedDisposition(history?.events ?? [], contact)
  const { answers, change, forget, done: settled } = useKeptForm(`wrap-up ${contact?.id ?? caseId}`, () => NOTHING)
  const [problem, setProblem] = useState<KeepRefusal | 'no-outcome' | null>(null)
  const disposition = answers.chosen ?? suggested ?? ''
  const isHere = contact !== null && contactState(contact) !== 'offered'

  async function keep(): Promise<void> {
    if (contact === null) return
    if (disposition === '') return setProblem('no-outcome')
    const args = { caseId, contactId: contact.id, disposition, summary: answers.summary }
    const done = await repository.commit('contact.wrapUp', args, { forms: settled })
    if (!done.ok) return setProblem(done.refusal)
    forget()
    onClose()
  }
  useCommand('contact.wrapUp', () => {
    if (isHere) void keep()
    else onClose()
  })
  return (
    <AskDialog title={words('wrap-up.title')} isOpen onClose={onClose}>
      {isHere ? (
        <form
          className="contact-form"
          onSubmit={(event) => {
            event.preventDefault()
            void keep()
          }}
        >
          <label className="labelled">
            {words('wrap-up.outcome')}
            <select
              className="select"
              autoFocus
              value={disposition}
              onChange={(event) => {
                change({ chosen: event.target.value })
                setProblem(null)
              }}
            >
              <option value="">{words('wrap-up.choose')}</option>
              {[...new Set([...(suggested === null ? [] : [suggested]), ...DISPOSITIONS])].map((each) => (
                <option key={each} value={each}>
                  {dispositionWords(words, each)}
                </option>
              ))}
            </select>
          </label>
          {suggested === null ? null : <p className="muted">{words('wrap-up.from-guide')}</p>}
          <label className="labelled">
            {words('wrap-up.summary')}
            <textarea
              className="field contact-text"
              dir="auto"
              rows={4}
              value={answers.summary}
              onChange={(event) => change({ summary: event.target.value })}
            />
          </label>
          {problem === null ? null : (
            <p className="problem" role="alert">
              <Icon name="alert" />
              {problem === 'no-outcome' ? words('wrap-up.choose-first') : words(`refusal.${problem}`)}
            </p>
          )}
          <div className="dialog-ways">
            <Button tone="quiet" onPress={onClose}>
              {words('contact.cancel')}
            </Button>
            <Button
              onPress={() => {
                onClose()
                go.ask({ form: 'promise', caseId })
              }}
            >
              {words('wrap-up.promise')}
            </Button>
            <Button tone="primary" type="submit" command="contact.wrapUp">
              {words('wrap-up.done')}
            </Button>
          </div>
        </form>
      ) : (
        <>
          <p>{words('wrap-up.nothing')}</p>
          <div className="dialog-ways">
            <Button tone="primary" autoFocus onPress={onClose}>
              {words('contact.close')}
            </Button>
          </div>
        </>
      )}
    </AskDialog>
  )
}
