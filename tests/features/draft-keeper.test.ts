import { describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { DeskRepository, Draft } from '../../renderer/data/repository.ts'
import { SAVE_AFTER_MS } from '../../renderer/deps/save-timer.ts'
import type { DraftKeeper } from '../../renderer/features/reply/draft-keeper.ts'
import { keepDraft } from '../../renderer/features/reply/draft-keeper.ts'
import { rebaseText } from '../../renderer/features/reply/draft-text.ts'
import { NOON } from '../support/records.ts'
import { someFile } from '../support/some-file.ts'

const CASE = 'c-7' as CaseId

/** A composer's keeper over a store in memory, with time in the test's hand. */
function open(begun: Draft | null = null) {
  const world = { stored: begun, saves: 0, isFull: false, waiting: new Map<number, { ms: number; run: () => void }>() }
  let made = 0
  const repository: Pick<DeskRepository, 'draft' | 'saveDraft'> = {
    draft: async () => world.stored,
    saveDraft: async (_id, draft) => {
      if (world.isFull) return refuse('disk-full')
      world.saves += 1
      world.stored = draft
      return ok('journal')
    },
  }
  const keeper: DraftKeeper = keepDraft({
    caseId: CASE,
    repository,
    now: () => NOON,
    timers: {
      after(ms, run) {
        const id = ++made
        world.waiting.set(id, { ms, run })
        return () => void world.waiting.delete(id)
      },
    },
  })
  const passTime = async () => {
    for (const [id, { run }] of world.waiting) {
      world.waiting.delete(id)
      run()
    }
    await keeper.flush()
  }
  return { world, keeper, passTime }
}

const draftOf = (reply: string, note = '', mode: Draft['mode'] = 'reply'): Draft => ({
  mode,
  reply,
  note,
  savedAt: NOON,
})

describe('a draft', () => {
  it('is saved 300 ms after the last key, once', async () => {
    const { world, keeper, passTime } = open()
    keeper.write('D')
    keeper.write('De')
    keeper.write('Dear')
    expect([...world.waiting.values()].map(({ ms }) => ms)).toEqual([SAVE_AFTER_MS])
    expect(world.stored).toBeNull()
    await passTime()
    expect(world.stored).toEqual(draftOf('Dear'))
    expect(world.saves).toBe(1)
    expect(keeper.getState().keptAt).toBe(NOON)
  })

  it('is saved at once when the agent leaves, without waiting for the timer', async () => {
    const { world, keeper } = open()
    keeper.write('Dear')
    await keeper.flush()
    expect(world.stored?.reply).toBe('Dear')
    expect(world.waiting.size).toBe(0)
  })

  it('brings both texts back', async () => {
    const { keeper } = open(draftOf('To the customer', 'To the team', 'note'))
    await keeper.reload()
    expect(keeper.getState()).toMatchObject({ mode: 'note', texts: { reply: 'To the customer', note: 'To the team' } })
  })

  it('says why it is not on the disk, keeps the text, and is saved with the next try', async () => {
    const { world, keeper, passTime } = open()
    world.isFull = true
    keeper.write('Dear')
    await passTime()
    expect(keeper.getState()).toMatchObject({ texts: { reply: 'Dear' }, refusal: 'disk-full', keptAt: null })
    world.isFull = false
    await keeper.flush()
    expect(world.stored?.reply).toBe('Dear')
    expect(keeper.getState().refusal).toBeNull()
  })

  it('is not written while its message goes to the disk', async () => {
    const { world, keeper } = open()
    keeper.write('Dear')
    keeper.hold(true)
    await keeper.flush()
    expect(world.saves).toBe(0)
    keeper.hold(false)
    await keeper.flush()
    expect(world.stored?.reply).toBe('Dear')
  })

  it('is gone once it is sent, and is neither saved again nor brought back', async () => {
    const { world, keeper, passTime } = open()
    keeper.write('Dear')
    await passTime()
    keeper.hold(true)
    world.stored = null
    keeper.sent('reply', 'Dear')
    keeper.hold(false)
    await passTime()
    await keeper.reload()
    expect(world.saves).toBe(1)
    expect(keeper.getState()).toMatchObject({ texts: { reply: '', note: '' }, keptAt: null })
  })

  it('keeps the note when the reply is sent', async () => {
    const { keeper, world } = open(draftOf('Dear', 'Depot called'))
    await keeper.reload()
    keeper.hold(true)
    world.stored = draftOf('', 'Depot called')
    keeper.sent('reply', 'Dear')
    keeper.hold(false)
    await keeper.flush()
    expect(keeper.getState().texts).toEqual({ reply: '', note: 'Depot called' })
    expect(world.stored.note).toBe('Depot called')
  })

  it('takes in a withdrawn message above what was begun since', async () => {
    const { keeper, world, passTime } = open()
    keeper.write('PS')
    await passTime()
    world.stored = draftOf('Dear Ms Osei\n\nPS')
    keeper.write('PS: also')
    await keeper.reload()
    expect(keeper.getState().texts.reply).toBe('Dear Ms Osei\n\nPS: also')
    expect(world.stored.reply).toBe('Dear Ms Osei\n\nPS: also')
  })

  it('that was read late is put above the keys that came first', async () => {
    const { keeper, world } = open(draftOf('Begun yesterday'))
    keeper.write('x')
    await keeper.reload()
    expect(keeper.getState().texts.reply).toBe('Begun yesterday\n\nx')
    expect(world.stored?.reply).toBe('Begun yesterday\n\nx')
  })
})

describe('a text whose stored copy changed', () => {
  it.each([
    { stored: 'a', lastSaved: 'a', local: 'ab', becomes: 'ab', because: 'only the agent wrote' },
    { stored: 'b', lastSaved: 'a', local: 'a', becomes: 'b', because: 'only the store changed' },
    { stored: 'top\n\na', lastSaved: 'a', local: 'ab', becomes: 'top\n\nab', because: 'a text came back on top' },
    { stored: 'other', lastSaved: 'a', local: 'ab', becomes: 'other\n\nab', because: 'both are kept' },
    { stored: '', lastSaved: 'a', local: 'ab', becomes: 'ab', because: 'what was written is kept' },
  ])('becomes "$becomes": $because', ({ stored, lastSaved, local, becomes }) => {
    expect(rebaseText(stored, lastSaved, local)).toBe(becomes)
  })
})

describe('what is staged with a draft', () => {
  const tag = { kind: 'tag', tag: 'late-parcel' } as const
  const withTag = (reply: string): Draft => ({
    ...draftOf(reply),
    more: JSON.stringify({ actions: [tag], links: [], templateIds: [] }),
  })

  it('is saved with it, and alone where nothing is written yet', async () => {
    const { world, keeper, passTime } = open()
    keeper.setMore({ actions: [tag] })
    await passTime()
    expect(JSON.parse(world.stored?.more ?? '{}')).toMatchObject({ actions: [tag] })
    keeper.setMore({ actions: [] })
    await passTime()
    expect(world.stored).toBeNull()
  })

  it('comes back after a crash and with a message that is taken back [C23]', async () => {
    const { keeper, world } = open(withTag('Dear'))
    await keeper.reload()
    expect(keeper.getState().more.actions).toEqual([tag])
    keeper.hold(true)
    world.stored = null
    keeper.sent('reply', 'Dear')
    keeper.hold(false)
    expect(keeper.getState().more.actions).toEqual([])
    world.stored = withTag('Dear')
    await keeper.reload()
    expect(keeper.getState()).toMatchObject({ texts: { reply: 'Dear' }, more: { actions: [tag] } })
  })

  it('joins what was staged since a message came back', async () => {
    const { keeper, world } = open()
    keeper.setMore({ actions: [{ kind: 'tag', tag: 'new' }] })
    world.stored = withTag('Dear')
    await keeper.reload()
    expect(keeper.getState().more.actions).toEqual([tag, { kind: 'tag', tag: 'new' }])
  })

  it('stays when only the note is added', async () => {
    const { keeper, world } = open({ ...withTag('Dear'), note: 'Depot called' })
    await keeper.reload()
    keeper.sent('note', 'Depot called')
    expect(keeper.getState().more.actions).toEqual([tag])
    await keeper.flush()
    expect(world.stored?.more).toContain('late-parcel')
  })

  it('carries the places of filled placeholders along while the agent writes', async () => {
    const { keeper } = open()
    keeper.write('Dear Ms Osei')
    keeper.setMore({ filled: [{ from: 5, to: 12 }] })
    keeper.write('My dear Ms Osei')
    expect(keeper.getState().more.filled).toEqual([{ from: 8, to: 15 }])
    keeper.write('My dear Mr Osei')
    expect(keeper.getState().more.filled).toEqual([])
  })
})

describe('files of a draft', () => {
  const [label, invoice] = [someFile(10).attachment, someFile(11).attachment]

  it('are kept with it, even before a word is written', async () => {
    const { world, keeper, passTime } = open()
    keeper.setMore({ attachments: [label] })
    await passTime()
    const again = open(world.stored)
    await again.keeper.reload()
    expect(again.keeper.getState().more.attachments).toEqual([label])
  })

  it('go with the reply, except one that was attached while it was on its way to the disk', async () => {
    const { world, keeper, passTime } = open()
    keeper.write('Dear')
    keeper.setMore({ attachments: [label] })
    await passTime()
    const went = keeper.getState().more
    keeper.hold(true)
    keeper.setMore({ attachments: [label, invoice] })
    // The repository clears the draft together with keeping the message.
    world.stored = null
    keeper.sent('reply', 'Dear', went)
    keeper.hold(false)
    await passTime()
    expect(keeper.getState().more.attachments).toEqual([invoice])
    const again = open(world.stored)
    await again.keeper.reload()
    expect(again.keeper.getState().more.attachments).toEqual([invoice])
  })

  it('come back with a message and join what was attached since', async () => {
    const { world, keeper, passTime } = open()
    keeper.setMore({ attachments: [invoice] })
    await passTime()
    const both = JSON.stringify({ attachments: [invoice, label] })
    world.stored = { ...draftOf('Dear'), more: both }
    await keeper.reload()
    expect(keeper.getState().more.attachments).toEqual([invoice, label])
  })
})
