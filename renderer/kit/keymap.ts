/**
 * Every key of the desk, once. Hints on buttons and the listener read the same table. Ctrl is Cmd on macOS.
 * Left out on purpose: Ctrl+Alt (AltGr), keys that browsers keep, keys that screen readers keep.
 */
export const keymap = {
  'palette.open': 'Ctrl+K',
  'keys.list': 'Ctrl+/',
  'case.find': 'Ctrl+F',
  'queue.next': 'Ctrl+J',
  'queue.skip': 'Ctrl+Shift+J',
  'case.new': 'Ctrl+Shift+O',
  'tab.1': 'Ctrl+1',
  'tab.2': 'Ctrl+2',
  'tab.3': 'Ctrl+3',
  'tab.4': 'Ctrl+4',
  'tab.5': 'Ctrl+5',
  'tab.6': 'Ctrl+6',
  'tab.7': 'Ctrl+7',
  'tab.8': 'Ctrl+8',
  'tab.9': 'Ctrl+9',
  'tab.next': 'Alt+PageDown',
  'tab.previous': 'Alt+PageUp',
  'tab.close': 'Ctrl+Shift+E',
  'area.next': 'F6',
  'area.previous': 'Shift+F6',
  'filter.all': 'Alt+1',
  'filter.email': 'Alt+2',
  'filter.phone': 'Alt+3',
  'filter.chat': 'Alt+4',
  'filter.notes': 'Alt+5',
  'composer.toggle': 'Ctrl+E',
  'template.insert': 'Ctrl+M',
  'composer.attach': 'Ctrl+Shift+K',
  'composer.nextHole': 'F8',
  'composer.previousHole': 'Shift+F8',
  'composer.takeSuggestion': 'Ctrl+.',
  'spelling.next': 'Shift+F7',
  'spelling.previous': 'Ctrl+Shift+F7',
  'spelling.suggest': 'Ctrl+Shift+F8',
  'composer.send': 'Ctrl+Enter',
  'composer.sendAndWrapUp': 'Ctrl+Shift+Enter',
  'composer.sendAnyway': 'Alt+Enter',
  'composer.undoSend': 'Ctrl+U',
  'knowledge.search': 'Ctrl+Shift+F',
  'guide.open': 'F4',
  'side.toggle': 'Ctrl+Shift+B',
  'case.facts': 'F2',
  'case.status': 'F3',
  'case.escalate': 'Shift+F4',
  'case.promise': 'Ctrl+Shift+P',
  'case.merge': 'Ctrl+Shift+M',
  'case.take': 'Ctrl+Shift+Y',
  'contact.answer': 'Ctrl+Shift+A',
  'contact.hold': 'Ctrl+Shift+H',
  'contact.consult': 'Shift+F3',
  'contact.end': 'Ctrl+Shift+X',
  'contact.wrapUp': 'Ctrl+Shift+U',
  'contact.call': 'Ctrl+Shift+D',
  'state.choose': 'Shift+F2',
  'urgent.reserve': 'Ctrl+Shift+L',
  'promises.open': 'Ctrl+Shift+G',
  'outbox.toggle': 'Ctrl+O',
  'numbers.open': 'Ctrl+Shift+S',
  'numbers.export': 'Ctrl+S',
  'settings.open': 'Ctrl+,',
  'desk.lock': 'Ctrl+Shift+F12',
  'notice.go': 'Ctrl+Shift+Space',
  'help.open': 'F1',
  'break.toggle': 'F9',
  'break.postpone': 'Shift+F9',
  'break.reset': 'Ctrl+F9',
  'exercise.open': 'Ctrl+Shift+F9',
} as const

export type Command = keyof typeof keymap

/** The keys that hold for this agent: the table above with what they changed. Empty: the command has no key. */
export type Keys = { readonly [Name in Command]: string }

/** What a key press holds, as far as the table needs it. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'>

/** The command that this press means. Null: none, or text is being composed. */
export function commandOf(press: Press, isMac: boolean, keys: Keys = keymap): Command | null {
  // Keys pressed while an input method composes belong to the input method.
  if (press.isComposing) return null
  const pressed = chordOf(press, isMac)
  if (pressed === null) return null
  for (const [command, chord] of Object.entries(keys) as [Command, string][]) {
    if (chord === pressed) return command
  }
  return null
}

/** The press as the table writes it: "Ctrl+Shift+E". Null: a key that only holds others, or both Ctrl and Cmd. */
export function chordOf(press: Press, isMac: boolean): string | null {
  const [main, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  const key = keyOf(press)
  if (other || key === null) return null
  return [main ? 'Ctrl' : '', press.altKey ? 'Alt' : '', press.shiftKey ? 'Shift' : '', key].filter(Boolean).join('+')
}

/**
 * The key by its sign where that is Latin, so that Ctrl+A means the A that is printed there. By its place where the
 * layout writes another script, or a digit only with Shift.
 */
function keyOf({ key, code }: Press): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(key)) return null
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1]
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  if (key === ' ') return 'Space'
  if (key.length === 1 && place !== undefined && (/\d/.test(place) || !/^[!-~]$/.test(key))) return place
  return key
}
