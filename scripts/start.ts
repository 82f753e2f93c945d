import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from './build-app.ts'
import { startDesk } from './desk-process.ts'
import type { Display } from './display.ts'
import { openDisplay } from './display.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import { startEmbeddedServer } from './embedded-server.ts'
import { projectRoot } from './places.ts'
import { beginStep, say } from './progress.mjs'
import type { ElectronLaunch } from './run-electron.ts'
import { electronLaunch, NoElectron } from './run-electron.ts'

// npm start: the embedded server with the demo world, and the desk, signed in as a demo agent.
//   -- --server URL        the desk alone, against a server that runs elsewhere
//   -- --exit-when-ready   ends as soon as the queue is on the screen

const demoFolder = join(projectRoot, '.evenkeel', 'demo')
const { values: wish } = parseArgs({
  options: { server: { type: 'string' }, 'exit-when-ready': { type: 'boolean', default: false } },
})

/** What runs, in the order in which it ends: the desk, its screen, the server. */
const endings: (() => Promise<void>)[] = []
let isEnding = false

async function end(code: number): Promise<never> {
  if (!isEnding) {
    isEnding = true
    for (const ending of endings) await ending()
    process.exit(code)
  }
  return new Promise<never>(() => undefined)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!isEnding) say('Ending…')
    void end(0)
  })
}

async function startServer(): Promise<EmbeddedServer> {
  const step = beginStep('Starting the server (the first time it makes its database and the demo world)')
  try {
    const server = await startEmbeddedServer(demoFolder)
    endings.push(server.stop)
    step.done(server.url)
    return server
  } catch (error) {
    step.failed(error instanceof Error ? error.message : String(error))
    return end(1)
  }
}

/** A desk ready to be opened, or the sentence that says why there is none. */
async function prepareDesk(serverUrl: string): Promise<{ launch: ElectronLaunch; display: Display } | string> {
  try {
    const help = join(projectRoot, 'resources/demo/help.json')
    const demo = wish.server ? {} : { EVENKEEL_DEMO_SIGN_IN: 'ana:ana', EVENKEEL_HELP: help }
    const asking = { EVENKEEL_SERVER_URL: serverUrl, ...demo }
    const first = await electronLaunch({ appDir: projectRoot, env: asking })
    const display = await openDisplay()
    const profile = process.env['EVENKEEL_USER_DATA'] ?? first.userData(wish.server ? 'desk' : 'demo/desk')
    return { launch: { ...first, env: { ...first.env, ...display.env, EVENKEEL_USER_DATA: profile } }, display }
  } catch (error) {
    if (error instanceof NoElectron) return error.message
    return error instanceof Error ? error.message : String(error)
  }
}

async function openDesk(launch: ElectronLaunch, display: Display, serverUrl: string): Promise<never> {
  endings.unshift(display.stop)
  const age = launch.isOld ? '; an older one, for development and demo only' : ''
  say(`Running on Electron ${launch.version} (Chromium ${launch.chromium})${age}`)
  if (display.isVirtual)
    say(`No display here: the desk runs on a virtual one. To see it, open ${serverUrl} in a browser.`)
  const log = join(demoFolder, 'desk.log')
  const desk = startDesk(launch, log)
  endings.unshift(desk.stop)
  void desk.shown.then(() => (wish['exit-when-ready'] ? end(0) : undefined))
  const { code, tail } = await desk.ended
  if (isEnding) return end(0)
  if (code === 0 && !wish['exit-when-ready']) return end(0)
  say(`The desk ended with code ${code}${wish['exit-when-ready'] ? ' before the queue was shown' : ''}; it said:`)
  say(`${tail.join('\n')}\n(all of it: ${log})`)
  if (tail.some((line) => /sandbox/i.test(line))) {
    const helper = join(launch.dist, 'chrome-sandbox')
    say(
      `Chromium may lack its sandbox: run \`sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\`, then \`npm start\` again; until then \`EVENKEEL_NO_ELECTRON=1 npm start\` opens the web edition.`,
    )
  }
  return end(1)
}

try {
  await buildApp()
} catch {
  // The step has said why.
  process.exit(1)
}
const server = wish.server ? null : await startServer()
const serverUrl = wish.server ?? server?.url ?? ''
const desk = await prepareDesk(serverUrl)
if (typeof desk !== 'string') {
  void server?.ended.then((code) => {
    if (!isEnding) say(`The server has stopped (code ${code}); the desk goes on offline. Its log: ${server.log}`)
  })
  await openDesk(desk.launch, desk.display, serverUrl)
}
if (typeof desk === 'string') say(desk)
say(`Open ${serverUrl} in a browser`)
if (wish['exit-when-ready'] || server === null) await end(0)
else await end(await server.ended)
