import type { TokenPorts } from './tokens.ts'

type Who = { tenantId: string; userId: string }
type Ports = Pick<TokenPorts, 'db' | 'now' | 'newToken'>

/** A desk that is cut off between two steps leaves one behind; more than so many of a profile is somebody trying something. */
const KEPT_PER_PROFILE = 4

/** A new share for a profile, or the one of this id. Null: there is none of this id (any more). */
export async function giveShare(
  { db, now, newToken }: Ports,
  who: Who,
  profileId: string,
  shareId: string | null,
): Promise<{ shareId: string; share: string } | null> {
  if (shareId !== null) {
    const [row] = await db.query<{ share: string }>(
      'select share from key_shares where tenant = $1 and user_id = $2 and profile_id = $3 and id = $4',
      [who.tenantId, who.userId, profileId, shareId],
    )
    return row === undefined ? null : { shareId, share: row.share }
  }
  const made = { shareId: newToken(), share: newToken() }
  await db.transaction('write', async (tx) => {
    await tx.query(
      'insert into key_shares (tenant, user_id, profile_id, id, share, made_at) values ($1, $2, $3, $4, $5, $6)',
      [who.tenantId, who.userId, profileId, made.shareId, made.share, now()],
    )
    await tx.query(
      `delete from key_shares where tenant = $1 and user_id = $2 and profile_id = $3 and id not in (
         select id from key_shares where tenant = $1 and user_id = $2 and profile_id = $3
         order by made_at desc, id = $4 desc limit ${KEPT_PER_PROFILE})`,
      [who.tenantId, who.userId, profileId, made.shareId],
    )
  })
  return made
}

/** What a desk has sealed with the others can be opened by nobody any more, wherever copies of it lie. */
export async function forgetShares({ db }: Ports, who: Who, profileId: string, except: string | null): Promise<void> {
  await db.query(
    'delete from key_shares where tenant = $1 and user_id = $2 and profile_id = $3 and ($4::text is null or id <> $4)',
    [who.tenantId, who.userId, profileId, except],
  )
}

/**
 * Ends every sign-in of an account, and with them the shares of its profiles. `wipe`: its desks destroy what they hold as soon
 * as they ask anything; work that was not sent they keep sealed, with what the house's policy says of it.
 */
export async function endSessions({ db, now }: Ports, who: Who, wipe: boolean): Promise<void> {
  await db.transaction('write', async (tx) => {
    await tx.query(
      `update refresh_tokens set revoked_at = coalesce(revoked_at, $3), wipe = wipe or $4
       where tenant = $1 and user_id = $2 and expires_at > $3`,
      [who.tenantId, who.userId, now(), wipe],
    )
    await tx.query('delete from key_shares where tenant = $1 and user_id = $2', [who.tenantId, who.userId])
  })
}
