import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import { useDeps } from '../../deps/deps.ts'
import type { Keys } from '../../kit/keymap.ts'
import type { KeyChanges } from './plan-key.ts'
import { keysWith, readKeys } from './plan-key.ts'

/** What the agent has set for themself, on this desk and any other. */
export function useSettings(): { keyChanges: KeyChanges; keys: Keys; isSoundOn: boolean } {
  const { repository } = useDeps()
  const values = useObservable(() => repository.settings(), [repository])
  const stored = values?.['keys']
  const keyChanges = useMemo(() => readKeys(stored), [stored])
  const keys = useMemo(() => keysWith(keyChanges), [keyChanges])
  return { keyChanges, keys, isSoundOn: values?.['sound'] !== 'off' }
}
