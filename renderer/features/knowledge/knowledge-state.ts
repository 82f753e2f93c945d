import { create } from 'zustand'
import type { ArticleId, CaseId } from '../../../domain/kernel/ids.ts'

/** Where the agent is in the knowledge beside one case. */
export type Place = {
  query: string
  /** The article that Enter inserts. Null: the first one. */
  activeId: ArticleId | null
  /** The article that is open for reading. Null: the list is shown. */
  readingId: ArticleId | null
}

const START: Place = { query: '', activeId: null, readingId: null }

type Places = { places: ReadonlyMap<CaseId | null, Place>; move(caseId: CaseId | null, to: Partial<Place>): void }

/** Lives as long as the window: going to another case and back loses nothing. */
const usePlaces = create<Places>((set) => ({
  places: new Map(),
  move: (caseId, to) =>
    set(({ places }) => ({ places: new Map(places).set(caseId, { ...(places.get(caseId) ?? START), ...to }) })),
}))

export function usePlace(caseId: CaseId | null): [Place, (to: Partial<Place>) => void] {
  const place = usePlaces((state) => state.places.get(caseId)) ?? START
  const move = usePlaces((state) => state.move)
  return [place, (to) => move(caseId, to)]
}

/** Opens an article in the knowledge beside a case, wherever that stood; null: no case is open. */
export const readInKnowledge = (caseId: CaseId | null, id: ArticleId): void =>
  usePlaces.getState().move(caseId, { activeId: id, readingId: id })
