import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { PART_BYTES } from '../../protocol/attachment.ts'
import { LOOSE_KEPT_MS, sweepFiles } from '../../server/files/sweep-files.ts'
import { deliverDue, mailbox } from '../../server/deliver.ts'
import { someFile } from '../support/some-file.ts'
import { type Computer, threadOnServer } from './support/desk.ts'
import { journey } from './support/opened.ts'

const CASE = 'c-orders-0'
const OTHER = 'c-orders-1'
const TEXT = 'The label is attached.'
const HOUR_MS = 3_600_000
const file = someFile(PART_BYTES + 300)

const world = journey()
let computer: Computer
beforeEach(async () => {
  computer = await world.computerOf('ana')
})
const openDesk = () => world.open(computer)

const sentWith = () =>
  world.server.db.query<{ sha256: string; id: string }>('select id, sha256 from files where message_id is not null')
const replies = async () => (await threadOnServer(world.server, CASE)).filter((body) => body === TEXT)
const puts = () => computer.asked.filter((path) => path.startsWith('/api/v1/files/')).length
async function leaves(): Promise<{ name: string; sha256: string }[]> {
  await deliverDue(
    world.server.db,
    mailbox(world.server.db, () => world.server.clock.now),
    () => world.server.clock.now,
  )
  return world.server.db.query(`select name, encode(sha256(bytes), 'hex') as sha256 from outbound_files`)
}
const asItWas = [{ name: 'Return label.pdf', sha256: file.attachment.sha256 }]

describe('an agent who attaches a file while offline', () => {
  it('has it on the server with the reply, each once, and it leaves with the mail [C62]', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    const kept = await desk.attach(CASE, file)
    await desk.reply(CASE, TEXT, [kept])
    expect((await desk.thread(CASE)).at(-1)).toBe(`queued: ${TEXT}`)
    await desk.idle()
    computer.line = 'up'
    await desk.sync()
    expect(await replies()).toEqual([TEXT])
    expect(await sentWith()).toEqual([{ id: kept.id, sha256: kept.sha256 }])
    expect(await desk.outbox()).toEqual([])
    expect(await leaves()).toEqual(asItWas)
  })

  it('finds draft and file again after the desk died, and after its database was lost', async () => {
    const first = await openDesk()
    computer.line = 'down'
    const kept = await first.attach(CASE, file)
    await first.kill()
    computer.loseDatabase()
    computer.line = 'up'
    const second = await openDesk()
    computer.line = 'down'
    const draft = await second.repository.draft(CASE as CaseId)
    expect(JSON.parse(draft?.more ?? '{}')).toMatchObject({ attachments: [kept] })
    await second.reply(CASE, TEXT, [kept])
    await second.kill()
    computer.loseDatabase()
    computer.line = 'up'
    const third = await openDesk()
    await third.sync()
    expect(await replies()).toEqual([TEXT])
    expect(await leaves()).toEqual(asItWas)
  })

  it('has it brought up once although an answer was lost on the way', async () => {
    const desk = await openDesk()
    const kept = await desk.attach(CASE, file)
    computer.line = 'loses-file-answers'
    await desk.reply(CASE, TEXT, [kept])
    await desk.idle()
    expect(await replies()).toEqual([])
    expect(await desk.outbox()).toEqual(['waiting: reply.send'])
    computer.line = 'up'
    await desk.sync()
    await desk.sync()
    expect(await replies()).toEqual([TEXT])
    expect(await world.server.db.query('select at from file_parts order by at')).toEqual([
      { at: 0 },
      { at: PART_BYTES },
    ])
    expect(await leaves()).toEqual(asItWas)
    expect(await leaves()).toEqual(asItWas)
  })

  it('has reply and file once although the answer to the push was lost', async () => {
    const desk = await openDesk()
    const kept = await desk.attach(CASE, file)
    computer.line = 'loses-push-answers'
    await desk.reply(CASE, TEXT, [kept])
    await desk.sync()
    expect(await replies()).toEqual([TEXT])
    const before = puts()
    computer.line = 'up'
    await desk.sync()
    expect(puts()).toBe(before)
    expect(await replies()).toEqual([TEXT])
    expect(await desk.outbox()).toEqual([])
    expect(await leaves()).toEqual(asItWas)
  })

  it('takes the reply back with the file, and nothing of either reaches the server [C29]', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    const kept = await desk.attach(CASE, file)
    const id = await desk.reply(CASE, TEXT, [kept])
    expect(await desk.repository.draft(CASE as CaseId)).toBeNull()
    await desk.repository.withdraw(id)
    const draft = await desk.repository.draft(CASE as CaseId)
    expect(draft).toMatchObject({ reply: TEXT })
    expect(JSON.parse(draft?.more ?? '{}')).toMatchObject({ attachments: [kept] })
    computer.line = 'up'
    await desk.sync()
    expect(puts()).toBe(0)
    expect(computer.disk.files.size).toBe(1)
  })

  it('may add a note meanwhile, and the file stays with the draft', async () => {
    const desk = await openDesk()
    const kept = await desk.attach(CASE, file)
    await desk.commit(
      'note.add',
      { caseId: CASE as CaseId, messageId: 'n-1' as never, body: 'Label comes' },
      { clearsDraft: 'note' },
    )
    const draft = await desk.repository.draft(CASE as CaseId)
    expect(JSON.parse(draft?.more ?? '{}')).toMatchObject({ attachments: [kept] })
  })
})

describe('a reply whose file cannot be brought', () => {
  it('holds up no other case, and goes out when it can', async () => {
    const desk = await openDesk()
    const kept = await desk.attach(CASE, file)
    computer.line = 'loses-file-answers'
    await desk.reply(CASE, TEXT, [kept])
    await desk.reply(CASE, 'And one more')
    await desk.reply(OTHER, 'It left today.')
    await desk.sync()
    expect((await threadOnServer(world.server, OTHER)).at(-1)).toBe('It left today.')
    expect(await replies()).toEqual([])
    computer.line = 'up'
    await desk.sync()
    expect((await threadOnServer(world.server, CASE)).slice(2)).toEqual([TEXT, 'And one more'])
  })

  it('comes back to the agent where the file is lost on this machine, text and all', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    const kept = await desk.attach(CASE, file)
    const id = await desk.reply(CASE, TEXT, [kept])
    computer.disk.files.clear()
    await desk.reply(OTHER, 'It left today.')
    computer.line = 'up'
    await desk.sync()
    expect((await desk.outboxEntries()).map(({ state, refusal }) => [state, refusal])).toEqual([
      ['needs-you', 'attachment'],
    ])
    expect((await threadOnServer(world.server, OTHER)).at(-1)).toBe('It left today.')
    await desk.repository.dismiss(id, { asDraft: true })
    expect(await desk.repository.draft(CASE as CaseId)).toMatchObject({ reply: TEXT })
    expect(await replies()).toEqual([])
  })

  it('is brought again where the server has swept it between upload and push', async () => {
    const desk = await openDesk()
    const kept = await desk.attach(CASE, file)
    computer.line = 'drops-pushes'
    await desk.reply(CASE, TEXT, [kept])
    await desk.sync()
    expect(await replies()).toEqual([])
    expect(await desk.outbox()).toEqual(['sending: reply.send'])
    expect(await sweepFiles(world.server.db, (world.server.clock.now + LOOSE_KEPT_MS + 1) as never)).toBe(1)
    await desk.reply(OTHER, 'It left today.')
    computer.line = 'up'
    await desk.sync()
    await desk.sync()
    expect(await replies()).toEqual([TEXT])
    expect((await threadOnServer(world.server, OTHER)).at(-1)).toBe('It left today.')
    expect(await leaves()).toEqual(asItWas)
  })

  it('is brought again to a server that was restored from before it', async () => {
    const desk = await openDesk()
    const kept = await desk.attach(CASE, file)
    await desk.reply(CASE, TEXT, [kept])
    await desk.sync()
    expect(await replies()).toEqual([TEXT])
    // As after restoring a backup that was made before the reply.
    for (const each of ['deliveries', 'messages'])
      await world.server.db.query(`delete from ${each} where d ->> 'caseId' = $1 and seq > 1`, [CASE])
    await world.server.db.query('delete from files')
    await world.server.db.query('delete from sync_result')
    await world.server.db.query('update sync_client set lmid = 0')
    await world.server.bumpEpoch()
    await desk.sync()
    await desk.sync()
    expect(await replies()).toEqual([TEXT])
    expect(await sentWith()).toEqual([{ id: kept.id, sha256: kept.sha256 }])
  })
})

describe('the bytes that a desk keeps', () => {
  it('stay for what a draft, a waiting or a lately sent reply names, and go else', async () => {
    const first = await openDesk()
    const [inDraft, waiting, sent, dropped] = [someFile(10), someFile(11), someFile(12), someFile(13)]
    const kept = await first.attach(CASE, sent)
    await first.reply(CASE, TEXT, [kept])
    await first.sync()
    computer.line = 'down'
    const waits = await first.attach(OTHER, waiting)
    await first.reply(OTHER, TEXT, [waits])
    await first.attach(CASE, dropped)
    const drafted = await first.attach(CASE, inDraft)
    expect(computer.disk.files.size).toBe(4)
    await first.kill()
    await openDesk()
    expect([...computer.disk.files.keys()].sort()).toEqual([kept.id, waits.id, drafted.id].sort())
  })

  it('go a day after their reply was sent, also from a desk that stays open; what waits for a line stays for as long', async () => {
    const desk = await openDesk()
    const kept = await desk.attach(CASE, someFile(10))
    await desk.reply(CASE, TEXT, [kept])
    await desk.sync()
    computer.line = 'down'
    const waits = await desk.attach(OTHER, someFile(11))
    await desk.reply(OTHER, TEXT, [waits])
    const drafted = await desk.attach(CASE, someFile(12))
    const afterHours = async (hours: number) => {
      const looks = computer.looksAtFiles
      await desk.pass(hours * HOUR_MS)
      await expect.poll(() => computer.looksAtFiles, { timeout: 10_000 }).toBeGreaterThan(looks)
      return [...computer.disk.files.keys()].sort()
    }
    expect(await afterHours(23)).toHaveLength(3)
    expect(await afterHours(2)).toEqual([waits.id, drafted.id].sort())
    expect(await afterHours(100)).toEqual([waits.id, drafted.id].sort())
  })
})
