import type { Page } from '@playwright/test'
import { freeCases, openCase, reply } from './composer-kit.ts'
import { type Desk, expect, followWindow, test, type World } from './fixtures.ts'
import { ask, setPin, unlockBy } from './lock-kit.ts'
import { caughtUp } from './queue-kit.ts'
import { clockOf } from './shift-kit.ts'
import { arrived, draftKept, outboxButton, sent } from './store-kit.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

test.setTimeout(300_000)
test.use({
  startsAt: Date.parse('2026-03-10T08:00:00Z'),
  zone: 'Europe/Lisbon',
  policy: { 'auth.idleLockMinutes': 5, 'offline.maxHours': 12 },
})

const queue = (page: Page) => page.getByRole('grid', { name: 'Queue' })
const lockedBecause = (page: Page, why: string) =>
  expect(page.getByRole('main')).toContainText(`Ana Ribeiro’s desk is locked${why}`)
const OFFLINE = 'This desk has heard nothing of the server for too long.'
const CLOCK = 'The clock of this machine went back.'

/** The line is dead at once, and the desk knows it. */
function cutLine(world: World): void {
  world.cable.line = 'down'
  world.cable.cut()
}

/** No PIN is asked for, and none opens; nor does the password where the server cannot be asked. */
async function onlyServerOpens({ page }: Desk): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'PIN' })).toBeHidden()
  for (const [secret, text] of [
    ['pin', '4711'],
    ['password', 'ana'],
  ])
    expect(await ask(page, 'session.unlock', { secret, text })).toMatchObject({ ok: false })
  await page.getByRole('textbox').fill('ana')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('does not answer')
}

/** Signs in at the server once it is there again. */
async function openByServer(desk: Desk, world: World): Promise<void> {
  world.cable.line = 'up'
  await unlockBy(desk, 'ana')
  await queue(desk.page).waitFor()
}

/** Signed in, with a PIN and a draft. Answers the number of its case. */
async function begin(desk: Desk, world: World): Promise<number> {
  await desk.signIn('ana')
  await clockOf(world).pass(30_000)
  await caughtUp(desk.page)
  await setPin(desk.page, '4711')
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  await openCase(desk.page, kase.number)
  await reply(desk.page).fill('half an answer')
  await clockOf(world).pass(5_000)
  await expect(draftKept(desk.page)).toBeVisible()
  return kase.number
}

test('a clock set back two days locks a desk that the server does not vouch for, running or at its start, and no other', async ({
  openDesk,
  world,
}) => {
  const clock = clockOf(world)
  let desk = await openDesk()
  const number = await begin(desk, world)
  await clock.setMachine(-2 * DAY)
  await clock.pass(20_000)
  await expect(reply(desk.page)).toHaveValue('half an answer')
  await caughtUp(desk.page)

  cutLine(world)
  await clock.setMachine(-2 * DAY)
  await clock.pass(20_000)
  await lockedBecause(desk.page, CLOCK)
  await onlyServerOpens(desk)
  // Setting it right alone does not help, nor does another start.
  await clock.setMachine(2 * DAY)
  await clock.pass(20_000)
  await desk.kill()
  desk = await desk.again()
  await lockedBecause(desk.page, CLOCK)
  await onlyServerOpens(desk)
  await openByServer(desk, world)
  await openCase(desk.page, number)
  await expect(reply(desk.page)).toHaveValue('half an answer')

  await desk.app.close()
  cutLine(world)
  await clock.setMachine(-2 * DAY)
  desk = await desk.again()
  await lockedBecause(desk.page, CLOCK)
  await onlyServerOpens(desk)
})

test('after more than twelve hours offline only the server opens the desk, and what was not sent goes out then, once', async ({
  openDesk,
  world,
}) => {
  const clock = clockOf(world)
  let desk = await openDesk()
  const number = await begin(desk, world)
  cutLine(world)
  const from = clock.now()
  await reply(desk.page).fill('e2e answer of the morning')
  await desk.page.keyboard.press('Control+Enter')
  await clock.pass(15_000)
  await expect(sent(desk.page, 'e2e answer of the morning')).toContainText('Queued')
  await reply(desk.page).fill('half an answer')
  await clock.pass(5_000)
  await expect(draftKept(desk.page)).toBeVisible()

  await clock.until(from + 12 * HOUR - 60_000)
  await expect(reply(desk.page)).toHaveValue('half an answer')
  await clock.until(from + 13 * HOUR)
  await lockedBecause(desk.page, OFFLINE)
  await onlyServerOpens(desk)
  await desk.kill()
  desk = await desk.again()
  await lockedBecause(desk.page, OFFLINE)
  await openByServer(desk, world)
  await openCase(desk.page, number)
  await expect(reply(desk.page)).toHaveValue('half an answer')
  await clock.pass(60_000)
  await caughtUp(desk.page)
  expect(await arrived(world)).toEqual(['e2e answer of the morning'])
  await expect(outboxButton(desk.page)).toContainText('0')

  // The same for a desk that was closed all the time.
  await desk.app.close()
  cutLine(world)
  await clock.pass(13 * HOUR)
  desk = await desk.again()
  await lockedBecause(desk.page, OFFLINE)
  await onlyServerOpens(desk)
})

test('a desk that nobody touches locks after the minutes of the house, and with the machine’s sleep; the PIN opens it', async ({
  openDesk,
  world,
}) => {
  const clock = clockOf(world)
  const desk = await openDesk()
  const number = await begin(desk, world)
  // The system's figure goes on like the clock, from the last input on.
  await desk.page.keyboard.type('!')
  await desk.app.evaluate(({ powerMonitor }) => {
    const from = performance.now()
    Object.assign(powerMonitor, { getSystemIdleTime: () => Math.floor((performance.now() - from) / 1_000) })
  })
  await clock.pass(10_000)
  await clock.pass(280_000)
  await expect(reply(desk.page)).toBeVisible()
  await followWindow(desk.app, () => clock.pass(30_000))
  await lockedBecause(desk.page, 'Nobody touched this desk for a while.')
  await unlockBy(desk, '4711')
  await openCase(desk.page, number)
  await expect(reply(desk.page)).toHaveValue('half an answer!')

  await followWindow(desk.app, () => clock.sleepUntil(desk.app, clock.now() + HOUR))
  await lockedBecause(desk.page, 'This machine was locked or slept.')
  await unlockBy(desk, '4711')
  await openCase(desk.page, number)
  await expect(reply(desk.page)).toHaveValue('half an answer!')
})
