import { reply, signInAs } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'
import { leaveWaiting, rows } from './queue-kit.ts'

test.setTimeout(300_000)

test('[C5] who reads or answers a case is told to whoever else sees it, and a desk that dies is soon forgotten', async ({
  world,
  openDesk,
}) => {
  await leaveWaiting(world, 2)
  const ana = await signInAs(await openDesk(), 'ana')
  const desk = await openDesk()
  const ben = await signInAs(desk, 'ben')
  const row = rows(ana).filter({ hasText: 'Waiting 1' })
  const head = ana.getByRole('region', { name: 'Case', exact: true })
  await row.click()

  await rows(ben).filter({ hasText: 'Waiting 1' }).click()
  await expect(row).toContainText('Ben Okafor viewing', { timeout: 2_000 })
  await expect(head).toContainText('Ben Okafor viewing')
  // Nobody is told of themselves.
  await expect(row).not.toContainText('Ana Ribeiro viewing')

  await reply(ben).fill('I look at it.')
  await expect(row).toContainText('Ben Okafor replying', { timeout: 2_000 })
  await expect(head).toContainText('Ben Okafor replying')

  // He goes on to another one: at once, not after a while.
  await rows(ben).filter({ hasText: 'Waiting 2' }).click()
  await expect(row).not.toContainText('Ben Okafor', { timeout: 2_000 })
  const other = rows(ana).filter({ hasText: 'Waiting 2' })
  await expect(other).toContainText('Ben Okafor viewing', { timeout: 2_000 })

  await desk.kill()
  await expect(other).not.toContainText('Ben Okafor', { timeout: 60_000 })
})
