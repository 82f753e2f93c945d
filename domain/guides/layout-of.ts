import type { GuideSteps, WayOn } from './steps-of.ts'
import { stepOf, waysFrom } from './steps-of.ts'

/** A place in the picture of a guide's branches. Both count from 0. */
export type Place = { column: number; row: number }
/** A step in the picture. */
export type LayoutNode = Place & { stepId: string }
/** A line of the picture. `via`: places it passes on its way, one in each column between its ends. */
export type LayoutEdge = { from: string; to: string; choiceId: string | null; isForbidden: boolean; via: Place[] }
/** The picture: every way leads from a column to a later one. */
export type Layout = { nodes: LayoutNode[]; edges: LayoutEdge[]; columns: number; rows: number }

type Drawn = WayOn & { index: number }

/** Ways that can be drawn: from what the start reaches, to steps there are, without those that lead back. */
function drawnWays(guide: GuideSteps): { order: string[]; ways: Drawn[] } {
  const order: string[] = []
  const ways: Drawn[] = []
  const open = new Set<string>()
  const visit = (stepId: string) => {
    const step = stepOf(guide, stepId)
    if (step === null || order.includes(stepId)) return
    order.push(stepId)
    open.add(stepId)
    waysFrom(step).forEach((way, index) => {
      if (stepOf(guide, way.to) === null || open.has(way.to)) return
      visit(way.to)
      ways.push({ ...way, index })
    })
    open.delete(stepId)
  }
  visit(guide.start)
  return { order, ways }
}

/** The column of each step: the length of the longest way to it. */
function columnsOf(order: readonly string[], ways: readonly Drawn[]): Map<string, number> {
  const column = new Map(order.map((stepId) => [stepId, 0]))
  for (let isMoved = true; isMoved; ) {
    isMoved = false
    for (const way of ways) {
      const least = (column.get(way.from) ?? 0) + 1
      if ((column.get(way.to) ?? 0) >= least) continue
      column.set(way.to, least)
      isMoved = true
    }
  }
  return column
}

/** Sorts one column by the middle of what each place is joined to in the column beside it; ties keep their order. */
function sortBy(places: string[], joined: (place: string) => number[]): string[] {
  const middle = (place: string, at: number) => {
    const rows = joined(place)
    return rows.length === 0 ? at : rows.reduce((sum, row) => sum + row, 0) / rows.length
  }
  return places
    .map((place, at) => ({ place, at, key: middle(place, at) }))
    .sort((a, b) => a.key - b.key || a.at - b.at)
    .map((each) => each.place)
}

/** A layered picture of the branches, start on the left; the same for the same guide. Steps without a way to them are left out. */
export function layoutOf(guide: GuideSteps): Layout {
  const { order, ways } = drawnWays(guide)
  const column = columnsOf(order, ways)
  const at = (stepId: string) => column.get(stepId) ?? 0
  const columns: string[][] = Array.from(
    { length: Math.max(0, ...column.values()) + (order.length > 0 ? 1 : 0) },
    () => [],
  )
  for (const stepId of order) columns[at(stepId)]?.push(`step ${stepId}`)
  // A line over several columns holds a row free in each, so that it runs through no step.
  const links: [string, string][] = []
  const passes = ways.map((way) => {
    const between: string[] = []
    for (let each = at(way.from) + 1; each < at(way.to); each += 1) between.push(`way ${way.from} ${way.index} ${each}`)
    between.forEach((place, index) => columns[at(way.from) + 1 + index]?.push(place))
    const chain = [`step ${way.from}`, ...between, `step ${way.to}`]
    for (let each = 1; each < chain.length; each += 1) links.push([chain[each - 1] ?? '', chain[each] ?? ''])
    return between
  })
  const row = new Map<string, number>()
  const number = (places: string[]) => places.forEach((place, index) => row.set(place, index))
  columns.forEach(number)
  for (const sweep of ['right', 'left', 'right', 'left'] as const) {
    const indices = columns.map((_, index) => index)
    for (const index of sweep === 'right' ? indices : indices.reverse()) {
      const joined = (place: string) =>
        links.flatMap(([from, to]) => {
          const other = sweep === 'right' ? (to === place ? from : null) : from === place ? to : null
          return other === null ? [] : [row.get(other) ?? 0]
        })
      columns[index] = sortBy(columns[index] ?? [], joined)
      number(columns[index] ?? [])
    }
  }
  const placeOf = (place: string, inColumn: number): Place => ({ column: inColumn, row: row.get(place) ?? 0 })
  return {
    nodes: order.map((stepId) => ({ stepId, ...placeOf(`step ${stepId}`, at(stepId)) })),
    edges: ways.map((way, index) => ({
      from: way.from,
      to: way.to,
      choiceId: way.choice?.id ?? null,
      isForbidden: way.isForbidden,
      via: (passes[index] ?? []).map((place, passed) => placeOf(place, at(way.from) + 1 + passed)),
    })),
    columns: columns.length,
    rows: Math.max(0, ...columns.map((places) => places.length)),
  }
}
