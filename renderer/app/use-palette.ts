import { useCallback, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { isAllowed } from '../../domain/people/permissions.ts'
import { SPELLING_SETTING } from '../../domain/spelling/my-words.ts'
import { useDeps } from '../deps/deps.ts'
import type { Go } from '../deps/go.ts'
import type { QueueLookup } from '../data/queue-news.ts'
import { useKeyWords } from '../kit/button.tsx'
import type { Command } from '../kit/keymap.ts'
import { keymap } from '../kit/keymap.ts'
import { useCommands } from '../kit/use-command.ts'
import { useWords } from '../words/use-words.ts'
import { useDeskState } from './desk-state.ts'
import type { PaletteEntry } from './slots.ts'
import { useSettings } from './slots.ts'
import type { ThemeStore } from './theme.ts'
import { THEMES } from './theme.ts'

type Doing = PaletteEntry & { run: () => boolean | void }
type Way = { id: string; words: string; run: () => boolean | void }

/** Tabs are listed by the names of their cases, and the palette itself is open already. */
const isListed = (command: Command) => command !== 'palette.open' && !/^tab\.\d$/.test(command)
/** Of a break that is not offered there is nothing to say: it is owed, not missing. */
const isOfBreak = (command: Command) => command.startsWith('break.')

/** What is done in the case in front: without one the way to it is to open one. */
const isOfCase = (command: Command) =>
  /^(case|composer|template|spelling|filter)\./.test(command) && command !== 'case.find' && command !== 'case.new'

/** Everything that the palette offers just now, and the way to do it. */
export function usePalette(go: Go, rows: QueueLookup, theme: ThemeStore, leave: () => void) {
  const words = useWords()
  const say = useKeyWords()
  const commands = useCommands()
  const { account, repository } = useDeps()
  const { isSoundOn, isSpellingOn } = useSettings()
  const { theme: chosen, choose: chooseTheme } = useStore(theme)
  const { over, tabs, showOver, showColumn } = useDeskState()
  /** A command that had nothing to do where the agent stood. */
  const [idle, setIdle] = useState<string | null>(null)
  const isOpen = over === 'palette'

  const entries = useMemo((): Doing[] => {
    if (!isOpen) return []
    const asEntry =
      (kind: PaletteEntry['kind'], alias = '') =>
      ({ id, words: said, run }: Way): Doing => ({ id, kind, words: said, alias, keys: '', whyNot: null, run })
    const isShown = (command: Command) => isListed(command) && (!isOfBreak(command) || commands?.isAnswered(command))
    const all = (Object.keys(keymap) as Command[]).filter(isShown).map((command): Doing => {
      return {
        id: command,
        kind: 'command',
        words: words(`command.${command}`),
        alias: '',
        keys: say(command),
        whyNot: commands?.isAnswered(command)
          ? null
          : words(tabs.openId === null && isOfCase(command) ? 'palette.needsCase' : 'palette.notHere'),
        run: () => commands?.run(command) ?? false,
      }
    })
    // The other sides have a command of their own, which stands above.
    const goTo = { customer: 'goCustomer', history: 'goHistory' } as const
    const sides = tabs.openId === null ? [] : (['customer', 'history'] as const)
    const places: Way[] = [
      { id: 'place-queue', words: words('palette.goQueue'), run: () => showColumn('queue') },
      ...sides.map((tab) => ({
        id: `place-${tab}`,
        words: words(`palette.${goTo[tab]}`),
        run: () => go.showSide(tab),
      })),
      { id: 'place-recorded', words: words('palette.recorded'), run: () => showOver('recorded') },
      ...(isAllowed(account.role, 'interval.decide')
        ? [{ id: 'place-disputes', words: words('disputes.open'), run: () => showOver('disputes') }]
        : []),
      ...(isAllowed(account.role, 'urgentBlock.endTeam')
        ? [{ id: 'place-team-blocks', words: words('urgent.team.open'), run: () => showOver('team-blocks') }]
        : []),
    ]
    const open = tabs.ids.flatMap((id) => {
      const row = rows.get(id)
      if (row === undefined) return []
      const { subject, number } = row.case
      return [
        asEntry(
          'case',
          String(number),
        )({ id: `case-${id}`, words: `${row.customerName}: ${subject}`, run: () => go.openCase(id) }),
      ]
    })
    const set: Way[] = [
      ...THEMES.filter((each) => each !== chosen).map((each) => ({
        id: `theme-${each}`,
        words: words('palette.theme', { theme: words(`me.theme.${each}`) }),
        run: () => chooseTheme(each),
      })),
      {
        id: 'sound',
        words: words('palette.sound', { state: isSoundOn ? 'off' : 'on' }),
        run: () => void repository.commit('settings.set', { key: 'sound', value: isSoundOn ? 'off' : null }),
      },
      {
        id: 'spelling',
        words: words('palette.spelling', { state: isSpellingOn ? 'off' : 'on' }),
        run: () =>
          void repository.commit('settings.set', { key: SPELLING_SETTING, value: isSpellingOn ? 'off' : null }),
      },
      { id: 'sign-out', words: words('palette.signOut'), run: leave },
    ]
    return [...all, ...places.map(asEntry('place')), ...open, ...set.map(asEntry('setting'))]
  }, [
    isOpen,
    words,
    say,
    commands,
    tabs,
    rows,
    go,
    chosen,
    chooseTheme,
    isSoundOn,
    isSpellingOn,
    account,
    repository,
    leave,
    showColumn,
    showOver,
  ])

  const choose = useCallback(
    (id: string) => {
      const entry = entries.find((each) => each.id === id)
      // Closed first, so that the focus is back where the command is to work.
      flushSync(() => showOver(null))
      setIdle(entry !== undefined && entry.run() === false ? entry.words : null)
    },
    [entries, showOver],
  )
  return { isOpen, entries, choose, idle, forgetIdle: () => setIdle(null) }
}
