/** Bytes that grow at their end. Small numbers take little room: seven bits to a byte. */
export type ByteList = {
  readonly length: number
  /** A whole number from 0 to `Number.MAX_SAFE_INTEGER`. */
  number(value: number): void
  text(value: string): void
  bytes(value: Uint8Array): void
  /** A copy of all there is; the list is empty then. */
  take(): Uint8Array
}

/** Where somebody reads. */
export type Cursor = { bytes: Uint8Array; at: number }

const LOW = 0x7f
const MORE = 0x80
const AT_FIRST = 1_024

export function makeByteList(): ByteList {
  let bytes = new Uint8Array(AT_FIRST)
  let length = 0
  function room(more: number): void {
    if (length + more <= bytes.length) return
    const larger = new Uint8Array(Math.max(bytes.length * 2, length + more))
    larger.set(bytes.subarray(0, length))
    bytes = larger
  }
  function number(value: number): void {
    room(8)
    let rest = value
    while (rest > LOW) {
      bytes[length++] = (rest % MORE) | MORE
      rest = Math.floor(rest / MORE)
    }
    bytes[length++] = rest
  }
  return {
    get length() {
      return length
    },
    number,
    text(value) {
      number(value.length)
      for (let at = 0; at < value.length; at += 1) number(value.charCodeAt(at))
    },
    bytes(value) {
      room(value.length)
      bytes.set(value, length)
      length += value.length
    },
    take() {
      const taken = bytes.slice(0, length)
      length = 0
      return taken
    },
  }
}

/** The number at the cursor, which moves behind it. */
export function readNumber(cursor: Cursor): number {
  const { bytes } = cursor
  let value = 0
  for (let weight = 1; ; weight *= MORE) {
    const byte = bytes[cursor.at++]
    if (byte === undefined) throw new RangeError('The bytes end in the middle of a number.')
    value += (byte & LOW) * weight
    if (byte < MORE) return value
  }
}

/** The text at the cursor, which moves behind it. */
export function readText(cursor: Cursor): string {
  let text = ''
  for (let left = readNumber(cursor); left > 0; left -= 1) text += String.fromCharCode(readNumber(cursor))
  return text
}
