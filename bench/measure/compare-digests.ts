import type { Digest } from '../page/digest.ts'

/** Compares what the stores gave, each against the first. Differences in words; none: all gave the same. */
export function compareDigests(
  digests: ReadonlyMap<string, Digest>,
  when: string,
): { differences: string[]; compared: number } {
  const [first, ...others] = digests
  if (first === undefined) return { differences: [], compared: 0 }
  const [model, expected] = first
  let compared = 0
  const differences = others.flatMap(([name, found]) => {
    compared += 1 + expected.cases.length
    const cases = expected.cases.filter((hash, at) => found.cases[at] !== hash).length
    return [
      ...(found.page === expected.page
        ? []
        : [
            `${when}: the page of ${name} (${found.pageSize} cases) is not that of ${model} (${expected.pageSize} cases)`,
          ]),
      ...(cases === 0
        ? []
        : [
            `${when}: ${cases} of ${expected.cases.length} opened cases of ${name} are not those of ${model} (messages: ${found.messages} and ${expected.messages})`,
          ]),
    ]
  })
  return { differences, compared }
}
