import { AxeBuilder } from '@axe-core/playwright'
import type { IntervalId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Stamp } from '../../domain/kernel/time.ts'
import { asContested, someDispute, someInterval } from '../support/intervals.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { signInAs } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(240_000)

test('a lead reads what an agent contests, puts a meeting in its place, and the database has both [C49]', async ({
  world,
  openDesk,
}) => {
  const ana = await signInAt(world.server.url, 'ana')
  const userId = ana.account.userId as UserId
  const start = Date.now() - 3_600_000
  const stamp = (minutes: number): Stamp =>
    ({ at: (start + minutes * 60_000) as EpochMs, offsetMs: 0, monotonicMs: minutes * 60_000 }) as Stamp
  const entry = someInterval('i-e2e', 'available', 0, 30, { userId, startedAt: stamp(0), endedAt: stamp(30) })
  const dispute = someDispute({ userId, intervalId: entry.id as IntervalId, contestedAt: stamp(31).at })
  const { verdicts } = await ana.push([
    { n: 1, mutation: someMutation('interval.record', { interval: entry }) },
    { n: 2, mutation: someMutation('interval.contest', { dispute: asContested(dispute) }) },
  ])
  expect(verdicts.map(({ status }) => status)).toEqual(['applied', 'applied'])

  const lea = await openDesk()
  const page = await signInAs(lea, 'lea')
  const place = page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^Contested time/ })
  await expect(place).toHaveAccessibleName('Contested time, 1 open')
  await place.click()
  const dialog = page.getByRole('dialog', { name: 'Contested time' })
  await expect(dialog).toContainText(dispute.words)
  await expect(dialog).toContainText('Recorded: Available')
  await dialog.getByRole('button', { name: 'Decide' }).press('Enter')
  await dialog.getByRole('button', { name: 'Accept and correct' }).press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Say why')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations).toEqual([])
  await dialog.getByLabel('From minute').fill('10')
  await dialog.getByLabel('Why, as the agent reads it').fill('It is in the book.')
  // Half a decision outlives the window and a crash, as every other form does.
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await lea.kill()
  const { page: again } = await lea.again()
  await again
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Contested time/ })
    .click()
  const reopened = again.getByRole('dialog', { name: 'Contested time' })
  await expect(reopened.getByLabel('From minute')).toHaveValue('10')
  await expect(reopened.getByLabel('Why, as the agent reads it')).toHaveValue('It is in the book.')
  await reopened.getByRole('button', { name: 'Accept and correct' }).press('Enter')
  await expect(reopened).toContainText('Accepted by')
  await again.keyboard.press('Escape')
  await expect(
    again.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Contested time', exact: true }),
  ).toBeVisible()

  const rows = () =>
    world.sql<{ state: string; source: string; replaces: string | null }>(
      `select state, d ->> 'source' as source, d ->> 'replaces' as replaces from intervals
       where id = 'i-e2e' or d ->> 'replaces' = 'i-e2e' order by (d #>> '{startedAt,at}')::bigint, replaces nulls first`,
    )
  await expect.poll(rows).toEqual([
    { state: 'available', source: 'desk', replaces: null },
    { state: 'available', source: 'lead', replaces: 'i-e2e' },
    { state: 'meeting', source: 'lead', replaces: 'i-e2e' },
  ])
  const told = (await ana.pullAll()).changes.find((each) => each.e === 'dispute')
  expect(told).toMatchObject({ d: { decision: { isAccepted: true, words: 'It is in the book.' } } })
})
