import { reasonKey } from '../reasons.ts'
import { account } from './account.ts'
import { conversation } from './conversation.ts'
import type { WrittenTemplate } from './kit.ts'
import { LANGUAGES } from './kit.ts'
import { parcels } from './parcels.ts'
import { payments } from './payments.ts'
import { refunds } from './refunds.ts'
import { returns } from './returns.ts'

const DAY_MS = 86_400_000
const written: WrittenTemplate[] = [...conversation, ...parcels, ...refunds, ...returns, ...payments, ...account]

const inMs = (days: number | null): number | null => (days === null ? null : days * DAY_MS)

/** All templates; times as milliseconds before and after the start. */
export const makeTemplates = () =>
  written.map((template, at) => ({
    id: template.key,
    title: template.title,
    tags: template.tags,
    reasons: template.reasons.map(reasonKey),
    channels: template.channels,
    owner: template.owner,
    reviewDueInMs: inMs(template.reviewInDays),
    expiresInMs: inMs(template.expiresInDays),
    variants: LANGUAGES.flatMap((language, order) => {
      const body = template.texts[language]
      // A translation is read again later than the text it was made of.
      return body === undefined ? [] : [{ language, body, reviewedAgoMs: (20 + ((at * 13) % 90) + order * 3) * DAY_MS }]
    }),
    inputs: template.inputs,
    actions: template.actions,
  }))
