import { beforeEach, describe, expect, it } from 'vitest'
import { type Computer, threadOnServer } from './support/desk.ts'
import { journey } from './support/opened.ts'

const CASE = 'c-orders-0'
const TEXT = 'Your parcel left today.'
const BEFORE = ['Message 1 of Parcel 0 of orders', 'Message 2 of Parcel 0 of orders']

const world = journey()
let computer: Computer
beforeEach(async () => {
  computer = await world.computerOf('ana')
})
const openDesk = () => world.open(computer)

describe('an agent who replies while offline', () => {
  it('sees the reply at once, and the server has it exactly once [C62]', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    await desk.reply(CASE, TEXT)
    expect((await desk.thread(CASE)).at(-1)).toBe(`queued: ${TEXT}`)
    expect((await desk.case(CASE))?.case).toMatchObject({ assigneeId: 'u-ana', replyDueAt: null })
    await desk.idle()
    expect(await desk.connection()).toBe('offline')
    computer.line = 'up'
    await desk.sync()
    await desk.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
    expect((await desk.thread(CASE)).at(-1)).toBe(`sending: ${TEXT}`)
    expect(await desk.outbox()).toEqual([])
    expect(await desk.connection()).toBe('up-to-date')
  })

  it('has it sent once although the answer to the push is lost [C62]', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    await desk.reply(CASE, TEXT)
    await desk.idle()
    computer.line = 'loses-push-answers'
    await desk.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
    expect(await desk.outbox()).toEqual(['sending: reply.send'])
    computer.line = 'up'
    await desk.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
    expect(await desk.outbox()).toEqual([])
  })

  it('may send a second reply to the same case without being held up by the first', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    await desk.reply(CASE, 'First')
    await desk.reply(CASE, 'Second')
    computer.line = 'up'
    await desk.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, 'First', 'Second'])
  })

  it('finds it again after a restart, still offline, and it goes out later [C62]', async () => {
    const first = await openDesk()
    computer.line = 'down'
    await first.reply(CASE, TEXT)
    await first.kill()
    const second = await openDesk()
    expect(second.restored).toBeNull()
    expect((await second.thread(CASE)).at(-1)).toBe(`queued: ${TEXT}`)
    computer.line = 'up'
    await second.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
  })

  it('is tried again by itself, after a pause', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    await desk.reply(CASE, TEXT)
    await desk.idle()
    computer.line = 'up'
    await desk.pass(60_000)
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
  })

  it('gets the text back as a draft when taking the reply back before it is sent [C64]', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    const id = await desk.reply(CASE, TEXT)
    expect(await desk.repository.withdraw(id)).toEqual({ ok: true, value: null })
    expect(await desk.repository.draft(CASE as never)).toMatchObject({ reply: TEXT })
    await desk.kill()
    const next = await openDesk()
    computer.line = 'up'
    await next.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual(BEFORE)
    expect(await next.repository.draft(CASE as never)).toMatchObject({ reply: TEXT })
  })
})

describe('an agent whose local database is lost', () => {
  it('gets replies and drafts back from the journal, and each is sent once [C63]', async () => {
    const first = await openDesk()
    computer.line = 'down'
    await first.reply(CASE, TEXT)
    await first.repository.saveDraft('c-orders-1' as never, {
      mode: 'note',
      reply: '',
      note: 'Ask Ben',
      savedAt: world.server.clock.now,
    })
    await first.kill()
    computer.loseDatabase()
    const second = await openDesk()
    expect(second.restored).toMatchObject({ reason: 'reset', restoredActions: 1, restoredDrafts: 1 })
    expect(await second.outbox()).toEqual(['waiting: reply.send'])
    computer.line = 'up'
    await second.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
    expect(await second.repository.draft('c-orders-1' as never)).toMatchObject({ note: 'Ask Ben' })
    await second.kill()
    const third = await openDesk()
    expect(third.restored).toBeNull()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
  })

  it('has a reply sent once even if the server got it just before', async () => {
    const first = await openDesk()
    computer.line = 'loses-push-answers'
    await first.reply(CASE, TEXT)
    await first.idle()
    await first.kill()
    computer.loseDatabase()
    computer.line = 'up'
    const second = await openDesk()
    await second.sync()
    expect(await second.outbox()).toEqual([])
    await second.reply(CASE, 'And again')
    await second.idle()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT, 'And again'])
  })
})

describe('an agent whose desk dies', () => {
  it('right after the journal had the reply finds it in the outbox, and the draft gone', async () => {
    const first = await openDesk()
    await first.repository.saveDraft(CASE as never, {
      mode: 'reply',
      reply: TEXT,
      note: '',
      savedAt: world.server.clock.now,
    })
    computer.diesAfter = 'journal.append'
    void first.reply(CASE, TEXT)
    await computer.dead()
    await first.kill()
    const second = await openDesk()
    expect(second.restored).toMatchObject({ reason: 'behind', restoredActions: 1 })
    expect(await second.repository.draft(CASE as never)).toBeNull()
    await second.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
  })

  it('right after the server had the reply has it sent once', async () => {
    const first = await openDesk()
    computer.diesAfter = 'sync.push'
    await first.reply(CASE, TEXT)
    await computer.dead()
    await first.kill()
    const second = await openDesk()
    await second.sync()
    expect(await second.outbox()).toEqual([])
    expect(await threadOnServer(world.server, CASE)).toEqual([...BEFORE, TEXT])
  })

  it('while taking a reply back never has it sent beside its own draft', async () => {
    const first = await openDesk()
    computer.line = 'down'
    const id = await first.reply(CASE, TEXT)
    await first.idle()
    computer.diesAfter = 'journal.append'
    void first.repository.withdraw(id)
    await computer.dead()
    await first.kill()
    computer.line = 'up'
    const second = await openDesk()
    await second.sync()
    expect(await second.repository.draft(CASE as never)).toMatchObject({ reply: TEXT })
    expect(await threadOnServer(world.server, CASE)).toEqual(BEFORE)
  })
})

describe('an agent whose disk is full', () => {
  it('keeps the text in the composer, and nothing is sent', async () => {
    const desk = await openDesk()
    computer.journalFails = 'full'
    await expect(desk.reply(CASE, TEXT)).rejects.toThrow('disk-full')
    computer.journalFails = null
    await desk.sync()
    expect(await threadOnServer(world.server, CASE)).toEqual(BEFORE)
    expect(await desk.outbox()).toEqual([])
  })
})

describe('an agent whose disk damages a thread', () => {
  it('sees the rest of the desk, and soon the thread again', async () => {
    const first = await openDesk()
    await first.kill()
    await computer.damageThread(CASE)
    computer.line = 'down'
    const second = await openDesk()
    expect(await second.thread(CASE)).toEqual([])
    expect((await second.case(CASE))?.case.id).toBe(CASE)
    expect(await second.thread('c-orders-1')).toHaveLength(2)
    computer.line = 'up'
    await second.pass(5_000)
    await second.pass(10_000)
    expect(await second.thread(CASE)).toHaveLength(2)
    await second.kill()
    computer.asked = []
    const third = await openDesk()
    expect(await third.thread(CASE)).toHaveLength(2)
    await third.pass(15_000)
    expect(computer.logged).toHaveLength(1)
  })

  it('that the agent may no longer see, has it wiped from the disk', async () => {
    const first = await openDesk()
    await first.kill()
    await computer.damageThread(CASE)
    await world.server.db.query(`update accounts set queue_ids = '{returns}' where login = 'ana'`)
    const second = await openDesk()
    expect(await second.disk()).toContain('damaged cases')
    expect(await second.thread(CASE)).toEqual([])
    await second.pass(15_000)
    expect(await second.disk()).not.toContain('damaged cases')
  })
})
