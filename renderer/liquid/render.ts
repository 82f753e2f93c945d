import type { Template } from 'liquidjs'
import { Liquid } from 'liquidjs'
import { findPlaceholders } from '../../domain/replying/find-placeholders.ts'
import { localeOf, writeDate, writeDay, writeList, writeMajor, writeMoney, writeTime } from './format-filters.ts'
import { MARK, markOutputs, NEED } from './mark-outputs.ts'

/** A stretch of the text that came from a placeholder. Offsets in UTF-16 code units. `name`: what it stands for. */
export type FilledStretch = { from: number; to: number; name: string }

export type RenderedLiquid =
  /** `holes`: what was not known; "[name]" stands in the text. */
  | { ok: true; text: string; filled: FilledStretch[]; holes: FilledStretch[] }
  /** `why`: what is wrong with the template, in the words of its parser: "tag "if" not closed, line:1, col:1". */
  | { ok: false; why: string }

/** Tags that write and decide. Those that read other files or write past the marks are not there. */
const TAGS = ['if', 'unless', 'case', 'for', 'assign', 'capture', 'comment', 'raw', '#', 'break', 'continue']
const LIMITS = { parseLimit: 50_000, renderLimit: 250, memoryLimit: 1_000_000, templateLimit: 5_000 }

/** Signs of the private use area that no text holds: begin, end of the number, end of the stretch. */
const [OPEN, MIDDLE, CLOSE] = ['\ue000', '\ue001', '\ue002'] as const
const SIGNS = /[\ue000-\ue002]/g
const STRETCHES = /\ue000(\d+)\ue001|\ue002/g

type Marking = {
  isMissing: boolean
  marks: { path: string; isHole: boolean }[]
  names: Readonly<Record<string, string>>
}
/** Of the render that runs now: rendering never waits, so there is one at a time. */
let marking: Marking = { isMissing: false, marks: [], names: {} }

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const engine = makeEngine()
const parsed = new Map<string, Template[]>()

function makeEngine(): Liquid {
  const nowhere = () => {
    throw new Error('a template reads no files')
  }
  const liquid = new Liquid({
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    relativeReference: false,
    jsTruthy: false,
    fs: { exists: nowhere, existsSync: nowhere, readFile: nowhere, readFileSync: nowhere, resolve: nowhere },
    ...LIMITS,
  })
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.includes(tag)) delete liquid.tags[tag]
  const inLocale = (write: (value: unknown, locale: string) => unknown) =>
    function (this: { context: { getSync(path: string[]): unknown } }, value: unknown) {
      return write(value, String(this.context.getSync(['evenkeel_locale'])))
    }
  liquid.registerFilter('day', inLocale(writeDay))
  liquid.registerFilter('date', inLocale(writeDate))
  liquid.registerFilter('time', inLocale(writeTime))
  liquid.registerFilter('list', inLocale(writeList))
  liquid.registerFilter('money', function (value: unknown, currency?: unknown) {
    const locale = String(this.context.getSync(['evenkeel_locale']))
    return writeMoney(value, locale, currency ?? this.context.getSync(['order', 'currency']))
  })
  liquid.registerFilter('major', function (value: unknown, currency?: unknown) {
    return writeMajor(value, currency ?? this.context.getSync(['order', 'currency']))
  })
  liquid.registerFilter(NEED, (value: unknown) => {
    marking.isMissing = isNothing(value)
    return value
  })
  liquid.registerFilter(MARK, (value: unknown, path: string) => {
    const { isMissing, marks, names } = marking
    marking.isMissing = false
    if (!isMissing && isNothing(value)) return ''
    marks.push({ path, isHole: isMissing })
    const words = isMissing ? `[${holeName(path, names)}]` : Array.isArray(value) ? value.join(', ') : String(value)
    return `${OPEN}${marks.length - 1}${MIDDLE}${words}${CLOSE}`
  })
  return liquid
}

const isSeen = (name: string): boolean => findPlaceholders(`[${name}]`)[0]?.to === name.length + 2

/** `order.trackingNumber` -> "order tracking number", `input.update_by` -> "update by". Letters first, so that the guard sees it. */
function holeName(path: string, names: Readonly<Record<string, string>>): string {
  const named = names[path]
  const spoken = path
    .replace(/^(?:input|answers)\./, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
  const name = (named ?? spoken)
    .replace(/[[\]\ue000-\ue002\n]/g, ' ')
    .trim()
    .slice(0, 56)
  // The guard takes "[x]" and "[sic]" for what people write: a hole must be none of these.
  return isSeen(name) ? name : `to be filled in, ${name}`
}

/**
 * Fills a text with placeholders. Runs no code of the template's, reads no file and stops after a quarter of a second. What a placeholder
 * does not find stays visible as "[name]". `locale`: the customer's, for money and dates. `names`: what a path is called,
 * `{ 'input.ref': 'reference' }`; without one it is made from the path.
 */
export function renderLiquid(
  source: string,
  scope: Readonly<Record<string, unknown>>,
  locale: string,
  names: Readonly<Record<string, string>> = {},
): RenderedLiquid {
  const before = marking
  try {
    marking = { isMissing: false, marks: [], names }
    const templates = parsed.get(source) ?? parse(source)
    const written: unknown = engine.renderSync(templates, { ...scope, evenkeel_locale: localeOf(locale) })
    return { ok: true, ...readMarks(String(written), marking.marks) }
  } catch (error) {
    return {
      ok: false,
      why: error instanceof Error ? error.message.split('\n')[0]!.replace(/evenkeel_\w+/g, '') : String(error),
    }
  } finally {
    marking = before
  }
}

function parse(source: string): Template[] {
  if (source.length > LIMITS.parseLimit) throw new Error(`longer than ${LIMITS.parseLimit} characters`)
  const templates = engine.parse(markOutputs(source.replace(SIGNS, '')))
  if (parsed.size > 5_000) parsed.clear()
  parsed.set(source, templates)
  return templates
}

/** Takes the signs out again and says where they stood. */
function readMarks(
  written: string,
  marks: Marking['marks'],
): { text: string; filled: FilledStretch[]; holes: FilledStretch[] } {
  let text = ''
  let done = 0
  const open: { at: number; from: number }[] = []
  const filled: FilledStretch[] = []
  const holes: FilledStretch[] = []
  for (const found of written.matchAll(STRETCHES)) {
    text += written.slice(done, found.index)
    done = found.index + found[0].length
    if (found[1] !== undefined) {
      open.push({ at: Number(found[1]), from: text.length })
      continue
    }
    const begun = open.pop()
    const mark = begun && marks[begun.at]
    if (!begun || !mark || begun.from === text.length) continue
    const stretch = { from: begun.from, to: text.length, name: mark.path }
    // A captured text inside another output: the inner, more precise ones are kept.
    if ([...filled, ...holes].some((inner) => inner.from >= stretch.from)) continue
    if (mark.isHole) holes.push({ ...stretch, name: text.slice(begun.from + 1, -1) })
    else filled.push(stretch)
  }
  return { text: (text + written.slice(done)).replace(SIGNS, ''), filled, holes }
}
