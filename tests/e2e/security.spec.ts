import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { deskCalls, deskEvents } from '../../protocol/desk-channels.ts'
import { expect, test } from './fixtures.ts'

type Bridge = { call(name: string, args: unknown): Promise<{ ok: boolean; failure?: { kind: string } }> }
type DeskWindow = Window & { evenkeelBridge: Bridge }

const windowUrls = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()))

const callFrom = (page: Page, name: string, args: unknown) =>
  page.evaluate(([channel, given]) => (window as unknown as DeskWindow).evenkeelBridge.call(channel, given), [
    name,
    args,
  ] as const)

const START = 'app://desk/index.html'
const shown = (page: Page) => page.getByRole('button', { name: 'Sign in' }).waitFor()

test('the page runs in a sandbox of the operating system', async ({ openDesk }) => {
  test.skip(process.platform !== 'linux', 'only Linux tells it in /proc')
  const { app, page } = await openDesk()
  await shown(page)
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\t2$/m)
  expect(status).toMatch(/^NoNewPrivs:\t1$/m)
  expect(status).not.toMatch(/^Uid:\t0\b/m)
  // None of the desk's processes was told to do without.
  const pids = await app.evaluate(({ app: desk }) => desk.getAppMetrics().map((each) => each.pid))
  const words = pids.map((each) => readFileSync(`/proc/${each}/cmdline`, 'utf8').split(/[\0 ]/))
  expect(words.length).toBeGreaterThan(2)
  expect(words.filter((each) => each.includes('--no-sandbox'))).toEqual([])
})

test('every window has the preferences that security rests on', async ({ openDesk }) => {
  const { app, page } = await openDesk()
  await shown(page)
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const read = contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      return read.getLastWebPreferences()
    }),
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  })
})

test('the page gets two frozen functions and nothing else', async ({ openDesk }) => {
  const { app, page } = await openDesk()
  await shown(page)
  const surface = await page.evaluate(() => {
    const bridge = (window as unknown as DeskWindow).evenkeelBridge
    const globals = globalThis as unknown as Record<string, unknown>
    const replaced = Reflect.set(window, 'evenkeelBridge', 1)
    const changed = Reflect.set(bridge, 'call', 1) || Reflect.set(bridge, 'send', 1)
    return {
      names: Object.getOwnPropertyNames(bridge).toSorted(),
      kinds: Object.values(bridge).map((value) => typeof value),
      isFrozen: Object.isFrozen(bridge),
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in globals),
      isSecure: isSecureContext,
      replaced,
      changed,
    }
  })
  expect(surface).toEqual({
    names: ['call', 'on'],
    kinds: ['function', 'function'],
    isFrozen: true,
    node: [],
    isSecure: true,
    replaced: false,
    changed: false,
  })
  for (const name of ['ipc:any', 'constructor', 'session.changed', ''])
    await expect(callFrom(page, name, {})).rejects.toThrow(/no channel/)
  // News carry a payload and never the event, which would hand out the sender.
  const payloads = page.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        const bridge = (window as unknown as { evenkeelBridge: { on(name: string, listen: unknown): void } })
          .evenkeelBridge
        bridge.on('power.resumed', (...given: unknown[]) => resolve(given))
      }),
  )
  // One more round, so that the page listens by now.
  await page.evaluate(() => undefined)
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  expect(await payloads).toEqual([{}])
})

test('every channel refuses a malformed argument from our own page', async ({ openDesk }) => {
  const { page } = await openDesk()
  await shown(page)
  const malformed = [null, 7, 'x', [], { surplus: 1 }, { entries: [{ kind: 'draft' }] }, { login: 'ana' }]
  for (const name of deskCalls)
    for (const args of malformed)
      expect({ name, args, answer: await callFrom(page, name, args) }).toMatchObject({
        answer: { ok: false, failure: { kind: 'invalid' } },
      })
  // And what cannot even be sent does not come through.
  await expect(
    page.evaluate(() => (window as unknown as DeskWindow).evenkeelBridge.call('desk.info', { f: () => 1 } as never)),
  ).rejects.toThrow()
})

test('every channel refuses a foreign sender, and nothing happens', async ({ openDesk, world }) => {
  const { app, page } = await openDesk()
  await shown(page)
  const before = await callFrom(page, 'session.current', {})
  const preload = join(await app.evaluate(({ app }) => app.getAppPath()), 'out/preload/index.cjs')
  const senders = {
    // Our preload on another origin; a session of its own, because the page's session lets no website in.
    website: { url: `${world.cable.url}/healthz`, partition: 'foreign' },
    // Our own page in a window that the app did not register.
    unregistered: { url: START, partition: 'door' },
  }
  for (const [who, sender] of Object.entries(senders)) {
    const answers = await app.evaluate(
      async ({ BrowserWindow }, given) => {
        // oxlint-disable-next-line house/windows-made-at-home -- this window is the attacker's
        const foreign = new BrowserWindow({
          show: false,
          webPreferences: {
            preload: given.preload,
            sandbox: true,
            contextIsolation: true,
            ...(given.partition === '' ? {} : { partition: given.partition }),
          },
        })
        await foreign.loadURL(given.url)
        const script = `Promise.all(${JSON.stringify(given.calls)}.map(async ([name, args]) =>
          [name, await window.evenkeelBridge.call(name, args)]))`
        const result = (await foreign.webContents.executeJavaScript(script)) as [string, unknown][]
        foreign.destroy()
        return result
      },
      {
        ...sender,
        preload,
        calls: deskCalls.map((name) => [name, name === 'session.signIn' ? { login: 'ana', password: 'ana' } : {}]),
      },
    )
    expect(answers.map(([name]) => name)).toEqual([...deskCalls])
    for (const [name, answer] of answers)
      expect({ who, name, answer }).toMatchObject({ answer: { ok: false, failure: { kind: 'denied' } } })
  }
  expect(await callFrom(page, 'session.current', {})).toEqual(before)
  expect(deskEvents.length).toBeGreaterThan(0)
})

test('the page reaches no network, runs no foreign code, and stays where it is', async ({ openDesk, world }) => {
  const { app, page } = await openDesk()
  await shown(page)
  const target = world.cable.url
  const attempts = await page.evaluate(async (address) => {
    const failed = async (work: () => unknown): Promise<string> => {
      try {
        await work()
        return 'worked'
      } catch {
        return 'blocked'
      }
    }
    // Playwright's own evaluation may use eval; what the page does later may not.
    const later = (code: () => unknown) =>
      new Promise<string>((resolve) => setTimeout(() => void failed(code).then(resolve)))
    return {
      fetch: await failed(() => fetch(`${address}/healthz`)),
      file: await failed(() => fetch('file:///etc/passwd')),
      image: await failed(
        () =>
          new Promise((resolve, reject) => {
            const image = new Image()
            image.addEventListener('load', resolve)
            image.addEventListener('error', reject)
            image.src = `${address}/icon.png`
          }),
      ),
      socket: await failed(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(address.replace('http', 'ws'))
            socket.addEventListener('open', resolve)
            socket.addEventListener('error', reject)
          }),
      ),
      // oxlint-disable-next-line typescript/no-implied-eval -- it must not work
      eval: await later(() => new Function('return 1')()),
      html: await later(() => {
        document.createElement('div').innerHTML = '<b>x</b>'
      }),
      inline: await later(() => {
        const script = document.createElement('script')
        script.textContent = 'window.inlineRan = true'
        document.head.append(script)
        if (!('inlineRan' in window)) throw new Error('did not run')
      }),
      popup: window.open(`${address}/`) === null ? 'blocked' : 'worked',
      camera: await failed(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      place: await failed(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
    }
  }, target)
  expect(attempts).toEqual(Object.fromEntries(Object.keys(attempts).map((name) => [name, 'blocked'])))

  const framed = await page.evaluate(async (address) => {
    const frame = document.createElement('iframe')
    const violated = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    )
    frame.src = `${address}/healthz`
    document.body.append(frame)
    const directive = await violated
    frame.remove()
    return directive
  }, target)
  expect(framed).toBe('frame-src')

  const escapes = [
    `location.href = '${target}/'`,
    `location.href = 'file:///etc/passwd'`,
    `location.href = 'app://desk/assets/'`,
    `location.assign('data:text/html,hello')`,
    `{ const a = document.createElement('a'); a.href = '${target}/'; document.body.append(a); a.click() }`,
    `{ const a = document.createElement('a'); a.href = '${target}/'; a.target = '_blank'; document.body.append(a); a.click() }`,
    `{ const f = document.createElement('form'); f.action = '${target}/'; document.body.append(f); f.submit() }`,
    `{ const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=${target}/'; document.head.append(m) }`,
  ]
  for (const escape of escapes)
    await app.evaluate(async ({ BrowserWindow }, code) => {
      const [window] = BrowserWindow.getAllWindows()
      await window?.webContents.executeJavaScript(`${code}; undefined`)
      // A round through the page: what the attempt has set off has been decided then.
      await window?.webContents.executeJavaScript(
        'new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))',
      )
    }, escape)
  expect(await windowUrls(app)).toEqual([START])
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('location.href'),
    ),
  ).toBe(START)
})

test('the app itself does nothing that its own policy forbids', async ({ openDesk }) => {
  const { app, page, signIn } = await openDesk()
  const complaints: string[] = []
  // Of the door and of the desk behind it.
  app.context().on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await shown(page)
  await page.reload()
  await shown(page)
  await signIn('ana')
  await page.getByRole('row').nth(2).click()
  await page.getByRole('region', { name: 'Case', exact: true }).waitFor()
  expect(complaints).toEqual([])
})

test('the title says what an older Electron is for', async ({ openDesk }) => {
  const { app, page } = await openDesk()
  await shown(page)
  const [title, version] = await app.evaluate(({ BrowserWindow }) => [
    BrowserWindow.getAllWindows()[0]?.getTitle(),
    process.versions['electron'],
  ])
  const isOld = Number.parseInt(version ?? '', 10) < 45
  expect(title).toBe(isOld ? 'Evenkeel (development and demo only)' : 'Evenkeel')
})

test('a second start on the same profile leaves the first in peace', async ({ openDesk }) => {
  const desk = await openDesk()
  await shown(desk.page)
  await expect(desk.again()).rejects.toThrow()
  expect(await windowUrls(desk.app)).toEqual([START])
})
