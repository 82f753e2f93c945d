import type { CaseId } from '../../domain/kernel/ids.ts'
import type { SideTab } from '../deps/go.ts'
import { SIDE_TABS } from '../deps/go.ts'

/** As many cases as can be told apart at a glance. */
export const MAX_TABS = 12

/** The cases that are open side by side, and what stands beside each. */
export type Tabs = {
  ids: readonly CaseId[]
  openId: CaseId | null
  /** The tool beside each case. Absent: the customer. */
  side: Readonly<Record<string, SideTab>>
}

export const noTabs: Tabs = { ids: [], openId: null, side: {} }

/** The case comes to the front, in a new tab at the end where it has none. Null: all tabs are taken. */
export function openTab(tabs: Tabs, id: CaseId): Tabs | null {
  if (tabs.ids.includes(id)) return tabs.openId === id ? tabs : { ...tabs, openId: id }
  if (tabs.ids.length >= MAX_TABS) return null
  return { ...tabs, ids: [...tabs.ids, id], openId: id }
}

/** Without the case. Where it was in front, its right neighbour comes there, at the end the left one. */
export function closeTab(tabs: Tabs, id: CaseId): Tabs {
  const at = tabs.ids.indexOf(id)
  if (at === -1) return tabs
  const ids = tabs.ids.filter((each) => each !== id)
  const { [id]: _, ...side } = tabs.side
  const openId = tabs.openId === id ? (ids[at] ?? ids.at(-1) ?? null) : tabs.openId
  return { ids, openId, side }
}

/** The tab so many places on; past the end it begins again. */
export function stepTab(tabs: Tabs, step: 1 | -1): CaseId | null {
  const { length } = tabs.ids
  if (length === 0) return null
  const at = tabs.openId === null ? -1 : tabs.ids.indexOf(tabs.openId)
  return tabs.ids[(at === -1 ? (step === 1 ? 0 : length - 1) : at + step + length) % length] ?? null
}

/** How it is kept on this machine. */
export const writeTabs = (tabs: Tabs): string => JSON.stringify(tabs)

/** What was kept, as far as it can be read. */
export function readTabs(kept: string | null): Tabs {
  if (kept === null) return noTabs
  try {
    const read: unknown = JSON.parse(kept)
    if (typeof read !== 'object' || read === null) return noTabs
    const { ids, openId, side } = read as { [Field in keyof Tabs]?: unknown }
    const known = (Array.isArray(ids) ? ids : []).filter((id): id is CaseId => typeof id === 'string')
    const open = [...new Set(known)].slice(0, MAX_TABS)
    const beside = Object.entries((side ?? {}) as Record<string, unknown>).flatMap(([id, tab]) => {
      const found = SIDE_TABS.find((each) => each === tab)
      return found !== undefined && open.includes(id as CaseId) ? [[id, found] as const] : []
    })
    return { ids: open, openId: open.find((id) => id === openId) ?? null, side: Object.fromEntries(beside) }
  } catch {
    return noTabs
  }
}
