import { safeLink } from '../../domain/links/safe-link.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'

const refused: Outcome<never> = {
  ok: false,
  failure: {
    kind: 'refused',
    code: 'unsafe-link',
    message: 'This address is not opened: only https, mailto and tel are.',
  },
}

/** Hands an address to the system if it is safe as it was given and still is as the system will read it. */
export async function openOutside(
  address: string,
  openExternal: (address: string) => Promise<void>,
): Promise<Outcome<Record<string, never>>> {
  if (safeLink(address) === null) return refused
  const written = new URL(address).href
  if (safeLink(written) === null) return refused
  await openExternal(written)
  return { ok: true, value: {} }
}
