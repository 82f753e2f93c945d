import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { errorBody } from '../../protocol/errors.ts'
import { figuresAnswer, figuresQuery } from '../../protocol/figures.ts'
import type { ServerPorts } from '../app.ts'
import { computeFigures, figureSight, type WantedShifts } from '../figures.ts'
import { type Authenticated, authenticate } from './authenticate.ts'
import { answerError } from './errors.ts'

const error = (description: string) => ({ description, content: { 'application/json': { schema: errorBody } } })

/** The figures of an agent's shifts, with the lines that add up to them. */
export function addFigureRoutes(app: OpenAPIHono<Authenticated>, ports: ServerPorts): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/api/v1/figures',
      middleware: [authenticate(ports)] as const,
      request: { query: figuresQuery },
      responses: {
        200: {
          description:
            'Each figure with its definition, policy version and zone; `lines` is null for whoever gets sums',
          content: { 'application/json': { schema: figuresAnswer } },
        },
        400: error('malformed'),
        401: error('token_*'),
        403: error('forbidden, account_disabled'),
        404: error('not_found'),
      },
    }),
    async (c) => {
      const { userId, shiftId, from, to, asOf = ports.now() } = c.req.valid('query')
      const who = c.get('who')
      const wanted: WantedShifts | null =
        shiftId !== undefined ? { shiftId } : from !== undefined && to !== undefined && from < to ? { from, to } : null
      if (wanted === null)
        return answerError(
          c,
          'malformed',
          'Name a shift (shiftId), or a time in which shifts begin (from, to).',
        ) as never
      const sight = await figureSight(ports.db, who, userId)
      if (sight === 'none')
        return answerError(c, 'forbidden', 'These figures are for the agent, their lead and analysts.') as never
      if (sight === 'nobody') return answerError(c, 'not_found', 'There is no such person.') as never
      const { shiftIds, figures } = await computeFigures(ports.db, who.tenantId, userId, wanted, asOf)
      if (shiftId !== undefined && shiftIds.length === 0)
        return answerError(c, 'not_found', 'This person has no such shift.') as never
      const told = figures.map((figure) => ({ ...figure, lines: sight === 'lines' ? figure.lines : null }))
      return c.json({ userId, shiftIds, asOf, figures: told } as never, 200)
    },
  )
}
