import { chosen, fairly, shuffled } from './chance.ts'
import { properNouns } from './proper-nouns.ts'
import type { Topic } from './products.ts'
import { topicOf } from './products.ts'
import type { Dialogue } from './sources.ts'
import type { About } from './texts.ts'
import { cleanText, isUsable, saidName } from './texts.ts'
import { topicWords } from './subjects.ts'

export type Turn = { by: 'customer' | 'agent'; text: string }
export type Complaint = { name: string; orderId: string; reason: string; subject: string; turns: Turn[] }

/** An order that a complaint may be about, with the words that complaint will need. */
export type Offered = { orderId: string; customerId: string; products: string[]; about: Omit<About, 'product'> }

/** As many dialogues as asked for, each rewritten to an order that holds the product it is about. */
export function complaintsOf(dialogues: readonly Dialogue[], orders: readonly Offered[], count: number) {
  const said = (role: RegExp) =>
    dialogues.flatMap((each) => each.turns.filter((turn) => role.test(turn.role)).map((turn) => turn.content))
  const names = properNouns(said(/^(agent|assistant)$/i), said(/^user$/i))
  const perCustomer = new Map<string, number>()
  const takeOrder = fairly<Offered>((order) => order.orderId)
  const alsoSold = new Map<string, { name: string; priceMinor: number }[]>()
  const complaints: Complaint[] = []
  for (const dialogue of shuffled(dialogues, (each) => each.id)) {
    if (complaints.length === count) break
    const first = dialogue.turns[0]?.content ?? ''
    const topic: Topic = topicOf(dialogue.turns.map((turn) => turn.content).join(' '))
    if (topic === 'not-sold') continue
    const probe = clean(dialogue, { ...PROBE, product: saidName(topic?.names[0] ?? topic?.alsoSold?.name ?? 'item') })
    if (!isUsable(probe, names)) continue
    const fitting =
      topic === null || topic.alsoSold !== null
        ? orders
        : orders.filter((each) => topic.names.some((name) => each.products.includes(name)))
    if (fitting.length === 0) continue
    const order = takeOrder(
      fitting,
      (each) => 0.4 * (perCustomer.get(each.customerId) ?? 0) + chosen(`${dialogue.id} ${each.orderId}`, 100) / 1_000,
    )
    perCustomer.set(order.customerId, (perCustomer.get(order.customerId) ?? 0) + 1)
    if (topic !== null && topic.alsoSold !== null) {
      const added = alsoSold.get(order.orderId) ?? []
      if (!added.some((each) => each.name === topic.alsoSold?.name))
        alsoSold.set(order.orderId, [...added, topic.alsoSold])
    }
    const product = topic?.alsoSold?.name ?? topic?.names.find((name) => order.products.includes(name)) ?? null
    const texts = clean(dialogue, { ...order.about, product: saidName(product ?? 'item') })
    complaints.push({
      name: dialogue.id,
      orderId: order.orderId,
      ...topicWords(first, product),
      turns: dialogue.turns.map((turn, at) => ({
        by: /^user$/i.test(turn.role) ? 'customer' : 'agent',
        text: texts[at] ?? '',
      })),
    })
  }
  return { complaints, alsoSold }
}

/** Stands in until it is known whom and what order the dialogue is about. */
const PROBE: Omit<About, 'product'> = { name: '', orderNumber: 'EK-1', trackingNumber: null, email: '', phone: '' }

const clean = (dialogue: Dialogue, about: About) => dialogue.turns.map((turn) => cleanText(turn.content, about))
