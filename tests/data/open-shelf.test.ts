import { describe, expect, it } from 'vitest'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { OPEN_TIMEOUT_MS, openShelf } from '../../renderer/data/open-shelf.ts'
import { NewerStoreError, type Shelf } from '../../renderer/data/store-port.ts'

type Answer = 'opens' | 'fails' | 'hangs' | 'is newer'

/** Databases that answer as told, one answer after the other, the last one for ever; time passes as soon as somebody waits. */
function disk(answers: Answer[], rebuilt: Answer[] = ['opens']) {
  const asked: string[] = []
  const closed: string[] = []
  const late: (() => void)[] = []
  let passedMs = 0
  const next = (name: string, from: Answer[]): Promise<Shelf> => {
    const shelf = { ...openMemoryShelf(), close: () => void closed.push(name) }
    const answer = from.length > 1 ? from.shift() : from[0]
    if (answer === 'opens') return Promise.resolve(shelf)
    if (answer === 'fails') return Promise.reject(new Error('Internal error opening backing store'))
    if (answer === 'is newer') return Promise.reject(new NewerStoreError(null))
    return new Promise((opens) => late.push(() => opens(shelf)))
  }
  const ports = {
    open(name: string) {
      asked.push(name)
      return next(name, name === 'desk' ? answers : rebuilt)
    },
    openWithoutDisk: openMemoryShelf as (() => Shelf) | null,
    after(ms: number, run: () => void) {
      let isStopped = false
      setImmediate(() => {
        if (isStopped) return
        passedMs += ms
        run()
      })
      return () => void (isStopped = true)
    },
    newId: () => 'again',
    report: () => {},
  }
  return { ports, asked, closed, late, passedMs: () => passedMs }
}

describe('a database that does not open at once', () => {
  it('is tried three times more before it is given up, whatever failed', async () => {
    const { ports, asked } = disk(['fails', 'fails', 'fails', 'opens'])
    expect(await openShelf(ports, 'desk')).toMatchObject({ name: 'desk', state: 'found' })
    expect(asked).toEqual(['desk', 'desk', 'desk', 'desk'])
  })

  it('is waited for five seconds each time, and closed if it opens only then', async () => {
    const { ports, closed, late, passedMs } = disk(['hangs', 'opens'])
    expect(await openShelf(ports, 'desk')).toMatchObject({ state: 'found' })
    expect(passedMs()).toBeGreaterThanOrEqual(OPEN_TIMEOUT_MS)
    for (const opens of late) opens()
    await new Promise((done) => setImmediate(done))
    expect(closed).toEqual(['desk'])
  })

  it('stays where it is, and an empty one is begun beside it', async () => {
    const { ports, asked } = disk(['fails'])
    expect(await openShelf(ports, 'desk')).toMatchObject({ name: 'desk.again', state: 'damaged' })
    expect(asked).toEqual(['desk', 'desk', 'desk', 'desk', 'desk.again'])
  })

  it('is replaced by a third one when the second breaks too, whose name does not grow', async () => {
    const { ports } = disk(['fails'])
    const opened = await openShelf(
      { ...ports, open: (name) => ports.open(name === 'desk.old' ? 'desk' : name) },
      'desk.old',
    )
    expect(opened.name).toBe('desk.again')
  })

  it('leaves a desk with a journal at work without any', async () => {
    const { ports } = disk(['hangs'], ['fails'])
    const opened = await openShelf(ports, 'desk')
    expect(opened).toMatchObject({ name: 'desk', state: 'unkept' })
    expect(await opened.shelf.version()).toBe(0)
  })

  it('is an error where nothing else would keep what the agent does', async () => {
    const { ports } = disk(['fails'], ['fails'])
    await expect(openShelf({ ...ports, openWithoutDisk: null }, 'desk')).rejects.toThrow('does not open')
  })

  it('of a newer version is asked once and nothing is begun beside it', async () => {
    const { ports, asked } = disk(['is newer'])
    await expect(openShelf(ports, 'desk')).rejects.toBeInstanceOf(NewerStoreError)
    expect(asked).toEqual(['desk'])
  })
})
