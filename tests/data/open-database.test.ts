import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../renderer/data/dexie/open-database.ts'
import { NewerStoreError } from '../../renderer/data/store-port.ts'

const settled = <Value>(request: IDBRequest<Value>) =>
  new Promise<Value>((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })

function someDisk() {
  const factory = new IDBFactory()
  let made = 0
  const make = (version: number) => async () => {
    made++
    const request = factory.open('store', version)
    request.onupgradeneeded = () => request.result.createObjectStore(`table-${version}`)
    ;(await settled(request)).close()
  }
  const open = (version: number) => openDatabase(factory, 'store', version, make(version))
  return { factory, open, made: () => made }
}

describe('a database', () => {
  it('is made where there is none or an older one, and only there', async () => {
    const disk = someDisk()
    ;(await disk.open(10)).close()
    ;(await disk.open(10)).close()
    expect(disk.made()).toBe(1)
    const later = await disk.open(20)
    expect(disk.made()).toBe(2)
    expect([...(await later.open()).objectStoreNames]).toEqual(['table-10', 'table-20'])
  })

  it('is opened again where the browser closed it, and never where we did', async () => {
    const disk = someDisk()
    const database = await disk.open(10)
    const first = await database.open()
    expect(await database.open()).toBe(first)
    forceCloseDatabase(first as never)
    const second = await database.open()
    expect(second).not.toBe(first)
    expect([...second.transaction('table-10').objectStoreNames]).toEqual(['table-10'])
    database.close()
    await expect(database.open()).rejects.toThrow('has been closed')
  })

  it('lets a newer version of the desk have it, and leaves it alone from then on', async () => {
    const disk = someDisk()
    const old = await disk.open(10)
    ;(await disk.open(20)).close()
    await expect(old.open()).rejects.toBeInstanceOf(NewerStoreError)
    expect(disk.made()).toBe(2)
  })

  it('that could not be made says so, instead of being made for ever', async () => {
    const { factory } = someDisk()
    await expect(openDatabase(factory, 'store', 10, async () => undefined)).rejects.toThrow('not brought to version 10')
    expect(await factory.databases()).toEqual([])
  })
})
