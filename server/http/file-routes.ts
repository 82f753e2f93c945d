import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { fileFacts, PART_BYTES, uploadAnswer } from '../../protocol/attachment.ts'
import { errorBody } from '../../protocol/errors.ts'
import { attachmentId } from '../../protocol/ids.ts'
import type { ServerPorts } from '../app.ts'
import { findReadable, readParts } from '../files/read-parts.ts'
import { receivePart } from '../files/receive-part.ts'
import { type Authenticated, authenticate } from './authenticate.ts'
import { answerError } from './errors.ts'

const error = (description: string) => ({ description, content: { 'application/json': { schema: errorBody } } })
const BYTES = 'application/octet-stream'
const idParam = z.object({ id: attachmentId })
const whole = z.coerce.number().int().nonnegative()

/** Files that go with replies: a desk brings them in parts, and those who may read the case fetch them. */
export function addFileRoutes(app: OpenAPIHono<Authenticated>, ports: ServerPorts): void {
  const guard = authenticate(ports)
  const refusals = { 400: error('malformed'), 401: error('token_*'), 403: error('forbidden, account_disabled') }

  app.openapi(
    createRoute({
      method: 'put',
      path: '/api/v1/files/{id}',
      middleware: [guard] as const,
      request: {
        params: idParam,
        query: z.object({
          size: whole.pipe(fileFacts.shape.sizeBytes),
          sha256: fileFacts.shape.sha256,
          /** Where the part begins. */
          at: whole,
        }),
        body: { required: true, content: { [BYTES]: { schema: z.string().openapi({ format: 'binary' }) } } },
      },
      responses: {
        200: {
          description: `How much of it is here. A part has at most ${PART_BYTES} bytes; an empty one only asks.`,
          content: { 'application/json': { schema: uploadAnswer } },
        },
        ...refusals,
        413: error('too_large'),
      },
    }),
    async (c) => {
      const { size, sha256, at } = c.req.valid('query')
      const file = { id: c.req.valid('param').id, sizeBytes: size, sha256 }
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      return c.json(await receivePart(ports.db, c.get('who'), file, at, bytes, ports.now()), 200)
    },
  )

  app.openapi(
    createRoute({
      method: 'get',
      path: '/api/v1/files/{id}',
      middleware: [guard] as const,
      request: { params: idParam },
      responses: {
        200: { description: 'Its bytes', content: { [BYTES]: { schema: z.string().openapi({ format: 'binary' }) } } },
        ...refusals,
        404: error('not_found: there is none, or it is in no case of yours'),
      },
    }),
    async (c) => {
      const who = c.get('who')
      const { id } = c.req.valid('param')
      const file = await findReadable(ports.db, who, id)
      if (file === null)
        return answerError(c, 'not_found', 'There is no such file in a case that you may read.') as never
      const parts = readParts(ports.db, who.tenantId, id)
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await parts.next()
          if (done) controller.close()
          else controller.enqueue(new Uint8Array(value))
        },
        cancel: async () => void (await parts.return(undefined)),
      })
      return new Response(body, {
        headers: {
          // Never as what it calls itself: no browser may show or run it on this origin.
          'content-type': BYTES,
          'content-disposition': 'attachment',
          'content-length': String(file.sizeBytes),
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'no-store',
        },
      }) as never
    },
  )
}
