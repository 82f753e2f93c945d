import { resolve } from 'node:path'
import { app, BrowserWindow } from 'electron'

// The least that an Electron can show: how soon it does is what the desk's start is held against.

app.enableSandbox()
app.setPath('userData', resolve(process.env['EVENKEEL_USER_DATA'] ?? '.'))
app.on('window-all-closed', () => app.quit())

const PAGE = `<!doctype html><title>Empty</title><p>Empty</p>
<script>requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'shown' }))</script>`

void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: { sandbox: true, contextIsolation: true },
  })
  window.on('page-title-updated', (_event, title) => {
    if (title === 'shown') process.stdout.write('empty: shown\n')
  })
  await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(PAGE)}`)
})
