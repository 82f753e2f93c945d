// First stage of every command: node scripts/bootstrap.mjs FILE ...args
// Needs nothing but Node 20: installs the npm packages when they are missing or the lock has changed, then runs FILE on
// the Node 24 that came with them, passing signals and the exit code through.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseNode } from './choose-node.mjs'
import { installPackages } from './install-packages.mjs'
import { say } from './progress.mjs'

/** How soon a vanished caller is noticed. */
const LOOK_FOR_CALLER_MS = 500

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [file, ...args] = process.argv.slice(2)

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  say(sentence)
  process.exit(1)
}

if (!file) stop('Name the file to run: node scripts/bootstrap.mjs scripts/start.ts')
if (Number.parseInt(process.versions.node, 10) < 20)
  stop(
    `Node ${process.versions.node} is too old: install Node 20.11 or newer from nodejs.org, then run the same command again.`,
  )

const problem = await installPackages(root)
if (problem !== null) stop(problem)

const node = chooseNode({
  root,
  platform: process.platform,
  arch: process.arch,
  ownVersion: process.versions.node,
  ownPath: process.execPath,
  exists: existsSync,
})
if (!node.ok) stop(node.reason)

const target = join(root, file)
if (!existsSync(target)) stop(`${file} is not part of this version of Evenkeel.`)
const child = spawn(node.path, [...node.flags, target, ...args], { cwd: root, stdio: 'inherit' })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    // A terminal sends Ctrl+C to the whole group already; a second one would cut an orderly end short.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  })
}
// npm killed outright takes nobody with it: end in order when the one who called us is gone.
const caller = process.ppid
if (process.env['npm_lifecycle_event'] !== undefined) {
  const watch = setInterval(() => {
    if (process.ppid === caller) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, LOOK_FOR_CALLER_MS)
}
child.on('error', (error) =>
  stop(`${node.path} could not be started (${error.message}): remove node_modules and run the same command again.`),
)
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1)))
