/**
 * Every key of the desk, once. Hints on buttons and the listener read the same table. Ctrl is Cmd on macOS.
 * Left out on purpose: Ctrl+Alt (AltGr), keys that browsers keep, keys that screen readers keep.
 */
export const keymap = {
  'area.next': 'F6',
  'area.previous': 'Shift+F6',
  'composer.toggle': 'Ctrl+E',
  'composer.send': 'Ctrl+Enter',
  'composer.sendAnyway': 'Alt+Enter',
  'case.status': 'F3',
  'side.toggle': 'Ctrl+Shift+B',
  'outbox.toggle': 'Ctrl+O',
} as const

export type Command = keyof typeof keymap

/** What a key press holds, as far as the table needs it. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'>

/** The command that this press means. Null: none, or text is being composed. */
export function commandOf(press: Press, isMac: boolean): Command | null {
  // Keys pressed while an input method composes belong to the input method.
  if (press.isComposing) return null
  for (const [command, keys] of Object.entries(keymap) as [Command, string][]) {
    const parts = keys.split('+')
    const key = parts.at(-1) ?? ''
    const isHeld =
      press.ctrlKey === (parts.includes('Ctrl') && !isMac) && press.metaKey === (parts.includes('Ctrl') && isMac)
    const isKey = press.key.toLowerCase() === key.toLowerCase() || press.code === `Key${key}`
    if (isHeld && isKey && press.shiftKey === parts.includes('Shift') && press.altKey === parts.includes('Alt'))
      return command
  }
  return null
}
