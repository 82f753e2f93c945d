import type { GuideRecord } from '../../domain/guides/guide.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import type { TemplateRecord } from '../../domain/templates/template.ts'

/** Records as they lie in resources/demo: "changedAgoMs" and "reviewDueInMs" stand for moments before and after the start. */
export type RawContent = { templates: unknown[]; guides: unknown[]; articles: unknown[] }
export type Content = { templates: TemplateRecord[]; guides: GuideRecord[]; articles: ArticleRecord[] }

/** "changedAgoMs: 5000" becomes "changedAt: now - 5000", "expiresInMs: 5000" becomes "expiresAt: now + 5000", at any depth; null stays null. */
export function layOutRecord(raw: unknown, now: EpochMs): unknown {
  if (Array.isArray(raw)) return raw.map((each) => layOutRecord(each, now))
  if (typeof raw !== 'object' || raw === null) return raw
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => {
      const [, stem, kind] = /^(.+)(AgoMs|InMs)$/.exec(name) ?? []
      if (stem === undefined) return [name, layOutRecord(value, now)]
      return [`${stem}At`, value === null ? null : now + (kind === 'InMs' ? 1 : -1) * Number(value)]
    }),
  )
}

/** The demo's templates, guided scripts and articles as of `now`. */
export const layOutContent = (raw: RawContent, now: EpochMs): Content => layOutRecord(raw, now) as Content
