import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { keymap } from '../../renderer/kit/keymap.ts'
import { inFront, openCase, reply, signInAs, thread } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'
import { caughtUp, leaveWaiting, rows, subject } from './queue-kit.ts'
import { leaveThirteen, openTabs, openTwelve, waitingRow } from './tabs-kit.ts'

test.setTimeout(300_000)

test('customer, order, past contacts and conversation are on one screen of 1366 by 768, and nothing goes sideways [C1]', async ({
  world,
  openDesk,
}) => {
  const [found] = await world.sql<{ number: number; name: string; order: string }>(
    `select c.number::int as number, k.d ->> 'familyName' as name, o.d ->> 'number' as "order"
     from cases c join customers k on k.id = c.d ->> 'customerId' join orders o on o.id = c.d ->> 'orderId'
     where c.queue_id in ('orders', 'returns') and c.d ->> 'channel' = 'email' and k.d ->> 'language' like 'en%'
       and jsonb_array_length(o.d -> 'steps') > 1 and jsonb_array_length(o.d -> 'refunds') > 0
       and exists (select 1 from contacts x where x.case_id = c.id and x.d ->> 'endedAt' is not null)
       and exists (select 1 from messages m where m.case_id = c.id and m.d ->> 'visibility' = 'public')
     order by c.status = 'open' desc, c.number desc limit 1`,
  )
  if (found === undefined) throw new Error('The demo world holds no case with a refund, a way and a past contact.')
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  await page.setViewportSize({ width: 1366, height: 768 })
  await openCase(page, found.number)

  const side = page.getByRole('region', { name: 'Customer and order' }).filter({ visible: true })
  const order = side.getByRole('region', { name: `Order ${found.order}` })
  const parts = {
    subject: inFront(page).getByRole('heading').first(),
    'the last words': thread(page).getByRole('listitem').last(),
    reply: reply(page),
    customer: side.getByText(found.name).first(),
    order: order.getByRole('heading'),
    'delivery steps': order.getByRole('list', { name: 'Delivery' }).getByRole('listitem').first(),
    'refund state': order.locator('dt', { hasText: 'Refund' }).first(),
    'past contacts': side.getByRole('region', { name: 'Past contacts' }).getByRole('listitem').first(),
  }
  for (const [what, part] of Object.entries(parts)) {
    // Down the column is allowed, sideways is not.
    await part.scrollIntoViewIfNeeded()
    await expect(part, what).toBeInViewport()
    const box = await part.boundingBox()
    expect(box?.x ?? -1, what).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 9_999), what).toBeLessThanOrEqual(1_366)
  }
  const sideways = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('html, html *')]
      .filter((box) => {
        const { overflowX } = getComputedStyle(box)
        const canScroll = overflowX === 'auto' || overflowX === 'scroll' || box === document.documentElement
        return canScroll && box.checkVisibility() && box.scrollWidth > box.clientWidth + 1
      })
      .map((box) => `${box.tagName} ${box.className}`),
  )
  expect(sideways).toEqual([])
  expect(desk.app.windows()).toHaveLength(1)
})

test('with twelve cases open none is closed for a thirteenth, and each keeps text, caret and its tool [C4]', async ({
  world,
  openDesk,
}) => {
  await leaveThirteen(world)
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await caughtUp(page)
  const tabs = openTabs(page)
  await openTwelve(page)
  const caret = () => reply(page).evaluate((box: HTMLTextAreaElement) => box.selectionStart)

  await page.keyboard.press('Control+3')
  await expect(subject(page)).toHaveText('Waiting 3')
  await reply(page).fill('I have asked the depot.')
  await reply(page).evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(6, 6))
  await page.getByRole('tab', { name: 'History' }).click()

  // Further down than what is drawn.
  await page.getByRole('grid', { name: 'Queue' }).evaluate((box) => box.scrollTo({ top: box.scrollHeight }))
  await waitingRow(page, 13).click()
  const full = page.getByRole('dialog', { name: '12 cases are open' })
  await expect(full).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(full).toHaveCount(0)
  await expect(tabs).toHaveCount(12)

  for (let at = 4; at <= 9; at += 1) await page.keyboard.press(`Control+${at}`)
  await expect(subject(page)).toHaveText('Waiting 9')
  await expect(page.getByRole('tab', { name: 'Customer' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+3')
  await expect(subject(page)).toHaveText('Waiting 3')
  await expect(reply(page)).toHaveValue('I have asked the depot.')
  expect(await caret()).toBe(6)
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true')
})

test('the clock of a reply goes on offline, in words and picture, in the queue as in the case [C11]', async ({
  world,
  openDesk,
}) => {
  await leaveWaiting(world, 1)
  await world.sql(`update cases set d = d || jsonb_build_object('replyDueAt', $1::bigint)`, [Date.now() + 90_000])
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await caughtUp(page)
  await rows(page).first().click()
  world.cable.line = 'down'
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Working offline', { timeout: 90_000 })

  for (const clock of [rows(page).first().locator('.sla'), inFront(page).locator('.sla')]) {
    const before = await clock.innerText()
    await expect(clock).not.toHaveText(before, { timeout: 90_000 })
    await expect(clock).toContainText('late', { timeout: 120_000 })
    await expect(clock).toHaveAttribute('data-step', 'late')
    await expect(clock.locator('svg')).toHaveCount(1)
  }
  world.cable.line = 'up'
  await expect(page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 90_000 })
  await expect(rows(page).first().locator('.sla')).toHaveAttribute('data-step', 'late')
})

test('Ctrl+K lists every action with its key [C69]', async ({ world, openDesk }) => {
  await leaveWaiting(world, 1)
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await page.keyboard.press('Control+k')
  const options = page.getByRole('listbox', { name: 'Commands' }).getByRole('option')
  await expect(options.first()).toBeVisible()
  const catalogue = resolve(import.meta.dirname, '../../renderer/words/en')
  const english: Record<string, string> = Object.assign(
    {},
    ...readdirSync(catalogue).map((file): unknown => JSON.parse(readFileSync(resolve(catalogue, file), 'utf8'))),
  )
  const listed = (await options.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
  const spoken = (chord: string) => chord.split('+').at(-1)?.replace('Page', 'Page ').replace('Space', 'Space') ?? ''
  const missing = Object.entries(keymap)
    .filter(([command]) => command !== 'palette.open' && !/^tab\.\d$/.test(command))
    .filter(([command, chord]) => {
      const words = english[`command.${command}`] ?? command
      return !listed.some((text) => text.includes(words) && text.toLowerCase().includes(spoken(chord).toLowerCase()))
    })
  expect(missing).toEqual([])
})
