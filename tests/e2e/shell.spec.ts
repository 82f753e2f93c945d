import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

const rows = (page: Page) => page.getByRole('grid', { name: 'Queue' }).getByRole('row')
const tabs = (page: Page) =>
  page.getByRole('navigation', { name: 'Open cases' }).getByRole('button').and(page.locator('.case-tab-open'))
const subject = (page: Page) => page.getByRole('region', { name: 'Case' }).getByRole('heading').first()
const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply' })
const thread = (page: Page) => page.getByRole('list', { name: 'Conversation' })
const status = (page: Page) => page.getByRole('status', { name: 'Connection' })

/** Opens as many cases from the top of the queue, and answers their subjects in the order of the tabs. */
async function openCases(page: Page, count: number): Promise<string[]> {
  const opened: string[] = []
  for (let at = 0; opened.length < count; at += 1) {
    await rows(page).nth(at).click()
    await expect(tabs(page)).toHaveCount(opened.length + 1)
    const title = (await tabs(page).nth(opened.length).getAttribute('title')) ?? ''
    await expect(subject(page)).toHaveText(title)
    await reply(page).waitFor()
    opened.push(title)
  }
  return opened
}

const caretOf = (page: Page) =>
  reply(page).evaluate((box) => (box instanceof HTMLTextAreaElement ? [box.selectionStart, box.selectionEnd] : null))
/** The desk's own record in its store, sealed as it lies there: it changes when the tabs are written down. */
const storedDesk = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const { name } = (await indexedDB.databases()).find((each) => each.name?.startsWith('evenkeel-')) ?? {}
    const db = await asked(indexedDB.open(name ?? ''))
    const kept = await asked(db.transaction('meta').objectStore('meta').getAll())
    db.close()
    const bytes = (value: unknown): unknown =>
      value instanceof ArrayBuffer
        ? [...new Uint8Array(value)]
        : ArrayBuffer.isView(value)
          ? [...(value as Uint8Array)]
          : value
    return JSON.stringify(kept, (_key, value: unknown) => bytes(value))
  })
/** The same once it has stayed as it is for longer than tabs wait to be written down. */
async function settledDesk(page: Page): Promise<string> {
  let last = ''
  await expect
    .poll(
      async () => {
        const before = last
        last = await storedDesk(page)
        return last === before
      },
      { intervals: [2_000], timeout: 60_000 },
    )
    .toBe(true)
  return last
}

test.beforeEach(async () => {
  test.setTimeout(240_000)
})

test('open cases keep their scroll, caret and half-made choices, and stand open again after a restart [C4]', async ({
  world,
  openDesk,
}) => {
  const desk = await openDesk()
  const { page } = desk
  await desk.signIn('ana')
  await rows(page).nth(4).waitFor()
  const opened = await openCases(page, 3)
  await expect(subject(page)).toHaveText(opened[2] ?? '')

  // The third case: text with a caret in its middle, another tool beside it, scrolled up.
  await reply(page).fill('Hello, I have asked the depot.')
  await page.keyboard.press('Home')
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight')
  await page.getByRole('tab', { name: 'History' }).click()
  await reply(page).focus()
  expect(await caretOf(page)).toEqual([5, 5])

  await page.keyboard.press('Control+1')
  await expect(subject(page)).toHaveText(opened[0] ?? '')
  await expect(reply(page)).toBeFocused()
  await expect(page.getByRole('tab', { name: 'Customer' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Alt+PageDown')
  await expect(subject(page)).toHaveText(opened[1] ?? '')
  await page.keyboard.press('Alt+PageUp')
  await page.keyboard.press('Alt+PageUp')
  await expect(subject(page)).toHaveText(opened[2] ?? '')
  await expect(reply(page)).toBeFocused()
  await expect(reply(page)).toHaveValue('Hello, I have asked the depot.')
  expect(await caretOf(page)).toEqual([5, 5])
  await expect(page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true')
  await expect(tabs(page).nth(2)).toContainText('draft')

  // Keys of a case reach the one in front alone: the note box opens there, not in the tabs behind it.
  await page.keyboard.press('Control+e')
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()
  await page.keyboard.press('Control+2')
  await expect(reply(page)).toBeVisible()

  await expect(status(page)).toContainText('Up to date', { timeout: 120_000 })
  // With the cable out the server moves nothing in the desk's own record: what changes in it now are the tabs.
  world.cable.line = 'down'
  const before = await settledDesk(page)
  await page.keyboard.press('Control+Shift+E')
  await expect(tabs(page)).toHaveCount(2)
  await expect(subject(page)).toHaveText(opened[2] ?? '')
  await expect.poll(() => storedDesk(page)).not.toBe(before)
  await desk.kill()

  const again = await desk.again()
  await expect(tabs(again.page)).toHaveCount(2, { timeout: 30_000 })
  await expect(subject(again.page)).toHaveText(opened[2] ?? '')
  await expect(again.page.getByRole('textbox', { name: /Reply|Note/ })).toBeVisible()
  await expect(again.page.getByRole('tab', { name: 'History' })).toHaveAttribute('aria-selected', 'true')
})

test('a long thread stays scrolled where it was while other cases are in front [C4]', async ({ world, openDesk }) => {
  const [long] = await world.sql<{ subject: string; number: number }>(
    `select d ->> 'subject' as subject, number from cases where queue_id = 'orders' and d ->> 'channel' = 'email'
     order by (d ->> 'publicCount')::int desc nulls last, number limit 1`,
  )
  if (long === undefined) throw new Error('The demo world holds no case of the team.')
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await expect(status(page)).toContainText('Up to date', { timeout: 120_000 })
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox', { name: 'Find a case' })).toBeFocused()
  await page.keyboard.type(String(long.number))
  await expect(page.getByRole('listbox', { name: 'Cases found' }).getByRole('option').first()).toContainText(
    long.subject,
  )
  await page.keyboard.press('Enter')
  await expect(subject(page)).toHaveText(long.subject)
  await page.setViewportSize({ width: 1366, height: 600 })
  const scroll = () => thread(page).evaluate((list) => Math.round(list.scrollTop))
  await expect.poll(scroll).toBeGreaterThan(100)
  const end = await scroll()
  await thread(page).hover()
  await page.mouse.wheel(0, -80)
  await expect.poll(scroll).toBeLessThan(end)
  // The wheel glides to its end.
  let there = -1
  await expect
    .poll(async () => {
      const was = there
      there = await scroll()
      return there === was
    })
    .toBe(true)
  await rows(page).nth(1).click()
  await expect(tabs(page)).toHaveCount(2)
  await page.keyboard.press('Control+1')
  await expect(subject(page)).toHaveText(long.subject)
  await expect.poll(scroll).toBe(there)
})

test('every command is found by its words, runs where the agent was, and says where it cannot [C69]', async ({
  openDesk,
}) => {
  const { page, signIn } = await openDesk()
  await signIn('ana')
  const palette = page.getByRole('combobox', { name: 'Commands' })
  const option = page.getByRole('listbox', { name: 'Commands' }).getByRole('option')

  await page.keyboard.press('Control+k')
  await expect(palette).toBeFocused()
  await page.keyboard.type('escalate')
  await expect(option.first()).toHaveAttribute('aria-disabled', 'true')
  await expect(option.first()).toContainText('Open a case first')
  await page.keyboard.press('Enter')
  await expect(palette).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)

  await rows(page).nth(1).click()
  await reply(page).fill('Hello')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('swich reply note')
  await expect(option.first()).toContainText('Ctrl E')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('outbox')
  await option.first().click()
  await expect(page.getByRole('dialog', { name: 'Outbox' })).toBeVisible()
})

test('a key can be chosen, is checked against all others, and follows the agent to another desk [C69]', async ({
  openDesk,
}) => {
  const [first, second] = [await openDesk(), await openDesk()]
  const { page } = first
  await first.signIn('ana')
  await page.keyboard.press('Control+/')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await expect(settings.getByRole('searchbox', { name: 'Filter the list of keys' })).toBeFocused()
  await page.keyboard.type('outbox')
  const change = settings.getByRole('button', { name: /^Outbox: .*Change$/ })
  await expect(settings.getByRole('listitem')).toHaveCount(1)

  await change.click()
  await page.keyboard.press('Control+j')
  await expect(settings.getByRole('alert')).toContainText('Ctrl J is Next case.')
  await change.click()
  await page.keyboard.press('Control+w')
  await expect(settings.getByRole('alert')).toContainText('belongs to the window or the browser')
  await change.click()
  await page.keyboard.press('Control+Shift+8')
  await expect(change).toHaveText('Ctrl Shift 8')
  await page.keyboard.press('Escape')

  const outbox = page.getByRole('dialog', { name: 'Outbox' })
  await expect(page.getByRole('button', { name: /^Outbox/ })).toHaveAttribute('aria-keyshortcuts', 'Control+Shift+8')
  await page.keyboard.press('Control+o')
  await expect(outbox).toHaveCount(0)
  await page.keyboard.press('Control+Shift+8')
  await expect(outbox).toBeVisible()

  await second.signIn('ana')
  await expect(second.page.getByRole('button', { name: /^Outbox/ })).toHaveAttribute(
    'aria-keyshortcuts',
    'Control+Shift+8',
    { timeout: 120_000 },
  )
})

test('F6 walks through all areas, and the place that needs the agent is one key away', async ({ openDesk }) => {
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await rows(page).nth(1).click()
  await reply(page).waitFor()
  // The side is drawn after the thread; whoever is quicker walks past it.
  await page.locator('[data-area="side"]').filter({ visible: true }).first().waitFor()
  const here = () =>
    page.evaluate(() => {
      const areas = [...document.querySelectorAll<HTMLElement>('[data-area]')].filter((each) =>
        each.contains(document.activeElement),
      )
      return areas.at(-1)?.dataset['area'] ?? null
    })
  const walked = new Set<string | null>()
  for (let step = 0; step < 9; step += 1) {
    await page.keyboard.press('F6')
    walked.add(await here())
  }
  for (const area of ['queue', 'case', 'composer', 'side', 'rail', 'bar']) expect([...walked]).toContain(area)
  await page.keyboard.press('Shift+F6')
  expect(walked).toContain(await here())

  // The demo morning holds a promise of Ana's that is overdue, and a customer who waits in a chat.
  const need = page.getByRole('region', { name: 'Needs you now' })
  await expect(need.getByRole('button').first()).toBeVisible({ timeout: 120_000 })
  await page.keyboard.press('Control+Shift+Space')
  await expect(need.getByRole('button').first()).toBeFocused()
})

test('beside the case each tool keeps what was begun in it, and a narrow window never covers Send', async ({
  openDesk,
}) => {
  const { page, signIn } = await openDesk()
  await signIn('ana')
  await page.setViewportSize({ width: 1366, height: 768 })
  await rows(page).nth(1).click()
  await page.keyboard.press('Control+Shift+F')
  const search = page.getByRole('searchbox', { name: 'Search knowledge' })
  await expect(search).toBeFocused()
  await page.keyboard.type('refund')
  await page.getByRole('tab', { name: 'Customer' }).click()
  await expect(search).toBeHidden()
  await page.getByRole('tab', { name: 'Knowledge' }).click()
  await expect(search).toHaveValue('refund')

  await page.setViewportSize({ width: 1920, height: 1080 })
  await expect(page.getByRole('region', { name: 'Customer and order' })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Customer' })).toHaveCount(0)
  await expect(search).toBeVisible()

  await page.setViewportSize({ width: 1100, height: 700 })
  await expect(search).toBeVisible()
  const send = page.getByRole('button', { name: /^Send/ })
  const isOnTop = () =>
    send.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      return button.contains(document.elementFromPoint(x + width / 2, y + height / 2))
    })
  expect(await isOnTop()).toBe(true)
  await page.keyboard.press('Control+Shift+B')
  await expect(search).toBeHidden()

  await page.setViewportSize({ width: 683, height: 384 })
  await expect.poll(isOnTop).toBe(true)
  await page.getByRole('group', { name: 'Area' }).getByRole('button', { name: 'Details' }).click()
  await expect(search).toBeVisible()
  await page.getByRole('group', { name: 'Area' }).getByRole('button', { name: 'Queue' }).click()
  await expect(page.getByRole('grid', { name: 'Queue' })).toBeVisible()
})
