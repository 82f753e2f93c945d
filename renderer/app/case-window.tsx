import { Activity, memo, startTransition, useCallback, useEffect, useRef, useState } from 'react'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { SideTab } from '../deps/go.ts'
import { useDeskState } from './desk-state.ts'
import { firstPlaceIn, isFocusLost, whenThere } from './focus.ts'
import { Side, SideGround } from './side.tsx'
import { CasePane, ContactBar, ReplyBox, TemplatePicker } from './slots.ts'

type Props = {
  caseId: CaseId
  isFront: boolean
  tab: SideTab
  isWide: boolean
  onTab: (tab: SideTab) => void
  onSideClose: () => void
}

/**
 * One open case with all that stands beside it. Behind other tabs it stays as it is, scrolled and half filled in, and
 * does nothing: it hears no keys and reads no store until it comes to the front again. What goes on elsewhere on the desk
 * is no news to it: it reads its own case itself.
 */
export const CaseWindow = memo(function CaseWindow(props: Props) {
  return (
    <Activity mode={props.isFront ? 'visible' : 'hidden'}>
      <Inside {...props} />
    </Activity>
  )
})

function Inside({ caseId, isFront, tab, isWide, onTab, onSideClose }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const last = useRef<HTMLElement | null>(null)
  // The thread comes first; out of sight nobody waits for it.
  const [isSideDrawn, setSideDrawn] = useState(!isFront)
  const drawSide = useCallback(() => startTransition(() => setSideDrawn(true)), [])
  // Who asks for it types on at once: what they write must meet it, not the reply to the customer.
  const isSideAsked = useDeskState((state) => isFront && state.column === 'side')
  if (isSideAsked && !isSideDrawn) setSideDrawn(true)
  const sought = useDeskState((state) => (state.sought?.caseId === caseId ? state.sought : null))

  // Runs each time it comes to the front: whoever had the focus in the case before goes on where they were in this one.
  useEffect(() => {
    const root = place.current
    if (root === null || !isFocusLost()) return
    if (last.current?.isConnected && last.current.checkVisibility()) return last.current.focus()
    const findText = () => {
      const composer = root.querySelector('[data-area="composer"]')
      return composer === null ? null : firstPlaceIn(composer, 'textarea, [contenteditable="true"]')
    }
    return whenThere(root, findText, (text) => {
      if (isFocusLost()) text.focus()
    })
  }, [])

  return (
    <div
      ref={place}
      className="case-window"
      data-case={caseId}
      onFocus={(event) => {
        last.current = event.target
      }}
    >
      <div className="case-place">
        <CasePane
          caseId={caseId}
          isActive={isFront}
          sought={sought}
          onDrawn={drawSide}
          composer={
            <div className="foot-place">
              <ContactBar caseId={caseId} />
              <div data-area="composer" className="composer-place">
                <ReplyBox caseId={caseId} isActive={isFront} templates={(slot) => <TemplatePicker {...slot} />} />
              </div>
            </div>
          }
        />
      </div>
      <div className="side-place">
        {isSideDrawn ? (
          <Side caseId={caseId} tab={tab} isWide={isWide} onTab={onTab} onClose={onSideClose} />
        ) : (
          <SideGround tab={tab} isWide={isWide} />
        )}
      </div>
    </div>
  )
}
