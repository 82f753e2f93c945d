import { READ_WITH_CASE } from '../../../domain/mutations/entities.ts'
import type { Listing } from '../listing.ts'
import type { StoredRow } from '../store-port.ts'
import type { BlockId } from './connect.ts'

/** So many rows lie in a block that is full: where neither opening one nor writing many costs much (decision 0037). */
export const BLOCK_ROWS = 100
/** A list's block may grow so far before it is divided. */
const LIST_LIMIT = 128

/** Kinds that are read with their case. */
const IN_CASES: ReadonlySet<string> = new Set(READ_WITH_CASE)

export const kindOf = (key: string): string => key.slice(0, key.indexOf(':'))

/**
 * Says what lies where. Whatever has a case lies with its case; what is read as a list lies in a list, too. A listing that
 * becomes another one needs another version of the store: what was left out of the lists is not looked for again.
 */
export function placesFor(listing: Listing) {
  const named = listing as Readonly<Record<string, ((record: never) => boolean) | undefined>>
  return {
    /** Whether some of the kind lie with their cases and in no list. */
    isPartlyInCases: (kind: string): boolean => IN_CASES.has(kind) || named[kind] !== undefined,
    isListed(row: StoredRow, caseId: string | null): boolean {
      const kind = kindOf(row.key)
      if (caseId === null) return true
      if (IN_CASES.has(kind)) return false
      // The record is read only where its kind asks for that.
      const isWanted = named[kind]
      if (isWanted === undefined) return true
      // What the agent does not see now may be seen again as it was: both count.
      const shown = [row.view, row.server?.record].filter((each) => each !== null && each !== undefined)
      return shown.some((record) => isWanted(record as never))
    },
  }
}
export type Places = ReturnType<typeof placesFor>

/** So many blocks a case may have: its number and a place in it fill the 53 bits of a number. The last of them grows on. */
const BLOCKS_TO_A_CASE = 2 ** 13
const CASE_DIGITS = 10

/**
 * A case as its blocks are named: the first forty bits of its blind index. A number takes nine bytes in an index, a name two
 * for each letter. On one desk in nine hundred with 50,000 cases two share a number: they share their blocks, too, and
 * whoever reads one leaves out the rows of the other.
 */
export const caseNumber = (blind: string): number => Number.parseInt(blind.slice(0, CASE_DIGITS), 16)
/** The blocks of one case follow each other. */
export const caseBlockId = (n: number, at: number): number => n * BLOCKS_TO_A_CASE + at
export const caseBlocks = (n: number): [from: number, to: number] => [caseBlockId(n, 0), caseBlockId(n + 1, 0)]
export const isLastOfCase = (id: number): boolean => (id + 1) % BLOCKS_TO_A_CASE === 0

/** As version 4 named them: the whole blind index, a dot and the place. They are read where they lie until they are moved. */
export const isOldBlock = (id: BlockId): id is string => typeof id === 'string'
export const oldCaseBlocks = (n: number): [from: string, to: string] => {
  const begin = n.toString(16).padStart(CASE_DIGITS, '0')
  return [begin, `${begin}g`]
}
export const caseOfBlock = (id: BlockId): number =>
  isOldBlock(id) ? caseNumber(id) : Math.floor(id / BLOCKS_TO_A_CASE)

/** A list's blocks are named by the first key that may lie in them; each reaches up to the next one. */
export const listBlocks = (kind: string): [from: string, to: string] => [`${kind}:`, `${kind};`]

/** The block of a list that holds the key, or would: the last one that begins at or before it. Undefined: none yet. */
export function listBlockOf(sortedIds: readonly string[], key: string): string | undefined {
  let [low, high] = [0, sortedIds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sortedIds[middle] as string) <= key) low = middle + 1
    else high = middle
  }
  const found = sortedIds[low - 1]
  return found !== undefined && kindOf(found) === kindOf(key) ? found : undefined
}

/**
 * A list's block divided where it has grown too large. Ids mostly rise, so the last block of a list is left full behind;
 * any other is halved, so that each half has room.
 */
export function divideList(
  id: string,
  rows: readonly StoredRow[],
  isLast: boolean,
): { id: string; rows: StoredRow[] }[] {
  const sorted = [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))
  const size =
    sorted.length <= LIST_LIMIT
      ? sorted.length
      : isLast
        ? BLOCK_ROWS
        : Math.ceil(sorted.length / Math.ceil(sorted.length / BLOCK_ROWS))
  const parts: { id: string; rows: StoredRow[] }[] = []
  for (let at = 0; at < sorted.length; at += size) {
    const part = sorted.slice(at, at + size)
    parts.push({ id: at === 0 ? id : (part[0] as StoredRow).key, rows: part })
  }
  return parts
}

/** A message and what became of it have one id and lie in one block nearly always, so one fingerprint finds both. */
export const printOf = (key: string): number => fingerprint(key.replace(/^delivery:/, 'message:'))

/** A number for a key, so that an index of them stays small. Two keys may share one: whoever looks compares the key itself. */
export function fingerprint(key: string): number {
  let [low, high] = [0x9e3779b9, 0x85ebca6b]
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at)
    low = Math.imul(low ^ code, 0x27d4eb2d)
    high = Math.imul(high ^ code, 0x165667b1)
  }
  low = Math.imul(low ^ (low >>> 15), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high = Math.imul(high ^ (high >>> 15), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  return (high >>> 11) * 4_294_967_296 + (low >>> 0)
}
