import { useEffect, useRef, useState } from 'react'
import { useDeps } from '../deps/deps.ts'
import { useDeskState } from './desk-state.ts'
import { noTabs, readTabs, writeTabs } from './tabs.ts'

/** The agent may step through many tabs; where they come to rest is what is kept. */
const REST_MS = 500

/** Opens the tabs that this agent had open on this machine, and keeps the ones they open. True: they are back. */
export function useTabsKept(): boolean {
  const { repository, timers } = useDeps()
  const tabs = useDeskState((state) => state.tabs)
  const kept = useRef<string | null>(null)
  const [isBack, setBack] = useState(false)

  useEffect(() => {
    let isGone = false
    // A desk whose tabs cannot be read opens without them: the work itself lies elsewhere.
    const read = repository.place().catch(() => null)
    void read.then((place) => {
      if (isGone) return
      const state = useDeskState.getState()
      kept.current = place
      // Whoever was quicker than the disk keeps what they have opened.
      if (state.tabs.ids.length === 0) state.showTabs(readTabs(place))
      setBack(true)
    })
    return () => {
      isGone = true
    }
  }, [repository])

  useEffect(() => {
    // The empty beginning, or a desk that was cleared for the next agent: nobody has closed anything.
    if (!isBack || tabs === noTabs) return
    const place = writeTabs(tabs)
    if (place === kept.current) return
    const keep = () => {
      kept.current = place
      // Not worth a word to the agent: at worst the next start opens other tabs.
      void repository.savePlace(place).catch(() => undefined)
    }
    const stop = timers.after(REST_MS, keep)
    window.addEventListener('pagehide', keep)
    return () => {
      stop()
      window.removeEventListener('pagehide', keep)
    }
  }, [isBack, tabs, repository, timers])
  return isBack
}
