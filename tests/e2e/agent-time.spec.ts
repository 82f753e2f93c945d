import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import { isContactState } from '../../domain/agent-time/kinds.ts'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { signInAs } from './composer-kit.ts'
import { contactBar, contactOf, customersOf, peopleOf, quietLines, wrapUp } from './customer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(240_000)

test('a call, its wrap-up and a break without a line and with a crash in between are told to the second, once [C53]', async ({
  world,
  openDesk,
}) => {
  await quietLines(world)
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds no customer who could call.')
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  const myState = (on = page) => on.getByRole('combobox', { name: 'My state' })
  await expect(myState()).toHaveValue('available')
  const call = await customersOf(world).calls(person, 'Where is my lamp?')
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText(person.name)

  world.cable.line = 'down'
  await page.keyboard.press('Control+Shift+A')
  await expect(myState()).toHaveValue('on-contact')
  await page.waitForTimeout(3_000)
  // With a customer there a break is put off, and can be taken back.
  await myState().selectOption('break')
  await expect(page.getByRole('button', { name: 'Break next, cancel' })).toBeVisible()
  await expect(myState()).toHaveValue('on-contact')
  await page.getByRole('button', { name: 'Break next, cancel' }).click()
  await page.keyboard.press('Control+Shift+X')
  await expect(myState()).toHaveValue('wrap-up')
  await page.waitForTimeout(2_000)
  await wrapUp(page, 'Question answered', 'It arrives tomorrow.')
  await expect(contactBar(page)).toHaveCount(0)
  await expect(myState()).toHaveValue('offline-working')
  await expect(myState().locator('option:checked')).toHaveText('Working offline')
  // None of it is anything that the agent waits for: what they did themselves is.
  await page.keyboard.press('Control+o')
  const items = page.getByRole('dialog', { name: 'Outbox' }).getByRole('listitem')
  await expect(items.first()).toBeVisible()
  await expect(items.filter({ hasText: 'working time' })).toHaveCount(0)
  await page.keyboard.press('Control+o')
  await myState().selectOption('break')
  await expect(myState()).toHaveValue('break')
  await page.waitForTimeout(2_000)

  await desk.kill()
  const again = await desk.again()
  await expect(myState(again.page)).toHaveValue('break', { timeout: 30_000 })
  world.cable.line = 'up'
  await expect(again.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 60_000 })
  await again.page.keyboard.press('F9')
  await expect(myState(again.page)).toHaveValue('available')

  const log = async () =>
    (
      await world.sql<{ d: IntervalRecord }>(
        `select i.d from intervals i join accounts a on a.id = i.user_id where a.login = 'ana'`,
      )
    ).map(({ d }) => d)
  const ended = async () => (await log()).filter(({ state, endedAt }) => state === 'break' && endedAt !== null).length
  await expect.poll(ended, { timeout: 30_000 }).toBe(3)
  const entries = await log()
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  const contact = await contactOf(world, call.contactId)
  const spans = spansOf(entries, 4_000_000_000_000 as EpochMs, [])
  const states = spans.map(({ state }) => state)
  expect(states.filter((state, at) => state !== states[at - 1]).join(' ')).toMatch(
    /^(available )*ringing (available |offline-working )*talk wrap-up (offline-working |available )*break$/,
  )
  const lengthOf = (of: typeof spans) => of.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
  // They tile the time: no hole and no overlap, and together they are as long as from the first to the last moment.
  for (const [at, span] of spans.entries()) if (at > 0) expect(span.startsAt).toBe(spans[at - 1]?.endsAt)
  expect(lengthOf(spans)).toBe((spans.at(-1)?.endsAt ?? 0) - (spans[0]?.startsAt ?? 0))
  // What the contact itself says, which is what the desk shows of it, is the same to the second.
  const onContact = spans.filter(({ state }) => isContactState(state) && state !== 'ringing')
  expect(onContact.every(({ contactId, isOffline }) => contactId === call.contactId && isOffline)).toBe(true)
  const { answeredAt, wrappedUpAt } = contact
  expect(Math.abs(lengthOf(onContact) - ((wrappedUpAt ?? 0) - (answeredAt ?? 0)))).toBeLessThan(1_000)
  // The crash is on record, and what could only be supposed says so.
  expect(entries.filter(({ isCutShort }) => isCutShort)).toHaveLength(1)
})
