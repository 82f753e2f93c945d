import { describe, expect, it } from 'vitest'
import { emptyClipboard } from '../../electron/gate/empty-clipboard.ts'

/** A clipboard that writes down what was cleared, as the Electrons before and after the change have it. */
function clipboards(isNew: boolean) {
  const cleared: string[] = []
  const clear = (type?: 'selection') => void cleared.push(type ?? 'clipboard')
  return isNew ? { cleared, clear: () => clear(), selection: { clear: () => clear('selection') } } : { cleared, clear }
}

describe('whoever leaves the desk', () => {
  it.each([
    [false, 'linux', ['clipboard', 'selection']],
    [true, 'linux', ['clipboard', 'selection']],
    [false, 'win32', ['clipboard']],
    [true, 'darwin', ['clipboard']],
  ] as const)('leaves nothing copied or marked (newer Electron: %s, %s)', (isNew, platform, all) => {
    const some = clipboards(isNew)
    emptyClipboard(some, platform)
    expect(some.cleared).toEqual(all)
  })
})
