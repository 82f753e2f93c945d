import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Worker } from '@playwright/test'
import {
  foldedDown,
  inflatedBlocks,
  KEPT,
  plant,
  plantOnDesk,
  plantOnServer,
  readableIn,
  temporaryFiles,
} from './at-rest-kit.ts'
import { freeCases, signInAs } from './composer-kit.ts'
import { type Desk, expect, test } from './fixtures.ts'
import { lock } from './lock-kit.ts'
import { databaseFiles, filesBelow } from './store-kit.ts'

test.use({ cases: '1000' })

/** The desk as it would be if somebody had forgotten to seal: the ciphers hand on what they get, in page and main process. */
async function forgetToSeal(desk: Desk): Promise<void> {
  await desk.app.evaluate(() => {
    const crypto = process.getBuiltinModule('node:crypto')
    const plain = () => {
      const cipher = {
        setAAD: () => cipher,
        setAuthTag: () => cipher,
        update: (bytes: Uint8Array) => Buffer.from(bytes),
        final: () => Buffer.alloc(0),
        getAuthTag: () => Buffer.alloc(16),
      }
      return cipher
    }
    Object.assign(crypto, { createCipheriv: plain, createDecipheriv: plain })
    process.getBuiltinModule('node:module').syncBuiltinESMExports()
  })
  // For every page that is opened from here on: the door is another than the desk.
  await desk.app.context().addInitScript(() => {
    const bytesOf = (given: BufferSource) =>
      ArrayBuffer.isView(given)
        ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength)
        : new Uint8Array(given)
    SubtleCrypto.prototype.encrypt = async (_how, _key, given) => {
      const sealed = new Uint8Array(given.byteLength + 16)
      sealed.set(bytesOf(given))
      return sealed.buffer
    }
    SubtleCrypto.prototype.decrypt = async (_how, _key, given) => bytesOf(given).slice(0, -16).buffer
  })
}

for (const isSealed of [true, false])
  test(
    isSealed
      ? 'of a thousand cases on the desk, and of what the agent writes, nothing can be read on the disk'
      : 'the same search finds all of it where nothing is sealed',
    async ({ world, openDesk }) => {
      test.setTimeout(400_000)
      const since = Date.now()
      const planted = plant()
      const [one, other] = await freeCases(world)
      if (one === undefined || other === undefined) throw new Error('The demo world is too small.')
      await plantOnServer(world, one.id, planted)
      const desk = await openDesk()
      if (!isSealed) await forgetToSeal(desk)
      // A lead sees all queues, and "Up to date" means that all of it has come.
      const page = await signInAs(desk, 'lea')
      const isDeflating = (worker: Worker) => worker.url().includes('/deflate-worker-')
      const deflating = page.workers().find(isDeflating) ?? page.waitForEvent('worker', isDeflating)
      const [served] = await world.sql<{ count: number }>(`select count(*)::int as count from cases`)
      expect(served?.count).toBeGreaterThanOrEqual(1_000)
      page.on('filechooser', () => undefined)
      world.cable.line = 'down'
      await plantOnDesk(page, [one.number, other.number], planted)
      await foldedDown(page)
      await deflating
      const inflated = await inflatedBlocks(page)
      await desk.app.close()

      const files = [...filesBelow(desk.userData), ...temporaryFiles(desk, since)]
      expect(databaseFiles(desk.userData, /\.(log|ldb)$/)).not.toEqual([])
      expect(files.some((path) => path.endsWith('desk.log'))).toBe(true)
      const found = readableIn(files, planted, inflated)
      if (isSealed) {
        const where = [...found].map(([place, paths]) => [place, paths.map((path) => relative(desk.userData, path))])
        expect(Object.fromEntries(where)).toEqual({})
      } else expect([...found.keys()].toSorted()).toEqual([...KEPT].toSorted())
    },
  )

test.describe('where the house wants nothing on the disk', () => {
  test.use({ cases: '100', policy: { 'storage.keyProtection': 'vdi' } })

  test('a closed desk has left no database, no key, no name and nothing of what was read or written', async ({
    world,
    openDesk,
  }) => {
    const since = Date.now()
    const planted = plant()
    const [one, other] = await freeCases(world)
    if (one === undefined || other === undefined) throw new Error('The demo world is too small.')
    await plantOnServer(world, one.id, planted)
    const desk = await openDesk()
    const page = await signInAs(desk, 'lea')
    page.on('filechooser', () => undefined)
    world.cable.line = 'down'
    await plantOnDesk(page, [one.number, other.number], planted)
    await lock(desk)
    await desk.app.close()

    const files = filesBelow(desk.userData)
    expect(Object.fromEntries(readableIn([...files, ...temporaryFiles(desk, since)], planted))).toEqual({})
    expect(files.filter((path) => /\/profiles\/|\.indexeddb\.|\/journal|keys\.json|session\.json/.test(path))).toEqual(
      [],
    )
    const [lea] = await world.sql<{ id: string }>(`select id from accounts where login = 'lea'`)
    const named = ['Lea Brandt', lea?.id ?? '', one.order, String(one.number)]
    const telling = files.filter((path) => named.some((name) => readFileSync(path).includes(name)))
    expect(telling).toEqual([])
    const device = JSON.parse(readFileSync(join(desk.userData, 'device.json'), 'utf8')) as Record<string, unknown>
    expect(device).toMatchObject({ lastProfile: null, seen: null })

    const again = await desk.again()
    await expect(again.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    expect(await again.page.getByText('Lea Brandt').count()).toBe(0)
  })
})
