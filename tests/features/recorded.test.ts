import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { INTERVAL_SOURCES, INTERVAL_STATES } from '../../domain/agent-time/interval.ts'
import { intervalRecord } from '../../protocol/sync/records.ts'
import { EXPLAINED_BY, FIELDS, NEVER, READERS, RECORDED } from '../../renderer/features/recorded/recorded-table.ts'
import { english } from '../../renderer/words/catalogue.ts'

describe('the page of what is recorded', () => {
  it('names every state of an agent’s time, once, and none that does not exist [C43]', () => {
    const named = RECORDED.flatMap(({ states }): readonly string[] => states)
    expect(named.toSorted()).toEqual([...INTERVAL_STATES].toSorted())
  })

  it('explains every part of a stretch of time that goes to the server', () => {
    expect(Object.keys(EXPLAINED_BY).toSorted()).toEqual(Object.keys(intervalRecord.shape).toSorted())
    expect(new Set(Object.values(EXPLAINED_BY))).toEqual(new Set(FIELDS))
  })

  it('says of every row and reader what they may see, in words that exist', () => {
    const said = [
      ...RECORDED.map(({ id }) => `recorded.row.${id}`),
      ...RECORDED.map(({ place }) => `recorded.place.${place}`),
      ...RECORDED.flatMap(({ seenBy }) => READERS.map((reader) => `recorded.sight.${seenBy[reader]}`)),
      ...READERS.map((reader) => `recorded.reader.${reader}`),
      ...INTERVAL_SOURCES.map((source) => `recorded.source.${source}`),
      ...NEVER.map((each) => `recorded.never.${each}`),
    ]
    expect(said.filter((key) => !Object.hasOwn(english, key))).toEqual([])
  })

  it('shows a reset to the lead without a reason, and one’s own list to nobody else', () => {
    const row = (id: string) => RECORDED.find((each) => each.id === id)
    expect(row('resets')?.seenBy).toMatchObject({ lead: 'once', analyst: 'none', it: 'none' })
    expect(row('history')).toMatchObject({
      place: 'desk',
      seenBy: { you: 'all', lead: 'none', analyst: 'none', it: 'none' },
    })
  })

  it('lets no reader see more than the agent does', () => {
    for (const { seenBy } of RECORDED) expect(seenBy.you).not.toBe('none')
  })
})

describe('help', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '../../renderer/features/help', name), 'utf8')

  it('can tell nobody: it holds no way to the store, the log or the server [C45]', () => {
    for (const name of ['help-place.tsx', 'help-dialog.tsx'])
      expect(read(name)).not.toMatch(/useDeps|repository|desk\.call|log\.write|breakDiary/)
  })
})
