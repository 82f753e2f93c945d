/** A titled group of rows, by the rows' ids. */
export type GridPart = { id: string; title: string; ids: readonly string[] }

/** Heights in px; `styles` draws with the same. */
export const ROW_PX = 58
export const TITLE_PX = 30
/** Rows kept drawn above and below what is seen, so that a quick scroll shows no hole. */
const SPARE_ROWS = 8

/** A part with where it lies and how many rows come before it. */
export type PlacedPart = GridPart & { top: number; height: number; firstIndex: number }

/** Where each part lies, one below the other. */
export function placeParts(parts: readonly GridPart[]): { parts: PlacedPart[]; height: number; rowCount: number } {
  let top = 0
  let firstIndex = 0
  const placed = parts.map((part) => {
    const height = TITLE_PX + part.ids.length * ROW_PX
    const here = { ...part, top, height, firstIndex }
    top += height
    firstIndex += part.ids.length
    return here
  })
  return { parts: placed, height: top, rowCount: firstIndex }
}

/** Which rows of a part are drawn while the stretch from `seenTop`, `seenHeight` long, is on the screen: from, to (not included). */
export function drawnRows(part: PlacedPart, seenTop: number, seenHeight: number): [from: number, to: number] {
  const rowsTop = part.top + TITLE_PX
  const clamp = (row: number) => Math.min(part.ids.length, Math.max(0, row))
  return [
    clamp(Math.floor((seenTop - rowsTop) / ROW_PX) - SPARE_ROWS),
    clamp(Math.ceil((seenTop + seenHeight - rowsTop) / ROW_PX) + SPARE_ROWS),
  ]
}

/** How far down to scroll so that a row is seen whole, below the title that stays at the top. */
export function scrollToShow(rowTop: number, seenTop: number, seenHeight: number): number {
  if (rowTop - TITLE_PX < seenTop) return Math.max(0, rowTop - TITLE_PX)
  return rowTop + ROW_PX > seenTop + seenHeight ? rowTop + ROW_PX - seenHeight : seenTop
}

/** Where a key leads from a row of the list. Null: it is no key of the list. */
export function rowAfterKey(key: string, at: number, count: number, seenHeight: number): number | null {
  const page = Math.max(1, Math.floor((seenHeight - TITLE_PX) / ROW_PX) - 1)
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }
  const wanted = steps[key]
  return wanted === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, wanted))
}
