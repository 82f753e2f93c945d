import { makeByteList, readNumber, readText } from './byte-list.ts'
import type { Segment } from './segment.ts'
import { deadIn } from './segment.ts'

/** The layout of everything that lies in the blocks. Another one is thrown away and made again. */
const FORMAT = 1

/** `isWhole`: all that there was to read had been read once. `dead`: documents that count no more. */
export type BookContent = { isWhole: boolean; segments: { id: string; dead: number[] }[] }

/** Which segments count. `samples`: how words were cut. */
export function packBook(segments: readonly Segment[], isWhole: boolean, samples: string): Uint8Array {
  const list = makeByteList()
  list.number(FORMAT)
  list.text(samples)
  list.number(isWhole ? 1 : 0)
  list.number(segments.length)
  for (const segment of segments) {
    const dead = deadIn(segment)
    list.text(segment.id)
    list.number(dead.length)
    dead.forEach((number, at) => {
      list.number(number - (dead[at - 1] ?? 0))
    })
  }
  return list.take()
}

/** Null: it is of another format, or words were cut otherwise. */
export function readBook(bytes: Uint8Array, samples: string): BookContent | null {
  const cursor = { bytes, at: 0 }
  if (readNumber(cursor) !== FORMAT || readText(cursor) !== samples) return null
  const isWhole = readNumber(cursor) === 1
  const segments: BookContent['segments'] = []
  for (let left = readNumber(cursor); left > 0; left -= 1) {
    const id = readText(cursor)
    const dead: number[] = []
    for (let more = readNumber(cursor); more > 0; more -= 1) dead.push(readNumber(cursor) + (dead.at(-1) ?? 0))
    segments.push({ id, dead })
  }
  return { isWhole, segments }
}
