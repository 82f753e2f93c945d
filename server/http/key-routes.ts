import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { userId } from '../../protocol/ids.ts'
import { errorBody } from '../../protocol/errors.ts'
import { endSessionsRequest, forgetSharesRequest, keyShareRequest, keyShareResponse } from '../../protocol/session.ts'
import type { ServerPorts } from '../app.ts'
import { findAccount } from '../auth/accounts.ts'
import { endSessions, forgetShares, giveShare } from '../auth/key-shares.ts'
import { type Authenticated, authenticate } from './authenticate.ts'
import { answerError } from './errors.ts'

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const error = (description: string) => json(errorBody, description)
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})

/** Shares of keys for desks that keep none themselves, and the end of all sign-ins of an account. */
export function addKeyRoutes(app: OpenAPIHono<Authenticated>, ports: ServerPorts): void {
  const guard = authenticate(ports)
  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/auth/key-share',
      middleware: [guard] as const,
      request: body(keyShareRequest),
      responses: {
        200: json(keyShareResponse, 'The share; to be kept in memory only'),
        401: error('token_*'),
        403: error('account_disabled, device_revoked'),
        404: error('not_found: forgotten or revoked, what it sealed stays closed'),
      },
    }),
    async (c) => {
      // A browser has no place that would be safer with it.
      if (c.get('viaCookie')) return answerError(c, 'forbidden', 'Shares are for desks.') as never
      const { profileId, shareId } = c.req.valid('json')
      const given = await giveShare(ports, c.get('who'), profileId, shareId)
      if (given === null) return answerError(c, 'not_found', 'This share was forgotten or revoked.') as never
      return c.json(given, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/auth/key-share/forget',
      middleware: [guard] as const,
      request: body(forgetSharesRequest),
      responses: { 200: json(z.object({}), 'Forgotten'), 401: error('token_*') },
    }),
    async (c) => {
      const { profileId, except } = c.req.valid('json')
      await forgetShares(ports, c.get('who'), profileId, except)
      return c.json({}, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/accounts/{userId}/end-sessions',
      middleware: [guard] as const,
      request: { params: z.object({ userId }), ...body(endSessionsRequest) },
      responses: {
        200: json(z.object({}), 'Every sign-in of the account has ended'),
        401: error('token_*'),
        403: error('forbidden: for administrators'),
        404: error('not_found'),
      },
    }),
    async (c) => {
      const { tenantId, actor } = c.get('who')
      if (actor.role !== 'admin') return answerError(c, 'forbidden', 'Only an administrator ends sign-ins.') as never
      const who = { tenantId, userId: c.req.valid('param').userId as string }
      if ((await findAccount(ports.db, who.tenantId, who.userId)) === null)
        return answerError(c, 'not_found', 'There is no such account.') as never
      await endSessions(ports, who, c.req.valid('json').wipe)
      return c.json({}, 200)
    },
  )
}
