import type { Capability } from './list.ts'
import type { Mutation, Seen } from './mutation.ts'
import { isStillTrue } from './mutation.ts'
import type { FileRun } from './test-runs.ts'

/** A test that carries the number of a capability, as it ended the last time it ran. */
export type Proof = { file: string; name: string; result: 'passed' | 'failed' }

/** What a mutation of the product told: `not seen` while it has not run against the files as they are now. */
export type Verdict = 'red' | 'stayed green' | 'not seen'

export type Standing = {
  capability: Capability
  isDone: boolean
  proofs: Proof[]
  /** Test files that carry the number but did not run as they are now. */
  unrun: string[]
  mutation: { name: string; verdict: Verdict } | null
}

export const markOf = (capability: number): string => `[C${capability}]`

export const proofsOf = (capability: number, runs: readonly FileRun[]): Proof[] =>
  runs.flatMap(({ file, tests }) =>
    Object.entries(tests)
      .filter(([name]) => name.includes(markOf(capability)))
      .map(([name, { result }]) => ({ file, name, result })),
  )

/** Done is what at least one test shows, none denies or is still to be asked, and a mutation of the product turned red. */
export function judge(
  capabilities: readonly Capability[],
  known: {
    runs: readonly FileRun[]
    /** Every test file with the marks that stand in it. */
    marked: readonly { file: string; marks: ReadonlySet<string> }[]
    mutations: readonly Mutation[]
    seen: readonly Seen[]
    hashOf: (file: string) => string | null
  },
): Standing[] {
  return capabilities.map((capability) => {
    const proofs = proofsOf(capability.number, known.runs)
    const named = known.mutations.find((each) => each.capability === capability.number)
    const last = known.seen.find((each) => each.capability === capability.number)
    const mutation = named === undefined ? null : { name: named.name, verdict: verdictOn(named, last, known.hashOf) }
    const unrun = known.marked
      .filter(({ file, marks }) => marks.has(markOf(capability.number)) && !proofs.some((proof) => proof.file === file))
      .map(({ file }) => file)
    const isDone =
      unrun.length === 0 &&
      proofs.length > 0 &&
      proofs.every(({ result }) => result === 'passed') &&
      mutation?.verdict === 'red'
    return { capability, isDone, proofs, unrun, mutation }
  })
}

function verdictOn(named: Mutation, last: Seen | undefined, hashOf: (file: string) => string | null): Verdict {
  if (last === undefined || !isStillTrue(named, last, hashOf)) return 'not seen'
  return last.isRed ? 'red' : 'stayed green'
}

/** One line: number, done or not, title; the test and its result; the mutation and its result. */
export function inWords({ capability, isDone, proofs, unrun, mutation }: Standing): string {
  const number = String(capability.number).padStart(2)
  const title = `${capability.title}${capability.isLater ? ' (later)' : ''}`
  return `${number}  ${isDone ? 'done    ' : 'not done'}  ${title} | ${proofInWords(proofs, unrun)} | ${mutationInWords(mutation)}`
}

function proofInWords(proofs: readonly Proof[], unrun: readonly string[]): string {
  // The one that failed is the one to read.
  const shown = proofs.find(({ result }) => result === 'failed') ?? proofs[0]
  const toRun = unrun.length === 0 ? '' : `, not run as it is now: ${unrun.join(', ')}`
  if (shown === undefined) return unrun.length === 0 ? 'no test carries its number' : toRun.slice(2)
  const more = proofs.length === 1 ? '' : ` (and ${proofs.length - 1} more)`
  return `${shown.file}: "${shown.name}"${more}: ${shown.result}${toRun}`
}

const mutationInWords = (mutation: Standing['mutation']): string =>
  mutation === null ? 'no mutation named' : `mutation "${mutation.name}": ${mutation.verdict}`
