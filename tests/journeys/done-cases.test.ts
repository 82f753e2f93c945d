import { describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { journey } from './support/opened.ts'

const CASE = 'c-orders-0'
const KEPT = 'c-orders-1'
const NOTE = 'The carrier has found it.'
const DAY_MS = 86_400_000
const world = journey()
const caseId = CASE as CaseId

/** Ben has solved a case and Ana one; then nothing happens in either for so many days. */
async function afterDays(days: number) {
  const [computer, bens] = [await world.computerOf('ana'), await world.computerOf('ben')]
  computer.clockOffsetMs = 0
  const [ana, ben] = [await world.open(computer), await world.open(bens)]
  await ben.note(CASE, NOTE)
  await ben.commit('case.setStatus', { caseId, status: 'solved' })
  await ana.commit('case.setStatus', { caseId: KEPT as CaseId, status: 'solved' })
  for (const desk of [ben, ana]) await desk.sync()
  const whole = await ana.thread(CASE)
  world.later(days * DAY_MS)
  await Promise.all([computer.signInAgain(), bens.signInAgain()])
  for (const desk of [ben, ana]) await desk.sync()
  // Long enough for a first look at what may go, and for the log to be folded behind it.
  await ana.pass(120_000)
  const held = async () => (await ana.queue()).filter((id) => id === CASE || id === KEPT)
  const onDisk = async () => (await ana.disk()).filter((key) => key.includes(CASE)).sort()
  return { ana, ben, whole, held, onDisk }
}

describe('a case that is done', () => {
  it('stays on the desk for a week', async () => {
    const { held } = await afterDays(6)
    expect(await held()).toEqual([CASE, KEPT])
  })

  it('then leaves it with all that was said in it, unless it counts among what the agent has done', async () => {
    const { ana, held, onDisk } = await afterDays(8)
    await expect.poll(held, { timeout: 10_000 }).toEqual([KEPT])
    await ana.pass(3_000)
    // The customer and the order stay: whoever calls is known.
    await expect.poll(onDisk, { timeout: 10_000 }).toEqual([])
    await ana.sync()
    expect(await held()).toEqual([KEPT])
  })

  it('is back whole as soon as something happens in it', async () => {
    const { ana, ben, whole, held } = await afterDays(8)
    await expect.poll(held, { timeout: 10_000 }).toEqual([KEPT])
    await ben.commit('case.setStatus', { caseId, status: 'open' })
    await ben.sync()
    await ana.sync()
    expect(await ana.thread(CASE)).toEqual(whole)
    expect((await ana.case(CASE))?.case.status).toBe('open')
    expect(await ana.connection()).toBe('up-to-date')
    // And stays after the next look of the server at what this desk may see.
    await ana.sync()
    expect(await ana.thread(CASE)).toEqual(whole)
  })

  it('is back whole too where the line broke on the way', async () => {
    const { ana, ben, whole, held } = await afterDays(8)
    await expect.poll(held, { timeout: 10_000 }).toEqual([KEPT])
    await ben.commit('case.setStatus', { caseId, status: 'open' })
    await ben.sync()
    ana.computer.pullsUntilDown = 1
    await ana.sync()
    expect((await ana.case(CASE))?.case.status).toBe('open')
    expect(await ana.thread(CASE)).not.toEqual(whole)
    ana.computer.line = 'up'
    await ana.sync()
    expect(await ana.thread(CASE)).toEqual(whole)
  })
})
