import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './test-runs.ts'

/** A small, named damage to the product that a test of one capability must notice. */
export type Mutation = {
  capability: number
  /** What the product does wrong then, in words: "the server takes replies with holes". */
  name: string
  /** The product's file, from the root. */
  file: string
  /** Stands in it exactly once. */
  find: string
  replace: string
  /** The test file whose tests with the capability's number are run. */
  test: string
}

/** What came of a mutation, and against what: it holds for these files only. */
export type Seen = {
  capability: number
  name: string
  isRed: boolean
  /** The first test that failed; null where none did. */
  noticedBy: string | null
  at: string
  commit: string
  /** Of the mutation itself, the product's file and the test file. */
  hashes: { mutation: string; file: string; test: string }
}

export const SEEN_FILE = 'docs/capabilities-mutations.json'

export const hashesOf = (mutation: Mutation, hashOf: (file: string) => string | null): Seen['hashes'] => ({
  mutation: sha256([mutation.file, mutation.find, mutation.replace, mutation.test].join('\0')),
  file: hashOf(mutation.file) ?? '',
  test: hashOf(mutation.test) ?? '',
})

/** Nothing has changed since that the result depends on by name. */
export function isStillTrue(mutation: Mutation, seen: Seen, hashOf: (file: string) => string | null): boolean {
  const now = hashesOf(mutation, hashOf)
  return now.mutation === seen.hashes.mutation && now.file === seen.hashes.file && now.test === seen.hashes.test
}

/** The damaged file, or a sentence when the mutation no longer fits the product. */
export function damage(
  mutation: Mutation,
  content: string,
): { ok: true; content: string } | { ok: false; why: string } {
  const times = content.split(mutation.find).length - 1
  if (times === 1) return { ok: true, content: content.replace(mutation.find, () => mutation.replace) }
  const found = times === 0 ? 'does not stand there any more' : `stands there ${times} times`
  return {
    ok: false,
    why: `The text that the mutation of capability ${mutation.capability} replaces ${found}: put the present text of ${mutation.file} into scripts/capabilities/mutations.ts.`,
  }
}

export function readSeen(root: string): Seen[] {
  try {
    return JSON.parse(readFileSync(join(root, SEEN_FILE), 'utf8')) as Seen[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
