import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { WHAT_IF_SETTING } from '../../../domain/people/settings.ts'
import { useDeps } from '../../deps/deps.ts'
import type { Keys } from '../../kit/keymap.ts'
import type { KeyChanges } from './plan-key.ts'
import { MY_WORDS_SETTING, SPELLING_SETTING } from '../../../domain/spelling/my-words.ts'
import { keysWith, readKeys } from './plan-key.ts'

type Settings = {
  keyChanges: KeyChanges
  keys: Keys
  isSoundOn: boolean
  isSpellingOn: boolean
  /** Whether My numbers says what the rest of the shift can do. */
  isWhatIfOn: boolean
  /** As stored: domain/spelling/my-words.ts. */
  myWords: string | undefined
}

/** What the agent has set for themself, on this desk and any other. */
export function useSettings(): Settings {
  const { repository } = useDeps()
  const values = useObservable(() => repository.settings(), [repository])
  const stored = values?.['keys']
  const keyChanges = useMemo(() => readKeys(stored), [stored])
  const keys = useMemo(() => keysWith(keyChanges), [keyChanges])
  return {
    keyChanges,
    keys,
    isSoundOn: values?.['sound'] !== 'off',
    isSpellingOn: values?.[SPELLING_SETTING] !== 'off',
    isWhatIfOn: values?.[WHAT_IF_SETTING] !== 'off',
    myWords: values?.[MY_WORDS_SETTING],
  }
}
