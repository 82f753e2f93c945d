import type { Page } from '@playwright/test'
import type { CaseId, GuideId, GuideRunId } from '../../domain/kernel/ids.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { freeCases, openCase, reply, staged, thread } from './composer-kit.ts'
import { expect, test, type World } from './fixtures.ts'

const guide = (page: Page) => page.getByRole('form', { name: 'Guide' }).filter({ visible: true })
const question = (page: Page) => guide(page).locator('.guide-question')
const runsOf = (world: World, caseId: string) =>
  world.sql<{
    state: string
    outcome: string | null
    answers: { stepId: string; choiceId: string | null; text: string | null }[]
  }>(
    `select d ->> 'state' as state, d ->> 'outcomeId' as outcome, d -> 'answers' as answers from guide_runs where d ->> 'caseId' = $1`,
    [caseId],
  )

/** Everything is on the desk: a case may be there before its history is. */
async function upToDate(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Queue' }).waitFor()
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 200_000 })
}

async function anyCase(world: World) {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  return kase
}

test('a guide is gone through by keyboard alone, offline and over a crash, and leaves reply, note and outcome [C26]', async ({
  world,
  openDesk,
}) => {
  test.setTimeout(300_000)
  const kase = await anyCase(world)
  const desk = await openDesk()
  await desk.signIn('ana')
  await upToDate(desk.page)
  await openCase(desk.page, kase.number)
  await desk.page.keyboard.press('F4')
  await expect(guide(desk.page).getByRole('searchbox', { name: 'Find a guide' })).toBeFocused()
  await desk.page.keyboard.type('forgotten usern')
  await desk.page.keyboard.press('Enter')
  await expect(question(desk.page)).toHaveText('Find the customer')
  await expect(guide(desk.page).getByRole('button', { name: 'Continue' })).toBeFocused()
  world.cable.line = 'down'
  await desk.page.keyboard.press('Enter')

  await expect(question(desk.page)).toHaveText('Check who it is')
  await expect(guide(desk.page).getByRole('radio').first()).toBeFocused()
  await desk.page.keyboard.press('3')
  await expect(
    guide(desk.page).getByRole('alert').filter({ hasText: 'Three facts are asked of everyone.' }),
  ).toContainText('Nobody can allow it.')
  await desk.page.keyboard.press('Enter')
  await expect(question(desk.page)).toHaveText('Check who it is')
  await desk.page.keyboard.press('1')
  await expect(guide(desk.page).getByRole('radio', { name: 'Three or four are right' })).toBeChecked()
  await desk.page.keyboard.press('Enter')
  await expect(question(desk.page)).toHaveText('Username')
  await desk.kill()

  const { page } = await desk.again()
  await page.getByRole('grid', { name: 'Queue' }).waitFor()
  await openCase(page, kase.number)
  await page.keyboard.press('F4')
  await expect(question(page)).toHaveText('Username')
  await expect(guide(page)).toContainText('2 answered: Find the customer, Three or four are right')
  await expect(guide(page).getByRole('textbox')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(guide(page).getByRole('alert').filter({ hasText: 'needs an answer' })).toBeVisible()
  await page.keyboard.type('nosei1')
  await page.keyboard.press('Enter')
  await expect(question(page)).toHaveText('Username told')
  // Back shows what was answered; going on with the same answer drops nothing.
  await page.keyboard.press('Shift+Enter')
  await expect(guide(page).getByRole('textbox')).toHaveValue('nosei1')
  await page.keyboard.press('Enter')
  await expect(question(page)).toHaveText('Username told')
  await expect(guide(page)).toContainText(`Hello ${kase.givenName},`)
  await expect(guide(page).getByRole('textbox', { name: 'Note of the guide' })).toHaveValue(/Username told: nosei1\./)
  await page.keyboard.press('Enter')

  await expect(reply(page)).toHaveValue(new RegExp(`^Hello ${kase.givenName},\\n\\nYour username is nosei1\\.`))
  await expect(reply(page)).toBeFocused()
  await expect(staged(page)).toContainText('username')
  await expect(thread(page).getByRole('listitem').filter({ hasText: 'Username told: nosei1.' })).toContainText(
    'Check who it is: Three or four are right',
  )
  world.cable.line = 'up'
  await expect
    .poll(() => runsOf(world, kase.id), { timeout: 60_000 })
    .toMatchObject([
      {
        state: 'finished',
        outcome: 'told',
        answers: [
          { stepId: 'customer', choiceId: null, text: null },
          { stepId: 'identity', choiceId: 'three', text: null },
          { stepId: 'username', choiceId: null, text: 'nosei1' },
        ],
      },
    ])
})

test('a run stays with its version, a colleague goes on with it, and another answer drops those after it [C27]', async ({
  world,
  openDesk,
}) => {
  test.setTimeout(400_000)
  const kase = await anyCase(world)
  const caseId = kase.id as CaseId
  const runId = '0198c0de-0000-7000-8000-00000000a001' as GuideRunId
  const lea = await signInAt(world.server.url, 'lea')
  const start = { caseId, runId, guideId: 'initiate-refund@1' as GuideId }
  const { verdicts } = await lea.push([{ n: 1, mutation: someMutation('guide.start', start) }])
  expect(verdicts).toMatchObject([{ status: 'applied' }])

  const [ana, ben] = [await openDesk(), await openDesk()]
  for (const [desk, login] of [
    [ana, 'ana'],
    [ben, 'ben'],
  ] as const) {
    await desk.signIn(login)
    await upToDate(desk.page)
    await openCase(desk.page, kase.number)
    await desk.page.keyboard.press('F4')
    await expect(question(desk.page)).toHaveText('Reason')
  }
  await expect(guide(ana.page)).toContainText(
    /Begun .* with version 1\. Version 2 changed “Way of refund”, “Account ID”\./,
  )
  await guide(ana.page).getByRole('button', { name: 'See the change' }).click()
  await expect(guide(ana.page)).toContainText('Refund to the account and to the card on file are possible now.')

  await guide(ana.page).getByRole('textbox').fill('It broke on the first day')
  await ana.page.keyboard.press('Enter')
  await expect(question(ben.page)).toHaveText('Find the customer')
  await guide(ben.page).getByRole('button', { name: 'Continue' }).press('Enter')
  await expect(question(ana.page)).toHaveText('Order number')
  // What the case knows is offered, and taken with one press.
  await guide(ana.page).getByRole('button', { name: kase.order }).click()
  await guide(ana.page).getByRole('textbox').press('Enter')
  await guide(ana.page).getByRole('radio', { name: 'All three belong together' }).check()
  await ana.page.keyboard.press('Enter')
  await expect(question(ana.page)).toHaveText('Way of refund')
  // Version 1 knows two ways; version 2 has five.
  await expect(guide(ana.page).getByRole('radio')).toHaveCount(2)

  await guide(ana.page)
    .getByRole('button', { name: /4 answered/ })
    .click()
  await guide(ana.page)
    .getByRole('button', { name: /^Reason It broke/ })
    .click()
  await guide(ana.page).getByRole('textbox').fill('It never worked')
  await expect(guide(ana.page)).toContainText('Another answer here drops the 3 answers after it.')
  await ana.page.keyboard.press('Enter')
  await expect(question(ana.page)).toHaveText('Find the customer')
  await expect.poll(async () => (await runsOf(world, kase.id))[0]?.answers).toMatchObject([{ text: 'It never worked' }])
  await expect(guide(ben.page)).toContainText('1 answered: It never worked')
})

test('the branches are shown as a picture and in words', async ({ world, openDesk }) => {
  const kase = await anyCase(world)
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await openCase(page, kase.number)
  await page.keyboard.press('F4')
  await expect(guide(page).getByRole('searchbox', { name: 'Find a guide' })).toBeFocused()
  await page.keyboard.type('start a refund')
  // A desk that is still catching up may not have the guides yet.
  await expect(guide(page).getByRole('button', { name: 'Start a refund' })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Enter')
  await guide(page).getByRole('button', { name: 'Show the branches' }).click()
  const branches = page.getByRole('dialog', { name: 'Branches: Start a refund' })
  await expect(branches.getByRole('img', { name: /Branches of Start a refund/ })).toBeVisible()
  await branches.getByRole('button', { name: 'List' }).click()
  const steps = branches.getByRole('list', { name: 'List' })
  await expect(steps).toContainText('You are here')
  await expect(steps).toContainText('A card that is not on file: Account ID')
  await expect(steps).toContainText('Money goes back only to a card we have on file. Finance can allow it.')
  await page.keyboard.press('Escape')
  await expect(branches).toBeHidden()
  await expect(question(page)).toHaveText('Reason')
})
