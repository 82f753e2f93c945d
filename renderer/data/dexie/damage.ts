import type { TableName } from '../store-port.ts'

export type Damaged = { table: TableName; id: string }
export type Damage = ReturnType<typeof noteDamage>

/** A block or a part of the log as it is named among what is damaged; an entity's key never begins like this. */
const PLACE = /^#(cases|lists|log|pages)\/(.*)$/s
export type DamagedPlace = { table: 'cases' | 'lists' | 'log' | 'pages'; id: string | number }
const NUMBER = /^\d+$/

export const nameOfPlace = ({ table, id }: DamagedPlace): string => `#${table}/${id}`
export function placeNamed(name: string): DamagedPlace | null {
  const [, table, id = ''] = PLACE.exec(name) ?? []
  if (table === undefined) return null
  return { table: table as DamagedPlace['table'], id: table !== 'lists' && NUMBER.test(id) ? Number(id) : id }
}

/** What could not be opened. Each writing of a value counts once; `places` lie there until they are removed. */
export function noteDamage() {
  const list: Damaged[] = []
  const known = new Set<string>()
  const places = new Set<string>()
  const note = (table: TableName, id: string, writing: number) => {
    const name = `${table}|${id}|${writing}`
    if (known.has(name)) return
    known.add(name)
    list.push({ table, id })
  }
  return {
    list,
    /** Damaged blocks and parts of the log, and rows that version 2 left, as they are named in the list. */
    places,
    note,
    notePlace(place: DamagedPlace, writing: number): void {
      places.add(nameOfPlace(place))
      note('rows', nameOfPlace(place), writing)
    },
  }
}
