/** The values by what `keyOf` says of each, in the order they came; as `Map.groupBy`, which not every engine of ours has. */
export function groupBy<Key, Value>(values: Iterable<Value>, keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>()
  for (const value of values) {
    const key = keyOf(value)
    const those = groups.get(key)
    if (those === undefined) groups.set(key, [value])
    else those.push(value)
  }
  return groups
}
