import { createWriteStream } from 'node:fs'
import { chmod, mkdir, symlink } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import type { Entry, ZipFile } from 'yauzl'
import { openPromise } from 'yauzl'

const FILE_TYPE = 0o170000
const SYMLINK = 0o120000

/** Unpacks what `keep` names another place for (null: left out), with modes and symbolic links, and never outside `into`. */
export async function unpackZip(zipPath: string, into: string, keep: (name: string) => string | null): Promise<number> {
  const zip: ZipFile = await openPromise(zipPath, { lazyEntries: true })
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    if (await unpackEntry(zip, entry, into, keep)) unpacked += 1
  }
  return unpacked
}

async function unpackEntry(
  zip: ZipFile,
  entry: Entry,
  into: string,
  keep: (name: string) => string | null,
): Promise<boolean> {
  const name = keep(entry.fileName)
  if (name === null || entry.fileName.endsWith('/')) return false
  const target = join(into, normalize(name))
  if (!target.startsWith(into + sep)) throw new Error(`The archive names a file outside its folder: ${entry.fileName}`)
  await mkdir(dirname(target), { recursive: true })
  const mode = entry.externalFileAttributes >>> 16
  const content = await zip.openReadStreamPromise(entry)
  if ((mode & FILE_TYPE) === SYMLINK) {
    const aim = await text(content)
    if (!join(dirname(target), aim).startsWith(into + sep))
      throw new Error(`The archive links to a place outside its folder: ${entry.fileName}`)
    await symlink(aim, target)
    return true
  }
  await pipeline(content, createWriteStream(target))
  await chmod(target, (mode & 0o777) | 0o444)
  return true
}
