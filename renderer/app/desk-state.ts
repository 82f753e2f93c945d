import { create } from 'zustand'
import type { CaseId } from '../../domain/kernel/ids.ts'

/** What this window shows. Nothing of it outlives the window. */
type DeskState = {
  openId: CaseId | null
  isOutboxOpen: boolean
  isSigningInAgain: boolean
  /** Null: as the width of the window has it. */
  isSideShown: boolean | null
  /** The one column that a narrow window shows. */
  column: 'queue' | 'case'
  openCase(id: CaseId): void
  showOutbox(isOpen: boolean): void
  showSignInAgain(isOpen: boolean): void
  showSide(isShown: boolean): void
  showColumn(column: 'queue' | 'case'): void
  /** Another agent starts with nothing open. */
  clear(): void
}

const nothing = {
  openId: null,
  isOutboxOpen: false,
  isSigningInAgain: false,
  isSideShown: null,
  column: 'queue',
} as const

export const useDeskState = create<DeskState>()((set) => ({
  ...nothing,
  openCase: (openId) => set({ openId, column: 'case' }),
  showOutbox: (isOutboxOpen) => set({ isOutboxOpen }),
  showSignInAgain: (isSigningInAgain) => set({ isSigningInAgain }),
  showSide: (isSideShown) => set({ isSideShown }),
  showColumn: (column) => set({ column }),
  clear: () => set(nothing),
}))
