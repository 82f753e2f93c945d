import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { NewPerson, World } from '../store/world.ts'

/** The committed slice: records whose moments are given relative to the start ("agoMs" back, "InMs" ahead). */
type Slice = { [Kind in Exclude<keyof World, 'tenant'>]: Record<string, unknown>[] }

const FILE = resolve(import.meta.dirname, '../../resources/demo/world.json')

/** The demo shop as of `now`, so that the queue looks like a live morning. Each password equals its login. */
export async function demoWorld(now: EpochMs, hashPassword: (password: string) => Promise<string>): Promise<World> {
  const slice = JSON.parse(readFileSync(FILE, 'utf8')) as Slice
  const placed = (rows: Record<string, unknown>[]) => rows.map((row) => placeInTime(row, now))
  const people = await Promise.all(
    slice.people.map(async (person) => ({ ...person, passwordHash: await hashPassword(String(person['login'])) })),
  )
  return {
    tenant: { id: 'harbour-mill', name: 'Harbour & Mill' } as World['tenant'],
    teams: slice.teams as World['teams'],
    queues: slice.queues as World['queues'],
    people: people as unknown as NewPerson[],
    customers: slice.customers as World['customers'],
    orders: placed(slice.orders) as World['orders'],
    cases: placed(slice.cases) as World['cases'],
    contacts: placed(slice.contacts) as World['contacts'],
    messages: placed(slice.messages).map(({ at, ...message }) => ({
      ...message,
      writtenAt: at,
      receivedAt: at,
    })) as World['messages'],
  }
}

/** "openedAgoMs: 5000" becomes "openedAt: now - 5000", "replyDueInMs: 5000" becomes "replyDueAt: now + 5000"; null stays null. */
function placeInTime(row: Record<string, unknown>, now: EpochMs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const found = /^(.*?)(AgoMs|agoMs|InMs)$/.exec(name)
      if (found === null) return [name, value]
      const [, stem, kind] = found
      const moment = value === null ? null : now + (kind === 'InMs' ? 1 : -1) * Number(value)
      return [stem === '' ? 'at' : `${stem}At`, moment]
    }),
  )
}
