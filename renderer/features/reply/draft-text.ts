import type { Draft } from '../../data/repository.ts'

export type Mode = Draft['mode']
/** Both texts of a case, side by side. */
export type Texts = Record<Mode, string>

export const NO_TEXTS: Texts = { reply: '', note: '' }
const MODES = ['reply', 'note'] as const

/**
 * One text of a draft after the store's copy has changed beneath the composer: a withdrawn message came back, or the
 * draft was read only after the agent had begun to write. Nothing that was written on either side is left out.
 */
export function rebaseText(stored: string, lastSaved: string, local: string): string {
  if (stored === lastSaved || stored === local) return local
  if (local === lastSaved || local === '') return stored
  // The store put a text above the one it had: what was written since takes that one's place.
  if (lastSaved !== '' && stored.endsWith(lastSaved)) return stored.slice(0, -lastSaved.length) + local
  return stored === '' ? local : `${stored}\n\n${local}`
}

/** Both texts, each put on top of the store's new copy. */
export function rebaseTexts(stored: Texts, lastSaved: Texts, local: Texts): Texts {
  return {
    reply: rebaseText(stored.reply, lastSaved.reply, local.reply),
    note: rebaseText(stored.note, lastSaved.note, local.note),
  }
}

export const sameTexts = (a: Texts, b: Texts): boolean => MODES.every((mode) => a[mode] === b[mode])

export const isBlank = (texts: Texts): boolean => MODES.every((mode) => texts[mode] === '')
