import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { someFile } from '../support/some-file.ts'
import { freeCases, openCase, reply, signInAs, thread } from './composer-kit.ts'
import { type Desk, expect, test, type World } from './fixtures.ts'

test.setTimeout(300_000)

const TEXT = 'Your return label is attached.'
const { bytes, attachment } = someFile(1_300_000)
const label = { name: 'Return label.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) }
const picture = { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from('\u0089PNG lamp') }
const sha256Of = (of: Buffer) => createHash('sha256').update(of).digest('hex')

/** Files that are said to be kept: those that can be taken off again. */
const chips = (page: Page) =>
  page
    .getByRole('list', { name: 'Attached' })
    .filter({ visible: true })
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: /^Remove/ }) })
const item = (page: Page) => thread(page).getByRole('listitem').filter({ hasText: TEXT })

async function oneCase(world: World) {
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  return kase
}
/** From here on the system's own window never opens: the listener alone would be too late for a key pressed at once. */
async function signIn(desk: Desk, login: string): Promise<Page> {
  const page = await signInAs(desk, login)
  page.on('filechooser', () => undefined)
  return page
}
/** Attaches by the key, as an agent does who has the file on this machine. */
async function attach(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+Shift+K')
  await (await choosing).setFiles(files)
}
/** Hands files to the composer as the system does when they are dropped or pasted. */
const hand = (page: Page, how: 'drop' | 'paste', file: { name: string; mimeType: string; buffer: Buffer }) =>
  page.evaluate(
    ([kind, name, type, base64]) => {
      const data = new DataTransfer()
      const content = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      data.items.add(new File([content], name, { type }))
      const place = document.querySelector('.case-window textarea:not([hidden])')
      const event =
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      place?.dispatchEvent(event)
    },
    [how, file.name, file.mimeType, file.buffer.toString('base64')] as const,
  )
/** Where the next save goes, in a folder that the desk's user may write: the system's dialog is not the desk's to test. */
const savesTo = (desk: Desk): Promise<string> =>
  desk.app.evaluate(({ app, dialog }) => {
    const filePath = `${app.getPath('userData')}/saved.pdf`
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    return filePath
  })
const outside = (world: World) =>
  world.sql<{ name: string; sha256: string }>(
    `select f.name, encode(sha256(f.bytes), 'hex') as sha256 from outbound_files f
     join outbound_mail m using (message_id) where m.body = '${TEXT}' order by f.place`,
  )

test('[C29] [C62] a file attached offline outlives two deaths of the desk, comes back by undo, and leaves once with its reply', async ({
  world,
  openDesk,
}) => {
  const kase = await oneCase(world)
  const first = await openDesk()
  await signIn(first, 'ana')
  await openCase(first.page, kase.number)
  world.cable.line = 'down'
  await first.page.keyboard.type(TEXT)
  await attach(first.page, [label, picture])
  await expect(chips(first.page)).toHaveCount(2)
  await expect(chips(first.page).first()).toContainText('Return label.pdf')
  await expect(first.page.getByText(/Draft kept/).filter({ visible: true })).toBeVisible()
  await first.kill()

  const second = await first.again()
  await openCase(second.page, kase.number)
  await expect(reply(second.page)).toHaveValue(TEXT)
  await expect(chips(second.page)).toHaveCount(2)
  await second.page.keyboard.press('Control+Enter')
  await expect(reply(second.page)).toHaveValue('')
  await expect(chips(second.page)).toHaveCount(0)
  await expect(item(second.page)).toContainText('Return label.pdf')
  await second.page.keyboard.press('Control+u')
  await expect(reply(second.page)).toHaveValue(TEXT)
  await expect(reply(second.page)).toBeFocused()
  await expect(chips(second.page)).toHaveCount(2)
  // The second one is taken off by Delete; the focus goes to its neighbour.
  await second.page.getByRole('button', { name: /^Remove: lamp.png/ }).focus()
  await second.page.keyboard.press('Delete')
  await expect(chips(second.page)).toHaveCount(1)
  await expect(second.page.getByRole('button', { name: /^Remove: Return label.pdf/ })).toBeFocused()
  await reply(second.page).focus()
  await second.page.keyboard.press('Control+Enter')
  await expect(item(second.page)).toContainText('Sending in')
  await second.kill()
  expect(await outside(world)).toEqual([])

  const third = await second.again()
  world.cable.line = 'up'
  await expect.poll(async () => (await outside(world)).length, { timeout: 60_000 }).toBe(1)
  await expect(third.page.getByRole('status', { name: 'Connection' })).toContainText('Up to date', { timeout: 60_000 })
  expect(await outside(world)).toEqual([{ name: 'Return label.pdf', sha256: attachment.sha256 }])
  expect(await world.sql(`select 1 from outbound_mail where body = '${TEXT}'`)).toHaveLength(1)
  expect(await world.sql('select sha256 from files where is_complete and message_id is not null')).toEqual([
    { sha256: attachment.sha256 },
  ])

  // Here it is saved without the network, by the colleague through it.
  await openCase(third.page, kase.number)
  const save = { name: /^Save Return label.pdf 1.2 MB/ }
  const here = await savesTo(third)
  world.cable.line = 'down'
  await item(third.page).getByRole('button', save).click()
  await expect(item(third.page)).toContainText('Return label.pdf is saved.')
  expect(sha256Of(readFileSync(here))).toBe(attachment.sha256)
  world.cable.line = 'up'
  const ben = await openDesk()
  await signInAs(ben, 'ben')
  await openCase(ben.page, kase.number)
  const there = await savesTo(ben)
  await item(ben.page).getByRole('button', save).click()
  await expect(item(ben.page)).toContainText('Return label.pdf is saved.', { timeout: 30_000 })
  expect(sha256Of(readFileSync(there))).toBe(attachment.sha256)
})

test('a file is taken by drop and paste, and what cannot go is told while the text stays', async ({
  world,
  openDesk,
}) => {
  const kase = await oneCase(world)
  const desk = await openDesk()
  const page = await signIn(desk, 'ana')
  await openCase(page, kase.number)
  await page.keyboard.type(TEXT)
  await hand(page, 'drop', label)
  await expect(chips(page)).toHaveCount(1)
  await hand(page, 'paste', picture)
  await hand(page, 'paste', picture)
  await expect(chips(page).nth(2)).toContainText('lamp (2).png')
  const told = page.getByRole('alert').filter({ visible: true })
  await hand(page, 'drop', { ...label, name: 'setup.exe' })
  await expect(told).toContainText('“setup.exe” was not attached. Programs and scripts are never sent')
  await hand(page, 'drop', { ...label, name: 'innocent.pdf', buffer: Buffer.from('MZ a program') })
  await expect(told).toContainText('“innocent.pdf” was not attached. Programs and scripts')
  await hand(page, 'drop', { ...label, name: 'empty.pdf', buffer: Buffer.alloc(0) })
  await expect(told).toContainText('It is empty')
  await expect(chips(page)).toHaveCount(3)
  await expect(reply(page)).toHaveValue(TEXT)

  // A note takes none, and the files stay with the reply.
  await page.keyboard.press('Control+e')
  await hand(page, 'drop', label)
  await expect(told).toContainText('A note carries no files')
  await page.keyboard.press('Control+e')
  await expect(chips(page)).toHaveCount(3)

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).fill('attach a file')
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Enter')
  await (await choosing).setFiles([{ ...label, name: 'large.bin', buffer: Buffer.alloc(20 * 1_048_576 + 1, 1) }])
  await expect(told).toContainText('“large.bin” was not attached. It is over 20 MB.')
  await expect(chips(page)).toHaveCount(3)
})
