import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { crcHex } from '../../protocol/sync/crc32.ts'
import { packPage, type PackPorts, WORTH_PARTS } from '../../protocol/sync/pack-page.ts'
import type { PullFooter } from '../../protocol/sync/pull.ts'
import type { FeedPage } from './pull.ts'

/** With as little work as can be, as an answer is zipped otherwise. */
const LEVEL = 1
const ports: PackPorts = {
  crc: crc32,
  deflate: async (bytes) => new Uint8Array(await promisify(deflateRaw)(bytes, { level: LEVEL })),
}

/** The page as lines: what every desk reads. */
export function writeLines({ header, lines, footer }: FeedPage): Uint8Array {
  const body = Buffer.from([JSON.stringify(header), ...lines.map(({ line }) => line), ''].join('\n'))
  const last: PullFooter = { t: 'footer', ...footer, count: lines.length, crc: crcHex(crc32(body)) }
  return Buffer.concat([body, Buffer.from(`${JSON.stringify(last)}\n`)])
}

/**
 * The page in parts that a desk need not read. Null: something on it must be read at once (what left, what is gone, older rows of a new
 * scope), or there is too little.
 */
export async function writePacked({ header, lines, footer }: FeedPage): Promise<Uint8Array<ArrayBuffer> | null> {
  if (lines.length < WORTH_PARTS || !lines.every((each) => each.is_plain)) return null
  const rows = lines.map(({ entity, id, case_id, line }) => ({ kind: entity, id, caseId: case_id, line }))
  return packPage(header, rows, footer, ports)
}
