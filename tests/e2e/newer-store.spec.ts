import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Page } from '@playwright/test'
import { freeCases, signInAs } from './composer-kit.ts'
import { type Desk, expect, test } from './fixtures.ts'
import { filesBelow, restored, work } from './store-kit.ts'

test.setTimeout(300_000)

/** Everything that the desk's database holds, as it lies there sealed, and of which version it is. */
const dumped = (page: Page): Promise<{ version: number; rows: string }> =>
  page.evaluate(async () => {
    const asked = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const [known] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('evenkeel-'))
    const db = await asked(indexedDB.open(known?.name ?? ''))
    const rows: unknown[] = []
    for (const store of db.objectStoreNames) rows.push(await asked(db.transaction(store).objectStore(store).getAll()))
    db.close()
    const bytes = (value: unknown): unknown =>
      value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? [...new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer)].join()
        : value
    const text = new TextEncoder().encode(JSON.stringify(rows, (_key, value: unknown) => bytes(value)))
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
    return { version: db.version, rows: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
  })

/** What the desk itself keeps beside Chromium: the journal, keys, files. Its log may grow. */
function ownFiles(desk: Desk): Record<string, string> {
  const own = filesBelow(desk.userData).filter((path) => /\/profiles\/[^/]+\/(journal|keys|files)/.test(path))
  return Object.fromEntries(
    own.map((path) => [relative(desk.userData, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
}

test('data of a newer version are opened by nobody, changed by nobody, and the agent reads what to do [C63]', async ({
  world,
  openDesk,
}) => {
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  world.cable.line = 'down'
  await work(page, await freeCases(world), 'before')
  // What the next version does to a database: it raises its number, and adds to it.
  await page.evaluate(async () => {
    const [known] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('evenkeel-'))
    await new Promise<void>((done, failed) => {
      const raising = indexedDB.open(known?.name ?? '', (known?.version ?? 0) + 10)
      raising.onupgradeneeded = () => raising.result.createObjectStore('next', { keyPath: 'id' }).put({ id: 'new' })
      raising.onerror = () => failed(raising.error)
      raising.onsuccess = () => {
        raising.result.close()
        done()
      }
    })
  })
  await desk.kill()
  const before = ownFiles(desk)
  expect(Object.keys(before).some((path) => path.endsWith('/journal'))).toBe(true)

  const older = await desk.again()
  const told = older.page.getByRole('alert')
  await expect(told.getByRole('heading')).toHaveText('This version is older than your data', { timeout: 60_000 })
  await expect(told).toContainText('your unsent work is kept. Install the newest version')
  await expect(older.page.getByRole('grid', { name: 'Queue' })).toHaveCount(0)
  const first = await dumped(older.page)
  await told.getByRole('button', { name: 'Try again' }).click()
  await expect(told.getByRole('heading')).toHaveText('This version is older than your data')
  expect(await dumped(older.page)).toEqual(first)
  await older.kill()
  expect(ownFiles(desk)).toEqual(before)

  // Nothing was begun beside it either: the newer version finds all of it.
  const again = await older.again()
  await expect(again.page.getByRole('alert').getByRole('heading')).toBeVisible({ timeout: 60_000 })
  expect(await dumped(again.page)).toEqual(first)
  expect(ownFiles(desk)).toEqual(before)
  await expect(restored(again.page)).toHaveCount(0)
})
