import type { CaseStatus } from '../cases/case.ts'
import type { OrderId, PromiseId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { PromiseKind } from '../promises/promise.ts'

/** Something that happens with a reply when it is sent: with the message or not at all. */
export type StagedAction =
  | { kind: 'tag'; tag: string }
  | { kind: 'status'; status: CaseStatus }
  /** Asks finance for money back; `amountMinor` in minor units of the order's currency. */
  | { kind: 'refund'; orderId: OrderId; amountMinor: number; why: string }
  | { kind: 'promise'; promiseId: PromiseId; promise: PromiseKind; words: string; dueAt: EpochMs }
