import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { beginStep } from '../../scripts/progress.mjs'
import type { FeedPage } from '../../server/sync/pull.ts'
import { writeLines, writePacked } from '../../server/sync/write-page.ts'
import type { AgentAction, Counts, Rows } from './logical-rows.ts'
import { DELTAS, makeActions, makeDelta } from './make-changes.ts'
import { DATASET_VERSION, type Dataset, makeDataset } from './make-dataset.ts'
import { makeDeltaPage, makePages } from './make-pages.ts'

/** What lies in the folder beside the rows. */
export type Kept = {
  counts: Counts
  /** Pages of the feed that bring all of it. */
  pages: number
  /** Bytes of the rows as the others read them, of the pages as we read them. */
  bytes: { rows: number; pages: number }
  /** Cases of which no action changes anything, in no order. */
  restingCases: string[]
  actions: AgentAction[]
  /** Some cases that each delta changes, the one that comes in among them. */
  changedBy: string[][]
  /** The agent's open cases, the most pressing first. */
  mine: string[]
}

const CHUNK_BYTES = 4_000_000
const ACTIONS = 8_000

export const percentOf = (share: number): number => Number((share * 100).toFixed(2))

/** Writes the data set into the folder, once for each share and version. */
export async function keepDataset(folder: string, share: number): Promise<{ folder: string; kept: Kept }> {
  const home = join(folder, `data-${percentOf(share)}-${DATASET_VERSION}`)
  const facts = join(home, 'facts.json')
  if (!existsSync(facts)) {
    const step = beginStep(`Making the data set (${percentOf(share)} % of it, once)`)
    const making = `${home}.making`
    rmSync(making, { recursive: true, force: true })
    mkdirSync(making, { recursive: true })
    const kept = await writeDataset(making, makeDataset(share))
    writeFileSync(join(making, 'facts.json'), JSON.stringify(kept))
    rmSync(home, { recursive: true, force: true })
    renameSync(making, home)
    step.done(`${Math.round((kept.bytes.rows + kept.bytes.pages) / 1_000_000)} MB`)
  }
  return { folder: home, kept: JSON.parse(readFileSync(facts, 'utf8')) as Kept }
}

async function writeDataset(home: string, dataset: Dataset): Promise<Kept> {
  let bytes = 0
  const cases = openLines(join(home, 'cases.ndjson'))
  const customers = openLines(join(home, 'customers.ndjson'))
  const messages = openLines(join(home, 'messages.ndjson'))
  let messageCount = 0
  for (const customer of dataset.customers) customers.write(customer)
  for (const [at, kase] of dataset.cases.entries()) {
    cases.write(kase)
    for (const message of dataset.messagesOf(at)) {
      messages.write(message)
      messageCount++
    }
  }
  const rowBytes = cases.end() + customers.end() + messages.end()
  let writing = Promise.resolve()
  let next = 0
  const { pages, seq } = makePages(dataset, (page) => {
    const name = `page-${next++}`
    writing = writing.then(async () => void (bytes += await writePage(join(home, name), page)))
  })
  await writing
  const changedBy: string[][] = []
  for (let delta = 0; delta < DELTAS; delta++) {
    const rows: Rows = makeDelta(dataset, delta)
    changedBy.push([...rows.cases.slice(0, 9), ...rows.cases.slice(-1)].map(({ id }) => id))
    writeFileSync(join(home, `delta-${delta}.json`), JSON.stringify(rows))
    await writePage(join(home, `delta-page-${delta}`), makeDeltaPage(dataset, rows, seq + delta))
  }
  const actions = makeActions(dataset, ACTIONS)
  const acted = new Set<string>(actions.map(({ caseId }) => caseId))
  const mine = dataset.cases
    .filter((kase) => kase.assigneeId === dataset.agents[0]?.id && kase.status === 'open')
    .toSorted((a, b) => (a.replyDueAt ?? 0) - (b.replyDueAt ?? 0))
  return {
    counts: { cases: dataset.cases.length, customers: dataset.customers.length, messages: messageCount },
    pages,
    bytes: { rows: rowBytes, pages: bytes },
    restingCases: dataset.cases.flatMap(({ id }) => (acted.has(id) ? [] : [id])),
    actions,
    changedBy,
    mine: mine.map(({ id }) => id),
  }
}

/** As the server writes it for a desk that takes pages in parts. Answers how many bytes. */
async function writePage(path: string, page: FeedPage): Promise<number> {
  const bytes = (await writePacked(page)) ?? writeLines(page)
  writeFileSync(path, bytes)
  return bytes.length
}

function openLines(path: string) {
  const file = openSync(path, 'w')
  let lines: string[] = []
  let length = 0
  let bytes = 0
  const flush = () => {
    bytes += writeSync(file, lines.join(''))
    lines = []
    length = 0
  }
  return {
    write(row: object) {
      const line = `${JSON.stringify(row)}\n`
      lines.push(line)
      length += line.length
      if (length > CHUNK_BYTES) flush()
    },
    end() {
      flush()
      closeSync(file)
      return bytes
    },
  }
}
