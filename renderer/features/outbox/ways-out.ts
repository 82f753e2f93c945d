import type { MessageId } from '../../../domain/kernel/ids.ts'
import { filesOf } from '../../data/needed-files.ts'
import type { DeskRepository, KeepRefusal, OutboxEntry } from '../../data/repository.ts'
import type { FormKeeper } from '../../deps/form-keeper.ts'
import { NEW_CASE_FORM, URGENT_FORM } from '../../deps/form-keeper.ts'
import { makeFormat } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { textOf } from './outbox-words.ts'

export type WayOutRefusal = KeepRefusal | 'already-sending' | 'gone'

/** One thing the agent can do about an item. `key`: pressed while the item has the focus. Runs to null, or why not. */
export type Way = {
  id:
    | 'edit'
    | 'withdraw'
    | 'put-back'
    | 'fill-in-again'
    | 'dismiss'
    | 'e-mail-it'
    | 'keep-as-note'
    | 'keep-yours'
    | 'keep-theirs'
  words: string
  key: string
  shownKey: string
  run: () => Promise<WayOutRefusal | null>
}

/** What can be done about an item that is not settled, the best first. None: it is on its way. */
export function waysOut(
  entry: OutboxEntry,
  words: Words,
  { repository, newId, forms }: { repository: DeskRepository; newId: () => string; forms: Pick<FormKeeper, 'change'> },
  openCase: () => void,
): Way[] {
  const { mutation, state, refusal } = entry
  const dismiss = async (asDraft: boolean): Promise<WayOutRefusal | null> => {
    const done = await repository.dismiss(mutation.id, { asDraft })
    return done.ok ? null : done.refusal
  }
  /** Does something else instead; only when that is kept does the item go. */
  const instead = async (
    work: () => Promise<{ ok: boolean; refusal?: KeepRefusal }>,
  ): Promise<WayOutRefusal | null> => {
    const done = await work()
    return done.ok ? dismiss(false) : (done.refusal ?? 'validation')
  }
  const withdraw = async (): Promise<WayOutRefusal | null> => {
    const done = await repository.withdraw(mutation.id)
    return done.ok ? null : done.refusal
  }
  const way = (id: Way['id'], key: string, run: Way['run']): Way => ({
    id,
    words: words(`outbox.way.${id}`),
    key,
    shownKey: key === 'Delete' ? words('outbox.delete') : key.toUpperCase(),
    run,
  })
  const text = textOf(mutation)
  if (state === 'sending') return []
  if (state === 'waiting') {
    const edit = async () => {
      const refused = await withdraw()
      if (refused === null) openCase()
      return refused
    }
    return text === null
      ? [way('withdraw', 'Delete', withdraw)]
      : [way('edit', 'e', edit), way('withdraw', 'Delete', withdraw)]
  }
  if (refusal === 'conflict' && entry.theirs !== null) {
    const { value } = entry.theirs
    const keepYours = () =>
      instead(() => {
        if (mutation.name === 'customer.edit')
          return repository.commit(mutation.name, { ...mutation.args, from: value })
        if (mutation.name === 'case.edit') return repository.commit(mutation.name, { ...mutation.args, from: value })
        return Promise.resolve({ ok: false })
      })
    return [way('keep-yours', '1', keepYours), way('keep-theirs', '2', () => dismiss(false))]
  }
  if (mutation.name === 'case.open' && mutation.args.customer !== undefined) {
    const { subject, channel, queueId, orderId, customer: newcomer } = mutation.args
    const fillInAgain = async () => {
      // The form first: a crash in between leaves both rather than neither.
      forms.change(NEW_CASE_FORM, { customer: null, newcomer, subject, channel, queueId, orderId })
      return dismiss(false)
    }
    return [way('fill-in-again', '1', fillInAgain), way('dismiss', '2', () => dismiss(false))]
  }
  if (mutation.name === 'urgentBlock.reserve') {
    const { startsAt, endsAt, zone } = mutation.args.block
    const { clockIn } = makeFormat(words)
    const fillInAgain = async () => {
      forms.change(URGENT_FORM, { from: clockIn(startsAt, zone), until: clockIn(endsAt, zone) })
      return dismiss(false)
    }
    return [way('fill-in-again', '1', fillInAgain), way('dismiss', '2', () => dismiss(false))]
  }
  if (text === null) return [way('dismiss', '1', () => dismiss(false))]
  const putBack = async () => {
    const refused = await dismiss(true)
    if (refused === null) openCase()
    return refused
  }
  if (refusal === 'chat_ended' && mutation.name === 'reply.send') {
    const { caseId, body } = mutation.args
    const byMail = () =>
      instead(async () => {
        const pre = await repository.seen(caseId)
        const messageId = newId() as MessageId
        const args = { ...mutation.args, messageId, channel: 'email' as const, contactId: null }
        return repository.commit('reply.send', args, { pre })
      })
    const asNote = () => instead(() => repository.commit('note.add', { caseId, messageId: newId() as MessageId, body }))
    const mail = way('e-mail-it', '1', byMail)
    // A note carries no files: kept as one, they would be gone.
    if (filesOf(mutation).length > 0) return [mail, way('put-back', 'e', putBack)]
    return [mail, way('keep-as-note', '2', asNote), way('put-back', 'e', putBack)]
  }
  return [way('put-back', '1', putBack), way('dismiss', '2', () => dismiss(false))]
}
