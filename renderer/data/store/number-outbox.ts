import type { ClientId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { Mutation } from '../../../domain/mutations/mutation.ts'
import { isHeld } from '../is-held.ts'
import type { Change, OutboxItem } from '../store-port.ts'
import { type Plan, putItem, putMeta, type StoreBase } from './store-base.ts'

/** `all`: everything numbered and undecided. `items`: what of it goes with one push. */
type SealedBatch = { clientId: ClientId; epoch: string | null; all: OutboxItem[]; items: OutboxItem[] }

/** What gives the waiting actions the numbers they are sent by. */
export const numberOutbox = ({ change, meta, outbox }: StoreBase) => ({
  /**
   * Gives the next numbers to waiting items, durably, before anything is sent. `items`: what fits into one push.
   * `isReady`: whether all that an action needs beside itself is on the server.
   */
  seal: (limit: number, bytes: number, at: EpochMs, isReady: (mutation: Mutation) => boolean = () => true) =>
    change('strict', async (): Promise<Plan<SealedBatch>> => {
      const now = await meta()
      const before = await outbox()
      const { epoch } = now
      if (epoch === null) return { changes: [], value: { clientId: now.clientId, epoch, all: [], items: [] } }
      /** What an earlier epoch may have seen is sent as a replay, for ever. */
      const numbered = (item: OutboxItem, n: number | null): OutboxItem => {
        const sentIn = item.sentIn ?? epoch
        return { ...item, state: 'sealed', n, sentIn, replay: item.replay || sentIn !== epoch }
      }
      const sealed = before.filter((item) => item.state === 'sealed')
      let size = sealed.reduce((sum, item) => sum + sizeOf(item), 0)
      const fresh: OutboxItem[] = []
      // What waits for its moment holds up what comes after it in its lane, and nothing else.
      const held = new Set<string>()
      for (const item of before.filter((each) => each.state === 'waiting')) {
        if (isHeld(item, at) || held.has(item.mutation.lane) || !isReady(item.mutation)) {
          held.add(item.mutation.lane)
          continue
        }
        size += sizeOf(item)
        const count = sealed.length + fresh.length
        if (count >= limit || (count > 0 && size > bytes)) break
        fresh.push(numbered(item, now.nextN + fresh.length))
      }
      const again = sealed.map((item) => numbered(item, item.n))
      const moved = again.filter((item, at) => item.replay !== sealed[at]?.replay || item.sentIn !== sealed[at]?.sentIn)
      const changes = [...moved, ...fresh].map(putItem)
      if (fresh.length > 0) changes.push(putMeta({ ...now, nextN: now.nextN + fresh.length }))
      const all = [...again, ...fresh].sort((a, b) => (a.n ?? 0) - (b.n ?? 0))
      let room = bytes
      const items = all.filter((item, at) => {
        room -= sizeOf(item)
        return at === 0 || (at < limit && room >= 0)
      })
      return { changes, value: { clientId: now.clientId, epoch, all, items } }
    }),

  /** Another desk uses this one's numbers: a new name, and numbers from 1. Order stays. */
  renumber: (clientId: ClientId) =>
    change('strict', async () => {
      const items = (await outbox()).filter((item) => item.state === 'sealed')
      const freed = items.map((item): Change => putItem({ ...item, state: 'waiting', n: null }))
      return { changes: [...freed, putMeta({ ...(await meta()), clientId, nextN: 1 })], value: null }
    }),
})

const sizeOf = (item: OutboxItem) => JSON.stringify(item.mutation).length * 3 + 100
