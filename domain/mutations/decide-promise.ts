import type { PromiseRecord } from '../promises/promise.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import { eventOf } from './event-of.ts'
import type { MutationOf } from './mutation.ts'

type OfPromise = MutationOf<'promise.make'> | MutationOf<'promise.move'> | MutationOf<'promise.settle'>

/** What becomes of a promise. A settled one stays settled: that is what the ledger is for. */
export function decidePromise(mutation: OfPromise, facts: Facts): Result<Effect, RefusalCode> {
  const { actor, case: kase } = facts
  if (kase === null) return refuse('forbidden')
  const at = correctedAt(mutation.stamp)
  const known = facts.find?.('promise', mutation.args.promiseId) ?? null
  if (mutation.name === 'promise.make') {
    const { promiseId, promise, words, dueAt, messageId } = mutation.args
    if (words.trim() === '') return refuse('validation')
    if (known !== null) return ok({ noop: 'already_so' })
    const by = { madeAt: at, madeBy: { id: actor.id, name: actor.name }, ownerId: actor.id }
    const record: PromiseRecord = {
      id: promiseId,
      caseId: kase.id,
      kind: promise,
      words: words.trim(),
      dueAt,
      ...by,
      messageId,
      state: 'open',
      settledAt: null,
    }
    const event = eventOf(mutation, actor, kase.id, 'promised', { words: record.words, dueAt: String(dueAt) })
    return ok({ also: [{ kind: 'promise', record }, event] })
  }
  if (known === null) return refuse('dependency')
  if (known.state !== 'open') return ok({ noop: 'already_so' })
  if (mutation.name === 'promise.move') {
    const { dueAt, ownerId, why } = mutation.args
    const event = eventOf(mutation, actor, kase.id, 'promise-moved', {
      words: known.words,
      why,
      dueAt: String(dueAt),
      ownerId,
    })
    return ok({ also: [{ kind: 'promise', record: { ...known, dueAt, ownerId } }, event] })
  }
  const { state, why } = mutation.args
  if (state === 'dropped' && why.trim() === '') return refuse('validation')
  const event = eventOf(mutation, actor, kase.id, 'promise-settled', { words: known.words, state, why })
  return ok({ also: [{ kind: 'promise', record: { ...known, state, settledAt: at } }, event] })
}
