import { Liquid } from 'liquidjs'
import { checkGuide } from '../domain/guides/check-guide.ts'
import type { GuideRecord } from '../domain/guides/guide.ts'
import type { EpochMs } from '../domain/kernel/time.ts'
import { guide as schema } from '../protocol/sync/content.ts'
import { layOutRecord } from '../server/demo/demo-content.ts'
import { wordsOf } from './guide-words.ts'

/** Something wrong with a guide in a file. Null where it concerns more than one guide, or the whole of one. */
export type Finding = { guideId: string | null; stepId: string | null; wrong: string; todo: string }

/** Only the form is read here, so any moment will do for relative times. */
const ANY_MOMENT = 1_772_000_000_000 as EpochMs
const syntax = new Liquid({ strictFilters: true })
for (const ours of ['money', 'major', 'day', 'date', 'time', 'list'])
  syntax.registerFilter(ours, (value: unknown) => value)

/** What a text of a guide may name, beside `answers`, which the rules of guides look after: docs/templates.md. */
const NAMES = new Set([
  ...['givenName', 'familyName', 'name', 'email'].map((name) => `customer.${name}`),
  ...['number', 'items', 'firstItem', 'total', 'currency', 'status'].map((name) => `order.${name}`),
  ...['deliveryDueAt', 'isDelayed', 'carrier', 'trackingNumber'].map((name) => `order.${name}`),
  'case.number',
  'case.reason',
  'agent.givenName',
  'agent.name',
  'shop.name',
])

/** Every guide of a file (one, or a list of them), and everything that is wrong with them. */
export function readGuides(text: string): { count: number; findings: Finding[] } {
  let raw: unknown
  try {
    raw = layOutRecord(JSON.parse(text), ANY_MOMENT)
  } catch (error) {
    const wrong = `It is not JSON: ${error instanceof Error ? error.message : String(error)}.`
    return { count: 0, findings: [{ guideId: null, stepId: null, wrong, todo: 'Mend the file at that place.' }] }
  }
  const rows: unknown[] = Array.isArray(raw) ? raw : [raw]
  const sound: GuideRecord[] = []
  const findings: Finding[] = []
  for (const row of rows) {
    const parsed = schema.safeParse(row)
    if (parsed.success) sound.push(parsed.data as GuideRecord)
    else findings.push(...schemaFindings(row, parsed.error.issues))
  }
  for (const each of sound) {
    for (const problem of checkGuide(each))
      findings.push({ guideId: each.id, stepId: problem.stepId, ...wordsOf(problem) })
    findings.push(...syntaxFindings(each))
  }
  findings.push(...versionFindings(sound))
  return { count: rows.length, findings }
}

type Issue = { path: PropertyKey[]; message: string }
function schemaFindings(row: unknown, issues: Issue[]): Finding[] {
  const shape = row as { id?: unknown; steps?: { id?: unknown }[] } | null
  return issues.map(({ path, message }) => {
    const at = path[0] === 'steps' && typeof path[1] === 'number' ? path[1] : null
    const known = at === null ? undefined : shape?.steps?.[at]?.id
    const stepId = at === null ? null : typeof known === 'string' ? known : String(at)
    const place = path.map(String).join('.')
    return {
      guideId: typeof shape?.id === 'string' ? shape.id : null,
      stepId,
      wrong: `"${place}" is not as the schema wants it: ${message}.`,
      todo: 'The form of a guide is described in docs/guides.md.',
    }
  })
}

/** Texts that Liquid cannot read, or that name what there is not. */
function syntaxFindings(guide: GuideRecord): Finding[] {
  return guide.steps.flatMap((step) => {
    if (step.kind !== 'outcome') return []
    const texts: [string, string][] = [
      ['reply', step.reply],
      ['note', step.note],
    ]
    for (const action of step.actions) {
      if (action.kind === 'refund') texts.push(['refund', action.amount])
      if (action.kind === 'promise') texts.push(['promise', action.words])
    }
    return texts.flatMap(([where, text]) => {
      const found = (wrong: string): Finding => ({
        guideId: guide.id,
        stepId: step.id,
        wrong,
        todo: 'What a text may hold stands in docs/templates.md.',
      })
      try {
        const names = syntax.globalFullVariablesSync(syntax.parse(text))
        return names
          .filter((name) => !name.startsWith('answers.') && !NAMES.has(name))
          .map((name) => found(`In ${where}, a text names "${name}", which no case has.`))
      } catch (error) {
        const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
        return [found(`In ${where}, the text cannot be read: ${why}.`)]
      }
    })
  })
}

/** What the versions of one guide must be to each other. */
function versionFindings(guides: readonly GuideRecord[]): Finding[] {
  const findings: Finding[] = []
  const tell = (guideId: string, wrong: string, todo: string) => findings.push({ guideId, stepId: null, wrong, todo })
  for (const guide of guides)
    if (guide.id !== `${guide.key}@${guide.version}`)
      tell(guide.id, `Its id is not "${guide.key}@${guide.version}".`, 'An id is the key, "@" and the version.')
  for (const key of new Set(guides.map((guide) => guide.key))) {
    const versions = guides.filter((guide) => guide.key === key)
    const current = versions.filter((guide) => guide.isCurrent)
    const newest = Math.max(...versions.map((guide) => guide.version))
    if (new Set(versions.map((guide) => guide.version)).size < versions.length)
      tell(key, 'Two of its versions have the same number.', 'Count on from the newest.')
    if (current.length !== 1 || current[0]?.version !== newest)
      tell(key, 'Not exactly its newest version is current.', 'Set "isCurrent" on the newest one alone.')
  }
  return findings
}
