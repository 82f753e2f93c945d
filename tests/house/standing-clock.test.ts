import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standingClockScript } from '../support/standing-clock.ts'

const STARTS_AT = Date.parse('2026-03-28T23:00:00Z')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-clock-'))
  writeFileSync(join(folder, 'clock.cjs'), standingClockScript(STARTS_AT))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What a program says, line by line, that was begun under the clock. */
function under(program: string): string[] {
  const file = join(folder, 'program.mjs')
  writeFileSync(file, `const said = (...words) => console.log(...words)\nconst hand = globalThis.clockHand\n${program}`)
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', join(folder, 'clock.cjs'), file], { encoding: 'utf8' })
  expect(stderr).toBe('')
  return stdout.trim().split('\n')
}

describe('the clock that a test moves', () => {
  it('stands, wall and monotonic, until it is moved, and the monotonic one stands while a machine sleeps', () => {
    const said = under(`
      const from = performance.now()
      const both = () => said(new Date().toISOString(), Date.now() - ${STARTS_AT}, performance.now() - from)
      await new Promise((soon) => setTimeout(soon, 20))
      both()
      hand.move({ wallMs: 60_000, monotonicMs: 60_000 })
      both()
      hand.move({ wallMs: 3_600_000, monotonicMs: 0 })
      both()
      said(new Date(5).getTime(), new Date(2026, 0, 1) instanceof Date, Date.UTC(1970, 0, 1))
    `)
    expect(said).toEqual([
      '2026-03-28T23:00:00.000Z 0 0',
      '2026-03-28T23:01:00.000Z 60000 60000',
      '2026-03-29T00:01:00.000Z 3660000 60000',
      '5 true 0',
    ])
  })

  it('runs each timer once when its time has come, in order, and none while a machine sleeps', () => {
    const said = under(`
      setTimeout(() => said('late'), 3_000)
      setTimeout(said, 2_000, 'early')
      const every = setInterval(() => said('every'), 1_000)
      clearTimeout(setTimeout(() => said('never'), 1_000).unref())
      hand.move({ wallMs: 3_600_000, monotonicMs: 0 })
      await hand.fire()
      said('slept')
      hand.move({ wallMs: 3_000, monotonicMs: 3_000 })
      await hand.fire()
      clearInterval(every)
      hand.move({ wallMs: 9_000, monotonicMs: 9_000 })
      await hand.fire()
    `)
    expect(said).toEqual(['slept', 'every', 'early', 'late'])
  })

  it('waits for what is under way', () => {
    const said = under(`
      const work = new Promise((done) => setTimeout(done, 40))
      hand.during(work.then(() => said('worked')))
      await hand.rest()
      said('at rest')
    `)
    expect(said).toEqual(['worked', 'at rest'])
  })
})
