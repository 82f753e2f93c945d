import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Db } from '../store/database.ts'

/** A desk may bring a file and go offline before its reply; after this it has to bring it again. */
export const LOOSE_KEPT_MS = 7 * 86_400_000

/** Removes what was brought and never named by a reply. Returns how many. */
export async function sweepFiles(db: Db, now: EpochMs): Promise<number> {
  const gone = await db.query('delete from files where message_id is null and touched_at < $1 returning id', [
    now - LOOSE_KEPT_MS,
  ])
  return gone.length
}
