import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { CaseRecord } from '../../domain/cases/case.ts'
import { errorBody } from '../../protocol/errors.ts'
import { presenceRequest } from '../../protocol/events.ts'
import type { ServerPorts } from '../app.ts'
import { caseScopes, maySeeCase } from '../store/scopes.ts'
import { answerError } from './errors.ts'
import { type Authenticated, authenticate } from './authenticate.ts'

const error = (description: string) => ({ description, content: { 'application/json': { schema: errorBody } } })

/**
 * What a desk says of its agent. One that they may not see is refused, and counts as none: whatever was said before
 * is over. */
export function addPresenceRoutes(app: OpenAPIHono<Authenticated>, ports: ServerPorts): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/presence',
      middleware: [authenticate(ports)] as const,
      request: { body: { required: true, content: { 'application/json': { schema: presenceRequest } } } },
      responses: {
        200: { description: 'Heard', content: { 'application/json': { schema: z.object({}) } } },
        400: error('malformed'),
        401: error('token_*'),
        404: error('not_found'),
      },
    }),
    async (c) => {
      const { caseId, state } = c.req.valid('json')
      const { actor, tenantId } = c.get('who')
      const [row] =
        caseId === null
          ? []
          : await ports.db.query<{ d: CaseRecord }>(
              'select d from cases where tenant = $1 and id = $2 and not deleted',
              [tenantId, caseId],
            )
      const isSeen = row !== undefined && maySeeCase(actor, row.d)
      ports.presence.say(
        tenantId,
        { id: actor.id, name: actor.name },
        isSeen ? { caseId: row.d.id, scopes: caseScopes(row.d), state } : null,
      )
      if (caseId !== null && !isSeen)
        return answerError(c, 'not_found', 'There is no such case in your sight.') as never
      return c.json({}, 200)
    },
  )
}
