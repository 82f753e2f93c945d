import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { MenuPart } from './overlay.tsx'
import { MenuOver } from './overlay.tsx'
import type { GridPart, PlacedPart } from './row-window.ts'
import { drawnRows, placeParts, ROW_PX, rowAfterKey, scrollToShow, TITLE_PX } from './row-window.ts'

type Props = {
  label: string
  parts: readonly GridPart[]
  openId: string | null
  onOpen: (id: string) => void
  /** All that the row shows, in words. */
  nameOf: (id: string) => string
  draw: (id: string) => ReactNode
  /** The row that is pointed at or has the focus; null: none. */
  onAttend?: (id: string | null) => void
  /** The element that explains the row attended to. */
  describedBy?: string
  menu?: { labelOf: (id: string) => string; partsOf: (id: string) => MenuPart[] }
}

/**
 * A grid of rows in titled groups: arrows move, Enter or a press opens, Shift+F10 opens the row's menu. Only the rows
 * near what is seen are drawn, and the one that has the focus, so that thousands cost no more than twenty.
 */
export function RowGrid(props: Props) {
  const { parts, openId, onOpen, onAttend, menu } = props
  const { parts: placed, height, rowCount } = useMemo(() => placeParts(parts), [parts])
  const ids = useMemo(() => placed.flatMap((part) => part.ids), [placed])
  const [seen, setSeen] = useState({ top: 0, height: 800 })
  const [active, setActive] = useState<{ id: string; at: number } | null>(null)
  const [menuFor, setMenuFor] = useState<string | null>(null)
  const grid = useRef<HTMLDivElement>(null)
  const menuAt = useRef<Element | null>(null)
  const focus = useRef({ isHere: false, wanted: false })

  // Where Tab comes in: where the agent last was, or where that row was before it went; else at the open case or the top.
  const known = ids.indexOf(active === null ? (openId ?? '') : active.id)
  const stopAt = known >= 0 ? known : Math.max(0, Math.min(active?.at ?? 0, ids.length - 1))
  const stopId = ids[stopAt] ?? null

  useLayoutEffect(() => {
    const box = grid.current
    if (box === null) return
    const watch = new ResizeObserver(() => setSeen((was) => ({ ...was, height: box.clientHeight })))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useLayoutEffect(() => {
    const box = grid.current
    // The row that had the focus left the list: its neighbour takes over, so that the keys go on working.
    const isLost = focus.current.isHere && document.activeElement === document.body
    if (box === null || stopId === null || !(focus.current.wanted || isLost)) return
    focus.current.wanted = false
    const part = placed.find((each) => stopAt < each.firstIndex + each.ids.length)
    if (part === undefined) return
    const rowTop = part.top + TITLE_PX + (stopAt - part.firstIndex) * ROW_PX
    box.scrollTop = scrollToShow(rowTop, box.scrollTop, box.clientHeight)
    box.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true })
  })

  const openMenu = (row: Element) => {
    const id = row.getAttribute('data-id')
    if (menu === undefined || id === null) return
    menuAt.current = row
    setMenuFor(id)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || stopId === null) return
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    const next = event.shiftKey ? null : rowAfterKey(event.key, stopAt, rowCount, seen.height)
    if (isMenuKey) openMenu(event.currentTarget.querySelector('[role="row"][tabindex="0"]') ?? event.currentTarget)
    else if (event.key === 'Enter' || event.key === ' ') onOpen(stopId)
    else if (next !== null) {
      focus.current.wanted = true
      setActive({ id: ids[next] ?? '', at: next })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const rowOf = (event: { target: EventTarget }) => (event.target as Element).closest<HTMLElement>('[role="row"]')
  const attend = (row: HTMLElement | null) => onAttend?.(row?.getAttribute('data-id') ?? null)

  const drawRow = (part: PlacedPart, index: number) => {
    const id = part.ids[index] as string
    const isStop = id === stopId
    return (
      <div
        key={id}
        role="row"
        className="queue-row"
        data-id={id}
        aria-label={props.nameOf(id)}
        aria-rowindex={part.firstIndex + index + 1}
        aria-selected={id === openId}
        aria-describedby={isStop ? props.describedBy : undefined}
        data-selected={id === openId || undefined}
        tabIndex={isStop ? 0 : -1}
        style={{ insetBlockStart: TITLE_PX + index * ROW_PX, blockSize: ROW_PX }}
      >
        <div role="gridcell">{props.draw(id)}</div>
      </div>
    )
  }
  const drawPart = (part: PlacedPart) => {
    const [from, to] = drawnRows(part, seen.top, seen.height)
    const indexes = Array.from({ length: to - from }, (_, n) => from + n)
    const stop = stopAt - part.firstIndex
    if (stopId !== null && stop >= 0 && stop < part.ids.length && (stop < from || stop >= to)) indexes.push(stop)
    return (
      <div
        key={part.id}
        role="rowgroup"
        aria-label={part.title}
        className="row-group"
        style={{ blockSize: part.height }}
      >
        {/* The group carries the title as its name; a row that no key reaches would only be counted as a case. */}
        <div className="row-group-title" aria-hidden="true" style={{ blockSize: TITLE_PX }}>
          <span className="clip">{part.title}</span>
          <span className="figures">{part.ids.length}</span>
        </div>
        {indexes.map((index) => drawRow(part, index))}
      </div>
    )
  }

  return (
    <>
      <div
        ref={grid}
        role="grid"
        className="row-grid"
        aria-label={props.label}
        aria-rowcount={rowCount}
        onScroll={({ currentTarget: { scrollTop: top } }) => {
          // Drawn again only when a row comes in or goes.
          if (Math.floor(top / ROW_PX) !== Math.floor(seen.top / ROW_PX)) setSeen((was) => ({ ...was, top }))
        }}
        onKeyDown={press}
        onClick={(event) => {
          const id = rowOf(event)?.getAttribute('data-id')
          if (id) onOpen(id)
        }}
        onContextMenu={(event: MouseEvent) => {
          const row = rowOf(event)
          if (menu === undefined || row === null) return
          event.preventDefault()
          row.focus({ preventScroll: true })
          openMenu(row)
        }}
        onFocus={(event) => {
          const row = rowOf(event)
          focus.current.isHere = true
          const id = row?.getAttribute('data-id')
          if (id) setActive({ id, at: ids.indexOf(id) })
          attend(row)
        }}
        onBlur={(event) => {
          // A row that is taken away blurs to nothing: the focus is still ours to give to its neighbour.
          if (event.relatedTarget === null && !event.target.isConnected) return
          focus.current.isHere = false
          attend(null)
        }}
        onPointerOver={(event) => attend(rowOf(event))}
        onPointerLeave={() => attend(null)}
      >
        <div role="presentation" style={{ blockSize: height }}>
          {placed.map(drawPart)}
        </div>
      </div>
      {menu === undefined || menuFor === null ? null : (
        <MenuOver
          at={menuAt}
          label={menu.labelOf(menuFor)}
          parts={menu.partsOf(menuFor)}
          onClose={() => setMenuFor(null)}
        />
      )}
    </>
  )
}
