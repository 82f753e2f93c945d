import '../data/no-run-time-code.ts'
import { createRoot } from 'react-dom/client'
import { titleCutWords } from '../kit/title-cut-words.ts'
import { App } from './app.tsx'
import { breathSounds, chime, desk, firstScreenShown, session, theme } from './compose.ts'

const place = document.getElementById('root')
if (place === null) throw new Error('The page has no place for the desk')

const log = (error: unknown) => {
  const line = error instanceof Error ? (error.stack ?? error.message) : String(error)
  void desk.call('log.write', { level: 'error', line: line.slice(0, 4_000) })
}
// Asks the main process before the page draws for the first time: both take their time beside one another.
void session.start()
createRoot(place, { onUncaughtError: log, onCaughtError: log }).render(
  <App
    desk={desk}
    session={session}
    theme={theme}
    chime={chime}
    breathSounds={breathSounds}
    firstScreenShown={firstScreenShown}
  />,
)
titleCutWords(document)
