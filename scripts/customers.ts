import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { beCustomers } from './customers/be-customers.ts'
import { chance } from './customers/chance.ts'
import { openDoor } from './customers/open-door.ts'
import type { Caller } from './customers/plan-arrivals.ts'
import { planArrivals } from './customers/plan-arrivals.ts'
import { projectRoot } from './places.ts'
import { say } from './progress.mjs'

// npm run customers: lets the demo's customers write in and answer over the day. Ends with Ctrl+C.
//   -- --server URL     the server to write to
//   -- --data DIR       its data folder, where the connector key lies
//   -- --seed N         another day (1)
//   -- --hours N        how long the day is (8)

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    data: { type: 'string', default: join(projectRoot, '.evenkeel', 'demo', 'server') },
    seed: { type: 'string', default: '1' },
    hours: { type: 'string', default: '8' },
  },
})
const LOOK_EVERY_MS = 1_000

const portFile = join(projectRoot, '.evenkeel', 'demo', 'port')
const server =
  values.server ?? (existsSync(portFile) ? `http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}` : null)
const keyFile = join(values.data, 'connector-key')
if (server === null || !existsSync(keyFile)) {
  say(
    `There is no server to write to: start it with \`npm start\`, or name it with --server and its folder with --data.`,
  )
  process.exit(1)
}

type Slice = {
  customers: {
    id: string
    givenName: string
    familyName: string
    email: string
    phone: string | null
    language: string
    mergedIntoId: string | null
  }[]
  orders: { customerId: string; number: string; items: { name: string }[] }[]
}
const world = JSON.parse(
  gunzipSync(readFileSync(join(projectRoot, 'resources/demo/world.json.gz'))).toString('utf8'),
) as Slice
const orders = new Map(world.orders.map((order) => [order.customerId, order]))
const callers = world.customers.flatMap((customer): Caller[] => {
  const order = orders.get(customer.id)
  const item = order?.items[0]?.name
  if (order === undefined || item === undefined || customer.language !== 'en' || customer.mergedIntoId !== null)
    return []
  const { email, phone, language } = customer
  const name = `${customer.givenName} ${customer.familyName}`
  return [{ name, email, phone, language, order: order.number, item: item.toLowerCase() }]
})

const given = chance(Number(values.seed))
const startMs = Date.now()
const plan = planArrivals(given, callers, Number(values.hours) * 3_600_000)
const door = openDoor(server, readFileSync(keyFile, 'utf8').trim())
const customers = beCustomers(door, given, plan, startMs, `day-${values.seed}-${startMs}`)
say(
  `${plan.length} customers will write in, chat or call over the next ${values.hours} hours (seed ${values.seed}). Ctrl+C ends it.`,
)

let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (isEnding = true))
let isAway = false
while (!isEnding && customers.waiting() > 0) {
  try {
    await customers.step(Date.now())
    if (isAway) say('The server is back.')
    isAway = false
  } catch (error) {
    // A demo server that is restarted is no reason to end: the rest of the day goes on.
    if (!isAway)
      say(`The server does not answer (${error instanceof Error ? error.message : String(error)}); trying again.`)
    isAway = true
  }
  await pause(LOOK_EVERY_MS)
}
