import { randomUUID } from 'node:crypto'
import type { CaseId, QueueId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { SignInResponse } from '../../protocol/session.ts'
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../protocol/version.ts'
import { someMutation } from './records.ts'

/** The lead moves a case to another queue, over the wire as a desk does it. */
export async function moveCase(serverUrl: string, caseId: string, queueId: string): Promise<void> {
  const post = async (path: string, body: unknown, token?: string) => {
    const answer = await fetch(new URL(path, serverUrl), {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const signIn = await post('/api/v1/auth/sign-in', { login: 'lea', password: 'lea', device: 'test' })
  const { tokens } = signIn.body as unknown as SignInResponse
  const stream = await fetch(new URL('/api/v1/events', serverUrl), {
    headers: { authorization: `Bearer ${tokens.accessToken}` },
  })
  const reader = stream.body?.getReader()
  const hello = new TextDecoder().decode((await reader?.read())?.value)
  await reader?.cancel()
  const epoch = (JSON.parse(/data: (.*)/.exec(hello)?.[1] ?? '{}') as { epoch: string }).epoch
  const mutation = someMutation(
    'case.move',
    { caseId: caseId as CaseId, queueId: queueId as QueueId },
    { id: randomUUID() as never, stamp: { at: Date.now() as EpochMs, offsetMs: null, monotonicMs: 0 as never } },
  )
  const pushed = await post(
    '/api/v1/sync/push',
    {
      proto: PROTOCOL_VERSION,
      schema: SCHEMA_VERSION,
      epoch,
      clientId: randomUUID(),
      mutations: [{ n: 1, replay: false, mutation }],
    },
    tokens.accessToken,
  )
  const [verdict] = pushed.body['verdicts'] as { status: string }[]
  if (verdict?.status !== 'applied') throw new Error(`The case was not moved: ${JSON.stringify(pushed)}`)
}
