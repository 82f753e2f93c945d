import { describe, expect, it } from 'vitest'
import type { RestoreReport } from '../../renderer/deps/deps.ts'
import { restoredWords } from '../../renderer/features/connection/restored-words.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeWords } from '../../renderer/words/use-words.ts'

const words = makeWords('en-GB', english)
const told = (report: Partial<NonNullable<RestoreReport>>, isRefreshing = true) =>
  restoredWords(
    words,
    { reason: null, restoredActions: 0, restoredDrafts: 0, isJournalDamaged: false, ...report },
    isRefreshing,
  )

describe('what the agent reads about their local copy', () => {
  it.each<[string, string[], string[]]>([
    [
      'reset while something was unsent',
      told({ reason: 'reset', restoredActions: 2, restoredDrafts: 1 }),
      ['The local copy was reset; 3 unsent items restored; refreshing.'],
    ],
    [
      'reset, and all cases are here again',
      told({ reason: 'reset', restoredActions: 1 }, false),
      ['The local copy was reset; 1 unsent item restored; complete again.'],
    ],
    [
      'reset while nothing was unsent',
      told({ reason: 'reset' }),
      ['The local copy was reset; no unsent items were here; refreshing.'],
    ],
    [
      'damaged',
      told({ reason: 'damaged', restoredActions: 3 }),
      ['Local copy was damaged and is being rebuilt. 3 unsent items were kept.'],
    ],
    [
      'damaged, and rebuilt',
      told({ reason: 'damaged', restoredDrafts: 1 }, false),
      ['Local copy was damaged and has been rebuilt. 1 unsent item was kept.'],
    ],
    [
      'fallen back',
      told({ reason: 'behind', restoredActions: 2, restoredDrafts: 1 }, false),
      ["We restored 2 actions and 1 draft from this machine's journal. Nothing is lost."],
    ],
    [
      'whole, with a damaged journal',
      told({ isJournalDamaged: true }, false),
      [
        'A part of the journal could not be read; it was set aside. Look at your outbox and your drafts: something unsent may be missing.',
      ],
    ],
    ['as it was left', restoredWords(words, null, false), []],
  ])('says what it is: %s', (_, said, expected) => expect(said).toEqual(expected))

  it('says more than one thing where more than one thing is wrong', () => {
    expect(told({ reason: 'reset', isJournalDamaged: true })).toHaveLength(2)
  })
})
