import type { z } from 'zod'
import { inboundAnswer, sentAnswer } from '../../protocol/connect.ts'
import type { Door } from './be-customers.ts'

const TENANT = 'harbour-mill'

/** The connector side of a server over HTTP. */
export function openDoor(
  server: string,
  key: string,
  fetchIt: (url: URL, init: RequestInit) => Promise<Response> = fetch,
  tenant = TENANT,
): Door {
  const ask = async (path: string, body?: unknown): Promise<Response> =>
    fetchIt(new URL(`/api/v1/connect/${tenant}/${path}`, server), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const read = async <Value>(answer: Response, schema: z.ZodType<Value>): Promise<Value> => {
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
    return schema.parse(await answer.json())
  }
  return {
    async message(body) {
      const answer = await ask('messages', body)
      return answer.status === 404 ? null : read(answer, inboundAnswer)
    },
    contact: async (body) => read(await ask('contacts', body), inboundAnswer),
    async typing(contactId) {
      await ask(`contacts/${contactId}/typing`, {})
    },
    end: async (contactId) => (await ask(`contacts/${contactId}/end`, {})).status === 200,
    sent: async (afterMs) => (await read(await ask(`sent?after=${Math.floor(afterMs)}`), sentAnswer)).messages,
  }
}
