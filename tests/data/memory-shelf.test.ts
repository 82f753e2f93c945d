import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { KeepError } from '../../renderer/data/store-port.ts'
import { describeStore } from './store-port.contract.ts'

describeStore('memory', () => {
  let isFull = false
  const shelf = openMemoryShelf({
    beforeCommit() {
      if (isFull) throw new KeepError('disk-full', null)
    },
  })
  return {
    // It dies with the process; opening it again is the same one.
    open: async () => shelf,
    failNextWrite: (afterValues) => (isFull = afterValues === 0),
    hasMiddle: false,
  }
})
