import { useObservable } from 'dexie-react-hooks'
import type { KeyboardEvent } from 'react'
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Attachment } from '../../../domain/cases/attachment.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { caseOf } from '../../../domain/mutations/mutation.ts'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useCommand } from '../../kit/use-command.ts'
import { useSteady } from '../../kit/use-steady.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { Attached } from './attached.tsx'
import { CameBack } from './came-back.tsx'
import { ComposerFoot } from './composer-foot.tsx'
import { ComposerTop } from './composer-top.tsx'
import type { More } from './draft-more.ts'
import { isNoMore } from './draft-more.ts'
import type { Mode } from './draft-text.ts'
import { HeldUp } from './held-up.tsx'
import { NotAttached } from './not-attached.tsx'
import { Paper } from './paper.tsx'
import { Refused } from './refused.tsx'
import { SendGuard } from './send-guard.tsx'
import { SpellingMenu } from './spelling-menu.tsx'
import { Staged } from './staged.tsx'
import type { TemplatesSlot } from './templates-slot.ts'
import { TemplatesPlace } from './templates-place.tsx'
import { overtakenReply } from './unseen.ts'
import { useAtRest } from './use-at-rest.ts'
import { useAttaching } from './use-attaching.ts'
import { useChatEnded } from './use-chat-ended.ts'
import { useDraft } from './use-draft.ts'
import { useHoles } from './use-holes.ts'
import { useSayReplying } from './use-is-replying.ts'
import { usePicker } from './use-picker.ts'
import { useFileDrop } from './use-file-drop.ts'
import { usePiece } from './use-piece.ts'
import { useSend } from './use-send.ts'
import { useSpelling } from './use-spelling.ts'
import { useReturn } from './use-undo.ts'
import { chatEndedAt, noReplyIn, wayOf } from './way-of.ts'

/** The very same each time, so that a sheet without marks is not drawn again for them. */
const NONE: readonly [] = []

type Props = { view: CaseView; isActive: boolean; templates: TemplatesSlot | null }

export function Composer({ view, isActive, templates }: Props) {
  const { repository, account, connection } = useDeps()
  const kase = view.case
  const words = useWords()
  const format = useFormat()
  const go = useGo()
  const refusalId = useId()
  const root = useRef<HTMLElement>(null)
  const change = useRef<HTMLButtonElement>(null)
  const reply = useRef<HTMLTextAreaElement>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const areas = useMemo(() => ({ reply, note }), [])
  /** What takes the focus once it is painted. */
  const nextFocus = useRef<'text' | 'guard' | null>(null)
  const [isWriting, setIsWriting] = useState(false)
  const isAtRest = useAtRest(root)
  const thread = useObservable(() => repository.thread(kase.id), [repository, kase.id])
  const outbox = useObservable(() => repository.outbox(), [repository]) ?? []
  const history = useObservable(() => repository.history(kase.id), [repository, kase.id])
  // Read ahead, so that the picker has them in its first frame.
  useObservable(() => repository.templates(), [repository])
  const isOffline = useObservable(() => connection, [connection])?.state === 'offline'
  const own = outbox.filter(({ mutation }) => caseOf(mutation) === kase.id)
  const [keeper, draft] = useDraft(kase.id, own.map(({ mutation }) => mutation.id).join(' '))

  const whyNoReply = isAllowed(account.role, 'reply.send') ? noReplyIn(kase) : 'role'
  const canReply = whyNoReply === null
  const canNote = isAllowed(account.role, 'note.add')
  const mode = canReply ? draft.mode : 'note'
  const contacts = history?.contacts ?? []
  const way = wayOf(kase, contacts, account.userId)
  const take = usePiece(kase.id, keeper, areas)
  const picker = usePicker(templates !== null, take)
  const holes = useHoles({ caseId: kase.id, text: draft.texts.reply, isReply: mode === 'reply', isActive, area: reply })
  const spelling = useSpelling({ view, mode, text: draft.texts[mode], isActive, area: areas[mode] })
  const attaching = useAttaching(keeper, way.channel, mode)
  const area = () => areas[mode].current
  const focusText = () => area()?.focus()

  const sending = useSend({
    kase,
    way,
    thread,
    overtaken: canReply ? overtakenReply(own, kase.id) : null,
    keeper,
    draft: { ...draft, mode },
    look: holes.look,
    filesKept: attaching.settled,
    caret: () => reply.current?.selectionStart ?? 0,
    isSent: () => {
      holes.holdUp(null)
      attaching.dismiss()
      setIsWriting(false)
      // The disk may have taken a moment: whoever went on elsewhere meanwhile stays there.
      if (isInside() || document.activeElement === document.body) focusText()
    },
    isHeldUp: ([first]) => holes.holdUp(first ?? null),
  })
  const { guard, refusal } = sending
  useChatEnded(own, keeper, isActive)
  useSayReplying(kase.id, isWriting && mode === 'reply' && draft.texts.reply.trim() !== '')

  // With the very frame that shows it: effects of an earlier frame may still be to come, and would take it elsewhere.
  useLayoutEffect(() => {
    if (nextFocus.current === 'guard') change.current?.focus()
    if (nextFocus.current === 'text') focusText()
    nextFocus.current = null
  })

  useReturn(kase.id, keeper, reply, isActive)

  function send(then?: () => void): void {
    if (mode !== keeper.getState().mode) keeper.setMode(mode)
    holes.holdUp(null)
    if (sending.send(then)) focusText()
    else {
      nextFocus.current = 'guard'
      change.current?.focus()
    }
  }
  const changeMine = () => void sending.change().then(focusText)
  const sendAsWell = () => void sending.sendAsWell()
  const isInside = () => isActive && (root.current?.contains(document.activeElement) ?? false)

  // While a template asks, the text is not in sight: it must not go out.
  const isSendable = () => isInside() && picker.query === null
  useCommand('composer.send', () => (isSendable() ? send() : false))
  useCommand('composer.sendAndWrapUp', () =>
    isSendable() ? send(() => go.ask({ form: 'wrap-up', caseId: kase.id })) : false,
  )
  useCommand('composer.sendAnyway', () => (guard !== null && isInside() ? sendAsWell() : false))
  useCommand('template.insert', () => (isActive && templates !== null ? picker.open() : false))
  useCommand('composer.toggle', () => {
    if (!isActive || !canReply || !canNote) return false
    keeper.setMode(mode === 'reply' ? 'note' : 'reply')
    nextFocus.current = 'text'
  })

  const attach: typeof attaching.add = (files, folders) => {
    if (files.length + (folders?.length ?? 0) === 0) return
    sending.forgetRefusal()
    attaching.add(files, folders)
    focusText()
  }
  const drop = useFileDrop(attach)
  const onFiles = useSteady(attach)
  const onTemplate = useSteady(picker.open)
  const onNextHole = useSteady(() => holes.jump(1))
  const onSend = useSteady(() => send())
  const onSwitch = useSteady((to: Mode) => {
    keeper.setMode(to)
    nextFocus.current = 'text'
  })
  const onWrite = useSteady((to: Mode, text: string) => {
    if (to !== keeper.getState().mode) keeper.setMode(to)
    sending.forgetRefusal()
    setIsWriting(true)
    keeper.write(text)
  })
  const onLeave = useSteady(() => void keeper.flush())
  const onMenu = useSteady(spelling.openAtCaret)
  const onEmpty = useSteady(focusText)
  const onMore = useSteady((more: Partial<More>) => keeper.setMore(more))
  const onRemove = useSteady(({ id }: Attachment) => {
    sending.forgetRefusal()
    keeper.setMore({ attachments: keeper.getState().more.attachments.filter((each) => each.id !== id) })
  })
  const onKeyDown = useSteady((event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!event.nativeEvent.isComposing) picker.takesKey(event)
  })

  if (!canReply && !canNote) return null

  // What asks something, or goes along with the text, is never folded away.
  const hasMore =
    guard !== null ||
    picker.query !== null ||
    holes.heldUp !== null ||
    (refusal ?? draft.refusal) !== null ||
    !isNoMore(draft.more)
  const endedAt = chatEndedAt(contacts)
  const meta = isOffline && mode === 'reply' ? words(way.isLive ? 'reply.chat-may-close' : 'reply.goes-out-later') : ''
  return (
    <section
      ref={root}
      className="reply-box"
      data-mode={mode}
      data-live={way.isLive && mode === 'reply'}
      data-at-rest={isAtRest}
      data-has-more={hasMore}
      data-dropping={drop.isOver}
      aria-label={words('reply.region')}
      {...drop.handlers}
    >
      <ComposerTop
        mode={mode}
        channel={way.channel}
        customer={view.customer}
        whyNoReply={whyNoReply}
        keptAt={draft.keptAt === null ? null : ((draft.keptAt - (draft.keptAt % MINUTE_MS)) as EpochMs)}
        isRefused={draft.refusal !== null}
        spelling={spelling.state}
        isGuarded={guard !== null}
        onSwitch={onSwitch}
      />
      {picker.query === null || templates === null ? null : (
        <TemplatesPlace
          slot={templates}
          caseId={kase.id}
          query={picker.query}
          onQuery={picker.look}
          onInsert={(piece) => {
            picker.close()
            take(piece)
          }}
          onClose={() => {
            picker.close()
            nextFocus.current = 'text'
          }}
        />
      )}
      {guard === null ? null : (
        <SendGuard guard={guard} changeRef={change} onChange={changeMine} onSendAsWell={sendAsWell} />
      )}
      {draft.more.cameBack === null || mode === 'note' ? null : (
        <CameBack
          endedAt={endedAt === null ? null : format.clock(endedAt)}
          onSend={() => send()}
          onDismiss={() => keeper.setMore({ cameBack: null })}
        />
      )}
      <div className="reply-sheet">
        {(['reply', 'note'] as const).map((each) => (
          // Both stay in the page, so that each keeps its own undo.
          <Paper
            key={each}
            ref={areas[each]}
            mode={each}
            label={words(`reply.mode.${each}`)}
            placeholder={
              each === 'note'
                ? words('reply.placeholder.note')
                : words('reply.placeholder', { name: view.customer === null ? '' : customerName(view.customer) })
            }
            text={draft.texts[each]}
            language={each === 'reply' ? view.customer?.language : undefined}
            isShown={each === mode}
            isLow={way.isLive}
            describedBy={refusal === null ? undefined : refusalId}
            doubts={each === 'reply' ? holes.doubts : NONE}
            filled={each === 'reply' ? draft.more.filled : NONE}
            misspelt={each === mode ? spelling.misspelt : NONE}
            onMenu={onMenu}
            onWrite={onWrite}
            onLeave={onLeave}
            onKeyDown={onKeyDown}
          />
        ))}
      </div>
      <SpellingMenu spelling={spelling} />
      <span role="status" className="vh" aria-label={words('spelling.status')}>
        {spelling.said}
      </span>
      <HeldUp doubt={holes.heldUp} count={holes.doubts.length} customer={view.customer} onTake={holes.takeMeant} />
      <Refused id={refusalId} refusal={refusal} draftRefusal={draft.refusal} />
      <NotAttached attaching={attaching} mode={mode} />
      {mode === 'note' ? null : (
        <Attached files={draft.more.attachments} keeping={attaching.keeping} onRemove={onRemove} onEmpty={onEmpty} />
      )}
      {drop.isOver ? <p className="reply-drop">{words('attach.drop')}</p> : null}
      {mode === 'note' ? null : (
        <Staged
          actions={draft.more.actions}
          links={draft.more.links}
          orders={view.orders}
          onChange={onMore}
          onEmpty={onEmpty}
        />
      )}
      <ComposerFoot
        mode={mode}
        holes={mode === 'reply' ? holes.doubts.length : 0}
        meta={meta}
        isGuarded={guard !== null}
        canInsert={templates !== null}
        isActive={isActive}
        onFiles={onFiles}
        onTemplate={onTemplate}
        onNextHole={onNextHole}
        onSend={onSend}
      />
    </section>
  )
}
