import { freeCases, openCase, picker, repliesOf, reply, signInAs, staged, thread } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(180_000)

test('a reply can be taken back for ten seconds, in whichever case, with text, caret and all that goes with it [C29]', async ({
  world,
  openDesk,
}) => {
  const [first, second] = await freeCases(world)
  if (first === undefined || second === undefined) throw new Error('The demo world holds no two free cases.')
  const before = (await repliesOf(world, first.id)).length
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, first.number)
  await page.keyboard.press('Control+m')
  await picker(page).fill('late parcel')
  await page.keyboard.press('Enter')
  await expect(picker(page)).toBeHidden()
  if (await page.getByRole('form').filter({ visible: true }).count()) await page.keyboard.press('Escape')
  await reply(page).fill(`We look for order ${first.order} today. Thank you for waiting.`)
  const caret = 'We look for'.length
  await reply(page).evaluate((area: HTMLTextAreaElement, at) => area.setSelectionRange(at, at), caret)
  const chips = await staged(page).getByRole('listitem').allInnerTexts()

  await page.keyboard.press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
  await expect(thread(page).getByRole('listitem').filter({ hasText: 'We look for order' })).toContainText('Sending in')

  await openCase(page, second.number)
  await page.keyboard.press('Control+u')
  await expect(reply(page)).toHaveValue(`We look for order ${first.order} today. Thank you for waiting.`)
  await expect(reply(page)).toBeFocused()
  await expect
    .poll(() => reply(page).evaluate((area: HTMLTextAreaElement) => [area.selectionStart, area.selectionEnd]))
    .toEqual([caret, caret])
  expect(await staged(page).getByRole('listitem').allInnerTexts()).toEqual(chips)
  await expect(thread(page).getByRole('listitem').filter({ hasText: 'We look for order' })).toHaveCount(0)

  // Sent again it goes once.
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(() => repliesOf(world, first.id).then((replies) => replies.length), { timeout: 30_000 })
    .toBe(before + 1)
  await page.keyboard.press('Control+u')
  await expect(reply(page)).toHaveValue('')
})

test('a note is not held back', async ({ world, openDesk }) => {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  await page.keyboard.press('Control+e')
  const note = page.getByRole('textbox', { name: 'Note' }).filter({ visible: true })
  await note.fill('The depot rang.')
  await page.keyboard.press('Control+Enter')
  const entry = thread(page).getByRole('listitem').filter({ hasText: 'The depot rang.' })
  await expect(entry).toBeVisible()
  await expect(entry).not.toContainText('Sending in')
})
