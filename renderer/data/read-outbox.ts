import { customerName } from '../../domain/cases/customer.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { fieldText } from '../../domain/mutations/decide-customer.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { caseOf, isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import type { Rows } from './read-rows.ts'
import type { OutboxEntry, SentEntry } from './repository.ts'
import type { Store } from './store.ts'
import { isHeld } from './is-held.ts'

/** A shift and a bit: what was sent stays listed for so long. */
const SHOWN_SENT_MS = 12 * 3_600_000

/** Everything of the agent that is unsettled, in the order of sending; of what the desk recorded only what was refused. */
export async function readOutbox(rows: Rows, store: Store, now: EpochMs): Promise<OutboxEntry[]> {
  const shown = (await store.outbox()).filter(
    (item) => item.state !== 'acked' && (item.state === 'rejected' || !isRecordedByDesk(item.mutation)),
  )
  return Promise.all(
    shown.map(async (item) => {
      const { mutation, order, state, refusal, reference } = item
      return {
        mutation,
        order,
        // One that may have been sent under an earlier number cannot be taken back either.
        state:
          state === 'rejected'
            ? ('needs-you' as const)
            : state === 'waiting' && item.sentIn === null
              ? ('waiting' as const)
              : ('sending' as const),
        heldUntil: isHeld(item, now) ? item.notBefore : null,
        refusal,
        reference,
        ...(await namesFor(rows, mutation)),
        theirs: refusal === 'conflict' ? await theirsOf(rows, mutation) : null,
      }
    }),
  )
}

/** What the server took lately, newest first. */
export async function readSent(rows: Rows, store: Store, now: EpochMs): Promise<SentEntry[]> {
  const taken = (await store.shelf.all('acked')).filter(
    (each) => now - each.at < SHOWN_SENT_MS && !isRecordedByDesk(each.mutation),
  )
  const listed = taken.sort((a, b) => b.at - a.at || b.order - a.order)
  return Promise.all(listed.map(async ({ mutation, at }) => ({ mutation, at, ...(await namesFor(rows, mutation)) })))
}

async function namesFor(rows: Rows, mutation: Mutation) {
  const kase = await rows.one('case', caseOf(mutation))
  const customer = await rows.one('customer', kase?.customerId ?? null)
  return { caseSubject: kase?.subject ?? null, customerName: customer ? customerName(customer) : null }
}

/** What stands where the agent's value was to go. */
async function theirsOf(rows: Rows, mutation: Mutation): Promise<OutboxEntry['theirs']> {
  if (mutation.name === 'customer.edit') {
    const customer = await rows.one('customer', mutation.args.customerId)
    if (customer === null) return null
    const edit = customer.edits.find((each) => each.field === mutation.args.field)
    return { value: fieldText(customer, mutation.args.field), by: edit?.by.name ?? null, at: edit?.at ?? null }
  }
  if (mutation.name === 'case.edit') {
    const kase = await rows.one('case', mutation.args.caseId)
    if (kase === null) return null
    const events = await rows.ofCase(mutation.args.caseId, 'event')
    const edit = events
      .filter((each) => each.kind === 'edited' && each.detail['field'] === mutation.args.field)
      .sort((a, b) => b.at - a.at)[0]
    return { value: kase[mutation.args.field], by: edit?.by.name ?? null, at: edit?.at ?? null }
  }
  return null
}

/** What travelled with a reply, as the draft keeps it. Undefined: nothing did. */
export function moreOf(mutation: Mutation): string | undefined {
  if (mutation.name !== 'reply.send') return undefined
  const { actions = [], links = [], templateIds = [], attachments = [] } = mutation.args
  if (actions.length + links.length + templateIds.length + attachments.length === 0) return undefined
  return JSON.stringify({ actions, links, templateIds, attachments })
}

/** Both drafts' rest, each thing once. Undefined: neither has any. */
export function joinMore(begun: string | undefined, back: string | undefined): string | undefined {
  if (begun === undefined || back === undefined) return begun ?? back
  const parts = [begun, back].map((each) => JSON.parse(each) as Record<string, unknown>)
  const list = (name: string) => [
    ...new Map(
      parts
        .flatMap((part) => (Array.isArray(part[name]) ? part[name] : []))
        .map((item) => [JSON.stringify(item), item]),
    ).values(),
  ]
  // Places in the begun text mean nothing in the joined one.
  const joined = { actions: list('actions'), links: list('links'), templateIds: list('templateIds') }
  return JSON.stringify({ ...joined, attachments: list('attachments') })
}
