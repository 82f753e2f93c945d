import { createHash } from 'node:crypto'
import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { DEFLATE_WORDS } from '../../renderer/data/deflate-words.ts'
import { makeSealer, type Sealed } from '../../renderer/data/seal.ts'

const storeKey = new Uint8Array(32).fill(7)
const sealerOf = (key = storeKey, profileId = 'profile0001') => makeSealer(crypto, 'k1', key, profileId)
const hmacOf = async (key: Uint8Array<ArrayBuffer>, text: string) => {
  const mac = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', mac, new TextEncoder().encode(text)))
  return Buffer.from(bytes.subarray(0, 12)).toString('hex')
}
/** As values were sealed before rows had a key of their own. */
async function sealedBefore(place: string, value: unknown): Promise<Sealed> {
  const key = await crypto.subtle.importKey('raw', storeKey, 'AES-GCM', false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(`${place}|1|profile0001`)
  const plain = new TextEncoder().encode(JSON.stringify(value))
  return {
    c: 'aes-256-gcm',
    k: 'k1',
    iv,
    ct: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain),
  }
}

it('a key that was zeroed seals nothing', async () => {
  await expect(sealerOf(new Uint8Array(32))).rejects.toThrow('The key of the local store is empty')
})

describe('a sealed value', () => {
  it('opens in its place with its key, and nowhere else', async () => {
    const sealer = await sealerOf()
    const sealed = await sealer.seal('rows|a', { text: 'hello' })
    expect(await sealer.open('rows|a', sealed)).toEqual({ text: 'hello' })
    expect(await sealer.open('rows|b', sealed)).toBeUndefined()
    expect(await (await sealerOf(storeKey, 'profile0002')).open('rows|a', sealed)).toBeUndefined()
    expect(await (await sealerOf(new Uint8Array(32).fill(8))).open('rows|a', sealed)).toBeUndefined()
  })

  it('takes a third of the room where it is to stay, and opens like any other', async () => {
    const sealer = await sealerOf()
    const value = Array.from({ length: 100 }, (_, at) => ({ id: `case-${at}`, subject: 'Where is my order?', at }))
    const small = await sealer.sealSmall('lists|a', value)
    expect(small.ct.byteLength * 3).toBeLessThan((await sealer.seal('lists|a', value)).ct.byteLength)
    expect(await sealer.open('lists|a', small)).toEqual(value)
    expect(await sealer.open('lists|b', small)).toBeUndefined()
    // Whoever changes what it is said to be opens nothing with that.
    expect(await sealer.open('lists|a', { ...small, c: 'aes-256-gcm/rows' })).toBeUndefined()
    const large = await sealer.seal('lists|a', value)
    expect(await sealer.open('lists|a', { ...large, c: 'aes-256-gcm/rows/deflate/1' })).toBeUndefined()
  })

  it('of before there were words to deflate with still opens', async () => {
    const sealer = await sealerOf()
    const value = { id: 'case-1', subject: 'Where is my order?' }
    const plain = new TextEncoder().encode(JSON.stringify(value))
    const old: Sealed = { ...(await sealer.sealBytes('lists|a', deflateSync(plain))), c: 'aes-256-gcm/rows/deflate' }
    expect(await sealer.open('lists|a', old)).toEqual(value)
    expect(await sealer.open('lists|a', { ...old, c: 'aes-256-gcm/rows' })).toBeUndefined()
  })

  it('was deflated with words that never change: what lies on disks opens with just these', () => {
    expect(createHash('sha256').update(DEFLATE_WORDS).digest('hex')).toBe(
      'a449c10613656dc78318a0b3b0f77f5e1a9431819ef4ee4137729b35cf4f03e6',
    )
  })

  it('that is written down already is sealed as it is', async () => {
    const sealer = await sealerOf()
    const bytes = new TextEncoder().encode('{"t":"row"}\n')
    const sealed = await sealer.sealBytes('log lines|1', bytes.subarray(1, 4))
    expect(await sealer.openBytes('log lines|1', sealed)).toEqual(bytes.slice(1, 4))
    expect(await sealer.openBytes('log lines|2', sealed)).toBeUndefined()
  })

  it('is not sealed with the store key itself, nor is a blind index made with it', async () => {
    const sealer = await sealerOf()
    const { iv, ct } = await sealer.seal('rows|a', 1)
    // Whoever takes the new value for one of before opens it with the store key as it is.
    expect(await sealer.open('rows|a', { c: 'aes-256-gcm', k: 'k1', iv, ct })).toBeUndefined()
    expect(await sealer.blind('case-1')).not.toBe(await hmacOf(storeKey, 'index|case-1'))
    expect(await sealer.blind('case-1')).toBe(await (await sealerOf()).blind('case-1'))
  })

  it('of before rows had a key of their own still opens, and is sealed anew with theirs', async () => {
    const sealer = await sealerOf()
    const old = await sealedBefore('rows|a', { text: 'old' })
    const value = await sealer.open('rows|a', old)
    expect(value).toEqual({ text: 'old' })
    expect(await sealer.open('rows|b', old)).toBeUndefined()
    expect((await sealer.seal('rows|a', value)).c).toBe('aes-256-gcm/rows')
  })

  it('leaves the key of its caller to its caller to overwrite, and goes on without it', async () => {
    const given = new Uint8Array(storeKey)
    const sealer = await sealerOf(given)
    given.fill(0)
    expect(await (await sealerOf()).open('rows|a', await sealer.seal('rows|a', 1))).toBe(1)
  })
})
