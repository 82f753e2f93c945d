import type { InboundAnswer, InboundContact, InboundMessage } from '../../protocol/connect.ts'
import type { Chance } from './chance.ts'
import type { Arrival } from './plan-arrivals.ts'
import { chatAnswers, chatGoodbyes, mailAnswers } from './texts.ts'

/** What left the house, as the customers read it. */
export type Heard = {
  messageId: string
  caseNumber: number
  channel: string
  contactId: string | null
  recipient: string
  subject: string
  takenAt: number
}

/** The door that the customers use. Each throws when the server cannot be reached. */
export type Door = {
  /** Null: the chat is over. */
  message(
    message: Omit<InboundMessage, 'contactId' | 'queueId'> & { contactId: string | null; queueId: string },
  ): Promise<InboundAnswer | null>
  contact(contact: Omit<InboundContact, 'queueId'> & { queueId: string }): Promise<InboundAnswer>
  typing(contactId: string): Promise<void>
  /** False: it is over already, or was answered by nobody and is gone. */
  end(contactId: string): Promise<boolean>
  sent(afterMs: number): Promise<Heard[]>
}

export type Customers = {
  /** Does what is due by now. */
  step(nowMs: number): Promise<void>
  waiting(): number
}

type Due = { atMs: number; run: () => Promise<void> }
type Chat = { contactId: string; caseNumber: number; arrival: Arrival; linesLeft: number }

/** Customers who come as planned and answer what they hear: in a chat within seconds, by mail within minutes. */
export function beCustomers(
  door: Door,
  given: Chance,
  plan: readonly Arrival[],
  startMs: number,
  /** Part of every name that is handed in, so that two days do not meet. */
  day: string,
): Customers {
  const due: Due[] = []
  const chats = new Map<string, Chat>()
  const heard = new Set<string>()
  let heardUpTo = startMs
  const at = (atMs: number, run: () => Promise<void>) => {
    due.push({ atMs, run })
    due.sort((a, b) => a.atMs - b.atMs)
  }

  for (const arrival of plan) at(startMs + arrival.inMs, () => arrive(arrival, startMs + arrival.inMs))

  async function arrive(arrival: Arrival, nowMs: number): Promise<void> {
    const common = {
      externalId: `${day}-${arrival.id}`,
      caseNumber: null,
      queueId: arrival.queue,
      from: arrival.from,
      subject: arrival.subject,
    }
    if (arrival.kind === 'mail') {
      await door.message({ ...common, channel: 'email', contactId: null, body: arrival.body, html: null })
      return
    }
    const channel = arrival.kind === 'chat' ? 'chat' : 'phone'
    const { contactId, caseNumber } = await door.contact({ ...common, channel })
    if (contactId === null) return
    if (arrival.kind === 'call') {
      at(nowMs + arrival.ringsMs + arrival.talksMs, async () => void (await door.end(contactId)))
      return
    }
    const chat: Chat = { contactId, caseNumber, arrival, linesLeft: Math.round(given.between(1, 4)) }
    chats.set(contactId, chat)
    let sayAt = nowMs
    for (const [index, line] of arrival.lines.entries()) {
      sayAt += given.between(1_500, 5_000)
      say(chat, line, sayAt, `${arrival.id}-${index}`)
    }
    // Nobody waits for ever.
    at(nowMs + given.between(360_000, 600_000), () => leave(chat))
  }

  function say(chat: Chat, text: string, sayAt: number, name: string): void {
    at(sayAt - 1_200, async () => {
      if (chats.has(chat.contactId)) await door.typing(chat.contactId)
    })
    at(sayAt, async () => {
      if (!chats.has(chat.contactId)) return
      const taken = await door.message({
        externalId: `${day}-${name}`,
        channel: 'chat',
        caseNumber: chat.caseNumber,
        contactId: chat.contactId,
        queueId: chat.arrival.queue,
        from: chat.arrival.from,
        subject: chat.arrival.subject,
        body: text,
        html: null,
      })
      // The agent has ended it.
      if (taken === null) chats.delete(chat.contactId)
    })
  }

  async function leave(chat: Chat): Promise<void> {
    if (chats.delete(chat.contactId)) await door.end(chat.contactId)
  }

  async function listen(nowMs: number): Promise<void> {
    for (const message of await door.sent(heardUpTo)) {
      heardUpTo = Math.max(heardUpTo, message.takenAt - 1)
      if (heard.has(message.messageId)) continue
      heard.add(message.messageId)
      answer(message, nowMs)
    }
  }

  function answer(message: Heard, nowMs: number): void {
    const chat = message.contactId === null ? undefined : chats.get(message.contactId)
    if (chat !== undefined) {
      const isLast = chat.linesLeft-- <= 0
      const sayAt = nowMs + given.between(4_000, 15_000)
      say(chat, given.pick(isLast ? chatGoodbyes : chatAnswers), sayAt, `answer-${message.messageId}`)
      if (isLast) at(sayAt + 3_000, () => leave(chat))
      return
    }
    // Not everybody writes back.
    if (message.channel !== 'email' || given.random() < 0.6) return
    const body = given.pick(mailAnswers)
    at(nowMs + given.between(120_000, 900_000), async () => {
      await door.message({
        externalId: `${day}-answer-${message.messageId}`,
        channel: 'email',
        caseNumber: message.caseNumber,
        contactId: null,
        queueId: 'orders',
        from: { address: message.recipient, name: '' },
        subject: `Re: ${message.subject}`,
        body,
        html: null,
      })
    })
  }

  return {
    async step(nowMs) {
      await listen(nowMs)
      for (let next = due[0]; next !== undefined && next.atMs <= nowMs; next = due[0]) {
        await next.run()
        // Only now: what a server that is away did not take is said again.
        due.splice(due.indexOf(next), 1)
      }
    },
    waiting: () => due.length,
  }
}
