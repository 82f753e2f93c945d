import { useEffect, useRef, useState } from 'react'
import { useDeps } from '../deps/deps.ts'
import { makeSaveTimer } from '../deps/save-timer.ts'
import { useDeskState } from './desk-state.ts'
import { noTabs, readTabs, writeTabs } from './tabs.ts'

/** Opens the tabs that this agent had open on this machine, and keeps the ones they open. True: they are back. */
export function useTabsKept(): boolean {
  const { repository, timers, now } = useDeps()
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
    const keep = () => {
      timer.stop()
      const { tabs } = useDeskState.getState()
      // The empty beginning, or a desk that was cleared for the next agent: nobody has closed anything.
      if (tabs === noTabs) return
      const place = writeTabs(tabs)
      if (place === kept.current) return
      kept.current = place
      // Not worth a word to the agent: at worst the next start opens other tabs.
      void repository.savePlace(place).catch(() => undefined)
    }
    // As for what is typed: whoever steps without rest is kept as well.
    const timer = makeSaveTimer({ timers, now }, keep)
    timer.touch()
    const forget = useDeskState.subscribe((state, before) => {
      if (state.tabs !== before.tabs) timer.touch()
    })
    window.addEventListener('pagehide', keep)
    return () => {
      timer.stop()
      forget()
      window.removeEventListener('pagehide', keep)
    }
  }, [isBack, repository, timers, now])
  return isBack
}
