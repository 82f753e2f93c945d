import { brotliDecompressSync } from 'node:zlib'

const HEADER_BYTES = 48
const TAGS_KNOWN = 0x3f
const [CMAP, GLYF, LOCA] = [0, 10, 11]

/** The letters that a font has, as Unicode numbers. `bytes`: WOFF 2 (https://www.w3.org/TR/WOFF2/). Throws where it is none. */
export function lettersOf(bytes: Buffer): Set<number> {
  if (bytes.toString('latin1', 0, 4) !== 'wOF2') throw new Error('This is no font in WOFF 2.')
  let at = HEADER_BYTES
  const readBase128 = (): number => {
    let value = 0
    for (;;) {
      const byte = bytes.readUInt8(at++)
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) return value
    }
  }
  const tables: { isCmap: boolean; length: number }[] = []
  for (let count = bytes.readUInt16BE(12); count > 0; count--) {
    const flags = bytes.readUInt8(at++)
    const known = flags & TAGS_KNOWN
    const tag = known === TAGS_KNOWN ? bytes.toString('latin1', at, (at += 4)) : known
    const written = readBase128()
    const isOutline = tag === GLYF || tag === LOCA || tag === 'glyf' || tag === 'loca'
    const isTransformed = flags >> 6 !== (isOutline ? 3 : 0)
    tables.push({ isCmap: tag === CMAP || tag === 'cmap', length: isTransformed ? readBase128() : written })
  }
  const all = brotliDecompressSync(bytes.subarray(at, at + bytes.readUInt32BE(20)))
  const index = tables.findIndex(({ isCmap }) => isCmap)
  const start = tables.slice(0, index).reduce((sum, { length }) => sum + length, 0)
  return lettersIn(all.subarray(start, start + (tables[index]?.length ?? 0)))
}

/** Of a `cmap` (OpenType), its tables of the formats 4 and 12. */
function lettersIn(cmap: Buffer): Set<number> {
  const letters = new Set<number>()
  for (let count = cmap.readUInt16BE(2), entry = 4; count > 0; count--, entry += 8) {
    const table = cmap.subarray(cmap.readUInt32BE(entry + 4))
    const format = table.readUInt16BE(0)
    if (format === 4) addSegments(table, letters)
    if (format === 12)
      for (let groups = table.readUInt32BE(12), at = 16; groups > 0; groups--, at += 12)
        for (let letter = table.readUInt32BE(at); letter <= table.readUInt32BE(at + 4); letter++) letters.add(letter)
  }
  return letters
}

function addSegments(table: Buffer, letters: Set<number>): void {
  const size = table.readUInt16BE(6)
  for (let at = 0; at < size; at += 2) {
    const [ends, starts] = [14 + at, 16 + size + at]
    const [deltas, offsets] = [starts + size, starts + 2 * size]
    const offset = table.readUInt16BE(offsets)
    const from = table.readUInt16BE(starts)
    for (let letter = from; letter <= Math.min(table.readUInt16BE(ends), 0xfffe); letter++) {
      const glyph =
        offset === 0 ? letter + table.readUInt16BE(deltas) : table.readUInt16BE(offsets + offset + 2 * (letter - from))
      if ((glyph & 0xffff) !== 0) letters.add(letter)
    }
  }
}
