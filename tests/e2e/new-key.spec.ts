import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { freeCases, openCase, reply, repliesOf, thread } from './composer-kit.ts'
import { type Desk, expect, followWindow, test, type World } from './fixtures.ts'
import { connection, draftKept, filesBelow, sent } from './store-kit.ts'

test.use({ startsAt: Date.parse('2026-03-10T09:00:00Z'), zone: 'Europe/Lisbon' })

const TEXT = 'Your parcel left today.'
const DRAFT = 'half an answer'
const MINUTE_MS = 60_000

type Bridge = { call(name: string, args: unknown): Promise<{ ok: boolean }> }
const ask = (page: Page, name: string, args: unknown) =>
  page.evaluate(
    ([channel, given]) => (window as unknown as { evenkeelBridge: Bridge }).evenkeelBridge.call(channel, given),
    [name, args] as const,
  )
const databases = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).length)
/** The one profile of this desk. */
const folderOf = (desk: Desk) => {
  const profiles = join(desk.userData, 'profiles')
  const [name = ''] = readdirSync(profiles).filter((each) => !each.endsWith('.next'))
  return join(profiles, name)
}
const keyText = (desk: Desk) => readFileSync(join(folderOf(desk), 'keys.json'), 'utf8')
const keyIdOf = (desk: Desk): string => (JSON.parse(keyText(desk)) as { keyId: string }).keyId

const isCurrent = (world: World, desk: Desk) =>
  expect(async () => {
    await world.clock?.pass(2_000)
    await expect(connection(desk.page)).toContainText('Up to date', { timeout: 1_000 })
  }).toPass({ timeout: 90_000 })

/** A desk without a line, with a reply that waits, a draft and a PIN, whose key was made long ago. */
async function oldDesk(world: World, openDesk: () => Promise<Desk>) {
  const first = await openDesk()
  await first.signIn('ana')
  await isCurrent(world, first)
  expect(await ask(first.page, 'session.setPin', { pin: '4711' })).toMatchObject({ ok: true })
  const [one, other] = await freeCases(world)
  if (one === undefined || other === undefined) throw new Error('The demo world is too small.')
  world.cable.line = 'down'
  world.cable.cut()
  await openCase(first.page, one.number)
  await reply(first.page).fill(TEXT)
  await first.page.keyboard.press('Control+Enter')
  await expect(sent(first.page, TEXT)).toBeVisible()
  await openCase(first.page, other.number)
  await reply(first.page).fill(DRAFT)
  await world.clock?.pass(1_000)
  await expect(draftKept(first.page)).toBeVisible()
  const rows = (await first.page.getByRole('grid', { name: 'Queue' }).getAttribute('aria-rowcount')) ?? ''
  // By the desk's own system user, whose files they stay.
  await first.app.evaluate((_, folder) => {
    const fs = process.getBuiltinModule('node:fs')
    for (const name of ['keys.json', 'keys.json.bak']) {
      const file = JSON.parse(fs.readFileSync(`${folder}/${name}`, 'utf8')) as object
      fs.writeFileSync(`${folder}/${name}`, JSON.stringify({ ...file, madeAt: 0 }))
    }
  }, folderOf(first))
  const { slots } = JSON.parse(keyText(first)) as { slots: { key?: string; wrapped?: string }[] }
  const before = { keyId: keyIdOf(first), secret: slots[0]?.key ?? slots[0]?.wrapped ?? '' }
  expect(before.secret).not.toBe('')
  await first.app.close()
  const desk = await first.again()
  await desk.page.getByRole('grid', { name: 'Queue' }).waitFor()
  return { desk, one, other, before, rows }
}
type Old = Awaited<ReturnType<typeof oldDesk>>

async function isWhole(world: World, desk: Desk, { one, other, rows }: Old): Promise<void> {
  const { page } = desk
  await page.getByRole('grid', { name: 'Queue' }).waitFor()
  await expect(page.getByRole('grid', { name: 'Queue' })).toHaveAttribute('aria-rowcount', rows)
  await openCase(page, one.number)
  await expect(thread(page).getByRole('listitem').filter({ hasText: TEXT })).toHaveCount(1)
  await openCase(page, other.number)
  await expect(reply(page)).toHaveValue(DRAFT)
  // Nothing had to be brought back, or the agent would be told.
  await world.clock?.pass(1_000)
  await expect(page.locator('.restored-card')).toHaveCount(0)
}
async function arrivesOnce(world: World, desk: Desk, { one }: Old): Promise<void> {
  world.cable.line = 'up'
  await expect(async () => {
    await world.clock?.pass(MINUTE_MS)
    expect((await repliesOf(world, one.id)).filter(({ body }) => body === TEXT)).toHaveLength(1)
  }).toPass({ timeout: 60_000 })
  await isCurrent(world, desk)
}

test('an old key makes room for another one while nobody is at the desk, offline, and nothing is lost', async ({
  world,
  openDesk,
}) => {
  test.setTimeout(300_000)
  const old = await oldDesk(world, openDesk)
  const { desk, before } = old
  // Somebody is there.
  await world.clock?.pass(MINUTE_MS)
  expect(keyIdOf(desk)).toBe(before.keyId)
  await expect(async () => {
    await world.clock?.pass(4 * MINUTE_MS)
    expect(keyIdOf(desk)).not.toBe(before.keyId)
  }).toPass({ timeout: 90_000 })
  await isWhole(world, desk, old)
  await expect.poll(() => databases(desk.page)).toBe(2)
  const folder = folderOf(desk)
  expect(readdirSync(join(folder, '..'))).toHaveLength(1)
  // And the one of before is nowhere.
  expect(filesBelow(folder).filter((path) => readFileSync(path).includes(before.secret))).toEqual([])
  // The PIN opens the other key, too.
  await followWindow(desk.app, () => desk.page.keyboard.press('Control+Shift+F12').catch(() => undefined))
  await followWindow(desk.app, async () => {
    await desk.page.getByRole('textbox', { name: 'PIN' }).fill('4711')
    await desk.page.keyboard.press('Enter').catch(() => undefined)
  })
  await isWhole(world, desk, old)
})

for (const moment of ['the store is being copied', 'the journal is being sealed'] as const) {
  test(`a desk that is killed while ${moment} for another key has everything, and sends it once`, async ({
    world,
    openDesk,
  }) => {
    test.setTimeout(300_000)
    const old = await oldDesk(world, openDesk)
    const { desk } = old
    const store = await databases(desk.page)
    const next = `${folderOf(desk)}.next`
    const isNow = async () =>
      moment === 'the store is being copied' ? (await databases(desk.page)) > store : existsSync(next)
    const passing = world.clock?.pass(4 * MINUTE_MS).catch(() => undefined)
    const end = Date.now() + 60_000
    let hasCome = false
    while (!hasCome && Date.now() < end) {
      await new Promise((soon) => setImmediate(soon))
      hasCome = await isNow()
    }
    await desk.kill()
    expect(hasCome).toBe(true)
    await passing
    const after = await desk.again()
    await isWhole(world, after, old)
    expect(existsSync(next)).toBe(false)
    await arrivesOnce(world, after, old)
  })
}
