import { useCallback, useState } from 'react'
import type { ThreadEntry } from '../../data/repository.ts'

/**
 * Which mails are shown as their senders laid them out: the newest one that has a layout, and whatever the agent chose.
 * A frame each is dear, and older mails are mostly looked up for their words.
 */
export function useLaidOutMails(thread: readonly ThreadEntry[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map())
  const newest = thread.findLast(({ message }) => message.html !== null)?.message.id ?? null
  const laidOutOf = useCallback((key: string) => chosen.get(key) ?? key === newest, [chosen, newest])
  const onLayOut = useCallback(
    (key: string, isLaidOut: boolean) => setChosen((known) => new Map([...known, [key, isLaidOut]])),
    [],
  )
  return { laidOutOf, onLayOut }
}
