import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { isAllowed } from '../../domain/people/permissions.ts'
import { errorBody } from '../../protocol/errors.ts'
import { HEARTBEAT_MS } from '../../protocol/events.ts'
import { LINES_TYPE, PACKED_TYPE, pullRequest } from '../../protocol/sync/pull.ts'
import { pushRequest, pushResponse } from '../../protocol/sync/push.ts'
import { PROTOCOL_VERSION } from '../../protocol/version.ts'
import type { ServerPorts } from '../app.ts'
import { handlePush } from '../sync/push.ts'
import { readFeed } from '../sync/pull.ts'
import type { Tailer } from '../sync/tailer.ts'
import { writeLines, writePacked } from '../sync/write-page.ts'
import { ownScopes } from '../store/scopes.ts'
import { type Authenticated, authenticate } from './authenticate.ts'
import { answerError } from './errors.ts'

const error = (description: string) => ({ description, content: { 'application/json': { schema: errorBody } } })
const zipped = promisify(gzip)
const GZIP_FROM_BYTES = 1_400

/** Push, pull and the live stream. */
export function addSyncRoutes(app: OpenAPIHono<Authenticated>, ports: ServerPorts, tailer: Tailer): void {
  const guard = authenticate(ports)
  const refusals = {
    400: error('malformed'),
    401: error('token_*'),
    403: error('forbidden, account_disabled'),
    409: error('epoch, cursor_*, client_forked'),
    413: error('too_large'),
    426: error('upgrade_required'),
  }

  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/sync/push',
      middleware: [guard] as const,
      request: { body: { required: true, content: { 'application/json': { schema: pushRequest } } } },
      responses: {
        200: { description: 'A verdict for each mutation', content: { 'application/json': { schema: pushResponse } } },
        ...refusals,
      },
    }),
    async (c) => {
      const request = c.req.valid('json')
      // An older desk may still hand over its unsent work; only a shape from the future is refused here.
      if (request.proto > PROTOCOL_VERSION)
        return answerError(c, 'upgrade_required', 'This server is older than the app: update the server.') as never
      return c.json(await handlePush(ports.push, c.get('who'), request), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/sync/pull',
      middleware: [guard] as const,
      request: { body: { required: true, content: { 'application/json': { schema: pullRequest } } } },
      responses: {
        200: {
          description: 'Header, exits and rows, footer: one JSON value a line; or in parts, where those are accepted',
          content: { [LINES_TYPE]: { schema: z.string() }, [PACKED_TYPE]: { schema: z.string() } },
        },
        ...refusals,
      },
    }),
    async (c) => {
      const request = c.req.valid('json')
      if (request.proto !== PROTOCOL_VERSION)
        return answerError(
          c,
          'upgrade_required',
          'App and server speak different versions: install the update.',
        ) as never
      const feed = await readFeed(ports.db, c.get('who'), request, { epoch: ports.push.epoch(), now: ports.now() })
      const mayBePacked = (c.req.header('accept') ?? '').includes(PACKED_TYPE)
      const packed = mayBePacked ? await writePacked(feed) : null
      if (packed !== null)
        return new Response(packed, {
          headers: { 'content-type': PACKED_TYPE, 'cache-control': 'no-store' },
        }) as never
      const page = writeLines(feed)
      const isZipped = page.length >= GZIP_FROM_BYTES && (c.req.header('accept-encoding') ?? '').includes('gzip')
      const sent = new Uint8Array(isZipped ? await zipped(page, { level: 1 }) : page)
      return new Response(sent, {
        headers: {
          'content-type': LINES_TYPE,
          'cache-control': 'no-store',
          ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
        },
      }) as never
    },
  )

  app.get('/api/v1/events', guard, (c) =>
    streamSSE(c, async (stream) => {
      const who = c.get('who')
      const listener = tailer.listen(who.tenantId)
      const scopes = isAllowed(who.actor.role, 'case.readAny') ? null : ownScopes(who.actor)
      const tellPresence = async () => {
        const data = JSON.stringify(ports.presence.seen(who.tenantId, scopes))
        if (!stream.aborted) await stream.writeSSE({ event: 'presence', data })
      }
      const stopHearing = ports.presence.hear(who.tenantId, () => void tellPresence())
      stream.onAbort(() => {
        listener.stop()
        stopHearing()
      })
      // A bearer token's end ends the stream, so that nobody listens on for ever; the desk comes back with the next one.
      const endsAt = c.get('tokenExpiresAt')
      await stream.writeSSE({
        event: 'hello',
        data: JSON.stringify({ epoch: ports.push.epoch(), heads: await tailer.heads(who.tenantId) }),
      })
      await tellPresence()
      while (!stream.aborted) {
        const news = await listener.next(Math.min(HEARTBEAT_MS, Math.max(1, endsAt - ports.now())))
        if (stream.aborted) break
        if (news === 'closing' || ports.now() >= endsAt) {
          await stream.writeSSE({ event: 'bye', data: JSON.stringify({ retryMs: news === 'closing' ? 2_000 : 0 }) })
          break
        }
        if (news === 'quiet') await stream.write(': beat\n\n')
        else await stream.writeSSE({ event: 'poke', data: JSON.stringify({ heads: news }) })
      }
      listener.stop()
      stopHearing()
    }),
  )
}
