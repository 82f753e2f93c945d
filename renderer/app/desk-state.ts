import { create } from 'zustand'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { Asking, SideTab } from '../deps/go.ts'
import type { Tabs } from './tabs.ts'
import { closeTab, noTabs, openTab } from './tabs.ts'

/** What lies over the side column. */
export type Panel = 'outbox' | 'promises'
/** What lies over the desk until it is closed. */
export type Over = 'palette' | 'settings' | 'keys' | 'recorded' | 'disputes' | 'team-blocks' | 'exercise'
/** The one column that a narrow window shows. */
export type Column = 'queue' | 'case' | 'side'

/** A message that is to come into view in its case. */
export type Sought = { caseId: CaseId; messageId: MessageId }

/** What this window shows. Of it only the tabs outlive the window. */
type DeskState = {
  tabs: Tabs
  /** A case that wants a tab while all are taken. */
  wantsTab: CaseId | null
  /** The message that was asked for last; a new object asks again. */
  sought: Sought | null
  panel: Panel | null
  /** The agent's numbers stand where queue and cases do; these stay as they are behind them. */
  isNumbersShown: boolean
  over: Over | null
  asking: Asking | null
  isSigningInAgain: boolean
  /** Null: as the width of the window has it. */
  isSideShown: boolean | null
  column: Column
  /** The tool that stands where no case is open. Null: none. */
  looseSide: SideTab | null
  openCase(id: CaseId): void
  seekMessage(sought: Sought | null): void
  closeCase(id: CaseId): void
  showTabs(tabs: Tabs): void
  forgetWanted(): void
  showPanel(panel: Panel | null): void
  showNumbers(isShown: boolean): void
  showOver(over: Over | null): void
  ask(asking: Asking | null): void
  showSignInAgain(isOpen: boolean): void
  showSide(isShown: boolean): void
  showTool(tab: SideTab): void
  showColumn(column: Column): void
  /** Another agent starts with nothing open. */
  clear(): void
}

const nothing = {
  tabs: noTabs,
  wantsTab: null,
  sought: null,
  panel: null,
  isNumbersShown: false,
  over: null,
  asking: null,
  isSigningInAgain: false,
  isSideShown: null,
  column: 'queue',
  looseSide: null,
} as const

export const useDeskState = create<DeskState>()((set) => ({
  ...nothing,
  openCase: (id) =>
    set(({ tabs }) => {
      const opened = openTab(tabs, id)
      if (opened === null) return { wantsTab: id }
      return { tabs: opened, column: 'case', wantsTab: null, isNumbersShown: false }
    }),
  seekMessage: (sought) => set({ sought }),
  closeCase: (id) =>
    set(({ tabs, column }) => {
      const left = closeTab(tabs, id)
      return { tabs: left, column: left.openId === null ? 'queue' : column }
    }),
  showTabs: (tabs) => set({ tabs }),
  forgetWanted: () => set({ wantsTab: null }),
  showPanel: (panel) =>
    set(({ column, isNumbersShown }) => ({
      panel,
      column: panel === null ? (column === 'side' ? 'case' : column) : 'side',
      isNumbersShown: panel === null && isNumbersShown,
    })),
  showNumbers: (isNumbersShown) => set({ isNumbersShown }),
  showOver: (over) => set({ over }),
  ask: (asking) => set({ asking }),
  showSignInAgain: (isSigningInAgain) => set({ isSigningInAgain }),
  showSide: (isSideShown) => set({ isNumbersShown: false, isSideShown, column: isSideShown ? 'side' : 'case' }),
  showTool: (tab) =>
    set(({ tabs }) => ({
      panel: null,
      isNumbersShown: false,
      isSideShown: true,
      column: 'side',
      ...(tabs.openId === null
        ? { looseSide: tab }
        : { tabs: { ...tabs, side: { ...tabs.side, [tabs.openId]: tab } } }),
    })),
  showColumn: (column) => set({ column, isNumbersShown: false }),
  clear: () => set(nothing),
}))
