/** How many letters have to be added, removed or changed to make one word of the other (Levenshtein). */
export function lettersWrong(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let at = 1; at <= a.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= b.length; to += 1)
      next.push(
        Math.min(
          (row[to] ?? 0) + 1,
          (next[to - 1] ?? 0) + 1,
          (row[to - 1] ?? 0) + (a.charCodeAt(at - 1) === b.charCodeAt(to - 1) ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}
