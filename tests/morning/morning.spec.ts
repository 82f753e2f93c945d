import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { openDoor } from '../../scripts/customers/open-door.ts'
import { planShift } from '../e2e/break-kit.ts'
import { expect, test } from '../e2e/fixtures.ts'
import { checkOnce } from './check-once.ts'
import { finishGuide } from './finish-guide.ts'
import { readPaints, recordPaints } from './paint-times.ts'
import { escalate, promise } from './take-steps.ts'
import { replyOf, writeAnswer, writeNote } from './write-answer.ts'

const CONTACTS = Number(process.env['EVENKEEL_MORNING_CONTACTS'] ?? 60)
const OFFLINE_FROM = Math.floor(CONTACTS / 3)
const OFFLINE_TO = Math.floor((CONTACTS * 2) / 3)
/** One guide with the cable in, one with the cable out; the escalation and the promise likewise. */
const GUIDES = new Map([
  [Math.min(5, OFFLINE_FROM - 1), 'Change of address'],
  [OFFLINE_FROM + 1, 'Second factor lost'],
])
const ESCALATED = OFFLINE_FROM - 2
const PROMISED = OFFLINE_FROM + 2
/** From key press to painted. A run says whether it was met; it fails only for errors and for lost or doubled actions. */
const TARGET_MS = 50
const results = resolve(import.meta.dirname, '../../test-results')

test('contacts by keyboard alone, offline for the middle third', async ({ world, openDesk }) => {
  const desk = await openDesk()
  const { page } = desk
  const errors: string[] = []
  desk.app.context().on('weberror', (error) => errors.push(String(error.error())))
  desk.app.context().on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await fillTheQueue(world.server.url, world.folder)
  // Sixty contacts in a few minutes are no hour of work: whenever this runs, no rest of the demo's plan falls into it.
  await planShift(world, Date.now(), [])
  await desk.signIn('ana')
  await page.setViewportSize({ width: 1366, height: 768 })
  const status = page.getByRole('status', { name: 'Connection' })
  await expect(status).toContainText('Up to date', { timeout: 180_000 })
  await recordPaints(page)

  const caseIds: string[] = []
  const noted: number[] = []
  const load = [loadavg()[0]?.toFixed(1)]
  const began = Date.now()
  for (let n = 0; n < CONTACTS; n++) {
    if (n === OFFLINE_FROM) world.cable.line = 'down'
    if (n === OFFLINE_TO) world.cable.line = 'up'
    caseIds.push(await takeNext(page, n))
    const guide = GUIDES.get(n)
    if (guide !== undefined) await finishGuide(page, guide)
    if (n === ESCALATED) await escalate(page)
    if (n === PROMISED) await promise(page)
    await writeAnswer(page, n, guide !== undefined)
    if (n % 4 === 3) {
      await writeNote(page, n)
      noted.push(n)
    }
    await page.keyboard.press('Control+Shift+e')
    await expect(replyOf(page)).toHaveCount(0)
    if (n % 10 === 9) console.log(`${n + 1} contacts, ${Math.round((Date.now() - began) / 1_000)} s`)
  }
  const seconds = Math.round((Date.now() - began) / 1_000)
  load.push(loadavg()[0]?.toFixed(1))
  const paints = await readPaints(page)
  await expect(status).toContainText('Up to date', { timeout: 180_000 })
  await expect(page.locator('.bar-count')).toHaveText('0', { timeout: 60_000 })

  const { decided, faults } = await checkOnce(world, CONTACTS, noted, GUIDES.size)
  const conditions = [
    `${CONTACTS} contacts in ${seconds} s, ${OFFLINE_TO - OFFLINE_FROM} of them with the cable out`,
    `Electron ${await desk.app.evaluate(() => process.versions.electron)}, 1366x768`,
    `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}; load of the machine ${load.join(' before, ')} after`,
    `keys without a pause between them; times in steps of 8 ms, those under 16 ms count as 16`,
  ]
  const isMet = paints.all.p95Ms < TARGET_MS
  const report = { conditions, target: { p95Ms: TARGET_MS, isMet }, paints, decided, faults, errors, caseIds }
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'morning.json'), `${JSON.stringify(report, null, 2)}\n`)
  const { slowest, ...shares } = paints
  console.log(conditions.join('\n'))
  console.table(shares)
  console.log(`Slowest: ${slowest.map(({ key, paintedMs }) => `${key} ${paintedMs}`).join(', ')}`)
  console.log('In PostgreSQL:', decided)
  console.log(
    `p95 from key press to painted: ${paints.all.p95Ms} ms, target ${TARGET_MS} ms: ${isMet ? 'met' : 'NOT MET'}`,
  )

  expect(errors).toEqual([])
  expect(faults).toEqual([])
  expect(new Set(caseIds).size).toBe(CONTACTS)
})

/** Next case, and the agent stands in its composer. Answers which case it is. */
async function takeNext(page: Page, n: number): Promise<string> {
  await page.keyboard.press('Control+j')
  const front = page.locator('.case-window').filter({ visible: true })
  await expect(front, `contact ${n + 1}`).toHaveCount(1)
  await expect(replyOf(page), `contact ${n + 1}`).toBeFocused({ timeout: 8_000 })
  return (await front.getAttribute('data-case')) ?? ''
}

/** Enough people write in that the agent never runs out of cases. */
async function fillTheQueue(server: string, folder: string): Promise<void> {
  const door = openDoor(server, readFileSync(join(folder, 'connector-key'), 'utf8').trim())
  for (let n = 0; n < CONTACTS; n++) {
    await door.message({
      externalId: `morning-${n}`,
      channel: 'email',
      caseNumber: null,
      contactId: null,
      queueId: n % 2 === 0 ? 'orders' : 'returns',
      from: { address: `writer-${n}@example.net`, name: `Writer Number${String.fromCharCode(65 + (n % 26))}${n}` },
      subject: `Question ${n} about my order`,
      body: `Hello, this is question ${n}. Could you look into it?`,
      html: null,
    })
  }
}
