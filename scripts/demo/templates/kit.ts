import type { Channel } from '../../../domain/cases/channel.ts'
import type { Ms } from '../../../domain/kernel/time.ts'
import type { TemplateAction, TemplateInput } from '../../../domain/templates/template.ts'

export const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt-BR', 'ja', 'ar', 'hi'] as const
type Language = (typeof LANGUAGES)[number]
/** English first: the language each was written in. */
type Texts = { en: string } & Partial<Record<Language, string>>

export type WrittenTemplate = {
  key: string
  title: string
  tags: string[]
  reasons: string[]
  channels: Channel[]
  owner: string
  reviewInDays: number | null
  expiresInDays: number | null
  texts: Texts
  inputs: TemplateInput[]
  actions: TemplateAction[]
}
type More = Partial<Omit<WrittenTemplate, 'key' | 'title' | 'tags' | 'texts'>>

/** What stands around a letter, in the way of each language. Names without titles: nobody's gender is guessed. */
const AROUND: Record<Language, [before: string, after: string]> = {
  en: ['Hello {{ customer.givenName }},\n\n', '\n\nKind regards\n{{ agent.givenName }}, {{ shop.name }}'],
  de: ['Guten Tag {{ customer.name }},\n\n', '\n\nFreundliche Grüße\n{{ agent.givenName }}, {{ shop.name }}'],
  es: ['Hola, {{ customer.givenName }}:\n\n', '\n\nUn saludo,\n{{ agent.givenName }}, {{ shop.name }}'],
  fr: ['Bonjour {{ customer.name }},\n\n', '\n\nBien cordialement,\n{{ agent.givenName }}, {{ shop.name }}'],
  'pt-BR': ['Olá, {{ customer.givenName }},\n\n', '\n\nAtenciosamente,\n{{ agent.givenName }}, {{ shop.name }}'],
  ja: [
    '{{ customer.name }}様\n\n{{ shop.name }}の{{ agent.givenName }}です。\n',
    '\n\nよろしくお願いいたします。\n{{ shop.name }} {{ agent.givenName }}',
  ],
  ar: ['مرحبًا {{ customer.givenName }}،\n\n', '\n\nمع أطيب التحيات،\n{{ agent.givenName }}، {{ shop.name }}'],
  hi: ['नमस्ते {{ customer.givenName }} जी,\n\n', '\n\nसादर,\n{{ agent.givenName }}, {{ shop.name }}'],
}

const template = (key: string, title: string, tags: string[], texts: Texts, more: More): WrittenTemplate => ({
  key,
  title,
  tags,
  texts,
  reasons: more.reasons ?? [],
  channels: more.channels ?? ['email', 'chat'],
  owner: more.owner ?? 'Tora Lindqvist',
  reviewInDays: more.reviewInDays === undefined ? 120 : more.reviewInDays,
  expiresInDays: more.expiresInDays ?? null,
  inputs: more.inputs ?? [],
  actions: more.actions ?? [],
})

/** A whole letter: greeting and closing are put around the text. */
export const letter = (key: string, title: string, tags: string[], texts: Texts, more: More = {}): WrittenTemplate => {
  const whole = Object.entries(texts).map(([language, text]) => {
    const [before, after] = AROUND[language as Language]
    // After a colon Spanish goes on with a capital where a new paragraph begins, German after a comma does not.
    const begun = language === 'es' ? text.charAt(0).toUpperCase() + text.slice(1) : text
    return [language, `${before}${begun}${after}`]
  })
  return template(key, title, tags, Object.fromEntries(whole) as Texts, more)
}
/** A line or a paragraph, to be put into a chat or a letter as it is. */
export const line = (key: string, title: string, tags: string[], texts: Texts, more: More = {}): WrittenTemplate =>
  template(key, title, tags, texts, { channels: ['chat'], ...more })

type Hinted = { hint?: string; suggest?: string }
const field = (
  kind: TemplateInput['kind'],
  name: string,
  label: string,
  more: Hinted,
  choices: string[],
): TemplateInput => ({
  name,
  label,
  hint: more.hint ?? '',
  kind,
  choices,
  suggest: more.suggest ?? '',
})
export const text = (name: string, label: string, more: Hinted = {}) => field('text', name, label, more, [])
export const day = (name: string, label: string, more: Hinted = {}) => field('date', name, label, more, [])
export const money = (name: string, label: string, more: Hinted = {}) => field('money', name, label, more, [])
export const pick = (name: string, label: string, choices: string[], more: Hinted = {}) =>
  field('choice', name, label, more, choices)

export const tag = (name: string): TemplateAction => ({ kind: 'tag', tag: name })
export const status = (to: 'pending' | 'solved'): TemplateAction => ({ kind: 'status', status: to })
export const refund = (amount: string, why: string): TemplateAction => ({ kind: 'refund', amount, why })
export const promise = (words: string, days: number): TemplateAction => ({
  kind: 'promise',
  words,
  withinMs: (days * 86_400_000) as Ms,
})
/** Due on the day that the agent gave for the input: what the letter says and what is owed must be the same day. */
export const promiseOn = (words: string, input: string): TemplateAction => ({
  kind: 'promise',
  words,
  withinMs: 0 as Ms,
  on: `{{ input.${input} }}`,
})
