import { useObservable } from 'dexie-react-hooks'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { followLookup } from '../data/queue-news.ts'
import type { QueueRow } from '../data/repository.ts'
import type { HelpContacts } from '../../domain/people/help-contacts.ts'
import { isAllowed } from '../../domain/people/permissions.ts'
import { useDeps } from '../deps/deps.ts'
import { GoProvider } from '../deps/go.ts'
import { useCommands } from '../kit/use-command.ts'
import { KeymapProvider } from '../kit/use-keymap.ts'
import { useSteady } from '../kit/use-steady.ts'
import { useWords } from '../words/use-words.ts'
import { AskedForm } from './asked-form.tsx'
import { Bar, LeaveDialog } from './bar.tsx'
import { BreakPlace } from './break-place.tsx'
import { CaseTabs } from './case-tabs.tsx'
import { CaseWindow } from './case-window.tsx'
import { useDeskState } from './desk-state.ts'
import { useMedia } from './focus.ts'
import { goAbout as go } from './go-about.ts'
import { NeedsYou } from './needs-you-area.tsx'
import { Rail } from './rail.tsx'
import './shell.css'
import { Side } from './side.tsx'
import { useKeys } from './keymap.ts'
import { DeskHelp } from './desk-help.tsx'
import { ExercisePlace } from './exercise-place.tsx'
import type { BreathSounds, TrySignIn } from './slots.ts'
import {
  DisputesDialog,
  AuditPlace,
  IdleQuestion,
  NumbersPage,
  Outbox,
  Palette,
  PromisesPanel,
  Queue,
  RecordedPage,
  RestoredNotice,
  SettingsDialog,
  SignInAgain,
  TeamBlocksDialog,
  useOutboxCount,
  useSettings,
  useTemplatesAhead,
  useUnkeptPromises,
  useUndo,
} from './slots.ts'
import { ShiftStrip } from './strip.tsx'
import { TabsFull } from './tabs-full.tsx'
import type { ThemeStore } from './theme.ts'
import { useDeskCommands } from './use-desk-commands.ts'
import { usePalette } from './use-palette.ts'
import { useSayPresence } from './use-say-presence.ts'
import { useTabsKept } from './use-tabs-kept.ts'
import { useWarmCase } from './use-warm-case.ts'

type Props = {
  theme: ThemeStore
  chime: () => void
  breathSounds: BreathSounds
  help: HelpContacts
  trySignIn: TrySignIn
  onQueueShown: () => void
}

/** From this width on the side column has its own place; below it lies over the case. */
const SIDE_FITS = '(min-width: 1280px)'
/** From this width on the customer has a column beside the tools. */
const SIDE_IS_WIDE = '(min-width: 1680px)'
const NONE: QueueRow[] = []
/** How long a line in the bar stands. */
const SAID_MS = 6_000

/** The signed-in desk: bar, places, queue, the open cases, the side, the strip. Nothing of it moves by itself. */
export function Shell(props: Props) {
  const { keys } = useSettings()
  useKeys(useCommands(), keys)
  return (
    <KeymapProvider value={keys}>
      <GoProvider value={go}>
        <Desk {...props} />
        <DeskHelp contacts={props.help} />
      </GoProvider>
    </KeymapProvider>
  )
}

/** For all cases that are opened one after the other: no list is read, and no index made, anew for each. */
function ListsAhead() {
  const { repository } = useDeps()
  useTemplatesAhead()
  useObservable(() => repository.guides(), [repository])
  return null
}

/** Reads the queue itself: the bar around it is not drawn again for each case. */
function Notice({ chime }: { chime: () => void }) {
  const { repository } = useDeps()
  const { isSoundOn } = useSettings()
  const list = useObservable(() => repository.queue(), [repository])
  return <NeedsYou rows={list ?? NONE} isSoundOn={isSoundOn} chime={chime} />
}

function Desk({ theme, chime, breathSounds, trySignIn, onQueueShown }: Props) {
  const words = useWords()
  const { account, info, repository, signOut, timers } = useDeps()
  const state = useDeskState()
  const { tabs, panel, over, column, isNumbersShown } = state
  const list = useObservable(() => repository.queue(), [repository])
  const [lookUp] = useState(followLookup)
  const rows = useMemo(() => lookUp(list ?? NONE), [lookUp, list])
  const fits = useMedia(SIDE_FITS)
  const isWide = useMedia(SIDE_IS_WIDE)
  const isSideShown = state.isSideShown ?? fits
  const warm = useWarmCase(list, tabs.openId !== null)
  const windows = warm === null ? tabs.ids : [...tabs.ids, warm]
  useTabsKept()
  useSayPresence(tabs.openId)
  // A message can be taken back also when its case is not open any more.
  useUndo()

  const [isLeaving, setLeaving] = useState(false)
  const mustAsk = useOutboxCount() + useUnkeptPromises().length > 0
  const leave = useCallback(() => {
    if (mustAsk) setLeaving(true)
    else void signOut()
  }, [mustAsk, signOut])
  useDeskCommands(isSideShown)
  const palette = usePalette(go, rows, theme, leave)
  const { idle, forgetIdle } = palette
  useEffect(() => (idle === null ? undefined : timers.after(SAID_MS, forgetIdle)), [idle, forgetIdle, timers])

  const { showPanel } = state
  const closePanel = useCallback(() => showPanel(null), [showPanel])
  // The same from frame to frame: of what goes on in one part the others are not drawn again.
  const closeSide = useSteady(() => state.showSide(false))
  const toggleSide = useSteady(() => state.showSide(!isSideShown))
  const toggleOutbox = useSteady(() => state.showPanel(panel === 'outbox' ? null : 'outbox'))
  const onLeave = useSteady(leave)
  const onNumbers = useSteady(() => state.showNumbers(true))
  const onQueue = useSteady(() => {
    state.showPanel(null)
    state.showColumn('queue')
  })
  const onPromises = useSteady(() => (panel === 'promises' ? state.showPanel(null) : go.showPromises()))
  const onKnowledge = useSteady(() => go.showSide('knowledge'))
  const onDisputes = useSteady(() => state.showOver('disputes'))
  const onTeamBlocks = useSteady(() => state.showOver('team-blocks'))
  const onSettings = useSteady(() => state.showOver('settings'))
  const closeCase = useSteady((id: CaseId) => state.closeCase(id))
  const notice = useMemo(() => <Notice chime={chime} />, [chime])

  return (
    <div
      className="desk"
      data-column={column}
      data-side={isSideShown}
      data-panel={panel ?? undefined}
      data-numbers={isNumbersShown}
    >
      <Bar
        theme={theme}
        notice={notice}
        said={idle === null ? '' : words('palette.notNow', { command: idle })}
        isSideShown={isSideShown}
        onOutbox={toggleOutbox}
        onSide={toggleSide}
        onLeave={onLeave}
      />
      <Rail
        panel={panel}
        isNumbersShown={isNumbersShown}
        onNumbers={onNumbers}
        onQueue={onQueue}
        onPromises={onPromises}
        onKnowledge={onKnowledge}
        onDisputes={isAllowed(account.role, 'interval.decide') ? onDisputes : null}
        onTeamBlocks={isAllowed(account.role, 'urgentBlock.endTeam') ? onTeamBlocks : null}
        onSettings={onSettings}
      />
      <Queue openId={tabs.openId} onOpen={state.openCase} onShown={onQueueShown} />
      <main className="work">
        <CaseTabs ids={tabs.ids} openId={tabs.openId} rows={rows} onOpen={state.openCase} onClose={closeCase} />
        {windows.map((id) => (
          <CaseWindow
            key={id}
            caseId={id}
            // Behind the numbers it hears no keys: nothing is sent that is not seen.
            isFront={id === tabs.openId && !isNumbersShown}
            tab={tabs.side[id] ?? 'customer'}
            isWide={isWide}
            onTab={state.showTool}
            onSideClose={closeSide}
          />
        ))}
        {tabs.openId === null ? (
          <>
            <div className="case-place no-case" data-area="case">
              <h1>{words('case.none')}</h1>
            </div>
            {state.looseSide === null ? null : (
              <div className="side-place">
                <Side caseId={null} tab="knowledge" isWide={false} onTab={state.showTool} onClose={closeSide} />
              </div>
            )}
          </>
        ) : null}
        {panel === null ? null : (
          <aside
            className="panel-place"
            data-area="side"
            aria-label={words(panel === 'outbox' ? 'bar.outbox' : 'rail.promises')}
          >
            {panel === 'outbox' ? <Outbox onClose={closePanel} /> : <PromisesPanel onClose={closePanel} />}
          </aside>
        )}
      </main>
      {isNumbersShown ? (
        <main className="numbers-place">
          <NumbersPage />
        </main>
      ) : null}
      <ShiftStrip />
      <ListsAhead />
      <AuditPlace />
      <RestoredNotice />
      <IdleQuestion />
      <AskedForm />
      <TabsFull rows={rows} />
      <LeaveDialog isOpen={isLeaving} onClose={() => setLeaving(false)} />
      {palette.isOpen ? (
        <Palette entries={palette.entries} onChoose={palette.choose} onClose={() => state.showOver(null)} />
      ) : null}
      {over === 'settings' || over === 'keys' ? (
        <SettingsDialog startsAt={over === 'keys' ? 'keys' : 'top'} onClose={() => state.showOver(null)} />
      ) : null}
      {over === 'recorded' ? <RecordedPage onClose={() => state.showOver(null)} /> : null}
      {over === 'disputes' ? <DisputesDialog onClose={() => state.showOver(null)} /> : null}
      {over === 'team-blocks' ? <TeamBlocksDialog onClose={() => state.showOver(null)} /> : null}
      <ExercisePlace rows={list ?? NONE} sounds={breathSounds} />
      <BreakPlace rows={list ?? NONE} sounds={breathSounds} />
      <SignInAgain
        isOpen={state.isSigningInAgain}
        onClose={() => state.showSignInAgain(false)}
        login={account.login}
        serverAddress={info.serverUrl}
        trySignIn={trySignIn}
      />
    </div>
  )
}
