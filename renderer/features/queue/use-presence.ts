import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { Presence, PresenceEntry } from '../../../domain/people/presence.ts'
import { useDeps } from '../../deps/deps.ts'

type Sight = { presence: PresenceEntry | null; isTyping: boolean }
const NOBODY: Sight = { presence: null, isTyping: false }

/** Who else is in which case: who answers before who reads. Empty without a connection. */
export function usePresence(): { of(caseId: string): Sight } {
  const { presence } = useDeps()
  const now: Presence | undefined = useObservable(presence)
  return useMemo(() => {
    const sights = new Map<string, Sight>()
    const sightOf = (id: string) => sights.get(id) ?? NOBODY
    for (const entry of now?.entries ?? []) {
      const known = sightOf(entry.caseId)
      if (known.presence?.state !== 'replying') sights.set(entry.caseId, { ...known, presence: entry })
    }
    for (const caseId of now?.typing ?? []) sights.set(caseId, { ...sightOf(caseId), isTyping: true })
    return { of: sightOf }
  }, [now])
}
