import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { EpochMs } from '../domain/kernel/time.ts'
import { PUSH_LIMIT_BYTES } from '../protocol/limits.ts'
import { createAttempts } from './auth/attempts.ts'
import { addAuthRoutes } from './http/auth-routes.ts'
import type { Authenticated } from './http/authenticate.ts'
import { answerError } from './http/errors.ts'
import { addConnectRoutes } from './http/connect-routes.ts'
import { addKeyRoutes } from './http/key-routes.ts'
import { addFigureRoutes } from './http/figure-routes.ts'
import { addFileRoutes } from './http/file-routes.ts'
import { addPresenceRoutes } from './http/presence-routes.ts'
import { addSyncRoutes } from './http/sync-routes.ts'
import { addWebEdition, type WebFiles } from './http/web-edition.ts'
import { UnknownToUs } from './connect/receive.ts'
import type { PresenceRoom } from './presence.ts'
import type { Db } from './store/database.ts'
import type { PushPorts } from './sync/push.ts'
import { SyncRefusal } from './sync/refusal.ts'
import type { Tailer } from './sync/tailer.ts'

/** Everything the server takes from outside; `main.ts` gives it the real things. */
export type ServerPorts = {
  db: Db
  push: PushPorts
  tailer: Tailer
  presence: PresenceRoom
  now(): EpochMs
  newId(): string
  /** What connectors show to hand something in. */
  connectorKey: string
  /** 256 random bits as text. */
  newToken(): string
  /** Signs access tokens; 32 bytes. */
  secret: Uint8Array
  version: string
  demo: boolean
  isTls: boolean
  /** Host names (with port) under which the server may be addressed. Null: any, where TLS vouches for the name or there is no socket. */
  hosts: (() => readonly string[]) | null
  /** Where the request came from, for counting wrong passwords. */
  addressOf(c: Context): string
  /** The web edition's files. Null: not built. */
  web: WebFiles | null
  report(message: string, detail: Record<string, unknown>): void
}

/** The HTTP side of the server, without a socket: tests call `app.fetch` as it is. */
export function createServerApp(ports: ServerPorts): OpenAPIHono<Authenticated> {
  const app = new OpenAPIHono<Authenticated>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const [first] = result.error.issues
      return answerError(
        c,
        'malformed',
        `${first?.path.join('.') || 'body'}: ${first?.message ?? 'not of the documented shape'}`,
      )
    },
  })
  app.use(
    secureHeaders({ xFrameOptions: 'DENY', referrerPolicy: 'no-referrer', crossOriginOpenerPolicy: 'same-origin' }),
  )
  app.use('/api/*', async (c, next) => {
    // A page of another site that resolves its own name to this machine would arrive with that name (DNS rebinding).
    const hosts = ports.hosts?.()
    if (hosts !== undefined && !hosts.includes(c.req.header('host') ?? ''))
      return answerError(c, 'forbidden', 'This server is not reached under that name.')
    const origin = c.req.header('origin')
    if (
      hosts !== undefined &&
      origin !== undefined &&
      !hosts.some((host) => origin === `http://${host}` || origin === `https://${host}`)
    ) {
      return answerError(c, 'forbidden', 'Other sites may not call this server.')
    }
    c.header('cache-control', 'no-store')
    await next()
    return undefined
  })
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: PUSH_LIMIT_BYTES * 2,
      onError: (c) =>
        answerError(c, 'too_large', `At most ${PUSH_LIMIT_BYTES * 2} bytes a request: send less at once.`),
    }),
  )
  app.get('/healthz', async (c) => {
    await ports.db.query('select 1')
    return c.json({ status: 'ok' })
  })
  addKeyRoutes(app, ports)
  addAuthRoutes(app, ports, createAttempts(ports.now))
  addSyncRoutes(app, ports, ports.tailer)
  addFileRoutes(app, ports)
  addFigureRoutes(app, ports)
  addPresenceRoutes(app, ports)
  addConnectRoutes(app, ports)
  app.get('/api/openapi.json', (c) =>
    c.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Evenkeel server', version: ports.version, license: { name: 'MIT' } },
      }),
    ),
  )
  addWebEdition(app, ports.web)
  app.notFound((c) =>
    answerError(c, 'not_found', 'There is nothing at this address. The API is described at /api/openapi.json.'),
  )
  app.onError((error, c) => {
    if (error instanceof UnknownToUs) return answerError(c, 'not_found', error.message)
    if (error instanceof SyncRefusal) return answerError(c, error.code, error.message, error.detail)
    if (isUnreadable(error)) return answerError(c, 'malformed', 'The body is not valid JSON.')
    const reference = ports.push.newReference()
    ports.report('A request failed', { path: c.req.path, reference, error: error.stack ?? String(error) })
    return answerError(c, 'bug', 'The server failed; nothing was lost. Tell support the reference.', { reference })
  })
  return app
}

/** The body could not be parsed; hono and its validators say so with a status of 400. */
const isUnreadable = (error: Error): boolean =>
  error instanceof SyntaxError || (error as { status?: number }).status === 400
