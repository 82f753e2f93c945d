import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { timingSafeEqual } from 'node:crypto'
import {
  answeredBy,
  auditAnswer,
  inboundAnswer,
  inboundAudit,
  inboundContact,
  inboundMessage,
  inboundRating,
  ratingAnswer,
  sentAnswer,
} from '../../protocol/connect.ts'
import { errorBody } from '../../protocol/errors.ts'
import type { ServerPorts } from '../app.ts'
import { answerContact } from '../connect/answer.ts'
import type { ConnectPorts } from '../connect/receive.ts'
import { caseOfContact, endContact, receiveContact, receiveMessage, UnknownToUs } from '../connect/receive.ts'
import { receiveAudit, receiveRating } from '../connect/receive-feedback.ts'
import type { Owner } from '../sync/write-effect.ts'
import type { Authenticated } from './authenticate.ts'
import { answerError } from './errors.ts'

const error = (description: string) => ({ description, content: { 'application/json': { schema: errorBody } } })
const PREFIX = '/api/v1/connect/{tenant}'
const tenantParam = z.object({ tenant: z.string().max(64) })
const sentFileParams = tenantParam.extend({ messageId: z.string().max(64), fileId: z.string().max(64) })
const contactParams = tenantParam.extend({ contactId: z.string().max(64) })

/** Where connectors hand in what comes from outside. They show the key that lies in the server's data folder. */
export function addConnectRoutes(app: OpenAPIHono<Authenticated>, ports: ServerPorts): void {
  const connect: ConnectPorts = { db: ports.db, now: ports.now, newId: ports.newId }
  const refusals = { 400: error('malformed'), 401: error('token_invalid'), 404: error('not_found') }

  app.use('/api/v1/connect/*', async (c, next) => {
    const shown = Buffer.from(/^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '')
    const right = Buffer.from(ports.connectorKey)
    if (shown.length !== right.length || !timingSafeEqual(shown, right))
      return answerError(c, 'token_invalid', 'The connector key is not the one in the file connector-key.')
    await next()
    return undefined
  })

  const ownerOf = async (tenant: string): Promise<Owner> => {
    const [row] = await ports.db.query<{ shards: number }>('select shards from tenants where id = $1', [tenant])
    if (row === undefined) throw new UnknownToUs(`There is no tenant "${tenant}".`)
    return { tenantId: tenant, shards: row.shards }
  }
  const answered = (schema: z.ZodType) => ({
    200: { description: 'Taken', content: { 'application/json': { schema } } },
    ...refusals,
  })
  const body = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } }) as const

  app.openapi(
    createRoute({
      method: 'post',
      path: `${PREFIX}/messages`,
      request: { params: tenantParam, body: body(inboundMessage) },
      responses: answered(inboundAnswer),
    }),
    async (c) => {
      const owner = await ownerOf(c.req.valid('param').tenant)
      return c.json(await receiveMessage(connect, owner, inboundMessage.parse(c.req.valid('json'))), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: `${PREFIX}/contacts`,
      request: { params: tenantParam, body: body(inboundContact) },
      responses: answered(inboundAnswer),
    }),
    async (c) => {
      const owner = await ownerOf(c.req.valid('param').tenant)
      return c.json(await receiveContact(connect, owner, inboundContact.parse(c.req.valid('json'))), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: `${PREFIX}/ratings`,
      request: { params: tenantParam, body: body(inboundRating) },
      responses: answered(ratingAnswer),
    }),
    async (c) => {
      const owner = await ownerOf(c.req.valid('param').tenant)
      return c.json(await receiveRating(connect, owner, inboundRating.parse(c.req.valid('json'))), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: `${PREFIX}/audits`,
      request: { params: tenantParam, body: body(inboundAudit) },
      responses: answered(auditAnswer),
    }),
    async (c) => {
      const owner = await ownerOf(c.req.valid('param').tenant)
      return c.json(await receiveAudit(connect, owner, inboundAudit.parse(c.req.valid('json'))), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: `${PREFIX}/sent`,
      request: { params: tenantParam, query: z.object({ after: z.coerce.number().int().nonnegative() }) },
      responses: answered(sentAnswer),
    }),
    async (c) => {
      const owner = await ownerOf(c.req.valid('param').tenant)
      const messages = await ports.db.query<Record<string, unknown>>(
        `select o.message_id as "messageId", c.number as "caseNumber", m.d ->> 'channel' as channel,
           m.d ->> 'contactId' as "contactId", o.recipient, o.subject, o.body,
           coalesce(m.d -> 'attachments', '[]'::jsonb) as attachments, o.taken_at as "takenAt"
         from outbound_mail o join messages m on m.tenant = $1 and m.id = o.message_id
         join cases c on c.tenant = m.tenant and c.id = m.case_id
         where o.taken_at > $2 order by o.taken_at, o.message_id limit 200`,
        [owner.tenantId, c.req.valid('query').after],
      )
      return c.json(sentAnswer.parse({ messages }), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: `${PREFIX}/sent/{messageId}/files/{fileId}`,
      request: { params: sentFileParams },
      responses: {
        200: {
          description: 'Its bytes',
          content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
        },
        ...refusals,
      },
    }),
    async (c) => {
      const { tenant, messageId, fileId } = c.req.valid('param')
      const owner = await ownerOf(tenant)
      const [file] = await ports.db.query<{ bytes: Uint8Array }>(
        `select f.bytes from outbound_files f join messages m on m.tenant = $1 and m.id = f.message_id
         where f.message_id = $2 and f.file_id = $3`,
        [owner.tenantId, messageId, fileId],
      )
      if (file === undefined) throw new UnknownToUs('No such file left with that message.')
      return c.body(new Uint8Array(file.bytes), 200, { 'content-type': 'application/octet-stream' }) as never
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: `${PREFIX}/contacts/{contactId}/answered`,
      request: { params: contactParams, body: body(answeredBy) },
      responses: { ...answered(z.object({})), 403: error('forbidden') },
    }),
    async (c) => {
      const { tenant, contactId } = c.req.valid('param')
      const { login } = answeredBy.parse(c.req.valid('json'))
      if (await answerContact(connect, await ownerOf(tenant), contactId, login)) return c.json({}, 200)
      const why = `The call is not for "${login}": somebody else has it, it is over, or the case is not in their queues.`
      return answerError(c, 'forbidden', why) as never
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: `${PREFIX}/contacts/{contactId}/end`,
      request: { params: contactParams },
      responses: answered(z.object({})),
    }),
    async (c) => {
      const { tenant, contactId } = c.req.valid('param')
      if (!(await endContact(connect, await ownerOf(tenant), contactId)))
        throw new UnknownToUs('There is no such contact.')
      return c.json({}, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: `${PREFIX}/contacts/{contactId}/typing`,
      request: { params: contactParams },
      responses: answered(z.object({})),
    }),
    async (c) => {
      const { tenant, contactId } = c.req.valid('param')
      const found = await caseOfContact(ports.db, await ownerOf(tenant), contactId)
      if (found === null) throw new UnknownToUs('There is no such contact.')
      ports.presence.customerTypes(tenant, found.kase.id, found.scopes)
      return c.json({}, 200)
    },
  )
}
