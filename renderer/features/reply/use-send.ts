import { useEffect, useRef, useState } from 'react'
import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { Channel } from '../../../domain/cases/channel.ts'
import type { ContactId, MessageId } from '../../../domain/kernel/ids.ts'
import type { Doubt } from '../../../domain/replying/find-doubts.ts'
import type { AttachmentRefusal } from '../../../domain/replying/plan-attachment.ts'
import { planAttachments } from '../../../domain/replying/plan-attachment.ts'
import type { WritingRefusal } from '../../../domain/replying/plan-reply.ts'
import { planText } from '../../../domain/replying/plan-reply.ts'
import type { KeepRefusal, ThreadEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import type { DraftKeeper, DraftState } from './draft-keeper.ts'
import type { More } from './draft-more.ts'
import type { OvertakenReply } from './unseen.ts'
import { newestOrdinal, unseenPublic } from './unseen.ts'
import { rememberCaret } from './use-undo.ts'
import { rememberUse } from './used-templates.ts'

/** How long a reply stays here so that it can be taken back. */
export const UNDO_MS = 10_000

export type SendRefusal = WritingRefusal | KeepRefusal | AttachmentRefusal

/** What stands between a written reply and the customer: somebody wrote after the agent had last looked. */
export type Guard = { others: ThreadEntry[]; overtaken: OvertakenReply | null }

/** Which way a reply goes. `contactId`: the contact it is said in. `isLive`: the customer sits there, so it goes at once. */
export type Way = { channel: Channel; contactId: ContactId | null; isLive: boolean }

type Writing = {
  kase: CaseRecord
  way: Way
  thread: ThreadEntry[] | undefined
  overtaken: OvertakenReply | null
  keeper: DraftKeeper
  draft: DraftState
  look(text: string): Promise<Doubt[]>
  /** Waits for files that are being kept. False: one could not be, so the reply must not go without it. */
  filesKept(): Promise<boolean>
  /** Where the caret stands, for a message that comes back. */
  caret(): number
  isSent(): void
  /** Nothing was sent: the text has holes. */
  isHeldUp(doubts: Doubt[]): void
}

/** Nothing but the local store is asked before a reply is kept. */
const storeFails = () => null

/** Sends what is in the composer, once, unless somebody wrote in between or the text has holes. */
export function useSend(writing: Writing) {
  const { kase, way, thread, overtaken, keeper, draft } = writing
  const { repository, account, newId, now } = useDeps()
  const [refusal, setRefusal] = useState<SendRefusal | null>(null)
  /** Set while the guard asks: what came after this ordinal was not there when the agent began to write. */
  const [asksAfter, setAsksAfter] = useState<number | null>(null)
  /** Ordinal of the newest public message there was when the agent began to write. Null: the thread is not read yet. */
  const readUpTo = useRef<number | null>(null)
  /** What is being kept just now. Ctrl+Enter twice is one message; a note pressed meanwhile waits its turn. */
  const underWay = useRef<{ what: 'reply' | 'note'; done: Promise<void> } | null>(null)

  const isBegun = draft.texts.reply !== ''
  useEffect(() => {
    if (thread !== undefined && (!isBegun || readUpTo.current === null)) readUpTo.current = newestOrdinal(thread)
  }, [thread, isBegun])

  const guard: Guard | null =
    asksAfter !== null
      ? { others: unseenPublic(thread ?? [], asksAfter, account.userId), overtaken: null }
      : overtaken
        ? { others: unseenPublic(thread ?? [], overtaken.afterOrdinal, account.userId), overtaken }
        : null

  function looked(): void {
    readUpTo.current = newestOrdinal(thread ?? [])
    setAsksAfter(null)
  }

  async function once(what: 'reply' | 'note', work: () => Promise<void>): Promise<void> {
    while (underWay.current !== null) {
      if (underWay.current.what === what) return
      await underWay.current.done.catch(() => {})
    }
    const done = work()
    underWay.current = { what, done }
    try {
      await done
    } finally {
      underWay.current = null
    }
  }

  async function commitReply(body: string, more: Partial<More>, clearsDraft: boolean): Promise<KeepRefusal | null> {
    const seen = await repository.seen(kase.id).catch(storeFails)
    if (seen === null) return 'disk-failed'
    const { lastPublicOrdinal } = seen
    const { actions = [], links = [], templateIds = [], attachments = [] } = more
    const committed = await repository.commit(
      'reply.send',
      {
        caseId: kase.id,
        messageId: newId() as MessageId,
        body,
        channel: way.channel,
        contactId: way.contactId,
        ...(actions.length > 0 ? { actions } : {}),
        ...(links.length > 0 ? { links } : {}),
        ...(templateIds.length > 0 ? { templateIds } : {}),
        ...(attachments.length > 0 ? { attachments } : {}),
      },
      {
        // Not what the desk has, but what the agent had on the screen; before its first frame there is no difference.
        pre: { lastPublicOrdinal: Math.min(lastPublicOrdinal, thread ? newestOrdinal(thread) : lastPublicOrdinal) },
        ...(clearsDraft ? { clearsDraft: 'reply' as const } : {}),
        ...(way.isLive ? {} : { holdMs: UNDO_MS }),
      },
    )
    if (!committed.ok) return committed.refusal
    rememberCaret(committed.value.id, writing.caret())
    if (templateIds.length > 0) void rememberUse(repository, templateIds, now())
    return null
  }

  async function commitNote(body: string): Promise<KeepRefusal | null> {
    const args = { caseId: kase.id, messageId: newId() as MessageId, body }
    const committed = await repository.commit('note.add', args, { clearsDraft: 'note' })
    return committed.ok ? null : committed.refusal
  }

  /** The composer's text, past the guard. Says whether it went. */
  async function commitText(mode: 'reply' | 'note'): Promise<boolean> {
    if (mode === 'reply' && !(await writing.filesKept())) return false
    const { texts, more } = keeper.getState()
    const text = planText(kase, texts[mode], mode === 'reply' ? 'public' : 'note')
    if (!text.ok) {
      setRefusal(text.refusal)
      return false
    }
    if (mode === 'reply') {
      const unfit = planAttachments(more.attachments, way.channel)
      if (unfit !== null) {
        setRefusal(unfit)
        return false
      }
      const doubts = await writing.look(texts.reply).catch(storeFails)
      if (doubts === null) {
        setRefusal('disk-failed')
        return false
      }
      if (doubts.length > 0) {
        writing.isHeldUp(doubts)
        return false
      }
    }
    keeper.hold(true)
    try {
      const refused = mode === 'reply' ? await commitReply(text.value, more, true) : await commitNote(text.value)
      setRefusal(refused)
      if (refused !== null) return false
      keeper.sent(mode, texts[mode], more)
      if (mode === 'reply') looked()
      writing.isSent()
      return true
    } finally {
      keeper.hold(false)
    }
  }

  return {
    refusal,
    guard,
    forgetRefusal: () => setRefusal(null),
    /** Says false where the guard asks: nothing was sent. `then` runs once it is durable here. */
    send(then?: () => void): boolean {
      const { mode, texts } = keeper.getState()
      const isSendable = planText(kase, texts[mode], mode === 'reply' ? 'public' : 'note').ok
      if (mode === 'reply' && isSendable) {
        if (guard !== null) return false
        const readOrdinal = readUpTo.current ?? 0
        if (unseenPublic(thread ?? [], readOrdinal, account.userId).length > 0) {
          setAsksAfter(readOrdinal)
          return false
        }
      }
      void once(mode, async () => {
        if (await commitText(mode)) then?.()
      })
      return true
    },
    /** Back to the text, now that the agent has read what came in between. */
    change: () =>
      once('reply', async () => {
        looked()
        if (overtaken === null || asksAfter !== null) return
        await keeper.flush()
        const dismissed = await repository.dismiss(overtaken.mutationId, { asDraft: true })
        if (!dismissed.ok && dismissed.refusal !== 'gone') return setRefusal(dismissed.refusal)
        await keeper.reload()
        keeper.setMode('reply')
      }),
    sendAsWell: () =>
      once('reply', async () => {
        if (overtaken === null || asksAfter !== null) return void (await commitText('reply'))
        const refused = await commitReply(overtaken.body, overtaken.more, false)
        if (refused !== null) return setRefusal(refused)
        // The new message is safe; only now may the refused one go.
        await repository.dismiss(overtaken.mutationId, { asDraft: false })
        looked()
        writing.isSent()
      }),
  }
}
