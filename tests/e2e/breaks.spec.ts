import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { textsOver } from './break-kit.ts'
import { signInAs } from './composer-kit.ts'
import { quietLines } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'

const help = (page: Page) => page.getByRole('dialog', { name: 'Help and safety' })
const exercises = (page: Page) => page.getByRole('dialog', { name: 'Exercises' })
const recorded = (page: Page) => page.getByRole('dialog', { name: 'What is recorded' })
const commands = (page: Page) => page.getByRole('combobox', { name: 'Commands' })

async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page } as never).setLegacyMode(true).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** Chooses in Ctrl+K what its words find. */
async function command(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(commands(page)).toBeFocused()
  await page.keyboard.type(typed)
  await page.keyboard.press('Enter')
}

test.beforeEach(async () => {
  test.setTimeout(240_000)
})

test('help opens with F1 and a digit, signed out, without a server, over an open form, and leaves no trace [C45]', async ({
  world,
  openDesk,
}) => {
  world.cable.line = 'down'
  const desk = await openDesk()
  const { page } = desk
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.keyboard.press('F1')
  await expect(help(page)).toBeVisible()
  await page.keyboard.press('1')
  await expect(help(page).getByRole('heading', { name: 'Talk to somebody, in confidence' })).toBeFocused()
  await expect(help(page)).toContainText('0808 157 0114')
  await page.keyboard.press('2')
  await expect(help(page).getByRole('heading', { name: 'Reach a supervisor' })).toBeFocused()
  await expect(help(page)).toContainText('020 7946 0321')
  await page.keyboard.press('3')
  await expect(help(page).getByRole('listitem').filter({ hasText: 'You may end the contact' })).toBeVisible()
  await expect(help(page)).toContainText('call 112 or 999')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(help(page)).toHaveCount(0)
  await expect(page.getByLabel('Name')).toBeFocused()

  world.cable.line = 'up'
  await signInAs(desk, 'ana')
  // Over a form of the component library, which would close at a press anywhere else.
  await page.keyboard.press('Control+Shift+o')
  const form = page.getByRole('dialog', { name: 'New case' })
  await expect(form).toBeVisible()
  await page.keyboard.press('F1')
  await help(page).getByRole('button', { name: 'Reach a supervisor' }).click()
  await expect(help(page).getByRole('heading', { name: 'Reach a supervisor' })).toBeFocused()
  await expect(help(page)).toContainText(/Your leads?: \S+/)
  await page.keyboard.press('Escape')
  await expect(help(page)).toHaveCount(0)
  await expect(form).toBeVisible()
  await page.keyboard.press('Escape')

  const log = readFileSync(join(await userDataOf(desk), 'logs', 'desk.log'), 'utf8')
  expect(log).toContain('queue shown')
  expect(log).not.toMatch(/help|assistance|safety/i)
})

test('an exercise of a minute is done by keyboard alone, with captions, offline, and only its agent can list it [C41] [C43]', async ({
  world,
  openDesk,
}) => {
  // What rings is time that is told; here nothing shall be told at all.
  await quietLines(world)
  const desk = await openDesk()
  const { page } = desk
  await signInAs(desk, 'ana')
  world.cable.line = 'down'
  await command(page, 'exercises breathing')
  await expect(exercises(page).getByRole('button', { name: 'Start' })).toBeFocused()
  await expect(exercises(page).getByLabel('Sound')).toHaveValue('off')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  const step = exercises(page).getByRole('list', { name: 'One round' }).locator('[aria-current="step"]')
  await expect(exercises(page).getByText('Breathe in')).toBeVisible()
  await expect(exercises(page).getByText('4 seconds, through the nose')).toBeVisible()
  await expect(step).toHaveText('In 4 s')
  await expect(exercises(page).getByText('Hold', { exact: true })).toBeVisible()
  await expect(step).toHaveText('Hold 2 s')
  await expect(exercises(page).getByText('Breathe out')).toBeVisible()
  await expect(exercises(page).getByText('Round 1 of 5')).toBeVisible()

  // Paused, no second goes by; and no key of the desk reaches what lies below.
  await page.keyboard.press('Enter')
  await expect(exercises(page).getByRole('button', { name: 'Go on' })).toBeFocused()
  const stage = exercises(page).locator('.stage')
  const paused = await stage.textContent()
  await page.keyboard.press('Control+k')
  // More frames than two seconds of the exercise have.
  expect(await textsOver(stage, 150)).toEqual([paused])
  await expect(commands(page)).toHaveCount(0)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(exercises(page).getByText('Round 5 of 5')).toBeVisible({ timeout: 90_000 })
  await expect(exercises(page).getByText('The exercise is over')).toBeVisible({ timeout: 40_000 })
  await page.keyboard.press('F9')
  await expect(exercises(page)).toHaveCount(0)

  await command(page, 'what is recorded')
  const list = recorded(page).getByRole('list', { name: 'Your own list' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('Exercise, 4-2-6, long out')
  await expect(list).toContainText('1 min')
  await expect(recorded(page).getByRole('row', { name: /60 second resets/ })).toContainText('no reason')
  expect(await violations(page)).toEqual([])
  await recorded(page).getByRole('button', { name: 'Erase the list' }).press('Enter')
  await expect(recorded(page).getByRole('button', { name: 'Keep it' })).toBeFocused()
  await recorded(page).getByRole('button', { name: 'Erase', exact: true }).press('Enter')
  await expect(recorded(page).getByText('1 entry was deleted from this desk.')).toBeVisible()
  await expect(list).toHaveCount(0)
  expect(await rowsOf(page, 'breaks')).toBe(0)
  expect(await rowsOf(page, 'outbox')).toBe(0)
})

test('with reduced motion the ring stands still while words and the mark of the step change', async ({ openDesk }) => {
  const desk = await openDesk()
  const { page } = desk
  await signInAs(desk, 'ana')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.keyboard.press('Control+Shift+F9')
  await page.keyboard.press('Enter')
  const disc = exercises(page).locator('.ring-disc')
  const step = exercises(page).locator('[aria-current="step"]')
  await expect(step).toHaveText('In 4 s')
  const before = await disc.boundingBox()
  await expect(step).toHaveText('Out 6 s')
  expect(await disc.boundingBox()).toEqual(before)
  await expect(exercises(page).locator('.ring-share')).toBeHidden()

  // With motion it breathes.
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await expect.poll(async () => (await disc.boundingBox())?.width ?? 0).not.toBe(before?.width)
})

test('the screen can be just quiet, says what is kept, and gives work back as it was', async ({ openDesk }) => {
  const desk = await openDesk()
  const { page } = desk
  await signInAs(desk, 'ana')
  await page.getByRole('grid', { name: 'Queue' }).getByRole('row').nth(1).click()
  const reply = page.getByRole('textbox', { name: 'Reply' }).filter({ visible: true })
  await reply.fill('Hello, I have asked the')
  await expect(page.getByText(/Draft kept/)).toBeVisible()
  await page.keyboard.press('Control+Shift+F9')
  await expect(exercises(page)).toContainText('1 draft is kept.')
  await exercises(page).getByRole('button', { name: 'Just a quiet screen' }).press('Enter')
  await expect(exercises(page).getByText('Nothing to do.')).toBeVisible()
  await expect(exercises(page).getByRole('button', { name: 'Start' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(exercises(page).getByRole('button', { name: 'Start' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(exercises(page)).toHaveCount(0)
  await expect(reply).toBeFocused()
  await expect(reply).toHaveValue('Hello, I have asked the')

  await page.keyboard.press('Control+Shift+o')
  const form = page.getByRole('dialog', { name: 'New case' })
  await expect(form).toBeVisible()
  await page.keyboard.press('Control+Shift+F9')
  await exercises(page).getByRole('button', { name: 'Start' }).click()
  await expect(exercises(page).getByText('Breathe in')).toBeVisible()
  await page.keyboard.press('F9')
  await expect(exercises(page)).toHaveCount(0)
  await expect(form).toBeVisible()
})

const userDataOf = (desk: { app: { evaluate<T>(run: (electron: { app: Electron.App }) => T): Promise<T> } }) =>
  desk.app.evaluate(({ app }) => app.getPath('userData'))

/** How many rows a table of the local store has on the disk. */
const rowsOf = (page: Page, table: string): Promise<number> =>
  page.evaluate(async (name) => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const known = await indexedDB.databases()
    const database = known.find((each) => each.name?.startsWith('evenkeel-'))?.name
    const db = await asked(indexedDB.open(database ?? ''))
    const count = await asked(db.transaction(name).objectStore(name).count())
    db.close()
    return count
  }, table)
