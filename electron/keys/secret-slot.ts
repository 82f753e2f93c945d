import { scrypt } from 'node:crypto'
import { factsOf, type KeyFacts, keyFileOf, type KeyShelf, type SecretSlot } from './key-file.ts'
import { openKey, sealKey } from './seal-key.ts'
import type { SystemVault } from './system-vault.ts'

type Ports = {
  vault: SystemVault
  random(size: number): Uint8Array
  /** What a try costs. Absent: what it must. */
  secretCost?: SecretSlot['cost']
}

/** About 80 ms and 32 MB a try on an office machine. */
const COST: SecretSlot['cost'] = { n: 32_768, r: 8, p: 1 }
const PEPPER_BYTES = 32
const MEMORY_LIMIT_BYTES = 128 * 1_048_576
/** After so many wrong ones in a row nothing opens the profile here but a sign-in at the server. */
export const TRIES = 5

export type SecretKind = SecretSlot['secret']
export type SecretTry =
  | { is: 'right'; key: Uint8Array }
  | { is: 'wrong'; triesLeft: number }
  /** There is none of this kind (any more). */
  | { is: 'none' }
  /** The system's keyring does not give out what belongs to it: nothing was looked at, and no try counts. */
  | { is: 'no-keyring' }

const boundTo = (profileId: string, secret: SecretKind): string => `secret|${secret}|${profileId}`

/** A slot that opens with a PIN or a password, together with what only this system can unwrap. */
export async function makeSecretSlot(
  ports: Ports,
  profileId: string,
  secret: SecretKind,
  text: string,
  key: Uint8Array,
): Promise<SecretSlot> {
  const salt = ports.random(16)
  const pepper = (await ports.vault.protects()) ? ports.random(PEPPER_BYTES) : null
  const cost = ports.secretCost ?? COST
  const by = await derive(text, salt, cost, pepper)
  const bound = boundTo(profileId, secret)
  const own = ports.random(32)
  const sealed = sealKey(own, by, bound, ports.random(12))
  const inner = innerOf(ports, bound, own, key)
  own.fill(0)
  return {
    kind: 'secret',
    secret,
    salt: base64(salt),
    cost,
    pepper: pepper === null ? null : base64(await ports.vault.wrap(base64(pepper))),
    sealed,
    inner,
    failed: 0,
  }
}

const innerOf = (ports: Pick<Ports, 'random'>, bound: string, own: Uint8Array, key: Uint8Array) => ({
  key: sealKey(key, own, `${bound}|key`, ports.random(12)),
  opener: sealKey(own, key, `${bound}|opener`, ports.random(12)),
})

/**
 * The slots as they open another key, with the same secrets. Null: one of them is of a kind that needs its secret for that; it is
 * made anew when it is next typed in.
 */
export function moveSecrets(
  ports: Pick<Ports, 'random'>,
  profileId: string,
  slots: readonly SecretSlot[],
  from: Uint8Array,
  to: Uint8Array,
): SecretSlot[] | null {
  const moved = slots.flatMap((slot): SecretSlot[] => {
    const bound = boundTo(profileId, slot.secret)
    const own = slot.inner === undefined ? null : openKey(slot.inner.opener, from, `${bound}|opener`)
    if (own === null) return []
    const inner = innerOf(ports, bound, own, to)
    own.fill(0)
    return [{ ...slot, inner }]
  })
  return moved.length === slots.length ? moved : null
}

/** The secrets among the slots of a key. */
export async function secretSlotsOf(shelf: KeyShelf): Promise<SecretSlot[]> {
  const kept = await shelf.read()
  return kept.state === 'good' ? kept.value.slots.filter((each) => each.kind === 'secret') : []
}

/** Puts a slot in the place of the one of its kind. */
export async function keepSecretSlot(shelf: KeyShelf, facts: KeyFacts, slot: SecretSlot): Promise<void> {
  const kept = await shelf.read()
  if (kept.state === 'damaged') throw new Error('The key file of this profile is damaged.')
  const others = kept.state === 'good' ? kept.value.slots.filter((each) => !isSecret(each, slot.secret)) : []
  await shelf.write(keyFileOf(facts, [...others, slot]))
}

/** Which secrets open this profile, and how many wrong tries each has left. */
export async function secretsOf(shelf: KeyShelf): Promise<Partial<Record<SecretKind, number>>> {
  const slots = await secretSlotsOf(shelf)
  return Object.fromEntries(slots.map(({ secret, failed }) => [secret, TRIES - failed]))
}

/** Tries a secret. The try is counted on the disk before it is looked at; the last wrong one takes every secret slot with it. */
export async function trySecret(
  ports: Ports,
  shelf: KeyShelf,
  profileId: string,
  secret: SecretKind,
  text: string,
): Promise<SecretTry> {
  const kept = await shelf.read()
  const slot = kept.state === 'good' ? kept.value.slots.find((each) => isSecret(each, secret)) : undefined
  if (kept.state !== 'good' || slot?.kind !== 'secret') return { is: 'none' }
  const pepper = await pepperOf(ports, slot)
  if (pepper === 'not given') return { is: 'no-keyring' }
  const write = (failed: number): Promise<void> => keepSecretSlot(shelf, factsOf(kept.value), { ...slot, failed })
  const failed = slot.failed + 1
  if (failed <= TRIES) {
    await write(failed)
    const by = await derive(text, Buffer.from(slot.salt, 'base64'), slot.cost, pepper)
    const key = openedBy(slot, by, boundTo(profileId, slot.secret))
    if (key !== null) {
      const isOld = slot.inner === undefined
      if (isOld)
        await keepSecretSlot(shelf, factsOf(kept.value), await makeSecretSlot(ports, profileId, secret, text, key))
      else await write(0)
      return { is: 'right', key }
    }
  }
  if (failed >= TRIES) await dropSecrets(shelf)
  return { is: 'wrong', triesLeft: Math.max(0, TRIES - failed) }
}

/** From now on only the sign-in at the server, or the system's keyring behind it, leads to the key. */
export async function dropSecrets(shelf: KeyShelf, only?: SecretKind): Promise<void> {
  const kept = await shelf.read()
  if (kept.state !== 'good') return
  const slots = kept.value.slots.filter(
    (each) => each.kind !== 'secret' || (only !== undefined && each.secret !== only),
  )
  if (slots.length === 0) await shelf.destroy()
  else await shelf.write({ ...kept.value, slots })
}

async function pepperOf({ vault }: Ports, { pepper }: SecretSlot): Promise<Uint8Array | null | 'not given'> {
  if (pepper === null) return null
  try {
    const bytes = Buffer.from((await vault.unwrap(Buffer.from(pepper, 'base64'))).secret, 'base64')
    // Another keyring's key may open it to noise.
    return bytes.length === PEPPER_BYTES ? bytes : 'not given'
  } catch {
    return 'not given'
  }
}

const isSecret = (slot: { kind: string }, secret: SecretKind): boolean =>
  slot.kind === 'secret' && (slot as SecretSlot).secret === secret
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

async function derive(
  text: string,
  salt: Uint8Array,
  { n, r, p }: SecretSlot['cost'],
  pepper: Uint8Array | null,
): Promise<Uint8Array> {
  const stretched = await new Promise<Buffer>((done, failed) =>
    scrypt(text.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: MEMORY_LIMIT_BYTES }, (error, bytes) =>
      error === null ? done(bytes) : failed(error),
    ),
  )
  return pepper === null ? stretched : Buffer.concat([stretched, pepper])
}

function openedBy(slot: SecretSlot, by: Uint8Array, bound: string): Uint8Array | null {
  const opened = openKey(slot.sealed, by, bound)
  if (opened === null || slot.inner === undefined) return opened
  return openKey(slot.inner.key, opened, `${bound}|key`)
}
