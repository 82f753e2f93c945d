import { NewerStoreError } from '../store-port.ts'

/** One connection to a database of IndexedDB. */
export type Database = {
  /** The connection; made anew where the browser closed it. Throws where `close` was called. */
  open(): Promise<IDBDatabase>
  close(): void
}

/**
 * Opens the database in the version that is given, which `make` makes of none or of an older one. Throws `NewerStoreError`
 * where a newer one lies there, which is not touched.
 */
export async function openDatabase(
  factory: IDBFactory,
  name: string,
  version: number,
  make: () => Promise<void>,
): Promise<Database> {
  let current: IDBDatabase | null = null
  let isOver = false
  let opening: Promise<IDBDatabase> | null = null

  async function connect(): Promise<IDBDatabase> {
    const found = await openAt(factory, name, version, make)
    const forget = () => {
      if (current === found) current = null
    }
    found.onclose = forget
    // Another version of the desk, or whoever removes it, waits for nothing else.
    found.onversionchange = () => {
      forget()
      found.close()
    }
    if (isOver) found.close()
    else current = found
    return found
  }

  await connect()
  return {
    async open() {
      if (isOver) throw new DOMException('The database has been closed.', 'InvalidStateError')
      if (current !== null) return current
      opening ??= connect().finally(() => (opening = null))
      return opening
    },
    close() {
      isOver = true
      current?.close()
    },
  }
}

async function openAt(
  factory: IDBFactory,
  name: string,
  version: number,
  make: () => Promise<void>,
): Promise<IDBDatabase> {
  for (let tries = 0; ; tries++) {
    const found = await openAsItIs(factory, name)
    if (found?.version === version) return found
    found?.close()
    if (found !== null && found.version > version) throw new NewerStoreError(null)
    if (tries > 0) throw new Error(`The database ${name} was not brought to version ${version}.`)
    await make()
  }
}

/** In whatever version. Null: there is none, and none is made. */
const openAsItIs = (factory: IDBFactory, name: string): Promise<IDBDatabase | null> =>
  new Promise((opened, failed) => {
    const request = factory.open(name)
    let isThere = true
    request.onupgradeneeded = () => {
      isThere = false
      request.transaction?.abort()
    }
    request.onsuccess = () => opened(request.result)
    request.onerror = () => (isThere ? failed(request.error) : opened(null))
  })
