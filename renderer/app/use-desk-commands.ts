import { useEffect } from 'react'
import { isAllowed } from '../../domain/people/permissions.ts'
import { useDeps } from '../deps/deps.ts'
import type { Command } from '../kit/keymap.ts'
import { useCommand, useCommands } from '../kit/use-command.ts'
import { useDeskState } from './desk-state.ts'
import { isFocusLost } from './focus.ts'
import { goAbout } from './go-about.ts'
import { walkAreas } from './keymap.ts'
import { stepTab } from './tabs.ts'

const TAB_KEYS = [
  'tab.1',
  'tab.2',
  'tab.3',
  'tab.4',
  'tab.5',
  'tab.6',
  'tab.7',
  'tab.8',
  'tab.9',
] as const satisfies Command[]

/** What the frame itself does at a key. */
export function useDeskCommands(isSideShown: boolean): void {
  const { account, lock } = useDeps()
  const state = useDeskState
  const commands = useCommands()
  useEffect(() => {
    const stops = TAB_KEYS.map((command, at) =>
      commands?.answer(command, () => {
        const id = state.getState().tabs.ids[at]
        if (id === undefined) return false
        state.getState().openCase(id)
        leaveQueue()
      }),
    )
    return () => {
      for (const stop of stops) stop?.()
    }
  }, [commands, state])

  const step = (by: 1 | -1) => {
    const id = stepTab(state.getState().tabs, by)
    if (id === null) return false
    state.getState().openCase(id)
    leaveQueue()
  }
  useCommand('tab.next', () => step(1))
  useCommand('tab.previous', () => step(-1))
  useCommand('tab.close', () => {
    const { tabs, closeCase } = state.getState()
    if (tabs.openId === null) return false
    closeCase(tabs.openId)
    requestAnimationFrame(() => isFocusLost() && walkAreas(1))
  })
  useCommand('case.new', () => (isAllowed(account.role, 'case.open') ? goAbout.ask({ form: 'new-case' }) : false))
  useCommand('urgent.reserve', () =>
    isAllowed(account.role, 'urgentBlock.reserve') ? goAbout.ask({ form: 'urgent' }) : false,
  )
  useCommand('area.next', () => walkAreas(1))
  useCommand('area.previous', () => walkAreas(-1))
  useCommand('outbox.toggle', () => state.getState().showPanel(state.getState().panel === 'outbox' ? null : 'outbox'))
  useCommand('numbers.open', () => state.getState().showNumbers(!state.getState().isNumbersShown))
  useCommand('promises.open', () => {
    state.getState().showPanel(state.getState().panel === 'promises' ? null : 'promises')
  })
  useCommand('side.toggle', () => {
    const { panel, tabs, showPanel, showSide } = state.getState()
    if (panel !== null) {
      showPanel(null)
      return showSide(true)
    }
    if (tabs.openId === null) return false
    showSide(!isSideShown)
  })
  useCommand('knowledge.search', () => goAbout.showSide('knowledge'))
  useCommand('guide.open', () => (state.getState().tabs.openId === null ? false : goAbout.showSide('guide')))
  useCommand('palette.open', () => state.getState().showOver(state.getState().over === 'palette' ? null : 'palette'))
  useCommand('desk.lock', () => (lock === null ? false : void lock()))
  useCommand('settings.open', () => state.getState().showOver('settings'))
  useCommand('keys.list', () => state.getState().showOver('keys'))
}

/** The keys of the tabs lead into the case: whoever stands in the queue goes with them. */
function leaveQueue(): void {
  const at = document.activeElement
  if (at instanceof HTMLElement && at.closest('[data-area="queue"]') !== null) at.blur()
}
