import type { Command, Keys } from '../../kit/keymap.ts'
import { keymap } from '../../kit/keymap.ts'

/** What an agent changed of the table of keys. Empty: the command has no key. */
export type KeyChanges = { readonly [Name in Command]?: string }

/** Why a key cannot be given to a command. */
export type KeyRefusal =
  | { why: 'taken'; by: Command }
  /** One letter or sign alone writes text, or is a quick key of screen readers. */
  | { why: 'bare' }
  /** Ctrl and Alt together are AltGr and write signs. */
  | { why: 'altgr' }
  /** Alt with a letter opens menus and writes signs. */
  | { why: 'alt-letter' }
  | { why: 'browser' }
  | { why: 'editing' }
  | { why: 'screen-reader' }
  | { why: 'system' }

/** Chromium and its kin never give these to a page, or lose the work when they do not. */
const BROWSER = new Set(
  ['N', 'T', 'W', 'Tab', 'PageUp', 'PageDown']
    .flatMap((key) => [`Ctrl+${key}`, `Ctrl+Shift+${key}`])
    .concat(['Ctrl+R', 'Ctrl+Shift+R', 'Ctrl+P', 'Ctrl+Q', 'Ctrl+Shift+Q', 'Ctrl+Shift+I', 'Ctrl+L'])
    .concat(['F5', 'Shift+F5', 'Ctrl+F5', 'F11', 'F12', 'F7'])
    .concat(['Ctrl++', 'Ctrl+=', 'Ctrl+-', 'Ctrl+0', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home']),
)
/** What every text box knows. */
const EDITING = new Set(
  ['A', 'B', 'C', 'I', 'V', 'X', 'Y', 'Z', 'Backspace', 'Delete', 'Home', 'End', 'ArrowLeft', 'ArrowRight']
    .map((key) => `Ctrl+${key}`)
    .concat(['Ctrl+Shift+Z', 'Ctrl+Shift+V', 'Shift+Enter', 'Shift+Tab', 'Shift+Delete', 'Shift+Home', 'Shift+End'])
    .concat(['Ctrl+Shift+ArrowLeft', 'Ctrl+Shift+ArrowRight', 'Ctrl+Shift+Home', 'Ctrl+Shift+End']),
)
const SYSTEM = new Set([
  'Alt+F4',
  'Alt+Space',
  'Alt+Tab',
  'Alt+Shift+Tab',
  'Ctrl+Escape',
  'Alt+Escape',
  'F10',
  'Shift+F10',
])
const FUNCTION_KEY = /^F(?:[1-9]|1\d|2[0-4])$/

/** Why no command may have it, whoever asks. Null: it may be given. */
function reserved(chord: string): KeyRefusal | null {
  const parts = chord.split('+').filter(Boolean)
  const key = chord.endsWith('++') ? '+' : (parts.at(-1) ?? '')
  const holds = (name: string) => parts.slice(0, -1).includes(name)
  if (/^(?:Insert|CapsLock|ScrollLock|NumLock)$/.test(key)) return { why: 'screen-reader' }
  // Sentence by sentence, in the screen readers of Windows.
  if (holds('Alt') && (key === 'ArrowUp' || key === 'ArrowDown')) return { why: 'screen-reader' }
  if (holds('Ctrl') && holds('Alt')) return { why: 'altgr' }
  if (SYSTEM.has(chord)) return { why: 'system' }
  if (BROWSER.has(chord)) return { why: 'browser' }
  if (EDITING.has(chord)) return { why: 'editing' }
  if (holds('Alt') && /^\p{L}$/u.test(key)) return { why: 'alt-letter' }
  const isBare = !holds('Ctrl') && !holds('Alt')
  return isBare && !FUNCTION_KEY.test(key) ? { why: 'bare' } : null
}

/** The table with what the agent changed in it. */
export const keysWith = (changes: KeyChanges): Keys => ({ ...keymap, ...changes })

/** What changes when the command gets this key, or why it may not. `takes`: it is taken from whoever has it. */
export function planKey(
  changes: KeyChanges,
  command: Command,
  chord: string,
  { takes }: { takes: boolean },
): { ok: true; changes: KeyChanges } | { ok: false; refusal: KeyRefusal } {
  // As delivered is always allowed, also where a rule has grown since.
  const isOwn = keymap[command] === chord
  const refusal = isOwn ? null : reserved(chord)
  if (refusal !== null) return { ok: false, refusal }
  const holder = (Object.entries(keysWith(changes)) as [Command, string][]).find(
    ([name, keys]) => keys === chord && name !== command,
  )?.[0]
  if (holder !== undefined && !takes) return { ok: false, refusal: { why: 'taken', by: holder } }
  return {
    ok: true,
    changes: tidy({ ...changes, ...(holder === undefined ? {} : { [holder]: '' }), [command]: chord }),
  }
}

/** Only what differs from the table. */
function tidy(changes: KeyChanges): KeyChanges {
  return Object.fromEntries(Object.entries(changes).filter(([name, keys]) => keymap[name as Command] !== keys))
}

/** As it is stored with the agent's settings. Null: nothing is changed. */
export const writeKeys = (changes: KeyChanges): string | null =>
  Object.keys(changes).length === 0 ? null : JSON.stringify(changes)

/** What was stored, as far as it can hold: unknown commands and reserved keys are left out, so is a key given twice. */
export function readKeys(stored: string | undefined): KeyChanges {
  if (stored === undefined) return {}
  let read: unknown
  try {
    read = JSON.parse(stored)
  } catch {
    return {}
  }
  if (typeof read !== 'object' || read === null) return {}
  let changes: KeyChanges = {}
  const entries = Object.entries(read).filter(
    (entry): entry is [Command, string] => Object.hasOwn(keymap, entry[0]) && typeof entry[1] === 'string',
  )
  // First those that give their key up, so that another may have it.
  for (const [command, chord] of entries.toSorted((a, b) => Number(a[1] !== '') - Number(b[1] !== ''))) {
    if (chord === '') changes = { ...changes, [command]: '' }
  }
  const given = entries.filter(([, chord]) => chord !== '')
  const freed = new Map(given.map(([command]) => [command, '']))
  for (const [command, chord] of given) {
    const plan = planKey({ ...changes, ...Object.fromEntries(freed) }, command, chord, { takes: false })
    freed.delete(command)
    if (plan.ok) changes = { ...changes, [command]: chord }
  }
  return tidy(changes)
}
