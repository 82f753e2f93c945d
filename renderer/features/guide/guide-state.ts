import { create } from 'zustand'
import type { CaseId, GuideRunId, MessageId } from '../../../domain/kernel/ids.ts'

/** Which of a case's guides is on the screen. */
export type GuidePlace = {
  /** Null: the running one begun last, or the list where none runs. */
  shows: 'list' | GuideRunId | null
  query: string
}

/** What of a run is not said yet. */
export type RunPlace = {
  /** The place of a step that is looked at again. Null: where the run stands. */
  lookAt: number | null
  /** Half-made answers by step. */
  given: Readonly<Record<string, { choiceId: string | null; text: string }>>
  /** The note as changed by the agent. Null: as drafted. */
  note: string | null
  takesReply: boolean
  takesNote: boolean
  /** Of the note, so that a second try adds no second one. */
  noteId: MessageId | null
}

const GUIDE_START: GuidePlace = { shows: null, query: '' }
const RUN_START: RunPlace = { lookAt: null, given: {}, note: null, takesReply: true, takesNote: true, noteId: null }

type Places = {
  cases: ReadonlyMap<CaseId, GuidePlace>
  runs: ReadonlyMap<GuideRunId, RunPlace>
  moveCase(id: CaseId, to: Partial<GuidePlace>): void
  moveRun(id: GuideRunId, to: (place: RunPlace) => Partial<RunPlace>): void
}

/** Lives as long as the window: going to another case and back loses no half-made choice. */
const usePlaces = create<Places>((set) => ({
  cases: new Map(),
  runs: new Map(),
  moveCase: (id, to) =>
    set(({ cases }) => ({ cases: new Map(cases).set(id, { ...(cases.get(id) ?? GUIDE_START), ...to }) })),
  moveRun: (id, to) =>
    set(({ runs }) => {
      const place = runs.get(id) ?? RUN_START
      return { runs: new Map(runs).set(id, { ...place, ...to(place) }) }
    }),
}))

export function useGuidePlace(id: CaseId): [GuidePlace, (to: Partial<GuidePlace>) => void] {
  const place = usePlaces((state) => state.cases.get(id)) ?? GUIDE_START
  const move = usePlaces((state) => state.moveCase)
  return [place, (to) => move(id, to)]
}

type MoveRun = (to: Partial<RunPlace> | ((place: RunPlace) => Partial<RunPlace>)) => void

/** With a function it moves on from what holds by then, not from what was on the screen. */
export function useRunPlace(id: GuideRunId): [RunPlace, MoveRun] {
  const place = usePlaces((state) => state.runs.get(id)) ?? RUN_START
  const move = usePlaces((state) => state.moveRun)
  return [place, (to) => move(id, typeof to === 'function' ? to : () => to)]
}

/**
 * After the answer to a step is kept. The agent may have gone on by then: what is half-made at other steps stays, and
 * whoever has turned to another step stays there.
 */
export function afterAnswer({ given, lookAt }: RunPlace, stepId: string, lookedAt: number | null): Partial<RunPlace> {
  const { [stepId]: _said, ...stillOpen } = given
  return { given: stillOpen, lookAt: lookAt === lookedAt ? null : lookAt }
}
