import { join } from 'node:path'
import { z } from 'zod'
import { readSafely, removeSafely, writeSafely } from '../files/write-safely.ts'
import type { SystemVault } from '../keys/system-vault.ts'
import { type Account, account } from '../../protocol/session.ts'

const sessionFile = z.object({
  version: z.literal(1),
  /** The server that gave the token; it is shown to no other. */
  serverUrl: z.string(),
  account,
  refresh: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('os'), wrapped: z.string() }),
      z.object({ kind: z.literal('plain'), token: z.string() }),
    ])
    .nullable(),
})

export type KeptSession = { account: Account; refreshToken: string | null }

const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)

/** The embedded server may come back on another port of this machine; any other server is another one. */
export function isSameServer(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)]
  return one.origin === other.origin || (isLoopback(one) && isLoopback(other))
}

type Ports = { vault: SystemVault; serverUrl: string; report(message: string): void }

/** Who was signed in here last, and whether they still may talk to the server. Null: nobody, or unreadable. */
export async function readSession(folder: string, ports: Ports): Promise<KeptSession | null> {
  const kept = await readSafely(join(folder, 'session.json'), (text) => sessionFile.parse(JSON.parse(text)))
  if (kept.state !== 'good') {
    if (kept.state === 'damaged') ports.report('session.json is damaged: the person has to sign in again.')
    return null
  }
  const { account, refresh, serverUrl } = kept.value
  if (refresh === null || !isSameServer(serverUrl, ports.serverUrl)) return { account, refreshToken: null }
  if (refresh.kind === 'plain') return { account, refreshToken: refresh.token }
  try {
    const { secret } = await ports.vault.unwrap(Buffer.from(refresh.wrapped, 'base64'))
    return { account, refreshToken: secret }
  } catch (error) {
    ports.report(`The system's keyring does not open the sign-in: ${String(error)}`)
    return { account, refreshToken: null }
  }
}

/** A token is worth keeping for its owner only: wrapped where the system can, else readable to this system user alone. */
export async function writeSession(
  folder: string,
  { account, refreshToken }: KeptSession,
  ports: Ports,
): Promise<void> {
  const wrap = async (token: string) =>
    (await ports.vault.protects())
      ? { kind: 'os', wrapped: Buffer.from(await ports.vault.wrap(token)).toString('base64') }
      : { kind: 'plain', token }
  const refresh = refreshToken === null ? null : await wrap(refreshToken)
  await writeSafely(
    join(folder, 'session.json'),
    JSON.stringify({ version: 1, serverUrl: ports.serverUrl, account, refresh }),
    // A used token beside the new one would be taken for stolen.
    { keepsOld: false },
  )
}

export const removeSession = (folder: string): Promise<void> => removeSafely(join(folder, 'session.json'))
