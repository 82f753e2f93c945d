import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ElectronApplication } from '@playwright/test'
import { MAIL_HEADERS } from '../../electron/mail/mail-shelf.ts'
import { openCanary } from '../support/canary.ts'
import { evilMail, VECTORS } from '../support/evil-mail.ts'
import { handIn } from '../support/hand-in.ts'
import { openCase, thread } from './composer-kit.ts'
import { type Desk, expect, test } from './fixtures.ts'

/** Serves one page with the given headers. */
async function servePage(html: string, headers: Record<string, string>) {
  const server = createServer((_request, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    answer.end(html)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise<void>((done) => server.close(() => done()).closeAllConnections()),
  }
}

/** Opens the address in a window without any of the desk's protection, until nothing more is asked for. */
const showBare = (app: ElectronApplication, url: string) =>
  app.evaluate(async ({ BrowserWindow, session }, address) => {
    const foreign = session.fromPartition(`bare-${address}`, { cache: false })
    // oxlint-disable-next-line house/windows-made-at-home -- this window is the attacker's
    const window = new BrowserWindow({ show: false, webPreferences: { session: foreign, sandbox: true } })
    let lastAskedAt = Date.now()
    foreign.webRequest.onBeforeRequest((_details, answer) => {
      lastAskedAt = Date.now()
      answer({})
    })
    await window.loadURL(address)
    await new Promise<void>((done) => {
      const quiet = setInterval(() => {
        if (Date.now() - lastAskedAt < 1_500) return
        clearInterval(quiet)
        done()
      }, 100)
    })
    // Where no script runs, this one does not either.
    const asked = window.webContents.executeJavaScript('globalThis.pwned === 1') as Promise<boolean>
    const pwned = await asked.catch(() => false)
    window.destroy()
    return pwned
  }, url)

/** The first copy of a whole working set takes its time on a busy machine. */
const FIRST_COPY_MS = 150_000
test.setTimeout(300_000)

async function signIn(desk: Desk): Promise<void> {
  await desk.signIn('ana')
  await expect(desk.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', {
    timeout: FIRST_COPY_MS,
  })
}

test('a mail that wants to tell its sender that it was read tells nobody anything', async ({ world, openDesk }) => {
  const canary = await openCanary()
  const control = await openCanary()
  const underPolicy = await openCanary()
  expect(VECTORS.length).toBeGreaterThanOrEqual(29)

  const desk = await openDesk()
  const { page, app } = desk
  await signIn(desk)
  const server = { url: world.server.url, folder: world.folder }
  const mail = { body: 'Dear shop, where is my order?', html: evilMail(canary.url), subject: 'Canary in a mail' }
  const { caseNumber, messageId } = await handIn(server, mail)
  await openCase(page, caseNumber)
  const entry = thread(page).locator(`[data-message-id="${messageId}"]`)
  const frame = entry.locator('iframe')
  // Really shown, in a frame of its own origin: its words can be read there.
  await expect(frame).toBeVisible()
  await expect(entry.frameLocator('iframe').getByText('Dear shop, where is my order?')).toBeVisible()
  expect(await frame.getAttribute('sandbox')).toBe('')
  expect(await frame.getAttribute('src')).toMatch(/^app:\/\/mail\/[0-9a-f]{32}$/)
  await expect(entry).toContainText('pictures from outside not shown')
  const address = (await frame.getAttribute('src')) ?? ''
  const framed = page.frames().find((each) => each.url() === address)
  expect(framed).toBeDefined()

  // The same mail bare, in a window without policy: it talks, so the canary works and the silence above means something.
  const bare = await servePage(evilMail(control.url), {})
  expect(await showBare(app, bare.url)).toBe(true)
  expect(control.paths().length, control.paths().join(' ')).toBeGreaterThanOrEqual(20)
  // And the headers alone, without the washing: each of the two walls holds by itself.
  const { 'content-type': _, ...headers } = MAIL_HEADERS
  const policed = await servePage(evilMail(underPolicy.url), headers)
  expect(await showBare(app, policed.url)).toBe(false)
  expect(underPolicy.paths()).toEqual([])

  expect(canary.paths()).toEqual([])
  const pwned = await page.evaluate(() => (globalThis as { pwned?: number }).pwned)
  expect(pwned).toBeUndefined()
  const urls = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  )
  expect(urls).toEqual(['app://desk/index.html'])
  for (const each of [canary, control, underPolicy, bare, policed]) await each.close()
})

test('a link in a mail says where it leads, and opens only when the agent says so', async ({ world, openDesk }) => {
  const desk = await openDesk()
  const { page, app } = desk
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    ;(globalThis as { opened?: string[] }).opened = opened
    shell.openExternal = async (address: string) => void opened.push(address)
  })
  const opened = () => app.evaluate(() => (globalThis as { opened?: string[] }).opened)
  await signIn(desk)
  const html =
    '<p><a href="https://evil.example/login?x=1">https://shop.example/</a> <a href="mailto:me@example.com">me</a></p>'
  const { caseNumber, messageId } = await handIn(
    { url: world.server.url, folder: world.folder },
    { body: 'See https://shop.example/', html, subject: 'Link in a mail' },
  )
  await openCase(page, caseNumber)
  const entry = thread(page).locator(`[data-message-id="${messageId}"]`)
  const link = entry.frameLocator('iframe').getByRole('link', { name: 'https://shop.example/' })
  await link.hover()
  await expect(page.getByText('Leads to evil.example')).toBeVisible()
  expect(await opened()).toEqual([])

  await link.click({ noWaitAfter: true })
  const ask = page.getByRole('alertdialog', { name: 'Open evil.example?' })
  await expect(ask).toContainText('https://evil.example/login?x=1')
  expect(await opened()).toEqual([])
  await ask.getByRole('button', { name: 'Do not open' }).click()
  await expect(ask).toHaveCount(0)
  expect(await opened()).toEqual([])

  await entry.frameLocator('iframe').getByRole('link', { name: 'me' }).click({ noWaitAfter: true })
  await page
    .getByRole('alertdialog', { name: 'Open me@example.com?' })
    .getByRole('button', { name: 'Open', exact: true })
    .click()
  await expect.poll(opened).toEqual(['mailto:me@example.com'])
  // The frame still shows the mail.
  await expect(entry.frameLocator('iframe').getByText('me')).toBeVisible()

  // One key away: the plain text.
  await entry.focus()
  await page.keyboard.press('t')
  await expect(entry.locator('iframe')).toHaveCount(0)
  await expect(entry).toContainText('See https://shop.example/')
})
