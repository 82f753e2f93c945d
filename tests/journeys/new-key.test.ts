import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, ContactId } from '../../domain/kernel/ids.ts'
import { type Computer, threadOnServer } from './support/desk.ts'
import { type Desk, journey } from './support/opened.ts'

const CASE = 'c-orders-0'
const OTHER = 'c-orders-1'
const TEXT = 'Your parcel left today.'
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const world = journey()
let computer: Computer

/** The desk that has begun anew, once it has. */
let anew: Promise<Desk>
async function openDesk(): Promise<Desk> {
  const desk = await world.open(computer)
  anew = new Promise((resolve, failed) => {
    computer.reopen = () => void desk.close().then(openDesk).then(resolve, failed)
  })
  return desk
}
beforeEach(async () => {
  computer = await world.computerOf('ana')
  computer.keyMs = 7 * DAY_MS
  computer.keys.madeAt = world.server.clock.now
})
const databases = async () => (await computer.disk.indexedDB.databases()).map(({ name }) => name)
const draft = (reply: string) => ({ mode: 'reply' as const, reply, note: '', savedAt: world.server.clock.now })

/** A desk with a reply that waits, a draft and an open tab, whose line has been out for more than a week. */
async function busyDesk() {
  const desk = await openDesk()
  computer.line = 'down'
  await desk.reply(CASE, TEXT)
  await desk.repository.saveDraft(OTHER as never, draft('half an answer'))
  await desk.repository.savePlace('{"ids":["c-orders-0"],"openId":"c-orders-0"}')
  world.later(8 * DAY_MS)
  return { desk, shown: await shownOn(desk) }
}
const shownOn = async (desk: Desk) => ({
  queue: await desk.queue(),
  thread: await desk.thread(CASE),
  outbox: await desk.outbox(),
  draft: (await desk.repository.draft(OTHER as never))?.reply,
  place: await desk.repository.place(),
  restored: desk.restored,
})

describe('a desk whose key is a week old', () => {
  it('goes on under another one, offline, with all that it showed, as soon as nobody is at the page', async () => {
    const { desk, shown } = await busyDesk()
    await desk.pass(5 * MINUTE_MS)
    expect(computer.keys).toMatchObject({ keyId: 'k1', next: 1 })
    computer.isQuiet = true
    await desk.pass(MINUTE_MS)
    const after = await anew
    expect(computer.keys.keyId).toBe('k2')
    expect(await shownOn(after)).toEqual(shown)
    // The store that the key of before had sealed is gone.
    await expect.poll(databases).toHaveLength(1)
    expect((await databases())[0]).not.toBe(`evenkeel-${computer.profileId}`)
    await after.pass(5 * MINUTE_MS)
    expect(computer.keys.next).toBe(2)
    computer.line = 'up'
    await computer.signInAgain()
    await after.sync()
    expect(await threadOnServer(world.server, CASE)).toContain(TEXT)
  })

  it('takes along what is done while it is being copied', async () => {
    const { desk } = await busyDesk()
    const texts = ['one', 'two', 'three']
    computer.isQuiet = true
    computer.whenIdle = (run) => {
      const text = texts.shift()
      if (text === undefined) return run()
      void desk.note(OTHER, text).then(run)
    }
    await desk.pass(MINUTE_MS)
    const after = await anew
    expect(computer.keys.keyId).toBe('k2')
    expect((await after.thread(OTHER)).slice(-3).sort()).toEqual(['queued: one', 'queued: three', 'queued: two'])
    expect(after.restored).toBeNull()
  })

  it('waits for whoever comes back meanwhile', async () => {
    const { desk } = await busyDesk()
    computer.isQuiet = true
    computer.whenIdle = (run) => {
      computer.isQuiet = false
      run()
    }
    await desk.pass(MINUTE_MS)
    await expect.poll(databases).toHaveLength(2)
    await desk.note(OTHER, 'and on')
    await desk.pass(MINUTE_MS)
    expect(computer.keys.keyId).toBe('k1')
    computer.isQuiet = true
    computer.whenIdle = (run) => run()
    await desk.pass(MINUTE_MS)
    const after = await anew
    expect(computer.keys).toMatchObject({ keyId: 'k2', next: 2 })
    expect((await after.thread(OTHER)).at(-1)).toBe('queued: and on')
  })

  it('waits until nobody is on the line any more', async () => {
    const { desk } = await busyDesk()
    const call = { caseId: OTHER as CaseId, contactId: 'x-1' as ContactId }
    await desk.commit('contact.start', { ...call, channel: 'phone', direction: 'outbound' })
    computer.isQuiet = true
    await desk.pass(5 * MINUTE_MS)
    expect(await databases()).toHaveLength(1)
    await desk.commit('contact.step', { ...call, step: 'end' })
    await desk.pass(5 * MINUTE_MS)
    expect(await databases()).toHaveLength(1)
    await desk.commit('contact.wrapUp', { ...call, disposition: 'answered', summary: 'Told them.' })
    await desk.pass(MINUTE_MS)
    await anew
    expect(computer.keys.keyId).toBe('k2')
  })

  it('goes on under the one it has where it is closed before everything is copied', async () => {
    const { desk, shown } = await busyDesk()
    computer.isQuiet = true
    // Nothing is ever idle again.
    computer.whenIdle = () => {}
    await desk.pass(MINUTE_MS)
    await expect.poll(databases).toHaveLength(2)
    await desk.close()
    computer.isQuiet = false
    const after = await openDesk()
    expect(computer.keys.keyId).toBe('k1')
    expect(await shownOn(after)).toEqual(shown)
    await expect.poll(databases).toHaveLength(1)
  })

  it.each(['key.begin', 'key.finish'])('loses nothing where the page dies at %s', async (name) => {
    const { desk, shown } = await busyDesk()
    computer.isQuiet = true
    computer.diesAfter = name
    const dead = computer.dead()
    // What a dead page had asked for never ends, so nobody waits until nothing is under way there.
    desk.timers.pass(MINUTE_MS)
    await dead
    computer.isQuiet = false
    const after = await openDesk()
    expect(await shownOn(after)).toEqual(shown)
    expect(computer.keys.keyId).toBe(name === 'key.finish' ? 'k2' : 'k1')
    await expect.poll(databases).toHaveLength(1)
  })

  it('goes on under the one it has where the disk is full, and loses nothing', async () => {
    const { desk, shown } = await busyDesk()
    computer.isQuiet = true
    computer.journalFails = 'full'
    await desk.pass(MINUTE_MS)
    const after = await anew
    computer.journalFails = null
    expect(computer.keys.keyId).toBe('k1')
    expect(await shownOn(after)).toEqual(shown)
    await expect.poll(databases).toHaveLength(1)
  })
})
