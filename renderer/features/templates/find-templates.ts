import type { Channel } from '../../../domain/cases/channel.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { TemplateRecord } from '../../../domain/templates/template.ts'
import { splitWords, termOf } from '../../search/split-words.ts'
import type { Found, TemplateIndex } from './template-index.ts'
import { proseOf } from './template-index.ts'

/** Why a template stands where it stands, the strongest reason. */
export type WhyHere =
  | { kind: 'best'; reason: string }
  | { kind: 'used'; at: EpochMs }
  | { kind: 'tag'; tag: string }
  | { kind: 'body'; quote: string }
  | { kind: 'title' }

/** What takes the words of a text apart is worked out when it is asked for: only a few of what was found are looked at. */
export type Hit = {
  template: TemplateRecord
  readonly why: WhyHere
  /** What of the title the query found. */
  readonly marks: { from: number; to: number }[]
}

export type Wanted = {
  query: string
  /** Why the customer came. Null: not said yet. */
  reason: string | null
  /** On which of these the text can go out. */
  channels: readonly Channel[]
  /** When the agent last sent something made of it. */
  used: Readonly<Record<string, number>>
}

export type FoundTemplates = {
  /** The first of them. */
  hits: Hit[]
  /** How many there are; none where these are only the nearest. */
  total: number
  /** True: nothing holds the query; these come nearest. */
  isNearest: boolean
}

/** More than anyone reads; another word narrows it. */
export const SHOWN = 100

type Candidate = { template: TemplateRecord; found: Found | null }

/**
 * What can be inserted here: one whose title is being typed first, then best for the case's reason, then the last used,
 * then by how well it fits the query.
 * `index`: null as long as nothing is searched for.
 */
export function findTemplates(
  templates: readonly TemplateRecord[],
  index: TemplateIndex | null,
  wanted: Wanted,
): FoundTemplates {
  const { fitting, byId } = fittingOf(templates, wanted.channels)
  const query = wanted.query.trim()
  const shown = (candidates: Candidate[]) =>
    candidates.slice(0, SHOWN).map(({ template, found }): Hit => {
      let why: WhyHere | undefined
      let marks: Hit['marks'] | undefined
      return {
        template,
        get why() {
          return (why ??= whyHere(template, found, wanted))
        },
        get marks() {
          return (marks ??= found === null ? [] : markTitle(template.title, found.titleTerms, query))
        },
      }
    })
  if (query === '' || index === null) {
    const all = fitting.map((template) => ({ template, found: null }))
    all.sort((a, b) => inOrder(a, b, wanted) || byTitle.compare(a.template.title, b.template.title))
    return { hits: shown(all), total: all.length, isNearest: false }
  }
  const candidates = (found: Found[]): (Candidate & { found: Found })[] =>
    found.flatMap((each) => {
      const template = byId.get(each.id)
      return template === undefined ? [] : [{ template, found: each }]
    })
  const found = candidates(index.find(query))
  if (found.length === 0) {
    const near: Candidate[] = candidates(index.nearest(query))
    // Of what is like nothing here, what fits the case is nearest.
    const rest = fitting.map((template) => ({ template, found: null })).sort((a, b) => inOrder(a, b, wanted))
    return { hits: shown((near.length > 0 ? near : rest).slice(0, 3)), total: 0, isNearest: true }
  }
  const typed = splitWords(query).map(({ term }) => term)
  const ranked = found.map((each) => ({
    ...each,
    isNamed: Number(isTitleOf(typed, each.template)),
    isBest: isBest(each, wanted),
    usedAt: usedAt(each, wanted),
  }))
  ranked.sort(
    (a, b) => b.isNamed - a.isNamed || b.isBest - a.isBest || b.usedAt - a.usedAt || b.found.score - a.found.score,
  )
  return { hits: shown(ranked), total: found.length, isNearest: false }
}

type Fitting = { channels: string; fitting: TemplateRecord[]; byId: Map<TemplateRecord['id'], TemplateRecord> }
/** Of a list that stays the same object until a template changes: the same from letter to letter. */
const fittingBefore = new WeakMap<readonly TemplateRecord[], Fitting>()

function fittingOf(templates: readonly TemplateRecord[], wanted: readonly Channel[]): Fitting {
  const names = wanted.join()
  const before = fittingBefore.get(templates)
  if (before?.channels === names) return before
  const fitting = templates.filter(({ channels }) => channels.some((channel) => wanted.includes(channel)))
  const made = { channels: names, fitting, byId: new Map(fitting.map((template) => [template.id, template])) }
  fittingBefore.set(templates, made)
  return made
}

/** A template stays the same object until it changes. */
const titleWords = new WeakMap<TemplateRecord, string[]>()

/** Whether the agent knows the title and types it: two words or more of it from its beginning, the last perhaps in part. */
function isTitleOf(typed: readonly string[], template: TemplateRecord): boolean {
  if (typed.length < 2) return false
  const words = titleWords.get(template) ?? splitWords(template.title).map(({ term }) => term)
  titleWords.set(template, words)
  return typed.every((term, at) => (at < typed.length - 1 ? words[at] === term : words[at]?.startsWith(term)))
}

const byTitle = new Intl.Collator()

const isBest = ({ template }: Candidate, { reason }: Wanted): number =>
  Number(reason !== null && template.reasons.includes(reason))
const usedAt = ({ template }: Candidate, { used }: Wanted): number => used[template.id] ?? 0

const inOrder = (a: Candidate, b: Candidate, wanted: Wanted): number =>
  isBest(b, wanted) - isBest(a, wanted) || usedAt(b, wanted) - usedAt(a, wanted)

function whyHere(template: TemplateRecord, found: Found | null, { reason, used }: Wanted): WhyHere {
  if (reason !== null && template.reasons.includes(reason)) return { kind: 'best', reason }
  const at = used[template.id]
  if (at !== undefined) return { kind: 'used', at: at as EpochMs }
  if (found === null || found.titleTerms.length > 0) {
    const tag = template.tags[0]
    return tag === undefined ? { kind: 'title' } : { kind: 'tag', tag }
  }
  const tag = template.tags.find((each) => splitWords(each).some(({ term }) => found.tagTerms.includes(term)))
  if (tag !== undefined) return { kind: 'tag', tag }
  return { kind: 'body', quote: quoteOf(template, found.bodyTerms) }
}

/** Marks what was typed of a word, or the whole word where it was found by a slip. */
function markTitle(title: string, found: readonly string[], query: string): Hit['marks'] {
  const typed = splitWords(query).map(({ term }) => term)
  return splitWords(title)
    .filter(({ term }) => found.includes(term))
    .map(({ from, to, term }) => {
      const begun = typed.find((each) => term.startsWith(each))
      const isSimple = termOf(title.slice(from, to)).length === to - from
      return { from, to: begun !== undefined && isSimple ? from + begun.length : to }
    })
}

const AROUND = 18

/** A few words around the first that was found. */
function quoteOf(template: TemplateRecord, found: readonly string[]): string {
  for (const { body } of template.variants) {
    const prose = proseOf(body)
    const word = splitWords(prose).find(({ term }) => found.includes(term))
    if (word === undefined) continue
    const from = word.from <= AROUND ? 0 : prose.lastIndexOf(' ', word.from - AROUND) + 1
    const end = prose.indexOf(' ', word.to + AROUND)
    return prose.slice(from, end === -1 ? undefined : end)
  }
  return ''
}

/** Whether the text may still be used. expired: not at all. overdue: nobody has read it for too long. */
export function freshness(template: TemplateRecord, now: EpochMs): 'fresh' | 'overdue' | 'expired' {
  if (template.expiresAt !== null && template.expiresAt <= now) return 'expired'
  return template.reviewDueAt !== null && template.reviewDueAt <= now ? 'overdue' : 'fresh'
}
