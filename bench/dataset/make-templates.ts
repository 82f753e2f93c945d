import type { TemplateId } from '../../domain/kernel/ids.ts'
import type { TemplateRecord } from '../../domain/templates/template.ts'
import { makeDice } from './dice.ts'
import { NEWEST } from './make-dataset.ts'
import { KNOWN_WORDS, makeTexts, TOPICS } from './texts.ts'

export const TEMPLATES = 2_000

/** `wanted`: what must stand in one of the first 20 that are found. */
export type PickerQuery = { kind: 'title' | 'body' | 'tag' | 'typo'; query: string; wanted: string }
const QUERIES_OF_A_KIND = 50

/** Templates of four languages, as many as a large house has. */
export function makeTemplates(count: number): TemplateRecord[] {
  const dice = makeDice(7)
  const texts = makeTexts(dice)
  return Array.from({ length: count }, (_, at): TemplateRecord => {
    const language = texts.language(dice)
    const isShort = language === 'ja' || language === 'zh'
    return {
      id: `template-${String(at).padStart(4, '0')}` as TemplateId,
      title: texts.write(dice, language, isShort ? 10 : 30),
      tags: [dice.pick(TOPICS), dice.pick(TOPICS)],
      reasons: [],
      channels: ['email', 'chat'],
      owner: 'Lea Brandt',
      reviewDueAt: null,
      expiresAt: null,
      variants: [{ language, body: texts.write(dice, language, isShort ? 150 : 400), reviewedAt: NEWEST }],
      inputs: [],
      actions: [],
    }
  })
}

/** Words that do occur, whole or with one slip of the fingers: a letter left out, doubled, wrong or swapped with the next. */
export function makeQueries(templates: readonly TemplateRecord[]): PickerQuery[] {
  const dice = makeDice(8)
  const words = (text: string) => text.toLowerCase().match(/\p{L}+/gu) ?? []
  const inTitles = [...new Set(templates.flatMap(({ title }) => words(title)))].filter((word) => word.length >= 5)
  const known = new Set(KNOWN_WORDS)
  const typable = inTitles.filter((word) => known.has(word))
  const oneOf = (from: readonly string[]) => dice.pick(from)
  const queryOf = (kind: PickerQuery['kind']): PickerQuery => {
    if (kind === 'tag') {
      const tag = oneOf(TOPICS)
      return { kind, query: tag, wanted: tag }
    }
    if (kind === 'body') {
      const template = dice.pick(templates)
      const [word = 'order'] = words(template.variants[0]?.body ?? '').filter((each) => each.length >= 4)
      return { kind, query: word, wanted: word }
    }
    if (kind === 'title') {
      const word = oneOf(inTitles)
      return { kind, query: word, wanted: word }
    }
    const word = oneOf(typable)
    return { kind, query: slip(word, dice.below(4), 1 + dice.below(word.length - 2)), wanted: word }
  }
  return (['title', 'body', 'tag', 'typo'] as const).flatMap((kind) =>
    Array.from({ length: QUERIES_OF_A_KIND }, () => queryOf(kind)),
  )
}

function slip(word: string, kind: number, at: number): string {
  const before = word.slice(0, at)
  const letter = word[at] ?? ''
  const after = word.slice(at + 1)
  if (kind === 0) return before + after
  if (kind === 1) return before + letter + letter + after
  if (kind === 2) return `${before}${letter === 'e' ? 'a' : 'e'}${after}`
  return before + after.slice(0, 1) + letter + after.slice(1)
}
