import type { Turn } from './complaints.ts'
import { orderNumberOf } from './orders.ts'

export type LookUp = { name: string; userId: string; orderId: string | null; turns: Turn[] }

/** The sources' dialogues in which an agent looks orders up: whole ones about a known customer's own orders. */
export function lookUpsOf(
  source: readonly { messages_display: string }[],
  ordersOf: ReadonlyMap<string, readonly string[]>,
  isForeign: (text: string) => boolean,
): LookUp[] {
  return source.flatMap(({ messages_display: all }, at) => {
    const parts = all.split(/^(?=(?:user|assistant|tool): )/m)
    const userId = parts.map((part) => /^tool: ([a-z]+_[a-z]+_\d+)\s*$/.exec(part)?.[1]).find((id) => id !== undefined)
    const owned = userId === undefined ? undefined : ordersOf.get(userId)
    if (userId === undefined || owned === undefined) return []
    const turns = parts.flatMap((part): Turn[] => {
      const found = /^(user|assistant): ([\s\S]*?)\s*$/.exec(part)
      if (found === null || found[2] === 'None' || found[2]?.includes('###')) return []
      const text = (found[2] ?? '').replaceAll('**', '')
      return [{ by: found[1] === 'user' ? 'customer' : 'agent', text }]
    })
    const said = turns.map((turn) => turn.text).join('\n')
    const named = [...new Set(said.match(/#?W\d{7}/g) ?? [])].map((number) => `#${number.replace('#', '')}`)
    if (turns.length < 4 || isForeign(said) || named.some((number) => !owned.includes(number))) return []
    const rewritten = turns.map((turn) => ({
      ...turn,
      text: turn.text.replace(/#?W(\d{7})/g, (_, digits: string) => orderNumberOf(`#W${digits}`)),
    }))
    const last = rewritten.findLastIndex((turn) => turn.by === 'agent')
    return [
      { name: `look-up ${at}`, userId, orderId: named[0] ?? owned[0] ?? null, turns: rewritten.slice(0, last + 1) },
    ]
  })
}
