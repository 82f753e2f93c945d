import type { ReactNode } from 'react'
import { GridList, GridListHeader, GridListItem, GridListSection } from 'react-aria-components'

export type GridPart = { id: string; title: string; rows: { id: string; name: string; content: ReactNode }[] }

/** A grid of rows in titled groups: arrows move, Enter or a press opens. Each row's name says all that the row shows. */
export function RowGrid(props: {
  label: string
  parts: GridPart[]
  openId: string | null
  onOpen: (id: string) => void
}) {
  return (
    <GridList
      className="row-grid"
      aria-label={props.label}
      selectionMode="single"
      selectionBehavior="toggle"
      disallowEmptySelection
      selectedKeys={props.openId === null ? [] : [props.openId]}
      onSelectionChange={(keys) => {
        for (const id of keys === 'all' ? [] : keys) props.onOpen(String(id))
      }}
    >
      {props.parts.map((part) => (
        <GridListSection key={part.id} id={part.id} aria-label={part.title} className="row-group">
          {/* The group carries the title as its name; a row that no key reaches would only be counted as a case. */}
          <GridListHeader className="row-group-title" aria-hidden="true">
            <span>{part.title}</span>
            <span className="figures">{part.rows.length}</span>
          </GridListHeader>
          {part.rows.map((row) => (
            <GridListItem key={row.id} id={row.id} textValue={row.name} className="queue-row">
              {row.content}
            </GridListItem>
          ))}
        </GridListSection>
      ))}
    </GridList>
  )
}
