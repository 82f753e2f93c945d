const MAX_DEPTH = 40

/** Whether a value from the page fits into `limit` bytes, roughly, and is plain enough to look at. Stops at the limit, so a huge or cyclic one costs no more. */
export function isWithin(value: unknown, limit: number): boolean {
  let left = limit
  const spend = (bytes: number): boolean => {
    left -= bytes
    return left >= 0
  }
  const fits = (part: unknown, depth: number): boolean => {
    if (depth > MAX_DEPTH) return false
    if (typeof part === 'string') return spend(part.length * 2 + 8)
    if (part === null || typeof part !== 'object') return spend(8)
    if (ArrayBuffer.isView(part)) return spend(part.byteLength + 8)
    if (part instanceof ArrayBuffer) return spend(part.byteLength + 8)
    if (Array.isArray(part)) return spend(8) && part.every((each) => fits(each, depth + 1))
    const prototype: unknown = Object.getPrototypeOf(part)
    // Maps, dates, errors and the like are in no message of the contract.
    if (prototype !== Object.prototype && prototype !== null) return false
    return (
      spend(8) &&
      Object.keys(part).every((key) => spend(key.length * 2) && fits((part as Record<string, unknown>)[key], depth + 1))
    )
  }
  return fits(value, 0)
}
