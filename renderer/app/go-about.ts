import type { CaseId } from '../../domain/kernel/ids.ts'
import type { Go, SideTab } from '../deps/go.ts'
import { useDeskState } from './desk-state.ts'
import { firstPlaceIn, whenThere } from './focus.ts'
import { readInKnowledge } from './slots.ts'

/** Stops waiting for a tool that was asked for and never came. */
let stopWaiting = () => {}

/** The tool comes forward and takes the focus where one begins in it: its search field, its first choice. */
function showTool(tab: SideTab): void {
  useDeskState.getState().showTool(tab)
  stopWaiting()
  const find = () => {
    const panels = [...document.querySelectorAll(`[data-tool="${tab}"]`)]
    const shown = panels.find((each) => each.checkVisibility())
    if (shown === undefined) return null
    // A tool that knows its own beginning says so.
    const own = shown.querySelector<HTMLElement>('[data-first]')
    return (
      own ?? firstPlaceIn(shown, 'input[type="search"], input[type="radio"], [role="radio"], [role="option"], textarea')
    )
  }
  stopWaiting = whenThere(document.body, find, (place) => place.focus())
}

/** The composer of the case takes the focus as soon as it is there. */
function writeIn(id: CaseId): void {
  stopWaiting()
  const find = () => {
    const text = document.querySelector<HTMLElement>(`[data-case="${id}"] [data-area="composer"] textarea`)
    // Behind another tab it is there and not shown.
    return text?.checkVisibility() ? text : null
  }
  stopWaiting = whenThere(document.body, find, (text) => text.focus())
}

/** The ways about this window. */
export const goAbout: Go = {
  openCase(id, at) {
    useDeskState.getState().openCase(id)
    useDeskState.getState().seekMessage(at === undefined ? null : { caseId: id, messageId: at })
    if (at !== undefined) return stopWaiting()
    // Whoever asks for the next case goes on in it; in the queue's own list the arrows keep the focus.
    if (useDeskState.getState().tabs.openId === id) writeIn(id)
  },
  closeCase: (id) => useDeskState.getState().closeCase(id),
  showSide: showTool,
  readArticle(id) {
    readInKnowledge(useDeskState.getState().tabs.openId, id)
    showTool('knowledge')
  },
  showOutbox: () => useDeskState.getState().showPanel('outbox'),
  showPromises: () => useDeskState.getState().showPanel('promises'),
  ask: (asking) => useDeskState.getState().ask(asking),
}
