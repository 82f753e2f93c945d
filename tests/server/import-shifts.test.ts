import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { discardFolder, runToEnd } from '../support/real-server.ts'
import { openDatabaseOf, startServerProcess } from '../support/server-process.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-import-'))
})
afterEach(() => discardFolder(folder))

const file = (name: string, ...rows: string[]) => {
  const path = join(folder, name)
  writeFileSync(path, ['login,day,start,end,activity', ...rows, ''].join('\n'))
  return path
}
const run = (...args: string[]) => runToEnd('server/import-shifts.ts', args)

it('a plan is read beside a running server, and a second time without one', async () => {
  const data = join(folder, 'server')
  const server = await startServerProcess(data, ['--port', '0', '--demo-cases', '5'])
  const plan = file('plan.csv', 'ana,2030-03-12,09:00,17:30,shift', 'ana,2030-03-12,12:00,12:30,lunch')
  try {
    expect(await run(plan, '--data', data, '--zone', 'Europe/Lisbon')).toMatchObject({
      code: 0,
      said: expect.stringContaining('1 shift read: 1 new, 0 changed, 0 as they were.'),
    })
    const client = await openDatabaseOf(data)
    const { rows } = await client.query(
      `select d #>> '{versions,0,zone}' as zone, seq > 0 as "isNumbered" from shifts where d #>> '{versions,0,day}' = '2030-03-12'`,
    )
    await client.end()
    expect(rows).toEqual([{ zone: 'Europe/Lisbon', isNumbered: true }])
  } finally {
    await server.stop()
  }
  expect(await run(plan, '--data', data, '--zone', 'Europe/Lisbon')).toMatchObject({
    code: 0,
    said: expect.stringContaining('0 new, 0 changed, 1 as they were.'),
  })
})

it('a mistake is told with file, line and remedy, before any database is looked for', async () => {
  const plan = file('plan.csv', 'ana,2030-03-12,9,17:30,shift')
  const { code, said } = await run(plan, '--data', join(folder, 'none'), '--zone', 'Europe/Lisbon')
  expect(code).toBe(1)
  expect(said).toContain(`${plan}, line 2: "9" is no time: write it as 09:00.`)
  expect(said).toContain('Nothing was changed: 1 mistake in the file.')
})

it('what cannot be meant is told in one sentence', async () => {
  expect((await run()).said).toContain('Name one file')
  const plan = file('plan.csv', 'ana,2030-03-12,09:00,17:30,shift')
  expect((await run(plan)).said).toContain('Name the database')
  expect((await run(plan, '--data', folder, '--zone', 'Lisbon')).said).toContain('--zone must be a zone')
  expect((await run(plan, '--data', folder, '--over-dst', 'maybe')).said).toContain('keep-duration or keep-end')
})
