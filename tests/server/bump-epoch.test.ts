import { existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../server/store/migrate.ts'
import { currentEpoch } from '../../server/sync/heads.ts'
import { startRealPostgres } from '../support/real-postgres.ts'
import { discardFolder, runToEnd, signInAt } from '../support/real-server.ts'
import { NOON } from '../support/records.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { errorOf } from '../support/wire.ts'

let folder: string
let running: ServerProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-bump-'))
  running = []
})
afterEach(async () => {
  for (const server of running) await server.stop()
  discardFolder(folder)
})

const bump = (...args: string[]) => runToEnd('server/bump-epoch.ts', args)
async function start(): Promise<ServerProcess> {
  const server = await startServerProcess(folder, ['--port', '0', '--demo'])
  running.push(server)
  return server
}
const begins = (epoch: string) =>
  `The database begins the epoch ${epoch}. A server that runs on it takes it up within a minute.\n`

describe('a new epoch by hand', () => {
  it('is told to every desk that comes back, with how far its rows are still true', async () => {
    const before = await start()
    const ana = await signInAt(before.url)
    const { header, footer } = await ana.pullAll({ epoch: null })
    expect(await bump('--data', folder)).toMatchObject({ code: 2, said: expect.stringContaining('stop it') })
    expect(await before.stop()).toBe(0)

    expect(await bump('--data', folder)).toEqual({ code: 0, said: begins(`${header.epoch}.1`) })
    expect(await bump('--data', folder)).toEqual({ code: 0, said: begins(`${header.epoch}.2`) })
    expect(existsSync(join(folder, 'server.pid'))).toBe(false)

    const again = await signInAt((await start()).url)
    expect((await again.pull({ epoch: null })).header.epoch).toBe(`${header.epoch}.2`)
    const refused = await errorOf(await again.pullRaw({ epoch: header.epoch, cursor: footer.cursor }))
    expect(refused).toMatchObject({ status: 409, code: 'epoch', error: { epoch: { forkHead: header.head } } })
  })

  it('is begun in a database of somebody else too, if it is one of Evenkeel', async () => {
    const postgres = await startRealPostgres()
    try {
      expect(await bump('--database-url', postgres.url)).toEqual({
        code: 1,
        said: 'This is not a database of Evenkeel, or no server has been started on it yet: nothing was changed.\n',
      })
      await migrate(postgres.db)
      const epoch = await currentEpoch(postgres.db, NOON)
      expect(await bump('--database-url', postgres.url)).toEqual({ code: 0, said: begins(`${epoch}.1`) })
      expect(await currentEpoch(postgres.db, NOON)).toBe(`${epoch}.1`)
    } finally {
      await postgres.stop()
    }
  })

  it.each([
    ['without a database', [], 2, 'Name the database: --data with the folder of the server, or --database-url.'],
    ['with an unknown option', ['--date', 'x'], 2, "Unknown option '--date'. Known: --data --database-url."],
    [
      'with an address of another kind',
      ['--database-url', 'mysql://x'],
      2,
      '--database-url must begin with postgres://.',
    ],
    [
      'with a database that is not reached',
      ['--database-url', 'postgres://nobody@127.0.0.1:1/none'],
      1,
      'The database of --database-url is not reached: connect ECONNREFUSED 127.0.0.1:1',
    ],
  ])('%s is refused in one sentence', async (_, args, code, sentence) => {
    expect(await bump(...args)).toEqual({ code, said: `${sentence}\n` })
  })

  it('in a folder without a database is refused, and nothing is made there', async () => {
    expect(await bump('--data', folder)).toEqual({
      code: 1,
      said: `There is no database in ${folder}: name the folder that the server is given as --data.\n`,
    })
    expect(readdirSync(folder)).toEqual([])
  })
})
