import { NewerStoreError, type Shelf } from './store-port.ts'

/** A database that has not opened by then hangs: Chromium may wait for ever for a file that it cannot have. */
export const OPEN_TIMEOUT_MS = 5_000
const RETRIES = 3
/** A virus scanner or a dying process lets go of a file within moments. */
const RETRY_AFTER_MS = 250

export type OpenShelfPorts = {
  open(name: string): Promise<Shelf>
  /** Where values lie when no database opens at all. Null: nowhere, because nothing else would keep what the agent does. */
  openWithoutDisk: (() => Shelf) | null
  after(ms: number, run: () => void): () => void
  newId(): string
  report(error: unknown): void
}

export type OpenedShelf = {
  shelf: Shelf
  /** The database it lies in. */
  name: string
  /** found: as it was left, or made anew by Chromium. damaged: the one before does not open. unkept: none does. */
  state: 'found' | 'damaged' | 'unkept'
}

/** Opens the local database. One that does not open stays where it is, and an empty one is made beside it. Throws where none can be. */
export async function openShelf(ports: OpenShelfPorts, name: string): Promise<OpenedShelf> {
  for (let retries = 0; retries <= RETRIES; retries++) {
    if (retries > 0) await new Promise<void>((passed) => void ports.after(RETRY_AFTER_MS * retries, passed))
    const shelf = await openOnce(ports, name)
    if (shelf !== null) return { shelf, name, state: 'found' }
  }
  const another = `${name.replace(/\.[^.]*$/, '')}.${ports.newId()}`
  const rebuilt = await openOnce(ports, another)
  if (rebuilt !== null) return { shelf: rebuilt, name: another, state: 'damaged' }
  if (ports.openWithoutDisk === null) throw new Error(`The database ${name} does not open.`)
  return { shelf: ports.openWithoutDisk(), name, state: 'unkept' }
}

/** Null: it failed, or has not answered in time; should it still come, it is closed. */
export async function openOnce(
  ports: Pick<OpenShelfPorts, 'open' | 'after' | 'report'>,
  name: string,
): Promise<Shelf | null> {
  let isLate = false
  const opening = ports.open(name).then(
    (shelf) => {
      if (isLate) shelf.close()
      return shelf
    },
    (error: unknown) => {
      // Only a newer version of Evenkeel helps, and nothing may be touched until then.
      if (error instanceof NewerStoreError) throw error
      ports.report(error)
      return null
    },
  )
  let stop = () => {}
  const enough = new Promise<null>((resolve) => {
    stop = ports.after(OPEN_TIMEOUT_MS, () => {
      isLate = true
      ports.report(new Error(`The database ${name} has not opened in ${OPEN_TIMEOUT_MS} ms.`))
      resolve(null)
    })
  })
  const shelf = await Promise.race([opening, enough])
  stop()
  opening.catch(() => {})
  return shelf
}
