// First stage of every command: the npm packages. Plain JavaScript without dependencies, for Node 20 and newer.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beginStep, say } from './progress.mjs'
import { takeLock } from './take-lock.mjs'

const NPM_MAJOR = 10

/** What npm says when it fails, and the sentence that helps. The first that matches is told. */
const REMEDIES = [
  {
    when: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    say: 'The npm registry could not be reached: check the network or the proxy (`npm config get registry`, `npm config get proxy`), then run the same command again.',
  },
  {
    when: /SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER|UNABLE_TO_VERIFY|CERT_/,
    say: 'The npm registry shows a certificate that Node does not trust: name your company’s root certificate with `npm config set cafile /path/to/root.pem`, then run the same command again.',
  },
  {
    when: /ENOSPC/,
    say: 'The disk is full: the packages need about 1.5 GB; free some space and run the same command again.',
  },
  {
    when: /EACCES|EPERM/,
    say: 'This folder may not be written by you: make it yours (`sudo chown -R "$(id -un)" .`), then run the same command again.',
  },
  {
    when: /EUSAGE|in sync/,
    say: 'package-lock.json does not fit package.json: run `npm install` and commit the lock file.',
  },
  {
    when: /E404/,
    say: 'The npm registry lacks a package of package-lock.json: point npm at a complete registry (`npm config set registry …`), then run the same command again.',
  },
]

/** npm cannot even write down why, with less than this on the disk. */
const FULL_BELOW_BYTES = 50_000_000

/** The sentence that helps. `bytesLeft`: on the disk of the clone.
 * @param {string} output what npm said @param {number} bytesLeft @returns {string} */
export function remedyFor(output, bytesLeft) {
  const said = bytesLeft < FULL_BELOW_BYTES ? 'ENOSPC' : output
  return (
    REMEDIES.find((remedy) => remedy.when.test(said))?.say ??
    'The packages could not be installed: npm says why above; put that right and run the same command again.'
  )
}

/** @param {string} root */
function bytesLeft(root) {
  const { bavail, bsize } = statfsSync(root)
  return bavail * bsize
}

/** @param {string} root */
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')

/** Whether node_modules already holds what the lock asks for, for example after a plain `npm install`.
 * @param {string} root */
function lockIsInstalled(root) {
  try {
    /** @type {Record<string, { version?: string, optional?: boolean, os?: string[], cpu?: string[] }>} */
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    /** @type {typeof wanted} */
    const present = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' || present[path]?.version === entry.version || (entry.optional === true && !present[path]),
    )
  } catch {
    return false
  }
}

/** npm as the caller has it: the one that runs us if npm runs us, else the one on the PATH. */
export function npmCommand() {
  const script = process.env['npm_execpath']
  if (script && /npm-cli\.c?js$/.test(script)) {
    // Not process.execPath: that may be node_modules' own Node, which `npm ci` removes while it runs.
    return { file: process.env['npm_node_execpath'] ?? process.execPath, args: [script] }
  }
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] }
}

/** @param {string[]} args @param {string} root @returns {Promise<{ code: number, output: string }>} */
function runNpm(args, root) {
  const npm = npmCommand()
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(npm.file, [...npm.args, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && npm.args.length === 0,
    })
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 127, output: `${output}\n${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Brings node_modules to what package-lock.json says. Answers null when all is well, else a sentence.
 * @param {string} root @returns {Promise<string | null>} */
export async function installPackages(root) {
  const stamp = join(root, 'node_modules', '.evenkeel-lock')
  const wanted = lockHash(root)
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (isCurrent()) return null
  if (lockIsInstalled(root)) {
    writeFileSync(stamp, wanted)
    return null
  }

  /** @type {() => void} */
  let release
  try {
    // `npm ci` removes node_modules first: two of them in one clone would fight.
    release = await takeLock(join(root, '.evenkeel', 'installing'), 'the installation')
  } catch (error) {
    return `This folder may not be written by you (${/** @type {Error} */ (error).message}): make it yours (\`sudo chown -R "$(id -un)" .\`), then run the same command again.`
  }
  try {
    if (isCurrent()) return null
    const version = await runNpm(['--version'], root)
    const npmVersion = version.output.match(/\d+\.\d+\.\d+/)?.[0]
    if (!npmVersion) return 'npm was not found: it comes with Node.js; install Node 20.11 or newer from nodejs.org.'
    if (Number.parseInt(npmVersion, 10) < NPM_MAJOR)
      return `npm ${npmVersion} is too old: version ${NPM_MAJOR} or newer is needed; run \`npm install -g npm@11\`, then the same command again.`

    const step = beginStep('Installing packages (once)')
    const result = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root)
    if (result.code === 0) {
      writeFileSync(stamp, wanted)
      step.done()
      return null
    }
    step.failed(`npm ended with code ${result.code}`)
    say(result.output.trim().split('\n').slice(-15).join('\n'))
    return remedyFor(result.output, bytesLeft(root))
  } finally {
    release()
  }
}
