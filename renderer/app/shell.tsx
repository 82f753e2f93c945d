import { useDeps } from '../deps/deps.ts'
import { CaseView } from '../features/case-view/index.ts'
import { RestoredNotice } from '../features/connection/index.ts'
import { Outbox } from '../features/outbox/index.ts'
import { Queue } from '../features/queue/index.ts'
import { ReplyBox } from '../features/reply/index.ts'
import type { TrySignIn } from '../features/sign-in/index.ts'
import { SignInAgain } from '../features/sign-in/index.ts'
import { useCommand } from '../kit/use-command.ts'
import { useWords } from '../words/use-words.ts'
import { Bar } from './bar.tsx'
import { useDeskState } from './desk-state.ts'
import { walkAreas } from './keymap.ts'
import './shell.css'
import type { ThemeStore } from './theme.ts'

type Props = { theme: ThemeStore; trySignIn: TrySignIn; onQueueShown: () => void }

/** From this width on the side column has its own place; below it lies over the case. */
const SIDE_FITS = '(min-width: 1280px)'

/** The signed-in desk: bar, queue, the open case. Nothing of it moves by itself. */
export function Shell({ theme, trySignIn, onQueueShown }: Props) {
  const words = useWords()
  const { account, info } = useDeps()
  const state = useDeskState()
  const { openId, isOutboxOpen, isSideShown, column } = state

  const toggleOutbox = () => state.showOutbox(!isOutboxOpen)
  const toggleSide = () => {
    if (openId === null) return false
    if (isOutboxOpen) state.showOutbox(false)
    state.showSide(isOutboxOpen || !(isSideShown ?? matchMedia(SIDE_FITS).matches))
  }
  useCommand('area.next', () => walkAreas(1))
  useCommand('area.previous', () => walkAreas(-1))
  useCommand('outbox.toggle', toggleOutbox)
  useCommand('side.toggle', toggleSide)

  const outbox = isOutboxOpen ? <Outbox onClose={() => state.showOutbox(false)} /> : undefined
  const shownSide = isOutboxOpen ? true : isSideShown

  return (
    <div className="desk" data-column={column}>
      <Bar theme={theme} onOutbox={toggleOutbox} onSide={toggleSide} />
      <Queue openId={openId} onOpen={state.openCase} onShown={onQueueShown} />
      <main className="desk-case">
        {openId === null ? (
          <div className="desk-no-case">
            <h1>{words('case.none')}</h1>
            {outbox === undefined ? null : (
              <aside className="desk-side" aria-label={words('bar.outbox')} data-area="side">
                {outbox}
              </aside>
            )}
          </div>
        ) : (
          <CaseView
            caseId={openId}
            composer={
              <div data-area="composer" className="composer-place">
                <ReplyBox caseId={openId} />
              </div>
            }
            {...(outbox === undefined ? {} : { side: outbox })}
            {...(shownSide === null ? {} : { isSideShown: shownSide })}
          />
        )}
      </main>
      <RestoredNotice />
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
