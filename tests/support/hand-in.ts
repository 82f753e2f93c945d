import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InboundAnswer, InboundMessage } from '../../protocol/connect.ts'
import { inboundAnswer } from '../../protocol/connect.ts'

/** Hands a message from outside to a server, as a mailbox's connector does. `folder`: the server's data folder. */
export async function handIn(
  server: { url: string; folder: string },
  given: Partial<InboundMessage> & Pick<InboundMessage, 'body'>,
): Promise<InboundAnswer> {
  const key = readFileSync(join(server.folder, 'connector-key'), 'utf8').trim()
  const message: InboundMessage = {
    externalId: randomUUID(),
    channel: 'email',
    caseNumber: null,
    contactId: null,
    queueId: 'orders' as InboundMessage['queueId'],
    from: { address: 'nadia.osei@example.com', name: 'Nadia Osei', language: 'en' },
    subject: 'Where is my table?',
    html: null,
    ...given,
  }
  const answer = await fetch(new URL('/api/v1/connect/harbour-mill/messages', server.url), {
    method: 'POST',
    body: JSON.stringify(message),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  })
  if (answer.status !== 200) throw new Error(`The server did not take the message: ${await answer.text()}`)
  return inboundAnswer.parse(await answer.json())
}
