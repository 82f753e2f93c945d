import { app, type BrowserWindow, dialog } from 'electron'
import { words } from '../words.ts'
import { afterRendererGone, type GoneHistory } from './renderer-gone.ts'

type Ports = {
  after(ms: number, run: () => void): () => void
  monotonicMs(): number
  report(message: string): void
}

/** Set on the command line of the second life, so that a failing launch is tried once and not for ever. */
const RELAUNCHED = '--evenkeel-relaunched'

/** Brings a crashed page back, within reason; the page finds its work in its store and in the journal. */
export function watchPage(window: BrowserWindow, ports: Ports): void {
  let history: GoneHistory = { reloadedAt: [], hasRelaunched: process.argv.includes(RELAUNCHED) }
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    ports.report(`The page's process is gone: ${reason}, code ${exitCode}`)
    const next = afterRendererGone(reason, history, ports.monotonicMs())
    history = next.history
    switch (next.step.do) {
      case 'nothing':
        return
      case 'reload':
        ports.after(next.step.afterMs, () => {
          if (!window.isDestroyed()) window.webContents.reload()
        })
        return
      case 'relaunch':
        app.relaunch({ args: [...process.argv.slice(1), RELAUNCHED] })
        app.exit(0)
        return
      case 'give-up':
        void offerRestart()
    }
  })
  window.webContents.on('unresponsive', () => ports.report('The page does not respond.'))
  window.webContents.on('preload-error', (_event, path, error) => ports.report(`${path}: ${error.message}`))
}

async function offerRestart(): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: words.pageGoneTitle,
    message: words.pageGone,
    buttons: [words.restart, words.quit],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) app.relaunch()
  app.exit(0)
}
