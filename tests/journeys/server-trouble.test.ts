import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { PULL_TOO_LONG_MS } from '../../renderer/sync/step.ts'
import { ACCESS_LIFE_MS } from '../../server/auth/tokens.ts'
import { backUp } from './support/backup.ts'
import { type Computer, look, threadOnServer, until } from './support/desk.ts'
import { journey } from './support/opened.ts'

const CASE = 'c-orders-0'
const caseId = CASE as CaseId
const TEXT = 'Your parcel left today.'
const world = journey()
let computer: Computer
beforeEach(async () => {
  computer = await world.computerOf('ana')
})
const openDesk = () => world.open(computer)
const written = async () => (await threadOnServer(world.server, CASE)).slice(2)
const deliveryStates = async () =>
  (
    await world.server.db.query<{ state: string }>(
      `select d ->> 'state' as state from deliveries where id not like 'm-c-%'`,
    )
  ).map(({ state }) => state)

describe('an agent whose session has run out', () => {
  it('notices nothing while it can be renewed', async () => {
    const desk = await openDesk()
    world.later(ACCESS_LIFE_MS + 60_000)
    await desk.reply(CASE, TEXT)
    await desk.idle()
    expect(await written()).toEqual([TEXT])
    expect(await desk.connection()).toBe('up-to-date')
  })

  it('is asked to sign in, loses nothing, and it is sent after signing in', async () => {
    const desk = await openDesk()
    computer.tokens = { ...computer.tokens, accessToken: 'gone', refreshToken: 'gone' }
    await desk.reply(CASE, TEXT)
    await desk.idle()
    expect(await desk.connection()).toBe('sign-in')
    expect(await desk.outbox()).toEqual(['waiting: reply.send'])
    expect((await desk.thread(CASE)).at(-1)).toBe(`queued: ${TEXT}`)
    await computer.signInAgain()
    await desk.idle()
    expect(await desk.outbox()).toEqual([])
    expect(await written()).toEqual([TEXT])
  })
})

describe('an agent whose server was restored from a backup', () => {
  it('has sent again what the backup lacks, but the customer is not written to twice unasked', async () => {
    const desk = await openDesk()
    const restore = await backUp(world.server)
    await desk.reply(CASE, TEXT)
    await desk.idle()
    expect(await desk.outbox()).toEqual([])
    await restore()
    expect(await written()).toEqual([])
    await desk.sync()
    expect(await written()).toEqual([TEXT])
    expect(await deliveryStates()).toEqual(['unknown'])
    expect((await desk.thread(CASE)).at(-1)).toBe(`delivery-unknown: ${TEXT}`)
    expect(await desk.outbox()).toEqual([])
  })

  it('has it sent in the old order together with what was not sent yet', async () => {
    const desk = await openDesk()
    const restore = await backUp(world.server)
    await desk.note(CASE, 'one')
    await desk.idle()
    world.later(1_000)
    computer.line = 'down'
    await desk.note(CASE, 'two')
    await desk.idle()
    await restore()
    computer.line = 'up'
    await desk.sync()
    expect(await written()).toEqual(['one', 'two'])
    expect(await desk.outbox()).toEqual([])
  })

  it('keeps what was sent without an answer from being delivered twice', async () => {
    const desk = await openDesk()
    const restore = await backUp(world.server)
    computer.line = 'loses-push-answers'
    await desk.reply(CASE, TEXT)
    await desk.idle()
    await restore()
    computer.line = 'up'
    await desk.sync()
    expect(await written()).toEqual([TEXT])
    expect(await deliveryStates()).toEqual(['unknown'])
  })

  it('keeps it so even if the local database was lost, too', async () => {
    const desk = await openDesk()
    const restore = await backUp(world.server)
    computer.line = 'loses-push-answers'
    await desk.reply(CASE, TEXT)
    await desk.idle()
    await desk.kill()
    computer.loseDatabase()
    await restore()
    computer.line = 'up'
    const next = await openDesk()
    await next.sync()
    expect(await written()).toEqual([TEXT])
    expect(await deliveryStates()).toEqual(['unknown'])
  })

  it('never has an action sent again that was refused', async () => {
    const desk = await openDesk()
    const restore = await backUp(world.server)
    await world.server.db.query(`update cases set d = d || '{"status": "closed"}' where id = $1`, [CASE])
    const first = await desk.reply(CASE, 'refused and put aside')
    await desk.idle()
    expect(await desk.repository.dismiss(first, { asDraft: false })).toEqual({ ok: true, value: null })
    await desk.reply(CASE, 'refused')
    await desk.idle()
    expect(await desk.outbox()).toEqual(['needs-you: reply.send'])
    await restore()
    await desk.note(CASE, 'a note')
    await desk.sync()
    expect(await written()).toEqual(['a note'])
    expect(await desk.outbox()).toEqual(['needs-you: reply.send'])
  })

  it('goes on without fetching anew when the backup has all that the desk has seen', async () => {
    const desk = await openDesk()
    await desk.sync()
    const stoodAt = computer.pulledFrom.at(-1)
    expect(stoodAt).not.toEqual({})
    await world.server.bumpEpoch()
    await desk.sync()
    expect(await desk.connection()).toBe('up-to-date')
    expect(computer.pulledFrom.at(-1)).toEqual(stoodAt)
    expect(await desk.queue()).toHaveLength(9)
  })
})

describe('an agent whose computer was copied', () => {
  it('has everything of both copies sent, each action once', async () => {
    const first = await openDesk()
    await first.note(CASE, 'before')
    await first.idle()
    computer.line = 'drops-pushes'
    const copy = await world.computerOf('ana')
    copy.disk.journal = structuredClone(computer.disk.journal)
    await first.note(CASE, 'from the first')
    await first.idle()
    // It has its number already; the copy gives the same one to something else.
    expect(await first.outbox()).toEqual(['sending: note.add'])
    const second = await world.open(copy)
    await second.note(CASE, 'from the copy')
    await second.idle()
    computer.line = 'up'
    world.later(1_000)
    await first.sync()
    await first.sync()
    expect((await written()).sort()).toEqual(['before', 'from the copy', 'from the first'])
    expect(await first.outbox()).toEqual([])
    expect(await second.outbox()).toEqual([])
  })
})

describe('an agent on a bad line', () => {
  it('never sees half a page: a cut one is thrown away and asked for again', async () => {
    computer.line = 'cuts-pages'
    const desk = await openDesk()
    expect(await desk.queue()).toEqual([])
    expect(await desk.disk()).toEqual([])
    computer.line = 'up'
    await desk.pass(60_000)
    expect(await desk.queue()).toHaveLength(9)
  })

  it('is caught up after an answer that never came', async () => {
    const desk = await openDesk()
    const ben = await world.open(await world.computerOf('ben'))
    computer.line = 'never-answers'
    desk.syncNow()
    await ben.note(CASE, 'Are you there?')
    await ben.idle()
    computer.line = 'up'
    desk.timers.pass(PULL_TOO_LONG_MS + 30_000)
    const thread = await until(desk.repository.thread(caseId), (entries) => entries.length === 3)
    expect(thread.at(-1)?.message.body).toBe('Are you there?')
  })
})

describe('an agent whose server cannot be understood', () => {
  it.each(['garbles-pages', 'garbles-push-answers'] as const)(
    'is told so instead of “offline”, loses nothing, and it is sent once by itself: %s',
    async (line) => {
      const desk = await openDesk()
      expect(await desk.queue()).toHaveLength(9)
      computer.line = line
      await desk.reply(CASE, TEXT)
      await desk.idle()
      expect(await desk.connection()).toBe('needs-attention')
      expect(await look(desk.live)).toMatchObject({ count: 0, unreadable: { waiting: 1 } })
      expect((await desk.thread(CASE)).at(-1)).toContain(TEXT)
      expect(await desk.queue()).toHaveLength(9)
      // It is asked again, at growing intervals, and goes on saying so.
      const asked = computer.asked.length
      for (let time = 0; time < 4; time++) await desk.pass(60_000)
      expect(computer.asked.length).toBeGreaterThan(asked)
      expect(computer.asked.length).toBeLessThan(asked + 24)
      expect(await desk.connection()).toBe('needs-attention')
      computer.line = 'up'
      for (let time = 0; time < 3; time++) await desk.pass(70_000)
      expect(await desk.outbox()).toEqual([])
      expect(await written()).toEqual([TEXT])
      // The verdicts are in; what the screen says is read anew from the store, a moment later.
      await until(desk.live, ({ state }) => state === 'up-to-date')
    },
  )
})

describe('an agent with two windows', () => {
  it('has sent by the first window what was written in the second', async () => {
    const first = await openDesk()
    await until(first.repository.queue(), (rows) => rows.length === 9)
    const second = await openDesk()
    expect(await second.queue()).toHaveLength(9)
    await second.note(CASE, 'from the second window')
    await until(second.repository.outbox(), (items) => items.length === 0)
    expect(await written()).toEqual(['from the second window'])
    await first.kill()
    world.later(1_000)
    await second.note(CASE, 'and after the first has gone')
    await until(second.repository.outbox(), (items) => items.length === 0)
    expect(await written()).toEqual(['from the second window', 'and after the first has gone'])
  })
})
