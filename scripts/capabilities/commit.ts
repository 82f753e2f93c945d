import { spawnSync } from 'node:child_process'

/** The commit that is checked out, short, with a `+` where files differ from it; `unknown` outside of a git clone. */
export function commitOf(root: string): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  const head = git('rev-parse', '--short', 'HEAD')
  if (head.status !== 0) return 'unknown'
  return `${head.stdout.trim()}${git('status', '--porcelain').stdout === '' ? '' : '+'}`
}
