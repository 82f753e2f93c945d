import { useEffect, useRef, useState } from 'react'
import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { MessageId } from '../../../domain/kernel/ids.ts'
import type { WritingRefusal } from '../../../domain/replying/plan-reply.ts'
import { planText } from '../../../domain/replying/plan-reply.ts'
import type { KeepRefusal, ThreadEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import type { DraftKeeper, DraftState } from './draft-keeper.ts'
import type { OvertakenReply } from './unseen.ts'
import { newestOrdinal, unseenPublic } from './unseen.ts'

export type SendRefusal = WritingRefusal | KeepRefusal

/** What stands between a written reply and the customer: somebody wrote after the agent had last looked. */
export type Guard = { others: ThreadEntry[]; overtaken: OvertakenReply | null }

type Writing = {
  kase: CaseRecord
  thread: ThreadEntry[] | undefined
  overtaken: OvertakenReply | null
  keeper: DraftKeeper
  draft: DraftState
  isSent(): void
}

/** Sends what is in the composer, once, unless somebody wrote in between. */
export function useSend({ kase, thread, overtaken, keeper, draft, isSent }: Writing) {
  const { repository, account, newId } = useDeps()
  const [refusal, setRefusal] = useState<SendRefusal | null>(null)
  /** Set while the guard asks: what came after this ordinal was not there when the agent began to write. */
  const [asksAfter, setAsksAfter] = useState<number | null>(null)
  /** Ordinal of the newest public message there was when the agent began to write. Null: the thread is not read yet. */
  const readUpTo = useRef<number | null>(null)
  /** Ctrl+Enter twice is one message. */
  const isBusy = useRef(false)

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

  async function once(work: () => Promise<void>): Promise<void> {
    if (isBusy.current) return
    isBusy.current = true
    try {
      await work()
    } finally {
      isBusy.current = false
    }
  }

  async function commitReply(body: string, clearsDraft: boolean): Promise<KeepRefusal | null> {
    const { lastPublicOrdinal } = await repository.seen(kase.id)
    const committed = await repository.commit(
      'reply.send',
      { caseId: kase.id, messageId: newId() as MessageId, body, channel: kase.channel },
      {
        // Not what the desk has, but what the agent had on the screen; before its first frame there is no difference.
        pre: { lastPublicOrdinal: Math.min(lastPublicOrdinal, thread ? newestOrdinal(thread) : lastPublicOrdinal) },
        ...(clearsDraft ? { clearsDraft: 'reply' as const } : {}),
      },
    )
    return committed.ok ? null : committed.refusal
  }

  async function commitNote(body: string): Promise<KeepRefusal | null> {
    const args = { caseId: kase.id, messageId: newId() as MessageId, body }
    const committed = await repository.commit('note.add', args, { clearsDraft: 'note' })
    return committed.ok ? null : committed.refusal
  }

  /** The composer's text, past the guard. */
  async function commitText(): Promise<void> {
    const { mode, texts } = keeper.getState()
    const text = planText(kase, texts[mode], mode === 'reply' ? 'public' : 'note')
    if (!text.ok) return setRefusal(text.refusal)
    keeper.hold(true)
    try {
      const refused = mode === 'reply' ? await commitReply(text.value, true) : await commitNote(text.value)
      setRefusal(refused)
      if (refused !== null) return
      keeper.sent(mode, texts[mode])
      if (mode === 'reply') looked()
      isSent()
    } finally {
      keeper.hold(false)
    }
  }

  return {
    refusal,
    guard,
    forgetRefusal: () => setRefusal(null),
    /** Says false where the guard asks: nothing was sent. */
    send(): boolean {
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
      void once(commitText)
      return true
    },
    /** Back to the text, now that the agent has read what came in between. */
    change: () =>
      once(async () => {
        looked()
        if (overtaken === null || asksAfter !== null) return
        await keeper.flush()
        const dismissed = await repository.dismiss(overtaken.mutationId, { asDraft: true })
        if (!dismissed.ok && dismissed.refusal !== 'gone') return setRefusal(dismissed.refusal)
        await keeper.reload()
        keeper.setMode('reply')
      }),
    sendAsWell: () =>
      once(async () => {
        if (overtaken === null || asksAfter !== null) return commitText()
        const refused = await commitReply(overtaken.body, false)
        if (refused !== null) return setRefusal(refused)
        // The new message is safe; only now may the refused one go.
        await repository.dismiss(overtaken.mutationId, { asDraft: false })
        looked()
        isSent()
      }),
  }
}
