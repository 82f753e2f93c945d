import type { CaseId, ContactId, MutationId } from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import type { MutationOf } from '../../domain/mutations/mutation.ts'
import { findAccount } from '../auth/accounts.ts'
import { openChanges } from '../store/changes.ts'
import { applyMutation, CONNECTOR } from '../sync/apply-mutation.ts'
import type { Owner } from '../sync/write-effect.ts'
import type { ConnectPorts } from './receive.ts'
import { UnknownToUs } from './receive.ts'

/**
 * An agent picked up on the telephone itself: the contact begins by the same decision, with the same rights, as if they
 * had pressed Answer on their desk. Answers whether it is theirs now. Picking up twice changes nothing.
 */
export async function answerContact(
  ports: ConnectPorts,
  owner: Owner,
  contactId: string,
  login: string,
): Promise<boolean> {
  return ports.db.transaction('write', async (tx) => {
    const [account] = await tx.query<{ id: string }>('select id from accounts where tenant = $1 and login = $2', [
      owner.tenantId,
      login,
    ])
    const who = account === undefined ? null : await findAccount(tx, owner.tenantId, account.id)
    if (who === null || who === 'disabled') throw new UnknownToUs(`Nobody signs in as "${login}".`)
    const [contact] = await tx.query<{ case_id: string; channel: 'phone' | 'chat'; direction: 'inbound' | 'outbound' }>(
      `select case_id, d ->> 'channel' as channel, d ->> 'direction' as direction from contacts
       where tenant = $1 and id = $2`,
      [owner.tenantId, contactId],
    )
    if (contact === undefined) throw new UnknownToUs('There is no such contact.')
    const caseId = contact.case_id as CaseId
    const { channel, direction } = contact
    const now = ports.now()
    const mutation: MutationOf<'contact.start'> = {
      id: ports.newId() as MutationId,
      name: 'contact.start',
      v: 1,
      lane: caseId,
      args: { caseId, contactId: contactId as ContactId, channel, direction },
      pre: null,
      baseRev: null,
      stamp: { at: now, offsetMs: null, monotonicMs: 0 as Ms },
    }
    const changes = openChanges(tx, owner.tenantId, now)
    const { status } = await applyMutation(tx, changes, who, CONNECTOR, { n: 1, replay: false, mutation }, now)
    await changes.stamp()
    return status !== 'rejected'
  })
}
