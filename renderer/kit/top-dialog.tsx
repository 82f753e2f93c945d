import type { ReactNode } from 'react'
import { useLayoutEffect, useRef } from 'react'

/**
 * A dialog at the top of the window, over everything. Esc or a press beside it closes it, and the focus goes back to
 * where it was at once: what runs next finds it there.
 */
export function TopDialog(props: { label: string; className?: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    // The press beside it lands on the dialog itself: its backdrop belongs to it, its contents cover the rest.
    <dialog
      ref={dialog}
      className={['top-dialog', props.className ?? ''].filter(Boolean).join(' ')}
      aria-label={props.label}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        props.onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) props.onClose()
      }}
    >
      {props.children}
    </dialog>
  )
}
