import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { HelpContacts } from '../../domain/people/help-contacts.ts'
import { noHelpContacts } from '../../domain/people/help-contacts.ts'
import type { DeskClient, DeskInfo } from '../../protocol/desk-bridge.ts'
import { DepsProvider } from '../deps/deps.ts'
import { Locked, SignIn } from '../features/sign-in/index.ts'
import type { LockFacts } from '../features/sign-in/index.ts'
import { Button } from '../kit/button.tsx'
import { keymap } from '../kit/keymap.ts'
import { CommandsProvider, makeCommands, useCommands } from '../kit/use-command.ts'
import type { Words } from '../words/use-words.ts'
import { useWords } from '../words/use-words.ts'
import { CatchCrash } from './catch-crash.tsx'
import { useKeys } from './keymap.ts'
import type { Phase, SessionStore } from './session.ts'
import { Shell } from './shell.tsx'
import type { BreathSounds } from './slots.ts'
import { HelpPlace } from './slots.ts'
import type { ThemeStore } from './theme.ts'

type Props = {
  desk: DeskClient
  session: SessionStore
  theme: ThemeStore
  chime: () => void
  breathSounds: BreathSounds
  firstScreenShown: () => void
}

/** The window: nobody signed in, or the desk of the one who is. */
export function App(props: Props) {
  // The desk itself decides what is reachable; the browser's idea of being online says nothing about our server.
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } }))
  const [commands] = useState(makeCommands)
  const help = useHelpContacts(props.desk)
  return (
    <QueryClientProvider client={queries}>
      <CommandsProvider value={commands}>
        <CatchCrash help={<HelpAlone contacts={help} />}>
          <Phases {...props} help={help} />
        </CatchCrash>
      </CommandsProvider>
    </QueryClientProvider>
  )
}

/** Read at the start, so that opening help asks nobody anything. */
function useHelpContacts(desk: DeskClient): HelpContacts {
  const [contacts, setContacts] = useState(noHelpContacts)
  useEffect(() => {
    void desk.call('desk.help', {}).then((answer) => answer.ok && setContacts(answer.value))
  }, [desk])
  return contacts
}

/** Help where no desk is open: there is no other place that hears the keys. */
function HelpAlone({ contacts, children }: { contacts: HelpContacts; children?: ReactNode }) {
  useKeys(useCommands(), keymap)
  return (
    <>
      {children}
      <HelpPlace contacts={contacts} leads={[]} />
    </>
  )
}

function Phases({ desk, session, theme, chime, breathSounds, firstScreenShown, help }: Props & { help: HelpContacts }) {
  const words = useWords()
  const { phase } = useStore(session.store)
  const queueShown = useCallback(() => {
    const say = () => {
      firstScreenShown()
      void desk.call('log.write', { level: 'info', line: 'desk: queue shown' })
    }
    // Not before it is drawn: what is sent while a frame begins comes when that frame has been given to the screen.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = say
      port2.postMessage(null)
    })
  }, [desk, firstScreenShown])
  switch (phase.at) {
    case 'opening':
      // Empty at first: the local desk opens within a few frames, and words that vanish at once only flicker.
      return (
        <HelpAlone contacts={help}>
          <main className="notice" aria-busy="true" aria-label={words('app.opening')}>
            <h1 className="notice-late">{words('app.openingLate')}</h1>
          </main>
        </HelpAlone>
      )
    case 'signed-out':
      return (
        <HelpAlone contacts={help}>
          <SignInGate desk={desk} info={phase.info} session={session} />
        </HelpAlone>
      )
    case 'locked':
      return (
        <HelpAlone contacts={help}>
          <LockGate info={phase.info} lock={phase.lock} session={session} />
        </HelpAlone>
      )
    case 'open':
      return (
        <DepsProvider value={phase.deps}>
          <Shell
            theme={theme}
            chime={chime}
            breathSounds={breathSounds}
            help={help}
            trySignIn={session.trySignIn}
            onQueueShown={queueShown}
          />
        </DepsProvider>
      )
    case 'failed':
      return (
        <HelpAlone contacts={help}>
          <main className="notice">
            <div role="alert" className="notice-told">
              {phase.because === 'newer-data' ? <h1>{words('app.newerData')}</h1> : null}
              <p>{refusedWords(words, phase)}</p>
              <Button tone="primary" onPress={() => void session.start()}>
                {words('app.openAgain')}
              </Button>
            </div>
          </main>
        </HelpAlone>
      )
  }
}

function LockGate({ info, lock, session }: { info: DeskInfo; lock: LockFacts; session: SessionStore }) {
  const commands = useCommands()
  return (
    <Locked
      lock={lock}
      trySignIn={session.trySignIn}
      tryUnlock={session.tryUnlock}
      serverAddress={info.serverUrl}
      version={info.version}
      onHelp={() => commands?.run('help.open')}
    />
  )
}

function refusedWords(words: Words, { because, reason }: Extract<Phase, { at: 'failed' }>): string {
  return because === 'other' ? words('app.openFailed', { reason }) : words(`app.openFailed.${because}`, { reason })
}

/** Asks again what the server is until it has answered once. */
const ASK_AGAIN_MS = 3_000

function SignInGate({ desk, info, session }: { desk: DeskClient; info: DeskInfo; session: SessionStore }) {
  const commands = useCommands()
  const { data: latest } = useQuery({
    queryKey: ['desk.info'],
    initialData: info,
    queryFn: async () => {
      const answer = await desk.call('desk.info', {})
      return answer.ok ? answer.value : info
    },
    refetchInterval: ({ state }) => (state.data?.demo === null ? ASK_AGAIN_MS : false),
  })
  return (
    <SignIn
      trySignIn={session.trySignIn}
      serverAddress={latest.serverUrl}
      isDemo={latest.demo}
      version={latest.version}
      isUnprotected={latest.carrier === 'electron' && latest.rules.protection === 'unprotected'}
      onHelp={() => commands?.run('help.open')}
    />
  )
}
