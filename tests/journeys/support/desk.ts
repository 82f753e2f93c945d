import { randomUUID } from 'node:crypto'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { Attachment } from '../../../domain/cases/attachment.ts'
import type { CaseId, MessageId, MutationId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { MutationArgs, MutationName, SeenThread } from '../../../domain/mutations/mutation.ts'
import { createServerLink } from '../../../electron/server-link/server-link.ts'
import { sha256Of } from '../../../electron/attachments/file-store.ts'
import { uploadFile } from '../../../electron/attachments/upload-file.ts'
import type { FileFacts } from '../../../protocol/attachment.ts'
import type { Failure, Outcome } from '../../../protocol/bridge-kit.ts'
import { type DeskClient, type DeskInfo, deskBridge, type SessionState } from '../../../protocol/desk-bridge.ts'
import type { JournalEntry } from '../../../protocol/journal.ts'
import type { Cursor, PullRequest } from '../../../protocol/sync/pull.ts'
import { openDesk } from '../../../renderer/app/open-desk.ts'
import { openDexieShelf } from '../../../renderer/data/dexie/dexie-shelf.ts'
import type { Live } from '../../../renderer/data/repository.ts'
import { pagePlace, readRowLines } from '../../../renderer/data/dexie/log-lines.ts'
import { makeSealer, type Sealed, type Sealer } from '../../../renderer/data/seal.ts'
import { firstBlockOf, type OnDisk, readDisk, spoil } from '../../data/support/sealed-disk.ts'
import type { SomeFile } from '../../support/some-file.ts'
import type { TestServer } from '../../support/test-server.ts'

const DAY_MS = 86_400_000

/** What the line between a desk and the server does. */
export type Line =
  | 'up'
  | 'down'
  | 'drops-pushes'
  | 'loses-push-answers'
  | 'cuts-pages'
  | 'garbles-pages'
  | 'garbles-push-answers'
  | 'loses-file-answers'
  | 'never-answers'

/** The value as it is now. */
export const look = <Value>(live: Live<Value>): Promise<Value> =>
  new Promise((resolve, failed) => {
    const watching = live.subscribe((value) => {
      resolve(value)
      queueMicrotask(() => watching.unsubscribe())
    }, failed)
  })

/** The first value that is as wanted. */
export const until = <Value>(live: Live<Value>, isIt: (value: Value) => boolean): Promise<Value> =>
  new Promise((resolve, failed) => {
    const watching = live.subscribe((value) => {
      if (!isIt(value)) return
      resolve(value)
      queueMicrotask(() => watching.unsubscribe())
    }, failed)
  })

/** The disk is a real one, whatever the test does with time. */
const diskTimers = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** Time that moves only when the test says so. */
function standingTimers() {
  const waiting = new Map<number, { at: number; run: () => void }>()
  let made = 0
  let now = 0
  const after = (ms: number, run: () => void) => {
    const id = ++made
    waiting.set(id, { at: now + ms, run })
    return () => void waiting.delete(id)
  }
  const every = (ms: number, run: () => void) => {
    let stop = () => {}
    const again = () => {
      stop = after(ms, () => {
        again()
        run()
      })
    }
    again()
    return () => stop()
  }
  return {
    after,
    every,
    now: () => now,
    /** How long until the next one is due, ms. Null: none is set. */
    nextInMs: () => (waiting.size === 0 ? null : Math.min(...[...waiting.values()].map(({ at }) => at)) - now),
    pass(ms: number) {
      now += ms
      for (const [id, timer] of [...waiting].sort(([, a], [, b]) => a.at - b.at)) {
        if (timer.at > now || !waiting.delete(id)) continue
        timer.run()
      }
    },
  }
}

/** One computer of one signed-in person. Its disk (journal, database) outlives the desks that are opened on it. */
export async function computerOf(server: TestServer, login: string) {
  const { account, tokens } = await server.signIn(login)
  const disk = {
    journal: [] as JournalEntry[],
    written: 0,
    files: new Map<string, Buffer>(),
    indexedDB: new IDBFactory(),
  }
  const profileId = randomUUID().replaceAll('-', '')
  const name = `evenkeel-${profileId}`
  const rawKey = new Uint8Array(32).fill(7)
  const keys = { keyId: 'k1', key: rawKey, madeAt: null as number | null, next: 1 }
  const sealer = await makeSealer(globalThis.crypto, 'k1', rawKey, profileId)
  const deaths: (() => void)[] = []
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const computer = {
    profileId,
    account,
    disk,
    tokens,
    line: 'up' as Line,
    /** What the desk asked of the server, in order. */
    asked: [] as string[],
    /** Where the desk stood at each pull. */
    pulledFrom: [] as Cursor[],
    /** The next call of this name is done, and then the desk's process is dead: it never hears back. */
    diesAfter: null as string | null,
    /** After so many more pulls the line goes down. Null: it does not. */
    pullsUntilDown: null as number | null,
    journalFails: null as 'full' | 'failed' | null,
    /** Short waits pass by themselves while a desk is opened. */
    waitsWhileOpening: false,
    /** So often the desk has said which files it still needs. */
    looksAtFiles: 0,
    /** This machine's clock beside the server's. Null: it was never compared. */
    clockOffsetMs: null as number | null,
    /** The key of what lies here: its name, and when it was made. */
    keys,
    /** So old the key may become, ms. Null: it is never another one. */
    keyMs: null as number | null,
    /** Nobody is at the page. */
    isQuiet: false,
    /** What the desk does when the page has nothing else to do. */
    whenIdle: (run: () => void) => run(),
    /** What the page does when the desk is to begin anew. */
    reopen: () => {},
    /** Whether a program on this machine dials. */
    hasSoftphone: true,
    /** The death that `diesAfter` asked for has come. */
    dead: () => new Promise<void>((tell) => deaths.push(tell)),
    logged: [] as string[],
    /** Turns one bit of what is stored of a case beside its own record: of its thread. */
    async damageThread(caseId: string) {
      const shelf = await openDexieShelf(name, sealer, { indexedDB: disk.indexedDB, IDBKeyRange })
      await shelf.fold()
      shelf.close()
      await spoil(disk.indexedDB, name, 'cases', await firstBlockOf(sealer, caseId))
    },
    loseDatabase() {
      disk.indexedDB = new IDBFactory()
    },
    tell(name: string, payload: unknown) {
      for (const listener of listeners.get(name) ?? []) listener(payload as never)
    },
    async signInAgain() {
      computer.tokens = (await server.signIn(login)).tokens
      computer.tell('session.changed', { state: 'signed-in', account } satisfies SessionState)
    },
    open,
  }

  const link = createServerLink(
    {
      serverUrl: 'http://server.test',
      async fetch(address, init) {
        const { pathname: path, search } = new URL(address)
        if (computer.line === 'down') throw new Error('the cable is out')
        if (computer.line === 'drops-pushes' && path.endsWith('/push')) throw new Error('the cable came out')
        if (computer.line === 'never-answers') return new Promise<never>(() => {})
        const { signal: _, ...rest } = init
        const answer = await server.fetch(path + search, rest)
        computer.asked.push(path)
        if (path.endsWith('/pull')) computer.pulledFrom.push((JSON.parse(rest.body as string) as PullRequest).cursor)
        if (path.endsWith('/pull') && computer.pullsUntilDown !== null && --computer.pullsUntilDown === 0) {
          computer.line = 'down'
          computer.pullsUntilDown = null
        }
        if (computer.line === 'loses-push-answers' && path.endsWith('/push')) {
          await answer.arrayBuffer()
          throw new Error('the answer was lost')
        }
        if (
          (computer.line === 'garbles-pages' && path.endsWith('/pull')) ||
          (computer.line === 'garbles-push-answers' && path.endsWith('/push'))
        ) {
          await answer.arrayBuffer()
          return new Response('{"verdict":"yes"}\n', { status: answer.status, headers: answer.headers })
        }
        if (computer.line === 'loses-file-answers' && path.includes('/files/')) {
          await answer.arrayBuffer()
          throw new Error('the answer was lost')
        }
        if (computer.line !== 'cuts-pages' || !path.endsWith('/pull')) return answer
        const bytes = new Uint8Array(await answer.arrayBuffer())
        return new Response(bytes.subarray(0, bytes.length - 40), { status: answer.status, headers: answer.headers })
      },
      now: () => server.clock.now,
      monotonicMs: () => 0,
      random: () => 0.5,
      after: () => () => {},
      report: () => {},
    },
    () => {},
  )

  /** Asks with the token; an expired one is renewed once, as the main process does. */
  async function withToken<Value>(ask: (token: string) => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    const answer = await ask(computer.tokens.accessToken)
    if (answer.ok || answer.failure.kind !== 'auth') return answer
    const renewed = await link.refresh(computer.tokens.refreshToken)
    if (renewed.ok) {
      computer.tokens = renewed.value.tokens
      return ask(computer.tokens.accessToken)
    }
    if (renewed.failure.kind === 'auth')
      computer.tell('session.changed', { state: 'expired', account } satisfies SessionState)
    return renewed
  }

  const diskFailure = (): Failure | null =>
    computer.journalFails === null ? null : { kind: 'disk', code: computer.journalFails, detail: 'the test says so' }

  const answers: Record<string, (args: never) => Promise<Outcome<unknown>>> = {
    'store.key': async () =>
      good({ profileId, keyId: keys.keyId, key: keys.key, protection: 'os', madeAt: keys.madeAt }),
    'key.begin': async () => {
      keys.next += 1
      return good({ keyId: `k${keys.next}`, key: new Uint8Array(32).fill(7 * keys.next) })
    },
    'key.finish': async ({ client }: { client: JournalEntry }) => {
      const failure = diskFailure()
      if (failure) return { ok: false, failure }
      disk.journal = [...disk.journal, client]
      disk.written += 1
      Object.assign(keys, {
        keyId: `k${keys.next}`,
        key: new Uint8Array(32).fill(7 * keys.next),
        madeAt: server.clock.now,
      })
      return good({})
    },
    'journal.read': async () =>
      good({ entries: disk.journal, report: { tornBytes: 0, quarantined: 0 }, mark: `${disk.written}` }),
    'journal.append': async ({ entries }: { entries: JournalEntry[] }) => {
      const failure = diskFailure()
      if (failure) return { ok: false, failure }
      disk.journal = [...disk.journal, ...entries]
      return good({ seq: ++disk.written })
    },
    'journal.compact': async ({ entries, mark }: { entries: JournalEntry[]; mark: string }) => {
      const failure = diskFailure()
      if (failure) return { ok: false, failure }
      if (mark !== `${disk.written}`) return good({ seq: null })
      disk.journal = [...entries]
      return good({ seq: ++disk.written })
    },
    'file.keep': async ({ id, bytes }: { id: string; bytes: Uint8Array }) => {
      const failure = diskFailure()
      if (failure) return { ok: false, failure }
      disk.files.set(id, Buffer.from(bytes))
      return good({ sizeBytes: bytes.length, sha256: sha256Of(bytes) })
    },
    'file.upload': async (file: FileFacts) => {
      const putPart = (facts: FileFacts, at: number, bytes: Uint8Array) =>
        withToken((token) => link.putPart(token, facts, at, bytes))
      const uploaded = await uploadFile({ read: async (id) => disk.files.get(id) ?? null }, file, putPart)
      return uploaded.ok ? good({}) : uploaded
    },
    'file.retain': async ({ ids }: { ids: string[] }) => {
      const gone = [...disk.files.keys()].filter((id) => !ids.includes(id))
      for (const id of gone) disk.files.delete(id)
      computer.looksAtFiles += 1
      return good({ removed: gone.length })
    },
    'sync.pull': (request: never) => withToken((token) => link.pull(token, request)),
    'sync.push': (request: never) => withToken((token) => link.push(token, request)),
    'clock.offset': async () => good({ offsetMs: computer.clockOffsetMs }),
    'power.idle': async () => good({ kind: 'unknown', why: 'no-display' }),
    'link.open': async () =>
      computer.hasSoftphone ? good({}) : { ok: false, failure: { kind: 'not-available', why: 'other' } },
    'log.write': async ({ line }: { line: string }) => {
      computer.logged.push(line)
      return good({})
    },
    'session.signOut': async () => good({ state: 'none' }),
  }

  async function open() {
    const process = { isDead: false }
    const mine: (() => void)[] = []
    const call = async (name: keyof typeof deskBridge, args: unknown) => {
      const never = new Promise<never>(() => {})
      if (process.isDead) return never
      const channel = deskBridge[name]
      if (channel.kind !== 'call') throw new Error(`${name} is no call`)
      const answer = await (answers[name] as (args: unknown) => Promise<Outcome<unknown>>)(
        structuredClone(channel.args.parse(args)),
      )
      if (computer.diesAfter === name) {
        computer.diesAfter = null
        process.isDead = true
        for (const tell of deaths.splice(0)) tell()
      }
      if (process.isDead) return never
      return answer.ok ? { ok: true, value: structuredClone(channel.reply.parse(answer.value)) } : answer
    }
    const on = (name: string, listener: (payload: never) => void) => {
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(listener))
      const stop = () => void all.delete(listener)
      mine.push(stop)
      return stop
    }
    const timers = standingTimers()
    const soon = () => {
      const ms = timers.nextInMs()
      if (ms !== null && ms <= 1_000) timers.pass(ms)
    }
    const passing = computer.waitsWhileOpening ? setInterval(soon, 5) : undefined
    const deps = await openDesk({
      desk: { call, on } as unknown as DeskClient,
      account,
      info: {
        clockOffsetMs: null,
        rules: { locks: false, keeps: { filesMs: DAY_MS, doneCasesMs: 7 * DAY_MS, keyMs: computer.keyMs } },
      } as DeskInfo,
      now: () => (server.clock.now + timers.now()) as EpochMs,
      monotonicNow: () => timers.now(),
      zone: () => 'Europe/Lisbon',
      newId: randomUUID,
      random: () => 0.5,
      timers,
      diskTimers,
      crypto: globalThis.crypto,
      locks: namedFor(navigator.locks, profileId),
      BroadcastChannel,
      ...(computer.keyMs === null
        ? {}
        : {
            isQuiet: () => computer.isQuiet,
            whenIdle: (run: () => void) => computer.whenIdle(run),
            reopen: () => computer.reopen(),
          }),
      indexedDB: disk.indexedDB,
      IDBKeyRange,
    }).finally(() => clearInterval(passing))
    const { repository } = deps
    const commit = async <Name extends MutationName>(
      name: Name,
      args: MutationArgs[Name],
      options: { pre?: SeenThread; clearsDraft?: 'reply' | 'note' } = {},
    ): Promise<MutationId> => {
      const done = await repository.commit(name, args, options)
      if (!done.ok) throw new Error(`${name} was not kept: ${done.refusal}`)
      return done.value.id
    }
    const caseId = (id: string) => id as CaseId
    return {
      ...deps,
      computer,
      timers,
      commit,
      /** Nothing is under way any more. */
      idle: deps.idle,
      /** Tries the connection now and waits until nothing is under way. */
      async sync() {
        deps.syncNow()
        await deps.idle()
      },
      async pass(ms: number) {
        timers.pass(ms)
        await deps.idle()
      },
      async reply(id: string, body: string, attachments: Attachment[] = []) {
        const pre = await repository.seen(caseId(id))
        const args = {
          caseId: caseId(id),
          messageId: randomUUID() as string as MessageId,
          body,
          channel: 'email' as const,
          ...(attachments.length > 0 ? { attachments } : {}),
        }
        return commit('reply.send', args, { pre, clearsDraft: 'reply' })
      },
      /** Keeps a file as the composer does, with a draft that names it. */
      async attach(id: string, file: SomeFile) {
        const { attachment, bytes } = file
        const kept = await deps.attachments.keep({ name: attachment.name, mediaType: attachment.mediaType, bytes })
        if (!kept.ok) throw new Error(`The file was not kept: ${kept.refusal}`)
        const more = JSON.stringify({ attachments: [kept.value] })
        const draft = { mode: 'reply' as const, reply: '', note: '', savedAt: server.clock.now, more }
        await repository.saveDraft(caseId(id), draft)
        return kept.value
      },
      note: (id: string, body: string) =>
        commit('note.add', { caseId: caseId(id), messageId: randomUUID() as string as MessageId, body }),
      /** The thread as the agent reads it, newest part of each entry first: "queued: text". */
      thread: async (id: string) =>
        (await look(repository.thread(caseId(id)))).map(
          ({ delivery, message }) => `${delivery ?? message.visibility}: ${message.body}`,
        ),
      queue: async () => (await look(repository.queue())).map((row) => row.case.id as string).sort(),
      case: (id: string) => look(repository.case(caseId(id))),
      outbox: async () => (await look(repository.outbox())).map(({ state, mutation }) => `${state}: ${mutation.name}`),
      outboxEntries: () => look(repository.outbox()),
      /** The keys of all rows on the disk, shown or not. */
      disk: () => rowKeysOn(disk.indexedDB, name, sealer),
      connection: async () => (await look(deps.connection)).state,
      live: deps.connection,
      /** The process ends without a word. */
      async kill() {
        process.isDead = true
        for (const stop of mine) stop()
        await deps.close()
      },
    }
  }
  return computer
}
export type Computer = Awaited<ReturnType<typeof computerOf>>

/** The keys of all rows that lie sealed on the disk, shown or not, read past the desk; and what does not open. */
async function rowKeysOn(indexedDB: IDBFactory, name: string, sealer: Sealer): Promise<string[]> {
  const tables = ['cases', 'lists', 'log', 'pages']
  const found = await Promise.all(
    tables.map(async (table) => {
      const blocks = (await readDisk(indexedDB, name, table)) as (OnDisk & { box?: Sealed })[]
      const opened = await Promise.all(
        blocks.map(async ({ id, box }) => {
          // Where the lines lie that are read with the pages.
          if (box === undefined) return []
          if (table === 'pages') {
            const bytes = await sealer.openBytes(pagePlace(id as number), box)
            return bytes === undefined ? ['damaged lines'] : readRowLines(bytes).map(([key]) => key)
          }
          const packed = (await sealer.open(`${table}|${id}`, box)) as (string | [string])[] | undefined
          // A word of the log that something has gone is not the thing.
          return packed?.flatMap((each) => (typeof each === 'string' ? [] : [each[0]])) ?? [`damaged ${table}`]
        }),
      )
      return opened.flat()
    }),
  )
  return [...new Set(found.flat())]
}

/** The locks of one computer: what another computer holds does not count here. */
const namedFor = (locks: LockManager, computer: string) =>
  ({
    request: (name: string, options: LockOptions, work: LockGrantedCallback<unknown>) =>
      locks.request(`${computer} ${name}`, options, work),
  }) as LockManager

const good = (value: unknown): Outcome<unknown> => ({ ok: true, value })

/** What the server holds of a case's thread, public messages in their order and then the notes: the truth that desks are measured by. */
export async function threadOnServer(server: TestServer, caseId: string): Promise<string[]> {
  const rows = await server.db.query<{ body: string }>(
    `select d ->> 'body' as body from messages m left join sync_result r on r.tenant = m.tenant and r.message_id = m.id
     where m.case_id = $1 order by m.public_ordinal nulls last, r.seq, r.n`,
    [caseId],
  )
  return rows.map(({ body }) => body)
}
