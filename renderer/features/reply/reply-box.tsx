import { useObservable } from 'dexie-react-hooks'
import { useEffect, useRef } from 'react'
import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { caseOf } from '../../../domain/mutations/mutation.ts'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import { DraftNote } from './draft-note.tsx'
import { ModeSwitch } from './mode-switch.tsx'
import { Refused } from './refused.tsx'
import './reply.css'
import { SendGuard } from './send-guard.tsx'
import { overtakenReply } from './unseen.ts'
import { useDraft } from './use-draft.ts'
import { useSend } from './use-send.ts'

/** The composer of one case: reply and note, side by side. Begun text outlives everything. */
export function ReplyBox({ caseId }: { caseId: CaseId }) {
  return <OfCase key={caseId} caseId={caseId} />
}

function OfCase({ caseId }: { caseId: CaseId }) {
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  return view ? <Composer kase={view.case} view={view} /> : null
}

function Composer({ kase, view }: { kase: CaseRecord; view: CaseView }) {
  const { repository, account, connection } = useDeps()
  const words = useWords()
  const root = useRef<HTMLElement>(null)
  const change = useRef<HTMLButtonElement>(null)
  /** What takes the focus once it is painted. */
  const nextFocus = useRef<'text' | 'guard' | null>(null)
  const thread = useObservable(() => repository.thread(kase.id), [repository, kase.id])
  const outbox = useObservable(() => repository.outbox(), [repository]) ?? []
  const isOffline = useObservable(() => connection, [connection])?.state === 'offline'
  const own = outbox.filter(({ mutation }) => caseOf(mutation) === kase.id)
  const [keeper, draft] = useDraft(kase.id, own.map(({ mutation }) => mutation.id).join(' '))
  const focusText = () => root.current?.querySelector<HTMLElement>('textarea:not([hidden])')?.focus()

  const canReply = isAllowed(account.role, 'reply.send')
  const canNote = isAllowed(account.role, 'note.add')
  const mode = canReply ? draft.mode : 'note'
  const sending = useSend({
    kase,
    thread,
    overtaken: canReply ? overtakenReply(own, kase.id) : null,
    keeper,
    draft: { ...draft, mode },
    isSent: focusText,
  })
  const { guard, refusal } = sending

  useEffect(() => {
    if (nextFocus.current === 'guard') change.current?.focus()
    if (nextFocus.current === 'text') focusText()
    nextFocus.current = null
  })

  function send(): void {
    if (mode !== keeper.getState().mode) keeper.setMode(mode)
    if (sending.send()) focusText()
    else {
      nextFocus.current = 'guard'
      change.current?.focus()
    }
  }
  const changeMine = () => void sending.change().then(focusText)
  const sendAsWell = () => void sending.sendAsWell()
  const isInside = () => root.current?.contains(document.activeElement) ?? false

  useCommand('composer.send', () => (isInside() ? send() : false))
  useCommand('composer.sendAnyway', () => (guard !== null && isInside() ? sendAsWell() : false))
  useCommand('composer.toggle', () => {
    if (!canReply || !canNote) return false
    keeper.setMode(mode === 'reply' ? 'note' : 'reply')
    nextFocus.current = 'text'
  })

  if (!canReply && !canNote) return null
  const address =
    kase.channel === 'email'
      ? view.customer?.email
      : view.customer && `${view.customer.givenName} ${view.customer.familyName}`
  return (
    <section ref={root} className="reply-box" data-mode={mode} aria-label={words('reply.region')}>
      <div className="reply-top">
        {canReply ? <ModeSwitch mode={mode} channel={kase.channel} onSwitch={(to) => keeper.setMode(to)} /> : null}
        <span className="reply-to">
          {mode === 'note'
            ? words(canReply ? 'reply.to.team' : 'reply.note-only')
            : address
              ? words('reply.to', { address })
              : words('reply.to.nobody')}
        </span>
        <DraftNote draft={draft} isGuarded={guard !== null} />
      </div>
      {guard === null ? null : (
        <SendGuard guard={guard} changeRef={change} onChange={changeMine} onSendAsWell={sendAsWell} />
      )}
      {(['reply', 'note'] as const).map((each) => (
        // Both stay in the page, so that each keeps its own undo.
        <textarea
          key={each}
          className="reply-text-box"
          hidden={each !== mode}
          aria-label={words(`reply.mode.${each}`)}
          aria-describedby={refusal === null ? undefined : 'reply-refusal'}
          value={draft.texts[each]}
          rows={3}
          onChange={(event) => {
            if (each !== keeper.getState().mode) keeper.setMode(each)
            sending.forgetRefusal()
            keeper.write(event.target.value)
          }}
          onBlur={() => void keeper.flush()}
        />
      ))}
      <Refused refusal={refusal} draftRefusal={draft.refusal} />
      <div className="reply-foot">
        <span className="reply-meta">{isOffline && mode === 'reply' ? words('reply.goes-out-later') : ''}</span>
        <Button tone={guard === null ? 'primary' : 'plain'} command="composer.send" onPress={send}>
          {words(mode === 'reply' ? 'reply.send' : 'reply.add-note')}
        </Button>
      </div>
    </section>
  )
}
