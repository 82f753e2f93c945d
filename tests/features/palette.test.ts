import { describe, expect, it } from 'vitest'
import type { PaletteEntry } from '../../renderer/features/palette/rank-entries.ts'
import { indexEntries, rankEntries } from '../../renderer/features/palette/rank-entries.ts'
import type { Command } from '../../renderer/kit/keymap.ts'
import { keymap } from '../../renderer/kit/keymap.ts'
import { english } from '../../renderer/words/catalogue.ts'

const entry = (id: string, words: string, more: Partial<PaletteEntry> = {}): PaletteEntry => {
  return { id, kind: 'command', words, alias: '', keys: '', whyNot: null, ...more }
}
const commands = (Object.keys(keymap) as Command[]).map((command) => entry(command, english[`command.${command}`]))
const found = (entries: PaletteEntry[], query: string) =>
  rankEntries(entries, indexEntries(entries), query).map(({ id }) => id)

describe('what the palette finds', () => {
  it('lists everything while nothing is typed, what cannot be done last [C69]', () => {
    const some = [entry('a', 'Send', { whyNot: 'Not here' }), entry('b', 'Outbox'), entry('c', 'Settings')]
    expect(found(some, ' ')).toEqual(['b', 'c', 'a'])
    expect(found(commands, '')).toHaveLength(commands.length)
  })

  it.each([
    ['next case', 'queue.next'],
    ['nxt case', 'queue.next'],
    ['escal', 'case.escalate'],
    ['tempalte', 'template.insert'],
    ['send', 'composer.send'],
    ['wrap', 'contact.wrapUp'],
    ['knowlege', 'knowledge.search'],
    ['settings', 'settings.open'],
    ['status', 'case.status'],
  ])('"%s" finds %s first', (query, first) => {
    expect(found(commands, query)[0]).toBe(first)
  })

  it('finds an open case by its customer, without accents, and by its number', () => {
    const cases = [
      entry('case-1', 'Elif Şahin: Charged twice', { kind: 'case', alias: '48213' }),
      entry('case-2', 'Nadia Osei: Parcel not delivered', { kind: 'case', alias: '48214' }),
    ]
    expect(found([...commands, ...cases], 'sahin')).toEqual(['case-1'])
    expect(found([...commands, ...cases], '48214')).toEqual(['case-2'])
  })

  it('puts what cannot be done below what can, however well it fits', () => {
    const some = [entry('a', 'Send', { whyNot: 'Not here' }), entry('b', 'Undo send')]
    expect(found(some, 'send')).toEqual(['b', 'a'])
  })

  it('puts what begins with the words before what holds them more often', () => {
    const some = [entry('a', 'Next guide, guide'), entry('b', 'Guide for whatever the customer came with today')]
    expect(found(some, 'guide')).toEqual(['b', 'a'])
  })

  it('finds nothing for words that no command has', () => {
    expect(found(commands, 'zzzz')).toEqual([])
  })
})
