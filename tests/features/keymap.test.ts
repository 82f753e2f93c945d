import { describe, expect, it } from 'vitest'
import type { Command, Press } from '../../renderer/kit/keymap.ts'
import { commandOf, keymap } from '../../renderer/kit/keymap.ts'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
  ...held,
})

describe('the keys of the desk', () => {
  const table: [string, Press, Command | null][] = [
    ['Ctrl+Enter', press('Enter', { ctrlKey: true }), 'composer.send'],
    ['Enter alone', press('Enter'), null],
    ['Alt+Enter', press('Enter', { altKey: true }), 'composer.sendAnyway'],
    ['Ctrl+Shift+Enter', press('Enter', { ctrlKey: true, shiftKey: true }), 'composer.sendAndWrapUp'],
    ['Ctrl+Alt+Enter', press('Enter', { ctrlKey: true, altKey: true }), null],
    ['Ctrl+1 where digits need Shift', press('&', { ctrlKey: true, code: 'Digit1' }), 'tab.1'],
    ['Ctrl+Shift+Space', press(' ', { ctrlKey: true, shiftKey: true, code: 'Space' }), 'notice.go'],
    ['Ctrl+K by its letter, not by its place', press('k', { ctrlKey: true, code: 'KeyV' }), 'palette.open'],
    ['Ctrl alone', press('Control', { ctrlKey: true }), null],
    ['F6', press('F6'), 'area.next'],
    ['Shift+F6', press('F6', { shiftKey: true }), 'area.previous'],
    ['Ctrl+Shift+B', press('B', { ctrlKey: true, shiftKey: true }), 'side.toggle'],
    ['Ctrl+B, which stays bold', press('b', { ctrlKey: true }), null],
    ['Ctrl+E on a Greek keyboard', press('ε', { ctrlKey: true, code: 'KeyE' }), 'composer.toggle'],
    ['AltGr+E, which writes a sign', press('€', { ctrlKey: true, altKey: true, code: 'KeyE' }), null],
    ['Ctrl+Enter inside an input method', press('Enter', { ctrlKey: true, isComposing: true }), null],
  ]
  it.each(table)('%s', (_what, pressed, command) => {
    expect(commandOf(pressed, false)).toBe(command)
  })

  it('takes Cmd for Ctrl on a Mac, and leaves Ctrl alone there', () => {
    expect(commandOf(press('o', { metaKey: true }), true)).toBe('outbox.toggle')
    expect(commandOf(press('o', { ctrlKey: true }), true)).toBe(null)
  })

  it('gives no key to two commands [C69]', () => {
    const keys = Object.values(keymap)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
