import type { EpochMs } from '../../domain/kernel/time.ts'
import type { OutboxItem } from './store-port.ts'

/** Whether the action still waits for its moment: for as long it can be taken back. */
export const isHeld = (item: Pick<OutboxItem, 'notBefore'>, at: EpochMs): boolean =>
  item.notBefore !== null && item.notBefore !== undefined && item.notBefore > at
