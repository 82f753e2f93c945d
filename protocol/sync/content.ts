import { z } from 'zod'
import { CASE_STATUSES } from '../../domain/cases/case.ts'
import { CHANNELS } from '../../domain/cases/channel.ts'
import { GUIDE_INPUT_KINDS } from '../../domain/guides/guide.ts'
import { TEMPLATE_INPUT_KINDS } from '../../domain/templates/template.ts'
import { articleId, epochMs, guideId, ms, templateId } from '../ids.ts'

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language tag such as "en" or "pt-BR".')
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'Small letters, digits and "_".')
const key = z.string().regex(/^[0-9a-z-]{1,64}$/, 'Small letters, digits and "-".')

const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tag'), tag: z.string().min(1).max(100) }),
  z.object({ kind: z.literal('status'), status: z.enum(CASE_STATUSES) }),
  z.object({ kind: z.literal('refund'), amount: z.string().min(1), why: z.string().min(1) }),
  z.object({ kind: z.literal('promise'), words: z.string().min(1), withinMs: ms, on: z.string().optional() }),
])

/** A text with placeholders. */
export const template = z.looseObject({
  id: templateId,
  title: z.string().min(1),
  tags: z.array(z.string()),
  reasons: z.array(z.string()),
  channels: z.array(z.enum(CHANNELS)).min(1),
  owner: z.string(),
  reviewDueAt: epochMs.nullable(),
  expiresAt: epochMs.nullable(),
  variants: z.array(z.object({ language, body: z.string().min(1), reviewedAt: epochMs })).min(1),
  inputs: z.array(
    z.object({
      name,
      label: z.string().min(1),
      hint: z.string(),
      kind: z.enum(TEMPLATE_INPUT_KINDS),
      choices: z.array(z.string()),
      suggest: z.string(),
    }),
  ),
  actions: z.array(action),
})

const spoken = { id: z.string().min(1), title: z.string().min(1), ask: z.string(), details: z.array(z.string()) }
const step = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choose'),
    ...spoken,
    choices: z
      .array(
        z.object({
          id: z.string().min(1),
          words: z.string().min(1),
          hint: z.string(),
          next: z.string().min(1),
          forbidden: z.object({ why: z.string().min(1), allowedBy: z.enum(['lead', 'finance', 'nobody']) }).nullable(),
        }),
      )
      .min(1)
      .max(9),
  }),
  z.object({
    kind: z.literal('ask'),
    ...spoken,
    input: z.enum(GUIDE_INPUT_KINDS),
    isRequired: z.boolean(),
    next: z.string().min(1),
  }),
  z.object({ kind: z.literal('do'), ...spoken, next: z.string().min(1) }),
  z.object({
    kind: z.literal('outcome'),
    id: z.string().min(1),
    title: z.string().min(1),
    details: z.array(z.string()),
    disposition: z.string().min(1),
    reply: z.string(),
    note: z.string(),
    actions: z.array(action),
  }),
])

/** One version of a guided script: its declarative form. */
export const guide = z.looseObject({
  id: guideId,
  key,
  version: z.number().int().positive(),
  title: z.string().min(1),
  group: z.string().min(1),
  reasons: z.array(z.string()),
  changedAt: epochMs,
  changedBy: z.string(),
  changes: z.array(z.object({ stepId: z.string(), words: z.string() })),
  isCurrent: z.boolean(),
  start: z.string().min(1),
  steps: z.array(step).min(1),
})

/** One article of the knowledge base. */
export const article = z.looseObject({
  id: articleId,
  title: z.string().min(1),
  body: z.string(),
  version: z.number().int().positive(),
  changedAt: epochMs,
  changedBy: z.string(),
  isInternal: z.boolean(),
  url: z.url().nullable(),
  tags: z.array(z.string()),
})
