import { join } from 'node:path'
import { z } from 'zod'
import { lockReason } from '../../protocol/desk-bridge.ts'
import { readSafely, writeSafely } from '../files/write-safely.ts'

const deviceFile = z.object({
  version: z.literal(1),
  /** Base64 of 32 random bytes that turn names into folder names. */
  salt: z.string().min(40),
  /** Whose profile is open after a start. Null: nobody's. */
  lastProfile: z.string().nullable(),
  /** What the server last said it is. Null: never reached. */
  demo: z.boolean().nullable(),
  /** Light or dark, as somebody here chose last. */
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** The desk of `lastProfile` is locked, also after a restart. Null: it is not. */
  lock: z.object({ why: lockReason, needsServer: z.boolean() }).nullable().default(null),
  /** When this device last looked at its clock, and last heard of the server, for a profile; ms. Null: not yet. */
  seen: z.object({ profileId: z.string(), lastSeenAt: z.number(), lastHeardAt: z.number() }).nullable().default(null),
})
export type DeviceFile = z.infer<typeof deviceFile>

export type Device = {
  salt: Uint8Array
  get(): DeviceFile
  change(change: Partial<Omit<DeviceFile, 'version' | 'salt'>>): Promise<void>
}

/** What this installation knows beside its profiles. Throws where the file is damaged: a new salt would hide every profile. */
export async function openDevice(userData: string, random: (size: number) => Uint8Array): Promise<Device> {
  const path = join(userData, 'device.json')
  const kept = await readSafely(path, (text) => deviceFile.parse(JSON.parse(text)))
  if (kept.state === 'damaged') throw new Error(`${path} is damaged: restore it from a backup, or move it away.`)
  let file: DeviceFile =
    kept.state === 'good'
      ? kept.value
      : {
          version: 1,
          salt: Buffer.from(random(32)).toString('base64'),
          lastProfile: null,
          demo: null,
          theme: 'system',
          lock: null,
          seen: null,
        }
  if (kept.state !== 'good' || kept.source === 'bak') await writeSafely(path, JSON.stringify(file))
  let last: Promise<void> = Promise.resolve()
  return {
    salt: new Uint8Array(Buffer.from(file.salt, 'base64')),
    get: () => file,
    change(change) {
      file = { ...file, ...change }
      const text = JSON.stringify(file)
      last = last.catch(() => undefined).then(() => writeSafely(path, text))
      return last
    },
  }
}
