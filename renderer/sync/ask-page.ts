import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { PullLines, PullPage, PullRequest } from '../../protocol/sync/pull.ts'
import { type ReadPage, readLines } from '../../protocol/sync/read-lines.ts'
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../protocol/version.ts'
import { inflateLines } from '../data/deflate.ts'
import { rowReaderToCome } from '../data/row-reader.ts'
import type { EnginePorts } from './run-engine.ts'

/** Where a store stands, as the server is told. */
export type Stand = Pick<PullRequest, 'epoch' | 'clientId' | 'cursor' | 'scopes' | 'backfill' | 'pins'>
/** `came`: when it is here. `read`: when its lines are, too. */
export type AskedPage = {
  stand: string
  reqId: string
  /** By this the page after it is to be asked for. */
  nextReqId: string
  came: Promise<Outcome<PullPage | PullLines>>
  read: Promise<Outcome<ReadPage>>
}

/** Asks for the page that follows where a store stands. `before`: the page that it follows on. */
export function askPage(
  { desk, newId, rest }: Pick<EnginePorts, 'desk' | 'newId' | 'rest'>,
  stand: Stand,
  limits: PullRequest['limits'],
  before?: AskedPage,
): AskedPage {
  const [reqId, nextReqId] = [before?.nextReqId ?? newId(), newId()]
  // The very first page: what reads it comes while it is on its way. Where that fails, it is told of when it is needed.
  if (Object.keys(stand.cursor).length === 0) rowReaderToCome().catch(() => {})
  const versions = { proto: PROTOCOL_VERSION, schema: SCHEMA_VERSION }
  const came = desk.call('sync.pull', { ...stand, ...versions, reqId, nextReqId, limits })
  const read = came.then(async (page): Promise<Outcome<ReadPage>> => {
    if (!page.ok || 'changes' in page.value) return page as Outcome<ReadPage>
    return { ok: true, value: await readLines(page.value, { rest, inflate: inflateLines, reader: rowReaderToCome }) }
  })
  // Where nobody waits for it any more, nobody asks how it ended.
  read.catch(() => {})
  return { stand: JSON.stringify(stand), reqId, nextReqId, came, read }
}
