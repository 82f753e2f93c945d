import { describe, expect, it } from 'vitest'
import type { KeyChanges, KeyRefusal } from '../../renderer/features/settings/plan-key.ts'
import { keysWith, planKey, readKeys, writeKeys } from '../../renderer/features/settings/plan-key.ts'
import type { Command } from '../../renderer/kit/keymap.ts'
import { commandOf, keymap } from '../../renderer/kit/keymap.ts'

const none: KeyChanges = {}
const give = (command: Command, chord: string, changes = none, takes = false) =>
  planKey(changes, command, chord, { takes })

describe('a key that an agent chooses', () => {
  it('holds at once, and the old one is free', () => {
    const plan = give('queue.next', 'Ctrl+Shift+8')
    if (!plan.ok) throw new Error('refused')
    const keys = keysWith(plan.changes)
    const press = { ctrlKey: true, metaKey: false, altKey: false, isComposing: false }
    expect(commandOf({ ...press, key: '(', code: 'Digit8', shiftKey: true }, false, keys)).toBe('queue.next')
    expect(commandOf({ ...press, key: 'j', code: 'KeyJ', shiftKey: false }, false, keys)).toBe(null)
    expect(give('outbox.toggle', 'Ctrl+J', plan.changes)).toMatchObject({ ok: true })
  })

  it('is refused where another command has it, by that name [C69]', () => {
    expect(give('outbox.toggle', 'Ctrl+J')).toEqual({ ok: false, refusal: { why: 'taken', by: 'queue.next' } })
  })

  it('can be taken from the other command, which then has none', () => {
    const plan = give('outbox.toggle', 'Ctrl+J', none, true)
    expect(plan).toEqual({ ok: true, changes: { 'outbox.toggle': 'Ctrl+J', 'queue.next': '' } })
  })

  const refused: [string, KeyRefusal['why']][] = [
    ['J', 'bare'],
    ['/', 'bare'],
    ['Space', 'bare'],
    ['Enter', 'bare'],
    ['Shift+J', 'bare'],
    ['ArrowDown', 'bare'],
    ['Ctrl+Alt+E', 'altgr'],
    ['Ctrl+Alt+Shift+E', 'altgr'],
    ['Alt+F', 'alt-letter'],
    ['Ctrl+W', 'browser'],
    ['Ctrl+Shift+T', 'browser'],
    ['Ctrl+PageDown', 'browser'],
    ['Ctrl+Tab', 'browser'],
    ['F5', 'browser'],
    ['Ctrl++', 'browser'],
    ['Alt+ArrowLeft', 'browser'],
    ['Ctrl+C', 'editing'],
    ['Ctrl+B', 'editing'],
    ['Insert', 'screen-reader'],
    ['Ctrl+Insert', 'screen-reader'],
    ['Alt+ArrowUp', 'screen-reader'],
    ['Alt+F4', 'system'],
    ['Shift+F10', 'system'],
  ]
  it.each(refused)('%s is refused: %s', (chord, why) => {
    expect(give('queue.next', chord)).toEqual({ ok: false, refusal: { why } })
    // Whose key it would be makes no difference.
    expect(give('queue.next', chord, none, true).ok).toBe(false)
  })

  it.each(['Ctrl+Shift+8', 'F8', 'Shift+F8', 'Alt+7', 'Alt+Enter', 'Ctrl+;'])('%s may be given', (chord) => {
    expect(give('queue.next', chord, none, true).ok).toBe(true)
  })

  it('every key of the table is one that may be given [C69]', () => {
    for (const [command, chord] of Object.entries(keymap)) {
      const other = command === 'queue.next' ? 'queue.skip' : 'queue.next'
      expect(give(other, chord, none, true), chord).toMatchObject({ ok: true })
    }
  })

  it('goes back to the one it was delivered with, and nothing is stored then', () => {
    const plan = give('queue.next', 'Ctrl+J', { 'queue.next': 'F8', 'composer.nextHole': '' })
    expect(plan).toEqual({ ok: true, changes: { 'composer.nextHole': '' } })
    expect(writeKeys({})).toBe(null)
  })
})

describe('the keys that were stored', () => {
  it('come back as they were', () => {
    const changes: KeyChanges = { 'outbox.toggle': 'Ctrl+J', 'queue.next': 'Ctrl+O' }
    expect(readKeys(writeKeys(changes) ?? undefined)).toEqual(changes)
    expect(readKeys('{"queue.next":"","outbox.toggle":"Ctrl+J"}')).toEqual({
      'queue.next': '',
      'outbox.toggle': 'Ctrl+J',
    })
  })

  it.each([
    ['nothing', undefined],
    ['broken text', '{'],
    ['another shape', '[1]'],
    ['an unknown command', '{"no.such":"F8"}'],
    ['a reserved key', '{"queue.next":"Ctrl+W"}'],
    ['a key that another command has', '{"queue.next":"Ctrl+O"}'],
    ['what is delivered anyway', '{"queue.next":"Ctrl+J"}'],
  ])('change nothing from %s', (_what, stored) => {
    expect(readKeys(stored)).toEqual({})
  })

  it('never leave one key with two commands', () => {
    const keys = Object.values(keysWith(readKeys('{"queue.next":"Ctrl+Shift+8","queue.skip":"Ctrl+Shift+8"}')))
    expect(keys.filter((chord) => chord === 'Ctrl+Shift+8')).toHaveLength(1)
  })
})
