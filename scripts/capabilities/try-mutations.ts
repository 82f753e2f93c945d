import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beginStep, say } from '../progress.mjs'
import { runProgram } from '../run-program.ts'
import { commitOf } from './commit.ts'
import { markOf, type Proof, proofsOf } from './judge.ts'
import { damage, hashesOf, type Mutation, readSeen, type Seen, SEEN_FILE } from './mutation.ts'
import { forgetRuns, readRuns, sha256 } from './test-runs.ts'

/**
 * Damages a copy of the product, one mutation after the other, and runs the tests of that capability against it: first
 * unharmed, where they must pass, then damaged, where at least one must fail. Answers whether each was noticed. Nothing
 * here touches the product itself; only what was seen is written down.
 */
export async function tryMutations(root: string, mutations: readonly Mutation[]): Promise<boolean> {
  const copy = mkdtempSync(join(tmpdir(), 'evenkeel-mutations-'))
  try {
    await copyProduct(root, copy)
    const hashOf = (file: string) => sha256(readFileSync(join(copy, file)))
    const commit = commitOf(root)
    let areAllRed = true
    for (const mutation of mutations) {
      const outcome = await tryOne(copy, mutation)
      const seen: Seen | null =
        outcome.failed === null
          ? null
          : {
              capability: mutation.capability,
              name: mutation.name,
              isRed: outcome.failed.length > 0,
              noticedBy: outcome.failed[0] ?? null,
              at: new Date().toISOString(),
              commit,
              hashes: hashesOf(mutation, hashOf),
            }
      areAllRed &&= seen?.isRed === true
      say(`${String(mutation.capability).padStart(2)}  ${outcome.words}  "${mutation.name}" (${mutation.file})`)
      if (seen !== null) writeSeen(root, seen)
    }
    return areAllRed
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** `failed` is null where nothing can be said: the tests did not run, or fail anyway. */
type Outcome = { words: string; failed: string[] | null }

async function tryOne(copy: string, mutation: Mutation): Promise<Outcome> {
  const path = join(copy, mutation.file)
  const whole = readFileSync(path, 'utf8')
  const damaged = damage(mutation, whole)
  if (!damaged.ok) return { words: damaged.why, failed: null }
  const step = beginStep(`Capability ${mutation.capability}, ${mutation.name}`)
  const before = await runMarked(copy, mutation)
  if (before.proofs.length === 0 || before.proofs.some(({ result }) => result === 'failed')) {
    step.failed('its tests do not pass on the unharmed product')
    say(before.output.slice(-3_000))
    return { words: 'cannot be judged', failed: null }
  }
  writeFileSync(path, damaged.content)
  const after = await runMarked(copy, mutation)
  writeFileSync(path, whole)
  if (after.proofs.length === 0) {
    step.failed('the damaged product does not even start')
    say(after.output.slice(-3_000))
    return { words: 'cannot be judged', failed: null }
  }
  const failed = after.proofs.filter(({ result }) => result === 'failed').map(({ name }) => name)
  step.done()
  return { words: failed.length > 0 ? 'red' : 'stayed green', failed }
}

/** The tests of one file that carry the number, as they end in the copy. */
async function runMarked(copy: string, { test, capability }: Mutation): Promise<{ proofs: Proof[]; output: string }> {
  forgetRuns(copy)
  const mark = markOf(capability).replaceAll(/[[\]]/g, String.raw`\$&`)
  const args = test.startsWith('tests/e2e/')
    ? ['scripts/e2e.ts', test, '-g', mark]
    : ['node_modules/vitest/vitest.mjs', 'run', test, '-t', mark]
  const output = await runQuietly(copy, args)
  return { proofs: proofsOf(capability, readRuns(copy)), output }
}

function runQuietly(copy: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const endIt = () => void child.kill('SIGTERM')
    process.on('SIGTERM', endIt).on('SIGINT', endIt)
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.once('close', () => {
      process.off('SIGTERM', endIt).off('SIGINT', endIt)
      resolve(output)
    })
  })
}

/** All that git knows or would take in, as it is now; the packages are those of the clone. */
async function copyProduct(root: string, copy: string): Promise<void> {
  const listed = await runProgram('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  if (listed.code !== 0)
    throw new Error(`The product is copied by what git lists, and git says: ${listed.stderr.trim()}`)
  for (const file of listed.stdout.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
}

/** After each one: an interrupted run has not been for nothing. */
function writeSeen(root: string, seen: Seen): void {
  const others = readSeen(root).filter(({ capability }) => capability !== seen.capability)
  const all = [...others, seen].toSorted((a, b) => a.capability - b.capability)
  writeFileSync(join(root, SEEN_FILE), `${JSON.stringify(all, null, 2)}\n`)
}
