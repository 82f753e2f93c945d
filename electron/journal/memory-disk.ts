import { dirname, basename } from 'node:path'
import type { Disk } from './disk.ts'

/** A disk in memory, for desks on which nothing may stay: it is gone with the process. */
export function memoryDisk(): Disk {
  const files = new Map<string, Buffer>()
  return {
    async open(path) {
      if (!files.has(path)) files.set(path, Buffer.alloc(0))
      const now = (): Buffer => files.get(path) ?? Buffer.alloc(0)
      const resized = (size: number): Buffer => {
        const bytes = Buffer.alloc(size)
        now().copy(bytes)
        return bytes
      }
      return {
        async write(bytes, at) {
          const grown = resized(Math.max(now().length, at + bytes.length))
          grown.set(bytes, at)
          files.set(path, grown)
        },
        async truncate(size) {
          files.set(path, resized(size))
        },
        async sync() {},
        async close() {},
      }
    },
    read: async (path) => files.get(path) ?? null,
    sizeOf: async (path) => files.get(path)?.length ?? null,
    list: async (folder) => [...files.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)),
    async rename(from, to) {
      const bytes = files.get(from)
      if (bytes === undefined) throw Object.assign(new Error(`There is no ${from}.`), { code: 'ENOENT' })
      files.delete(from)
      files.set(to, bytes)
    },
    async remove(path) {
      files.delete(path)
    },
    async syncFolder() {},
  }
}
