import { randomUUID } from 'node:crypto'
import type { ClientId } from '../../domain/kernel/ids.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { ErrorBody } from '../../protocol/errors.ts'
import type { PullPage, PullRequest } from '../../protocol/sync/pull.ts'
import type { PushResponse } from '../../protocol/sync/push.ts'
import { readPage } from '../../protocol/sync/read-page.ts'
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../protocol/version.ts'
import type { TestServer } from './test-server.ts'

/** A server in this process or elsewhere. */
export type Reachable = Pick<TestServer, 'post' | 'signIn' | 'epoch'>

/** A person's connection to the server, one request at a time, with nothing remembered but the token. */
export async function connect(server: Reachable, login: string, name = `client-${login}`) {
  const clientId = name as ClientId
  const { tokens, account } = await server.signIn(login)
  const authorization = { authorization: `Bearer ${tokens.accessToken}` }
  const asPull = (change: Partial<PullRequest> = {}): PullRequest => ({
    proto: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    epoch: server.epoch(),
    reqId: randomUUID(),
    clientId,
    cursor: {},
    scopes: [],
    pins: [],
    backfill: null,
    limits: { rows: 200, bytes: 262_144 },
    ...change,
  })
  const asPush = (mutations: { n: number; mutation: Mutation; replay?: boolean }[], change: object = {}) => ({
    proto: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    epoch: server.epoch(),
    clientId,
    mutations: mutations.map((each) => ({ replay: false, ...each })),
    ...change,
  })
  return {
    account,
    tokens,
    authorization,
    clientId,
    asPull,
    asPush,
    pullRaw: (change: Partial<PullRequest> = {}) => server.post('/api/v1/sync/pull', asPull(change), authorization),
    pushRaw: (body: unknown) => server.post('/api/v1/sync/push', body, authorization),
    async pull(change: Partial<PullRequest> = {}): Promise<PullPage> {
      const answer = await this.pullRaw(change)
      const page = readPage(new Uint8Array(await answer.clone().arrayBuffer()))
      if (!page.ok) throw new Error(`${page.refusal}: ${await answer.text()}`)
      return page.value
    },
    /** Pages until nothing is left, as one. */
    async pullAll(change: Partial<PullRequest> = {}): Promise<PullPage> {
      let page = await this.pull(change)
      const changes = [...page.changes]
      while (page.footer.more) {
        page = await this.pull({
          ...change,
          cursor: page.footer.cursor,
          scopes: page.footer.scopes,
          backfill: page.footer.backfill,
        })
        changes.push(...page.changes)
      }
      return { ...page, changes }
    },
    async push(
      mutations: { n: number; mutation: Mutation; replay?: boolean }[],
      change: object = {},
    ): Promise<PushResponse> {
      const answer = await this.pushRaw(asPush(mutations, change))
      if (answer.status !== 200) throw new Error(`push: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as PushResponse
    },
  }
}

/** The documented error of an answer. */
export async function errorOf(answer: Response): Promise<{ status: number; code: string; error: ErrorBody['error'] }> {
  const { error } = (await answer.json()) as ErrorBody
  return { status: answer.status, code: error.code, error }
}
