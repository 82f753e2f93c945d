import { useEffect, useRef, useState } from 'react'
import { useDeps } from '../deps/deps.ts'
import { useDeskState } from './desk-state.ts'
import { noTabs, readTabs, writeTabs } from './tabs.ts'

/** The agent may step through many tabs: they are written down at most this often, and never later than this. */
const KEEP_WITHIN_MS = 500

/** Opens the tabs that this agent had open on this machine, and keeps the ones they open. True: they are back. */
export function useTabsKept(): boolean {
  const { repository, timers } = useDeps()
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
    if (!isBack) return
    let stop: (() => void) | null = null
    const keep = () => {
      stop?.()
      stop = null
      const { tabs } = useDeskState.getState()
      // The empty beginning, or a desk that was cleared for the next agent: nobody has closed anything.
      if (tabs === noTabs) return
      const place = writeTabs(tabs)
      if (place === kept.current) return
      kept.current = place
      // Not worth a word to the agent: at worst the next start opens other tabs.
      void repository.savePlace(place).catch(() => undefined)
    }
    // The first change starts the clock and later ones leave it alone: whoever steps without rest is kept as well.
    const soon = () => {
      stop ??= timers.after(KEEP_WITHIN_MS, keep)
    }
    soon()
    const forget = useDeskState.subscribe((state, before) => {
      if (state.tabs !== before.tabs) soon()
    })
    window.addEventListener('pagehide', keep)
    return () => {
      stop?.()
      forget()
      window.removeEventListener('pagehide', keep)
    }
  }, [isBack, repository, timers])
  return isBack
}
