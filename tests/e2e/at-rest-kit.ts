import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { DEFLATE_WORDS } from '../../renderer/data/deflate-words.ts'
import { openCase, picker, reply } from './composer-kit.ts'
import { type Desk, expect, type World } from './fixtures.ts'
import { draftKept, filesBelow, note, sent } from './store-kit.ts'

/** Where an unusual string is planted; what is only looked for, never kept, may lie nowhere in any case. */
export const KEPT = [
  'given name',
  'family name',
  'mail address',
  'street',
  'city',
  'subject',
  'mail of the customer',
  'mail as it was laid out',
  'name of the customer’s file',
  'item of the order',
  'variant of the item',
  'reply',
  'note',
  'draft of a reply',
  'draft of a note',
  'promise',
  'answer to a template',
  'name of a file',
  'bytes of a file',
  'new case',
  'escalation',
] as const
type Place = (typeof KEPT)[number] | 'search'
export type Planted = Record<Place, string>

/** A string of its own for each place. */
export const plant = (): Planted =>
  Object.fromEntries([...KEPT, 'search'].map((place) => [place, unusual()])) as Planted

/** Letters that nothing else holds: in one word, so that no part of it is found in another. */
const unusual = (): string =>
  [...randomBytes(20)].map((byte) => 'bcdfghjkmnpqrstvwxzBDFGHJKLMNPQRTVWXZ'[byte % 37]).join('')

/**
 * The string as it may lie in a file, without its ends: LevelDB packs its blocks, and a last letter that with what follows
 * repeats another place ("M" of a size) is left out. Base64 looks different by where it begins in a group of three bytes.
 */
function facesOf(whole: string): Buffer[] {
  const text = whole.slice(3, -3)
  const plain = Buffer.from(text)
  const inBase64 = [0, 1, 2].map((shift) => {
    const coded = Buffer.concat([Buffer.alloc(shift), plain]).toString('base64')
    // What a neighbour would change is left out.
    return Buffer.from(coded.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + plain.length) * 8) / 6)))
  })
  return [plain, Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16(), ...inBase64]
}

/** What is deflated before it is sealed shows nothing in a file even unsealed: each block, as far as it can be inflated. */
export async function inflatedBlocks(page: Page): Promise<Buffer> {
  const blocks = await page.evaluate(async () => {
    const ask = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('evenkeel-'))
    const db = await ask(indexedDB.open(known?.name ?? ''))
    const tx = db.transaction(['cases', 'lists'])
    type Block = { box: { c: string; ct: ArrayBuffer } }
    const found: Block[] = (
      await Promise.all(['cases', 'lists'].map((table) => ask(tx.objectStore(table).getAll() as IDBRequest<Block[]>)))
    ).flat()
    db.close()
    const inBase64 = ({ box }: Block) => {
      let bytes = ''
      for (const byte of new Uint8Array(box.ct)) bytes += String.fromCharCode(byte)
      return btoa(bytes)
    }
    return found.filter(({ box }) => box.c.endsWith('/deflate/1')).map(inBase64)
  })
  expect(blocks.length).toBeGreaterThan(0)
  const dictionary = Buffer.from(DEFLATE_WORDS)
  return Buffer.concat(
    blocks.flatMap((block) => {
      try {
        return inflateRawSync(Buffer.from(block, 'base64').subarray(0, -16), { dictionary })
      } catch {
        return []
      }
    }),
  )
}

/** What came has gone into blocks, one at least to a case: all of it, since a page of the feed lies deflated until then. */
export const foldedDown = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const known = (await indexedDB.databases()).find(({ name }) => name?.startsWith('evenkeel-'))
          const db = await new Promise<IDBDatabase>((done) => {
            const opening = indexedDB.open(known?.name ?? '')
            opening.onsuccess = () => done(opening.result)
          })
          const tx = db.transaction(['cases', 'pages'])
          const count = (table: string) =>
            new Promise<number>((done) => {
              const counting = tx.objectStore(table).count()
              counting.onsuccess = () => done(counting.result)
            })
          const [cases, pages] = await Promise.all([count('cases'), count('pages')])
          db.close()
          return { hasAllCases: cases >= 1_000, pages }
        }),
      { timeout: 60_000 },
    )
    .toEqual({ hasAllCases: true, pages: 0 })

/** What of it can be read in these files and in these bytes, and in which. */
export function readableIn(
  paths: readonly string[],
  planted: Planted,
  inflated: Buffer = Buffer.alloc(0),
): Map<Place, string[]> {
  const faces = Object.entries(planted).map(([place, text]) => [place as Place, facesOf(text)] as const)
  const found = new Map<Place, string[]>()
  for (const path of [...paths, 'inflated blocks']) {
    const bytes = path === 'inflated blocks' ? inflated : readFileSync(path)
    for (const [place, each] of faces)
      if (each.some((face) => bytes.includes(face))) found.set(place, [...(found.get(place) ?? []), path])
  }
  return found
}

/** Files in the system's folder for temporary ones that this desk's user has made since. */
export function temporaryFiles(desk: Desk, since: number): string[] {
  const { uid } = statSync(desk.userData)
  return readdirSync(tmpdir())
    .filter((name) => !/^evenkeel-(e2e|postgres)/.test(name))
    .flatMap((name) => {
      const path = join(tmpdir(), name)
      try {
        const facts = statSync(path)
        if (facts.uid !== uid || facts.mtimeMs < since) return []
        return facts.isDirectory() ? filesBelow(path) : facts.isFile() ? [path] : []
      } catch {
        return []
      }
    })
}

/** What the server has of the customer, before anybody signs in. */
export async function plantOnServer(world: World, caseId: string, planted: Planted): Promise<void> {
  const file = { id: 'f-planted', name: `${planted['name of the customer’s file']}.pdf`, sizeBytes: 10 }
  const facts = { mediaType: 'application/pdf', sha256: 'a'.repeat(64) }
  await world.sql(
    `update customers set d = d || jsonb_build_object('givenName', $2::text, 'familyName', $3::text, 'email', $4::text,
       'address', (d -> 'address') || jsonb_build_object('line1', $5::text, 'city', $6::text))
     where id = (select d ->> 'customerId' from cases where id = $1)`,
    [
      caseId,
      planted['given name'],
      planted['family name'],
      `${planted['mail address']}@post.example`,
      planted.street,
      planted.city,
    ],
  )
  await world.sql(`update cases set d = d || jsonb_build_object('subject', $2::text) where id = $1`, [
    caseId,
    planted.subject,
  ])
  await world.sql(
    `update messages set d = d || jsonb_build_object('body', $2::text, 'html', $3::text, 'attachments', $4::jsonb)
     where id = (select id from messages where case_id = $1 and d ->> 'publicOrdinal' = '1')`,
    [
      caseId,
      planted['mail of the customer'],
      `<p>${planted['mail as it was laid out']}</p>`,
      JSON.stringify([{ ...file, ...facts }]),
    ],
  )
  await world.sql(
    `update orders set d = jsonb_set(d, '{items,0}', (d -> 'items' -> 0) || jsonb_build_object('name', $2::text, 'variant', $3::text))
     where id = (select d ->> 'orderId' from cases where id = $1)`,
    [caseId, planted['item of the order'], planted['variant of the item']],
  )
}

/** What the agent does and begins. */
export async function plantOnDesk(page: Page, numbers: readonly [number, number], planted: Planted): Promise<void> {
  const box = (name: string) => page.getByRole('textbox', { name }).filter({ visible: true })
  await openCase(page, numbers[0])
  await expect(page.getByText(planted['family name']).filter({ visible: true }).first()).toBeVisible()
  await reply(page).fill(planted.reply)
  await page.keyboard.press('Control+Enter')
  await expect(sent(page, planted.reply)).toBeVisible()
  await page.keyboard.press('Control+e')
  await note(page).fill(planted.note)
  await page.keyboard.press('Control+Enter')
  await expect(sent(page, planted.note)).toBeVisible()
  await page.keyboard.press('Control+Shift+P')
  await box('What did you promise?').fill(planted.promise)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+F4')
  await box('What they need to know').fill(planted.escalation)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+O')
  await page.getByRole('combobox', { name: 'Name, e-mail or telephone' }).fill(planted['family name'])
  await page.getByRole('option', { name: planted['family name'] }).click()
  await box('Subject').fill(planted['new case'])
  await page.keyboard.press('Escape')

  await openCase(page, numbers[1])
  const choosing = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+Shift+K')
  await (await choosing).setFiles([
    {
      name: `${planted['name of a file']}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(`It says ${planted['bytes of a file']}.`),
    },
  ])
  const attached = page.getByRole('list', { name: 'Attached' }).filter({ visible: true })
  await expect(attached.getByRole('button', { name: /^Remove/ })).toBeVisible({ timeout: 30_000 })
  await reply(page).focus()
  await page.keyboard.press('/')
  await picker(page).fill('parts missing: we send')
  await page.keyboard.press('Enter')
  const asked = page.getByRole('form', { name: 'Parts missing: we send them' })
  await asked.getByLabel('What is missing?').fill(planted['answer to a template'])
  await asked.getByRole('button', { name: 'Insert' }).click()
  await expect(asked).toBeHidden()
  await reply(page).press('Control+End')
  await page.keyboard.type(` ${planted['draft of a reply']}`)
  await page.keyboard.press('Control+e')
  await note(page).fill(planted['draft of a note'])
  await expect(draftKept(page)).toBeVisible()
  await page.keyboard.press('Control+f')
  await page.keyboard.type(planted.search)
  await page.keyboard.press('Escape')
}
