import { constants } from 'node:fs'
import { open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { syncFolder } from '../files/write-safely.ts'

/** An open file that is written at given places. */
export type DiskFile = {
  /** All of the bytes, or it throws; some may then have been written. */
  write(bytes: Uint8Array, at: number): Promise<void>
  truncate(size: number): Promise<void>
  /** Resolves when the bytes survive a power cut. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** What the journal needs of a disk; tests put one in between that is full or fails at any call. */
export type Disk = {
  open(path: string): Promise<DiskFile>
  /** Null: there is no such file. */
  read(path: string): Promise<Buffer | null>
  sizeOf(path: string): Promise<number | null>
  /** Names in a folder. */
  list(folder: string): Promise<string[]>
  rename(from: string, to: string): Promise<void>
  /** Also fine when there is none. */
  remove(path: string): Promise<void>
  syncFolder(folder: string): Promise<void>
}

const orNull = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null
  throw error
}

/** The real disk. */
export const realDisk: Disk = {
  async open(path) {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
    return {
      async write(bytes, at) {
        let done = 0
        while (done < bytes.length) {
          const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
          done += bytesWritten
        }
      },
      truncate: (size) => handle.truncate(size),
      sync: () => handle.datasync(),
      close: () => handle.close(),
    }
  },
  read: (path) => readFile(path).catch(orNull),
  sizeOf: (path) => stat(path).then(({ size }) => size, orNull),
  list: (folder) => readdir(folder),
  rename,
  remove: (path) => unlink(path).catch(orNull) as Promise<void>,
  syncFolder,
}
