import type { MutationId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { RefusalCode } from '../../../domain/mutations/decide.ts'
import type { DraftRecord } from '../../../protocol/journal.ts'
import type { AckVerdict, Change, OutboxItem } from '../store-port.ts'
import { type Plan, putItem, type StoreBase } from './store-base.ts'

/** What becomes of an action: taken by the server, refused, put aside or taken back. */
export const settleOutbox = ({ change, meta, outbox, reshow }: StoreBase) => ({
  recordVerdicts: (verdicts: readonly AckVerdict[], at: EpochMs) =>
    change('strict', async () => {
      const now = await meta()
      const items = await outbox()
      const next = items.map((item): OutboxItem => {
        const verdict = verdicts.find((each) => each.id === item.mutation.id && each.n === item.n)
        if (!verdict || item.state !== 'sealed') return item
        return verdict.kind === 'done'
          ? { ...item, state: 'acked', ack: { shard: verdict.shard, seq: verdict.seq } }
          : { ...item, state: 'rejected', refusal: verdict.code, reference: verdict.reference }
      })
      const moved = next.filter((item, index) => item !== items[index])
      // What was refused is the agent's again: a restored server must never get it from here.
      const taken = moved.filter((item) => item.state === 'acked')
      const log = taken.map(({ mutation, order, n, sentIn }): Change => {
        return { table: 'acked', put: { mutation, order, n: n ?? 0, clientId: now.clientId, sentIn, at } }
      })
      const shown = await reshow(
        next,
        moved.map((item) => item.mutation),
        new Map(),
      )
      return { changes: [...moved.map(putItem), ...log, ...shown], value: moved }
    }),

  /** The next action cannot be sent at all: it becomes the agent's to deal with, and its number is free. */
  setAside: () =>
    change('strict', async () => {
      const items = await outbox()
      const sealed = items.filter((item) => item.state === 'sealed').sort((a, b) => (a.n ?? 0) - (b.n ?? 0))
      const [first] = sealed
      if (!first) return { changes: [], value: null }
      const aside: OutboxItem = { ...first, state: 'rejected', n: null, refusal: 'validation' }
      const all = items.map((item) => (item === first ? aside : item))
      return { changes: [putItem(aside), ...(await reshow(all, [first.mutation], new Map()))], value: null }
    }),

  /** An action that was not numbered yet can never be sent as it is: it becomes the agent's to deal with. */
  refuse: (id: MutationId, refusal: RefusalCode) =>
    change('strict', async () => {
      const items = await outbox()
      const item = items.find((each) => each.mutation.id === id && each.state === 'waiting')
      if (item === undefined) return { changes: [], value: null }
      const refused: OutboxItem = { ...item, state: 'rejected', refusal }
      const all = items.map((each) => (each === item ? refused : each))
      return { changes: [putItem(refused), ...(await reshow(all, [item.mutation], new Map()))], value: null }
    }),

  /** Takes an action out of the outbox, if it may still go. */
  remove: (id: MutationId, from: readonly OutboxItem['state'][], draft: DraftRecord | null) =>
    change('strict', async (): Promise<Plan<'removed' | 'other-state' | 'gone'>> => {
      const items = await outbox()
      const item = items.find((each) => each.mutation.id === id)
      if (!item) return { changes: [], value: 'gone' }
      // One that waits for a new number may have been sent under its old one.
      const mayBeSent = item.state === 'waiting' && item.sentIn !== null
      if (!from.includes(item.state) || mayBeSent) return { changes: [], value: 'other-state' }
      const shown = await reshow(
        items.filter((each) => each !== item),
        [item.mutation],
        new Map(),
      )
      const text: Change[] = draft ? [{ table: 'drafts', put: draft }] : []
      return { changes: [{ table: 'outbox', remove: id }, ...shown, ...text], value: 'removed' }
    }),
})
