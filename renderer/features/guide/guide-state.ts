import { create } from 'zustand'
import type { CaseId, GuideRunId, MessageId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'
import { useFilled } from '../../deps/kept-form.ts'

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
  moveCase(id: CaseId, to: Partial<GuidePlace>): void
}

/** Lives as long as the window: going to another case and back finds the same guide. */
const usePlaces = create<Places>((set) => ({
  cases: new Map(),
  moveCase: (id, to) =>
    set(({ cases }) => ({ cases: new Map(cases).set(id, { ...(cases.get(id) ?? GUIDE_START), ...to }) })),
}))

export function useGuidePlace(id: CaseId): [GuidePlace, (to: Partial<GuidePlace>) => void] {
  const place = usePlaces((state) => state.cases.get(id)) ?? GUIDE_START
  const move = usePlaces((state) => state.moveCase)
  return [place, (to) => move(id, to)]
}

const keyOf = (id: GuideRunId) => `guide ${id}`

/** What is not said yet outlives the window, as drafts do. With a function it moves on from what holds by then. */
export function useRunPlace(id: GuideRunId) {
  const { forms } = useDeps()
  const placeOf = (kept: unknown): RunPlace => ({ ...RUN_START, ...(kept as Partial<RunPlace> | undefined) })
  const place = placeOf(useFilled(keyOf(id)))
  const now = () => placeOf(forms.get(keyOf(id)))
  return {
    place,
    move(to: Partial<RunPlace> | ((place: RunPlace) => Partial<RunPlace>)): void {
      const next = { ...now(), ...(typeof to === 'function' ? to(now()) : to) }
      forms.change(keyOf(id), isStart(next) ? undefined : next)
    },
    /** For `commit`: what stands here once the action is kept. Null: the run is over. */
    formsAfter: (change: Partial<RunPlace> | null): Readonly<Record<string, string | null>> => ({
      [keyOf(id)]: change === null ? null : JSON.stringify({ ...now(), ...change }),
    }),
    forget: () => forms.change(keyOf(id), undefined),
  }
}

const isStart = (place: RunPlace): boolean =>
  place.lookAt === null &&
  Object.keys(place.given).length === 0 &&
  place.note === null &&
  place.takesReply &&
  place.takesNote &&
  place.noteId === null

/**
 * After the answer to a step is kept. The agent may have gone on by then: what is half-made at other steps stays, and
 * whoever has turned to another step stays there.
 */
export function afterAnswer({ given, lookAt }: RunPlace, stepId: string, lookedAt: number | null): Partial<RunPlace> {
  const { [stepId]: _said, ...stillOpen } = given
  return { given: stillOpen, lookAt: lookAt === lookedAt ? null : lookAt }
}
