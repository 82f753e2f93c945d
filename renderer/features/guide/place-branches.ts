import type { GuideRecord, GuideStep } from '../../../domain/guides/guide.ts'
import type { Place } from '../../../domain/guides/layout-of.ts'
import { layoutOf } from '../../../domain/guides/layout-of.ts'
import { pathOf } from '../../../domain/guides/path-of.ts'
import type { AnswerGiven } from '../../../domain/guides/steps-of.ts'
import { stepOf, waysFrom } from '../../../domain/guides/steps-of.ts'

/** A step's box. Pixels from the upper left corner. */
export type Box = { step: GuideStep; x: number; y: number; mark: 'done' | 'here' | 'ahead' }
/** A way's line. `words`: the choice; null where there is only one way on. */
export type Line = {
  key: string
  d: string
  words: string | null
  wordsAt: { x: number; y: number }
  isDone: boolean
  isForbidden: boolean
}
export type Drawing = { boxes: Box[]; lines: Line[]; width: number; height: number }

export const BOX = { width: 176, height: 44 } as const
/** Between two columns: `worded` where words stand on the lines. */
const GAP = { worded: 150, bare: 44, row: 16 } as const
/** Room between two lines that leave the same box, so that their words do not touch. */
const LINE_STEP = 18
const EDGE = 4

/** Where everything of the picture stands: steps in columns from left to right, the way of the run marked. */
export function placeBranches(guide: GuideRecord, answers: readonly AnswerGiven[]): Drawing {
  const layout = layoutOf(guide)
  const path = pathOf(guide, answers)
  const mostWays = Math.max(1, ...guide.steps.map((step) => waysFrom(step).length))
  const rowHeight = Math.max(BOX.height, mostWays * LINE_STEP) + GAP.row
  const columnOf = new Map(layout.nodes.map((node) => [node.stepId, node.column]))
  const worded = new Set(
    layout.edges.flatMap((edge) => (edge.choiceId === null ? [] : (columnOf.get(edge.from) ?? []))),
  )
  const gapAfter = (column: number) => (worded.has(column) ? GAP.worded : GAP.bare)
  const starts = [EDGE]
  for (let column = 0; column < layout.columns; column += 1)
    starts.push((starts[column] ?? EDGE) + BOX.width + gapAfter(column))
  const x = ({ column }: Place) => starts[column] ?? EDGE
  const middle = ({ row }: Place) => EDGE + row * rowHeight + rowHeight / 2
  const placeOf = new Map(layout.nodes.map((node) => [node.stepId, node]))
  const isOnPath = (stepId: string, choiceId: string | null) =>
    path.some(({ step, answer }) => step.id === stepId && answer !== null && answer.choiceId === choiceId)

  const boxes = layout.nodes.flatMap((node): Box[] => {
    const step = stepOf(guide, node.stepId)
    if (step === null) return []
    const at = path.find((each) => each.step.id === step.id)
    const mark = at === undefined ? 'ahead' : at.answer === null ? 'here' : 'done'
    return [{ step, x: x(node), y: middle(node) - BOX.height / 2, mark }]
  })
  const lines = layout.edges.flatMap((edge): Line[] => {
    const [from, to] = [placeOf.get(edge.from), placeOf.get(edge.to)]
    if (from === undefined || to === undefined) return []
    const beside = layout.edges.filter((each) => each.from === edge.from)
    const offset = (beside.indexOf(edge) - (beside.length - 1) / 2) * LINE_STEP
    const start = { x: x(from) + BOX.width, y: middle(from) + offset }
    // Straight while words stand on it, then over to the next column's row.
    const lead = { x: start.x + (worded.has(from.column) ? GAP.worded - GAP.bare : 0), y: start.y }
    const stops = [
      ...edge.via.map((place) => ({ x: x(place), y: middle(place), column: place.column })),
      { x: x(to), y: middle(to), column: null },
    ]
    let d = `M${start.x} ${start.y}H${lead.x}`
    let before = lead
    for (const stop of stops) {
      const bend = (before.x + stop.x) / 2
      d += `C${bend} ${before.y} ${bend} ${stop.y} ${stop.x} ${stop.y}`
      before = stop
      if (stop.column !== null) {
        before = { x: stop.x + BOX.width + gapAfter(stop.column) - GAP.bare, y: stop.y }
        d += `H${before.x}`
      }
    }
    const step = stepOf(guide, edge.from)
    const choice = step?.kind === 'choose' ? step.choices.find((each) => each.id === edge.choiceId) : undefined
    return [
      {
        key: `${edge.from} ${edge.choiceId ?? ''}`,
        d,
        words: choice?.words ?? null,
        wordsAt: { x: start.x + 6, y: start.y - 4 },
        isDone: isOnPath(edge.from, edge.choiceId),
        isForbidden: edge.isForbidden,
      },
    ]
  })
  return {
    boxes,
    lines,
    width: (starts[layout.columns - 1] ?? EDGE) + BOX.width + EDGE,
    height: layout.rows * rowHeight + 2 * EDGE,
  }
}
