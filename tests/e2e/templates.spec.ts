import type { Page } from '@playwright/test'
import { freeCases, openCase, picker, repliesOf, reply, selected, signInAs, staged } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(240_000)

const options = (page: Page) => page.getByRole('listbox', { name: 'Templates' }).getByRole('option')
const chosen = (page: Page) => page.getByRole('listbox', { name: 'Templates' }).getByRole('option', { selected: true })
const form = (page: Page) => page.getByRole('form', { name: 'Parcel is late' })

test('a template is found, asks what it cannot know, survives a crash, and sends its text and its actions once [C18] [C19] [C20] [C23]', async ({
  world,
  openDesk,
}) => {
  const [late] = await freeCases(world, `c.d ->> 'reason' = 'late-parcel' and k.d ->> 'language' like 'en%'`)
  if (late === undefined) throw new Error('The demo world holds no late parcel in English.')
  const before = (await repliesOf(world, late.id)).length
  const desk = await openDesk()
  let page = await signInAs(desk, 'ana')
  await openCase(page, late.number)

  // A slash is a slash where it is meant as one.
  await page.keyboard.type('and/or ')
  await page.keyboard.press('/')
  await expect(picker(page)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(picker(page)).toBeHidden()
  await expect(reply(page)).toHaveValue('and/or / ')
  await reply(page).fill('')

  // What is best for the case stands first; the panel covers the thread and never the header.
  await page.keyboard.press('/')
  await expect(chosen(page)).toContainText('Best for this case: late parcel')
  const panel = await picker(page).evaluate(
    (field) => field.closest('.template-panel')?.getBoundingClientRect().top ?? 0,
  )
  const header = await page.getByRole('combobox', { name: 'Status' }).filter({ visible: true }).boundingBox()
  expect(panel).toBeGreaterThan((header?.y ?? 0) + (header?.height ?? 0))

  // A slip of the finger finds it; what nothing holds says so; what has expired is listed and stays out.
  await picker(page).fill('parcle late')
  await expect(options(page).filter({ hasText: 'Parcel is late' })).toBeVisible()
  await picker(page).fill('qqqqqq')
  await expect(page.getByText('No template for “qqqqqq”. Nearest:')).toBeVisible()
  await picker(page).fill('winter sale')
  await expect(chosen(page)).toContainText('Expired')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Not inserted: it has expired.')).toBeVisible()
  await expect(picker(page)).toBeFocused()

  // The form: refused in words, kept on the way back, filled in.
  await picker(page).fill('parcel is late')
  await expect(chosen(page)).toContainText('Parcel is late')
  await page.keyboard.press('Enter')
  const day = form(page).getByLabel('When do we write again?')
  await expect(day).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(form(page).getByText('This is missing.')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(form(page)).toBeVisible()
  await day.fill('2026-12-04')
  await expect(form(page)).toContainText('4 December')
  await page.keyboard.press('Escape')
  await expect(picker(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(day).toHaveValue('2026-12-04')
  await page.keyboard.press('Enter')

  await expect(form(page)).toBeHidden()
  await expect(reply(page)).toBeFocused()
  await expect(reply(page)).toHaveValue(new RegExp(`${late.givenName}[^]*${late.order}[^]*Friday 4 December`))
  await expect(staged(page).getByRole('listitem')).toHaveCount(3)
  // One step of the text area's own undo takes the whole piece back, and one brings it again.
  const text = await reply(page).inputValue()
  await page.keyboard.press('Control+z')
  await expect(reply(page)).toHaveValue('')
  await page.keyboard.press('Control+Shift+z')
  await expect(reply(page)).toHaveValue(text)
  await expect(page.getByText(/^Draft kept/).filter({ visible: true })).toBeVisible()
  // That may have been said of what stood there before: a crash may cost the last half second.
  await page.waitForTimeout(1_000)

  await desk.kill()
  const second = await desk.again()
  page = second.page
  await openCase(page, late.number)
  await expect(reply(page)).toHaveValue(text)
  await expect(staged(page).getByRole('listitem')).toHaveCount(3)

  // Each action comes off by key.
  await staged(page).getByRole('button', { name: 'Remove: Status' }).focus()
  await page.keyboard.press('Delete')
  await expect(staged(page).getByRole('listitem')).toHaveCount(2)
  await reply(page).focus()
  await page.keyboard.press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
  await expect
    .poll(() => repliesOf(world, late.id).then((replies) => replies.length), { timeout: 40_000 })
    .toBe(before + 1)
  const [kase] = await world.sql<{ tags: string[]; status: string }>(
    `select d -> 'tags' as tags, status from cases where id = $1`,
    [late.id],
  )
  expect(kase?.tags).toContain('late-parcel')
  expect(kase?.status).toBe('open')
  const promises = await world.sql<{ words: string }>(
    `select d ->> 'words' as words from promises where case_id = $1 and d -> 'madeBy' ->> 'name' like 'Ana%'
       and d ->> 'messageId' in (select id from messages where d ->> 'body' like '%4 December%')`,
    [late.id],
  )
  expect(promises).toEqual([{ words: `Write again about order ${late.order}` }])

  // It is remembered as used, in another case too.
  const [other] = await freeCases(world, `c.d ->> 'reason' <> 'late-parcel'`)
  if (other === undefined) throw new Error('The demo world holds no other free case.')
  await openCase(page, other.number)
  await page.keyboard.press('Control+m')
  await picker(page).fill('parcel is late')
  await expect(options(page).filter({ hasText: 'Parcel is late' })).toContainText('You used it today')
  await page.keyboard.press('Escape')
  await expect(reply(page)).toBeFocused()
  expect(await selected(page)).toBe('')
})

test('a template without the language of the customer says so, and another language is one key away [C22]', async ({
  world,
  openDesk,
}) => {
  const cases = await freeCases(world, `split_part(k.d ->> 'language', '-', 1) not in ('en', 'de')`)
  const kase = cases[0]
  if (kase === undefined) throw new Error('The demo world holds no free case in another language.')
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  await page.keyboard.press('Control+m')
  await picker(page).fill('too late to change the address')
  await expect(page.getByText(/^No .+ version\. The nearest reviewed one is English, /)).toBeVisible()
  await picker(page).fill('parcel is late')
  await expect(chosen(page)).toContainText('Parcel is late')
  const preview = page.locator('.template-text').first()
  const first = await preview.getAttribute('lang')
  await page.keyboard.press('Control+ArrowRight')
  await expect(preview).not.toHaveAttribute('lang', first ?? '')
})
