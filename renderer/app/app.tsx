import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import type { DeskClient, DeskInfo } from '../../protocol/desk-bridge.ts'
import { DepsProvider } from '../deps/deps.ts'
import { SignIn } from '../features/sign-in/index.ts'
import { Button } from '../kit/button.tsx'
import { CommandsProvider, makeCommands } from '../kit/use-command.ts'
import { useWords } from '../words/use-words.ts'
import { CatchCrash } from './catch-crash.tsx'
import type { SessionStore } from './session.ts'
import { Shell } from './shell.tsx'
import type { ThemeStore } from './theme.ts'

type Props = { desk: DeskClient; session: SessionStore; theme: ThemeStore; chime: () => void }

/** The window: nobody signed in, or the desk of the one who is. */
export function App(props: Props) {
  // The desk itself decides what is reachable; the browser's idea of being online says nothing about our server.
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } }))
  const [commands] = useState(makeCommands)
  return (
    <QueryClientProvider client={queries}>
      <CommandsProvider value={commands}>
        <CatchCrash>
          <Phases {...props} />
        </CatchCrash>
      </CommandsProvider>
    </QueryClientProvider>
  )
}

function Phases({ desk, session, theme, chime }: Props) {
  const words = useWords()
  const { phase } = useStore(session.store)
  const queueShown = useCallback(
    () => void desk.call('log.write', { level: 'info', line: 'desk: queue shown' }),
    [desk],
  )
  switch (phase.at) {
    case 'opening':
      // Empty on purpose: the local desk opens within a few frames, and words that vanish at once only flicker.
      return <main className="notice" aria-busy="true" aria-label={words('app.opening')} />
    case 'signed-out':
      return <SignInGate desk={desk} info={phase.info} session={session} />
    case 'open':
      return (
        <DepsProvider value={phase.deps}>
          <Shell theme={theme} chime={chime} trySignIn={session.trySignIn} onQueueShown={queueShown} />
        </DepsProvider>
      )
    case 'failed':
      return (
        <main className="notice" role="alert">
          <p>{words('app.openFailed', { reason: phase.reason })}</p>
          <Button tone="primary" onPress={() => void session.start()}>
            {words('app.openAgain')}
          </Button>
        </main>
      )
  }
}

/** Asks again what the server is until it has answered once. */
const ASK_AGAIN_MS = 3_000

function SignInGate({ desk, info, session }: { desk: DeskClient; info: DeskInfo; session: SessionStore }) {
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
    />
  )
}
