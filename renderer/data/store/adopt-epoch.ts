import type { Cursor } from '../../../protocol/sync/pull.ts'
import type { AckedItem, Change, OutboxItem } from '../store-port.ts'
import { NOTHING_HELD } from './apply-page.ts'
import { putItem, putMeta, type StoreBase } from './store-base.ts'

/** What the server says of its new epoch. `isBehind`: only that it knows less than this desk. */
export type NewEpoch = { epoch: string | null; forkHead: Cursor; lmid: number; isBehind?: boolean }

/** The server may be another one than before, restored from a copy or fallen behind. */
export function adoptEpochs({ shelf, change, meta, outbox, reshow }: StoreBase) {
  /** The actions that the server had taken and no longer knows, as far as can be told. */
  async function forgottenBy(to: NewEpoch): Promise<AckedItem[]> {
    if (to.isBehind) return []
    const { clientId, epoch } = await meta()
    // What was given under an earlier name may be forgotten too; the server knows its own actions by their ids.
    return (await shelf.all('acked')).filter((each) =>
      each.clientId === clientId ? each.n > to.lmid : to.epoch !== epoch,
    )
  }

  return {
    forgottenBy,

    /**
     * The server is another one than before. Nothing unsent is lost; what it has forgotten is sent again, marked. All
     * undecided actions get new numbers from where the server stands, so that a number whose action needs no sending
     * again (it was refused, or given under another name) leaves no gap.
     */
    adoptEpoch: (to: NewEpoch) =>
      change('strict', async () => {
        const now = await meta()
        const items = await outbox()
        const isAhead = to.isBehind || Object.entries(now.reach).some(([shard, seq]) => seq > (to.forkHead[shard] ?? 0))
        const lost = await forgottenBy(to)
        const lostIds = new Set(lost.map((each) => each.mutation.id))
        const freed = { state: 'waiting', n: null, ack: null } as const
        // Refused actions stay the agent's to decide; whether a sealed one is a replay is seen when it is sealed again.
        const again = items.map((item): OutboxItem => {
          if (item.state === 'sealed' && !to.isBehind) return { ...item, ...freed }
          return item.state === 'acked' && lostIds.has(item.mutation.id) ? { ...item, ...freed, replay: true } : item
        })
        const here = new Set(items.map((item) => item.mutation.id))
        const back = lost
          .filter((each) => !here.has(each.mutation.id))
          .map(({ mutation, order, sentIn }): OutboxItem => {
            const undecided = { notBefore: null, refusal: null, reference: null }
            return { mutation, order, sentIn, ...freed, replay: true, ...undecided }
          })
        const all = [...again, ...back].sort((a, b) => a.order - b.order)
        const emptied = new Map(
          isAhead ? (await shelf.all('rows')).map((row) => [row.key, { ...row, server: null }] as const) : [],
        )
        const moved = again.filter((item, at) => item.state !== items[at]?.state)
        const shown = await reshow(
          all,
          [...moved, ...back].map((item) => item.mutation),
          emptied,
        )
        const from = isAhead ? NOTHING_HELD : {}
        const nextN = to.isBehind ? now.nextN : to.lmid + 1
        const gone = lost.map((each): Change => ({ table: 'acked', remove: each.mutation.id }))
        return {
          changes: [...shown, ...all.map(putItem), ...gone, putMeta({ ...now, ...from, nextN, epoch: to.epoch })],
          value: back.length,
        }
      }),
  }
}
