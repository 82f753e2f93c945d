import type { OrderRecord } from '../../domain/cases/order.ts'
import type { PromiseId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { StagedAction } from '../../domain/replying/staged-action.ts'
import type { TemplateAction } from '../../domain/templates/template.ts'
import { minorPerMajor } from './format-filters.ts'
import { readAmount } from './read-amount.ts'
import { renderLiquid } from './render.ts'

type Facts = {
  scope: Readonly<Record<string, unknown>>
  locale: string
  /** The order that money is given back for. Null: nobody can tell which. */
  order: Pick<OrderRecord, 'id' | 'currency'> | null
  now: EpochMs
  newPromiseId: () => PromiseId
}

/** `left`: what cannot be staged, because what it needs is not known; it is said, never dropped in silence. */
export type Staged = { actions: StagedAction[]; left: TemplateAction[] }

/** What a text stages beside itself, with this case's figures in it. */
export function stageActions(planned: readonly TemplateAction[], facts: Facts): Staged {
  const staged: Staged = { actions: [], left: [] }
  for (const action of planned) {
    const made = stage(action, facts)
    if (made === null) staged.left.push(action)
    else staged.actions.push(made)
  }
  return staged
}

function stage(action: TemplateAction, facts: Facts): StagedAction | null {
  const { scope, locale, order, now, newPromiseId } = facts
  switch (action.kind) {
    case 'tag':
    case 'status':
      return action
    case 'refund': {
      const amount = renderLiquid(action.amount, scope, locale)
      const major = amount.ok && amount.holes.length === 0 ? readAmount(amount.text) : null
      if (order === null || major === null) return null
      const amountMinor = Math.round(major * minorPerMajor(order.currency))
      return amountMinor > 0 ? { kind: 'refund', orderId: order.id, amountMinor, why: action.why } : null
    }
    case 'promise': {
      const words = renderLiquid(action.words, scope, locale)
      if (!words.ok || words.holes.length > 0) return null
      const dueAt = action.on === undefined ? now + action.withinMs : endOfWorkOn(action.on, facts)
      if (dueAt === null) return null
      return {
        kind: 'promise',
        promiseId: newPromiseId(),
        promise: 'update',
        words: words.text,
        dueAt: dueAt as EpochMs,
      }
    }
  }
}

/** Five in the afternoon where the agent is, on the day that the Liquid yields. Null: it yields no day, or that is past. */
function endOfWorkOn(source: string, { scope, locale, now }: Facts): number | null {
  const day = renderLiquid(source, scope, locale)
  if (!day.ok || day.holes.length > 0 || !/^\d{4}-\d{2}-\d{2}$/.test(day.text.trim())) return null
  const at = Date.parse(`${day.text.trim()}T17:00:00`)
  return at > now ? at : null
}
