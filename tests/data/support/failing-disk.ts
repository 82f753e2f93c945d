import { IDBObjectStore } from 'fake-indexeddb'

/** How many values IndexedDB itself still takes; everything above it is the real thing. */
export const disk = { valuesLeft: Number.POSITIVE_INFINITY }

/** Makes the disk fail where it takes a value. Returns the way to undo it. */
export function limitDisk(): () => void {
  const { put } = IDBObjectStore.prototype
  IDBObjectStore.prototype.put = function (...args: Parameters<typeof put>) {
    if (disk.valuesLeft-- <= 0) throw new DOMException('The disk is full.', 'QuotaExceededError')
    return put.apply(this, args)
  }
  return () => {
    IDBObjectStore.prototype.put = put
  }
}
