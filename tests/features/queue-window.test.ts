import { describe, expect, it } from 'vitest'
import type { GridPart } from '../../renderer/kit/row-window.ts'
import { drawnRows, placeParts, ROW_PX, rowAfterKey, scrollToShow, TITLE_PX } from '../../renderer/kit/row-window.ts'

const part = (id: string, count: number): GridPart => ({
  id,
  title: id,
  ids: Array.from({ length: count }, (_, at) => `${id}-${at}`),
})

describe('a list of 2,500 rows in three parts', () => {
  const { parts, height, rowCount } = placeParts([part('mine', 40), part('orders', 2_400), part('held', 60)])

  it('is as long as all its rows and titles', () => {
    expect(height).toBe(2_500 * ROW_PX + 3 * TITLE_PX)
    expect(rowCount).toBe(2_500)
    expect(parts.map(({ top, firstIndex }) => ({ top, firstIndex }))).toEqual([
      { top: 0, firstIndex: 0 },
      { top: TITLE_PX + 40 * ROW_PX, firstIndex: 40 },
      { top: 2 * TITLE_PX + 2_440 * ROW_PX, firstIndex: 2_440 },
    ])
  })

  it('draws few rows, and every row that is on the screen, wherever it is scrolled to', () => {
    for (let top = 0; top <= height - 600; top += 97) {
      let drawn = 0
      for (const each of parts) {
        const [from, to] = drawnRows(each, top, 600)
        drawn += Math.max(0, to - from)
        for (let row = 0; row < each.ids.length; row++) {
          const rowTop = each.top + TITLE_PX + row * ROW_PX
          if (rowTop + ROW_PX > top && rowTop < top + 600 && (row < from || row >= to)) {
            throw new Error(`At ${top} the row ${row} of ${each.id} is seen and not drawn.`)
          }
        }
      }
      expect(drawn).toBeLessThanOrEqual(40)
    }
  })
})

describe('a row that gets the focus', () => {
  it('is brought into sight by the shortest way, below the title that stays', () => {
    expect(scrollToShow(1_000, 500, 600)).toBe(500)
    expect(scrollToShow(1_100, 500, 600)).toBe(1_100 + ROW_PX - 600)
    expect(scrollToShow(510, 500, 600)).toBe(510 - TITLE_PX)
    expect(scrollToShow(TITLE_PX, 500, 600)).toBe(0)
  })
  it('follows the keys and stops at both ends', () => {
    const from = (key: string, at: number) => rowAfterKey(key, at, 100, 610)
    expect([from('ArrowDown', 4), from('ArrowUp', 4), from('Home', 4), from('End', 4)]).toEqual([5, 3, 0, 99])
    expect([from('PageDown', 4), from('PageUp', 20)]).toEqual([13, 11])
    expect([from('ArrowUp', 0), from('ArrowDown', 99), from('PageDown', 95), from('PageUp', 3)]).toEqual([0, 99, 99, 0])
    expect([from('a', 4), rowAfterKey('ArrowDown', 0, 0, 610)]).toEqual([null, null])
  })
})
