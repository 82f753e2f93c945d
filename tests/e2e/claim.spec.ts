import type { Page } from '@playwright/test'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import type { Desk, World } from './fixtures.ts'
import { expect, test } from './fixtures.ts'
import { caughtUp, holders, leaveWaiting, rows, status, subject } from './queue-kit.ts'

async function signedIn(openDesk: () => Promise<Desk>, login: string): Promise<Desk> {
  const desk = await openDesk()
  await desk.signIn(login)
  await caughtUp(desk.page)
  await expect(rows(desk.page).filter({ hasText: 'Waiting 1' })).toBeVisible()
  return desk
}
const claims = async (world: World) =>
  (await world.sql<{ code: string | null }>(`select code from sync_result where name = 'case.claim'`)).map(
    ({ code }) => code ?? 'applied',
  )
const told = (page: Page) => page.getByRole('region', { name: 'Queue' }).getByRole('status')

test('two agents who ask for the next case at the same moment get two cases [C9]', async ({ world, openDesk }) => {
  await leaveWaiting(world, 2)
  const [ana, ben] = [await signedIn(openDesk, 'ana'), await signedIn(openDesk, 'ben')]
  await Promise.all([ana.page.keyboard.press('Control+j'), ben.page.keyboard.press('Control+j')])
  await expect.poll(async () => (await holders(world)).length).toBe(2)
  for (const desk of [ana, ben]) await expect(status(desk.page)).toContainText('Up to date')
  const shown = [await subject(ana.page).innerText(), await subject(ben.page).innerText()]
  expect(await holders(world)).toEqual([`${shown[0]}: Ana Ribeiro`, `${shown[1]}: Ben Okafor`].sort())
  expect([...shown].sort()).toEqual(['Waiting 1', 'Waiting 2'])
})

test('an agent whose case was taken while they were offline is told by whom and gets the next one by itself', async ({
  world,
  openDesk,
}) => {
  const [first] = await leaveWaiting(world, 2)
  const ana = await signedIn(openDesk, 'ana')
  world.cable.line = 'down'
  await ana.page.keyboard.press('Control+j')
  await expect(subject(ana.page)).toHaveText('Waiting 1')
  const ben = await signInAt(world.server.url, 'ben')
  const taken = await ben.push([{ n: 1, mutation: someMutation('case.claim', { caseId: first as CaseId }) }])
  expect(taken.verdicts).toMatchObject([{ status: 'applied' }])
  world.cable.line = 'up'

  await expect(subject(ana.page)).toHaveText('Waiting 2', { timeout: 45_000 })
  await expect(told(ana.page)).toHaveText(/^Ben Okafor took it a moment ago\. Here is the next one\.$/)
  await expect.poll(() => holders(world)).toEqual(['Waiting 1: Ben Okafor', 'Waiting 2: Ana Ribeiro'])
  expect((await claims(world)).sort()).toEqual(['applied', 'applied', 'claimed'])
  // Nothing is left for her to settle.
  await expect(status(ana.page)).toContainText('Up to date')
})

test('an agent who has begun to write keeps case and text when somebody was faster', async ({ world, openDesk }) => {
  const [first] = await leaveWaiting(world, 2)
  const ana = await signedIn(openDesk, 'ana')
  world.cable.line = 'down'
  await ana.page.keyboard.press('Control+j')
  await expect(subject(ana.page)).toHaveText('Waiting 1')
  await ana.page.getByRole('textbox', { name: 'Reply' }).fill('Your parcel is on its way.')
  const ben = await signInAt(world.server.url, 'ben')
  await ben.push([{ n: 1, mutation: someMutation('case.claim', { caseId: first as CaseId }) }])
  world.cable.line = 'up'

  await expect(told(ana.page)).toContainText('Ben Okafor took it a moment ago. Your text is kept', { timeout: 45_000 })
  await expect(subject(ana.page)).toHaveText('Waiting 1')
  await expect(ana.page.getByRole('textbox', { name: 'Reply' })).toHaveText('Your parcel is on its way.')
  expect(await holders(world)).toEqual(['Waiting 1: Ben Okafor'])
  await expect(status(ana.page)).toContainText('Needs attention 1')
})
