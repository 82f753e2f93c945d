import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { SignInResponse } from '../../protocol/session.ts'
import { barriersOn } from './axe-kit.ts'
import { freeCases, openCase, reply, signInAs, thread } from './composer-kit.ts'
import { type Desk, expect, followWindow, test } from './fixtures.ts'
import { ask, changeTo, lock, setPin, unlockBy } from './lock-kit.ts'
import { draftKept } from './store-kit.ts'

const rendererOf = (desk: Desk) =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)
const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
const profileFolder = async (desk: Desk) => desk.app.evaluate(({ app }) => app.getPath('userData'))
/** By the desk's own system user, whose files they stay. */
const copyFolder = (desk: Desk, from: string, to: string) =>
  desk.app.evaluate(
    (_, folders) => process.getBuiltinModule('node:fs').cpSync(folders.from, folders.to, { recursive: true }),
    { from, to },
  )
/** Files below a folder that hold one of the words, in either way a browser writes text. */
function found(folder: string, words: readonly string[]): string[] {
  const needles = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')])
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => needles.some((needle) => readFileSync(path).includes(needle)))
}
const everything = (page: Page) => page.evaluate(() => `${document.title}\n${document.documentElement.outerHTML}`)

test('a locked desk shows and gives nothing, and the PIN brings it back as it was', async ({ openDesk, world }) => {
  const desk = await openDesk()
  await signInAs(desk, 'ana')
  const [one] = await freeCases(world)
  if (one === undefined) throw new Error('no free case')
  await openCase(desk.page, one.number)
  await reply(desk.page).fill('half an answer')

  await desk.page.keyboard.press('Control+,')
  await desk.page.getByRole('textbox', { name: 'New PIN' }).fill('471')
  await desk.page.getByRole('button', { name: 'Set PIN' }).click()
  await expect(desk.page.getByText('Take 4 to 12 digits.')).toBeVisible()
  await desk.page.getByRole('textbox', { name: 'New PIN' }).fill('4711')
  await desk.page.getByRole('button', { name: 'Set PIN' }).click()
  await expect(desk.page.getByText('The PIN is set.')).toBeVisible()
  await desk.page.keyboard.press('Escape')

  const renderer = await rendererOf(desk)
  await lock(desk)
  await expect(desk.page.getByRole('heading', { name: 'Ana Ribeiro’s desk is locked' })).toBeVisible()
  await expect.poll(() => isAlive(renderer)).toBe(false)
  const shown = await everything(desk.page)
  for (const word of [one.familyName, one.order, String(one.number), 'half an answer'])
    expect(shown).not.toContain(word)
  for (const name of ['store.key', 'journal.read', 'session.pin', 'session.lock', 'session.signOut'])
    expect(await ask(desk.page, name)).toMatchObject({ ok: false, failure: { kind: 'locked' } })
  expect(await desk.page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  expect(await barriersOn(desk.page)).toEqual([])

  await desk.page.getByRole('textbox', { name: 'PIN' }).fill('0000')
  await desk.page.keyboard.press('Enter')
  await expect(desk.page.getByRole('alert')).toHaveText('That is not the PIN. 4 tries left.')
  await unlockBy(desk, '4711')
  await openCase(desk.page, one.number)
  await expect(reply(desk.page)).toHaveValue('half an answer')
})

test('five wrong PINs in a row, counted over a restart, and only the server’s word opens the desk', async ({
  openDesk,
}) => {
  const desk = await openDesk()
  await desk.signIn('ana')
  await setPin(desk.page, '4711')
  await lock(desk)
  for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
    await desk.page.getByRole('textbox', { name: 'PIN' }).fill('0000')
    await desk.page.keyboard.press('Enter')
    await expect(desk.page.getByRole('alert')).toHaveText(`That is not the PIN. ${left} left.`)
  }
  await desk.kill()
  const again = await desk.again()
  await again.page.getByRole('textbox', { name: 'PIN' }).fill('0000')
  await again.page.keyboard.press('Enter')
  await expect(again.page.getByText('Five wrong tries in a row.')).toBeVisible()
  await expect(again.page.getByRole('textbox', { name: 'PIN' })).toBeHidden()
  // Not the right one either: from here on only the server's word counts.
  expect(await ask(again.page, 'session.unlock', { secret: 'pin', text: '4711' })).toMatchObject({ ok: false })
  await unlockBy(again, 'ana')
  await again.page.getByRole('grid', { name: 'Queue' }).waitFor()
})

test('a store from when everybody shared one session is brought along, without a line', async ({ openDesk, world }) => {
  const desk = await openDesk()
  await signInAs(desk, 'ana')
  const folder = await profileFolder(desk)
  const [name = ''] = readdirSync(join(folder, 'profiles'))
  const sessions = join(folder, 'profiles', name, 'session')
  await desk.app.close()
  const [keyId = ''] = readdirSync(sessions)
  renameSync(join(sessions, keyId, 'IndexedDB'), join(folder, 'IndexedDB'))
  rmSync(sessions, { recursive: true })
  world.cable.line = 'down'
  const { page } = await desk.again()
  await expect(page.getByRole('grid', { name: 'Queue' }).getByRole('row').nth(3)).toBeVisible()
  expect(await page.getByText('The local store was made anew').count()).toBe(0)
  expect(readdirSync(join(sessions, keyId))).toContain('IndexedDB')
})

test('a desk that an administrator has wiped keeps nothing that its old key opens', async ({ openDesk, world }) => {
  const desk = await openDesk()
  await desk.signIn('ana')
  const profiles = join(await profileFolder(desk), 'profiles')
  const [name = ''] = readdirSync(profiles)
  /** Null: there is none. */
  const keyIdOf = (): string | null => {
    const path = join(profiles, name, 'keys.json')
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { keyId: string }).keyId : null
  }
  const before = keyIdOf()
  expect(before).not.toBeNull()

  const ada = await fetch(`${world.server.url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'ada', password: 'ada', device: 'test' }),
  })
  const { accessToken } = ((await ada.json()) as SignInResponse).tokens
  const [ana] = await world.sql<{ id: string }>(`select id from accounts where login = 'ana'`)
  await followWindow(desk.app, async () => {
    const ended = await fetch(`${world.server.url}/api/v1/accounts/${ana?.id}/end-sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: '{"wipe":true}',
    })
    expect(ended.status).toBe(200)
    // Whatever her desk asks next tells it. In a turn of its own, as the system tells it: not inside the debugger's.
    await desk.app.evaluate(({ powerMonitor }) => void setImmediate(() => powerMonitor.emit('resume')))
  })
  await desk.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  await expect.poll(keyIdOf).not.toBe(before)
  // The key goes first, and the rest a moment behind it.
  await expect.poll(() => existsSync(join(profiles, name, 'session'))).toBe(false)
})

test('a machine that becomes shared forgets who was here and keeps their work for them, and gives it back when it is theirs again', async ({
  openDesk,
  world,
}) => {
  const first = await openDesk()
  await signInAs(first, 'ana')
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('no free case')
  await openCase(first.page, kase.number)
  await reply(first.page).fill('half an answer')
  await expect(draftKept(first.page)).toBeVisible()
  const profiles = join(await profileFolder(first), 'profiles')
  const [name = ''] = readdirSync(profiles)
  const slots = () => {
    const file = JSON.parse(readFileSync(join(profiles, name, 'keys.json'), 'utf8')) as { slots: { kind: string }[] }
    return file.slots.map(({ kind }) => kind)
  }
  expect(slots()).toContain('plain')

  let desk = first
  for (const [protection, kept] of [
    ['shared', 'server'],
    ['personal', 'plain'],
  ] as const) {
    await desk.app.close()
    desk = await desk.again({ policy: { 'storage.keyProtection': protection, 'auth.idleLockMinutes': 0 } })
    await expect(desk.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    expect(await everything(desk.page)).not.toContain('Ana Ribeiro')
    expect(existsSync(join(profiles, name, 'session.json'))).toBe(false)
    await signInAs(desk, 'ana')
    await openCase(desk.page, kase.number)
    await expect(reply(desk.page)).toHaveValue('half an answer')
    expect(slots()).toEqual([kept])
  }
  // From here on it remembers her again.
  world.cable.line = 'down'
  await desk.app.close()
  desk = await desk.again()
  await openCase(desk.page, kase.number)
  await expect(reply(desk.page)).toHaveValue('half an answer')
})

/** Whose databases lie where the page can reach: each is named after its profile. */
const ownersOfDatabases = (page: Page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
    return [...new Set(names.map((name) => name.replace(/^(evenkeel|search)-/, '').replace(/\..*/, '')))]
  })

test.describe('on a shared machine', () => {
  test.use({ policy: { 'storage.keyProtection': 'shared', 'auth.idleLockMinutes': 0 } })

  test('two agents take turns: each finds their own, none of the other’s, and what waited goes out under its owner [C66]', async ({
    openDesk,
    world,
  }) => {
    const desk = await openDesk()
    await desk.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    expect(await barriersOn(desk.page)).toEqual([])
    await signInAs(desk, 'ana')
    const [first] = await freeCases(world)
    if (first === undefined) throw new Error('no free case')
    await openCase(desk.page, first.number)
    world.cable.line = 'down'
    await reply(desk.page).fill('ANACANARY your parcel is on its way')
    await desk.page.keyboard.press('Control+Enter')
    const sent = thread(desk.page).getByRole('listitem').filter({ hasText: 'ANACANARY' })
    await expect(sent).toContainText('Queued', { timeout: 20_000 })
    await desk.app.evaluate(({ clipboard }) => clipboard.writeText('ANACANARY copied'))
    await lock(desk)
    expect(await desk.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('')

    world.cable.line = 'up'
    await changeTo(desk, 'ben')
    expect(await everything(desk.page)).not.toContain('ANACANARY')
    expect(await ownersOfDatabases(desk.page)).toHaveLength(1)
    // Nobody has sent it yet: Ana's desk is the only one that could.
    expect(await world.sql(`select 1 from messages where body like 'ANACANARY%'`)).toEqual([])

    await lock(desk)
    await changeTo(desk, 'ana')
    expect(await ownersOfDatabases(desk.page)).toHaveLength(1)
    await expect(desk.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 60_000 })
    const rows = await world.sql<{ name: string }>(
      `select a.login as name from messages m join accounts a on a.id = m.d -> 'author' ->> 'id' where m.body like 'ANACANARY%'`,
    )
    expect(rows).toEqual([{ name: 'ana' }])

    const folder = await profileFolder(desk)
    const profiles = join(folder, 'profiles')
    expect(readdirSync(profiles).filter((name) => !name.endsWith('.next'))).toHaveLength(2)
    for (const name of readdirSync(profiles)) {
      expect(readFileSync(join(profiles, name, 'keys.json'), 'utf8')).not.toMatch(/"(plain|os|secret)"/)
      expect(existsSync(join(profiles, name, 'session.json'))).toBe(false)
    }
  })

  test('signing out makes every copy of the profile unreadable, and the next agent finds nothing [C66]', async ({
    openDesk,
    world,
  }) => {
    const desk = await openDesk()
    await signInAs(desk, 'ana')
    const folder = await profileFolder(desk)
    const profiles = join(folder, 'profiles')
    const [name = ''] = readdirSync(profiles)
    const { slots } = JSON.parse(readFileSync(join(profiles, name, 'keys.json'), 'utf8')) as {
      slots: { kind: string; shareId: string }[]
    }
    expect(slots.map(({ kind }) => kind)).toEqual(['server'])
    const copy = join(folder, 'copy')
    await copyFolder(desk, join(profiles, name), copy)

    await desk.page.getByRole('button', { name: /settings and sign out/ }).click()
    await desk.page.getByRole('menuitem', { name: 'Sign out' }).click()
    // Promises of hers are due today: she is asked.
    await followWindow(desk.app, () => desk.page.getByRole('button', { name: 'Sign out anyway' }).click())
    await desk.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await expect.poll(() => readdirSync(profiles)).toEqual([])
    const orders = (await freeCases(world)).map(({ order }) => order)
    expect(orders.length).toBeGreaterThan(0)
    expect(found(folder, orders)).toEqual([])

    // Whoever brings the copy back, and even has her password, opens nothing with it: the server has forgotten its part.
    await copyFolder(desk, copy, join(profiles, name))
    await desk.signIn('ana')
    const kept = JSON.parse(readFileSync(join(profiles, name, 'keys.json'), 'utf8')) as typeof JSON & {
      slots: { shareId: string }[]
    }
    expect(kept.slots[0]?.shareId).not.toBe(slots[0]?.shareId)
  })
})
