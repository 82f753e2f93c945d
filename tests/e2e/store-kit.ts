import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type FreeCase, openCase, reply, thread } from './composer-kit.ts'
import { expect, type World } from './fixtures.ts'

/** Every file below a folder. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** The files of Chromium's databases, wherever below the desk's folder they lie. */
export const databaseFiles = (userData: string, name: RegExp): string[] =>
  filesBelow(userData).filter((path) => path.includes('.indexeddb.leveldb/') && name.test(path.split('/').at(-1) ?? ''))

export const garbage = (path: string): void => writeFileSync(path, randomBytes(Math.max(16, statSync(path).size)))
export const zeroed = (path: string): void => writeFileSync(path, Buffer.alloc(readFileSync(path).length))
export const halved = (path: string): void => truncateSync(path, statSync(path).size >> 1)

export const connection = (page: Page) => page.getByRole('status', { name: 'Connection' })
export const outboxButton = (page: Page) => page.getByRole('button', { name: /^Outbox/ })
export const restored = (page: Page) => page.locator('.restored')
export const queue = (page: Page) => page.getByRole('region', { name: 'Queue' })
export const note = (page: Page) => page.getByRole('textbox', { name: 'Note' }).filter({ visible: true })
/** That the composer says that a draft is on the disk. */
export const draftKept = (page: Page) => page.getByText(/^Draft kept/).filter({ visible: true })
export const sent = (page: Page, text: string) => thread(page).getByRole('listitem').filter({ hasText: text })

/** A reply, a note and a draft; they are kept when this answers. */
export async function work(page: Page, [one, other]: readonly FreeCase[], mark: string): Promise<void> {
  if (one === undefined || other === undefined) throw new Error('The demo world is too small.')
  await openCase(page, one.number)
  await reply(page).fill(`e2e reply ${mark}`)
  await page.keyboard.press('Control+Enter')
  await expect(sent(page, `e2e reply ${mark}`)).toBeVisible()
  await page.keyboard.press('Control+e')
  await note(page).fill(`e2e note ${mark}`)
  await page.keyboard.press('Control+Enter')
  await expect(sent(page, `e2e note ${mark}`)).toBeVisible()
  await openCase(page, other.number)
  await reply(page).fill(`e2e draft ${mark}`)
  await expect(draftKept(page)).toBeVisible()
}

/** The texts of these tests that PostgreSQL has, by the alphabet. */
export const arrived = async (world: World): Promise<string[]> =>
  (await world.sql<{ body: string }>(`select body from messages where body like 'e2e %' order by body`)).map(
    ({ body }) => body,
  )
