import { create } from 'zustand'
import type { Figure } from '../../../domain/metrics/figure.ts'
import type { WorkingDay } from './working-days.ts'

/** A figure as it was when it was asked about: it must not change under whoever checks it. */
export type Audited = { figure: Figure; days: readonly WorkingDay[] /** "Today", "Mon 9 Mar", "4 weeks" */; of: string }

type NumbersState = { audited: Audited | null; show(audited: Audited | null): void }

/** Which figure is being audited. Null: none. */
export const useAudited = create<NumbersState>()((set) => ({
  audited: null,
  show: (audited) => set({ audited }),
}))
