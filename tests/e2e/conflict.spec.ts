import type { Page } from '@playwright/test'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { type FreeCase, freeCases, openCase, reply, signInAs } from './composer-kit.ts'
import type { World } from './fixtures.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(300_000)

const status = (page: Page) => page.getByRole('status', { name: 'Connection' })
const outbox = (page: Page) => page.getByRole('dialog', { name: 'Outbox' })

/** Changes the customer's telephone number in the open case, as somebody without a mouse does. */
async function changePhone(page: Page, to: string): Promise<void> {
  const way = page.getByRole('button', { name: 'Change phone number' }).filter({ visible: true })
  await way.focus()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Change phone number' })
  await expect(form.getByRole('textbox', { name: 'Phone' })).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(to)
  await page.keyboard.press('Enter')
  await expect(form).toBeHidden()
}
async function phoneOf(world: World, kase: FreeCase): Promise<string | undefined> {
  const [row] = await world.sql<{ phone: string }>(
    `select k.d ->> 'phone' as phone from customers k join cases c on k.id = c.d ->> 'customerId' where c.id = $1`,
    [kase.id],
  )
  return row?.phone
}
/** Who changed the customer's number, as the history of the case tells it. */
const editors = async (world: World, kase: FreeCase) =>
  (
    await world.sql<{ who: string }>(
      `select d -> 'by' ->> 'name' as who from case_events where case_id = $1 and d ->> 'kind' = 'edited'
       and d -> 'detail' ->> 'field' = 'customer.phone' order by seq`,
      [kase.id],
    )
  ).map(({ who }) => who)

test('[C65] two agents change the same number: both values are shown with names, one key keeps either, nothing else is lost', async ({
  world,
  openDesk,
}) => {
  const [one, two] = await freeCases(world, `k.d ->> 'phone' is not null`)
  if (one === undefined || two === undefined) throw new Error('The demo world holds no two cases with numbers.')
  const ana = await signInAs(await openDesk(), 'ana')
  const ben = await signInAs(await openDesk(world.server.url), 'ben')

  world.cable.line = 'down'
  for (const [kase, number] of [
    [one, '+44 20 7946 0111'],
    [two, '+44 20 7946 0112'],
  ] as const) {
    await openCase(ana, kase.number)
    await changePhone(ana, number)
  }
  for (const [kase, number] of [
    [one, '+44 20 7946 0221'],
    [two, '+44 20 7946 0222'],
  ] as const) {
    await openCase(ben, kase.number)
    await changePhone(ben, number)
    await expect.poll(() => phoneOf(world, kase), { timeout: 15_000 }).toBe(number)
  }
  world.cable.line = 'up'
  await expect(status(ana)).toContainText('Needs attention 2', { timeout: 60_000 })
  // What stands there now is Ben's; Ana's waits for her choice.
  expect(await phoneOf(world, one)).toBe('+44 20 7946 0221')

  await ana.keyboard.press('Control+o')
  const first = outbox(ana).getByRole('listitem').filter({ hasText: '+44 20 7946 0111' })
  await expect(first).toBeFocused()
  await expect(first).toContainText(`Telephone, ${one.givenName} ${one.familyName}`)
  await expect(first).toContainText(/Yours\s*1\s*\+44 20 7946 0111\s*You, \d\d:\d\d/)
  await expect(first).toContainText(/Theirs\s*2\s*\+44 20 7946 0221\s*Ben Okafor, \d\d:\d\d/)
  await ana.keyboard.press('1')
  await expect.poll(() => phoneOf(world, one), { timeout: 15_000 }).toBe('+44 20 7946 0111')

  const second = outbox(ana).getByRole('listitem').filter({ hasText: '+44 20 7946 0112' })
  await expect(second).toBeFocused()
  await ana.keyboard.press('2')
  await expect(outbox(ana).getByRole('listitem')).toHaveCount(0)
  await expect(status(ana)).toContainText('Up to date', { timeout: 15_000 })
  expect(await phoneOf(world, two)).toBe('+44 20 7946 0222')

  // Both changes of the one stay in its history; of the other only the one that counts was ever made.
  expect(await editors(world, one)).toEqual(['Ben Okafor', 'Ana Ribeiro'])
  expect(await editors(world, two)).toEqual(['Ben Okafor'])
})

test('[C6] a reply written offline while a colleague answered stands beside theirs, goes only when asked for, and once', async ({
  world,
  openDesk,
}) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const ana = await signInAs(await openDesk(), 'ana')
  const ben = await signInAs(await openDesk(world.server.url), 'ben')
  await openCase(ana, kase.number)
  await openCase(ben, kase.number)
  const seen = (
    await world.sql<{ count: number }>(`select (d ->> 'publicCount')::int as count from cases where id = $1`, [kase.id])
  )[0]?.count

  world.cable.line = 'down'
  await ana.keyboard.type('It comes on Friday.')
  await ana.keyboard.press('Control+Enter')
  await expect(reply(ana)).toHaveValue('')
  await ben.keyboard.type('It comes on Monday.')
  await ben.keyboard.press('Control+Enter')
  const outside = async () =>
    (
      await world.sql<{ body: string }>(
        `select body from outbound_mail where body like 'It comes on%' order by taken_at`,
      )
    ).map(({ body }) => body)
  await expect.poll(outside, { timeout: 30_000 }).toEqual(['It comes on Monday.'])

  world.cable.line = 'up'
  const composer = ana.getByRole('region', { name: 'Composer' }).filter({ visible: true })
  await expect(composer.getByRole('alert').filter({ hasText: 'Not sent' })).toContainText(
    'Ben Okafor wrote after you last looked',
    {
      timeout: 60_000,
    },
  )
  await expect(composer).toContainText('It comes on Monday.')
  await expect(composer).toContainText('It comes on Friday.')
  // The key that sends does not send past the guard.
  await reply(ana).focus()
  await ana.keyboard.press('Control+Enter')
  expect(await outside()).toEqual(['It comes on Monday.'])

  // Nor does whoever asks the server directly with what was seen then.
  const direct = await signInAt(world.server.url, 'ana')
  const args = {
    caseId: kase.id as CaseId,
    messageId: 'e2e-direct' as MessageId,
    body: 'It comes.',
    channel: 'email',
  } as const
  const late = someMutation('reply.send', args, { pre: { lastPublicOrdinal: seen ?? 0 } })
  expect((await direct.push([{ n: 1, mutation: late }])).verdicts).toMatchObject([{ code: 'stale_context' }])

  await ana.keyboard.press('Alt+Enter')
  await expect.poll(outside, { timeout: 30_000 }).toEqual(['It comes on Monday.', 'It comes on Friday.'])
  await expect(status(ana)).toContainText('Up to date', { timeout: 15_000 })
  expect(await outside()).toHaveLength(2)
})
