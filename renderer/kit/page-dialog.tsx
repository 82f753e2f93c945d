import type { ReactNode, Ref } from 'react'
import { Button } from './button.tsx'
import { TopDialog } from './top-dialog.tsx'

type Props = {
  title: string
  closeLabel: string
  /** Names the part that scrolls. */
  bodyLabel: string
  className?: string
  /** The part that scrolls, for whoever has to take the focus there. */
  bodyRef?: Ref<HTMLDivElement>
  /** Whether the focus begins at the close button, else at the page itself. */
  isCloseFirst?: boolean
  onClose: () => void
  children: ReactNode
}

/** A page to read in a dialog: its title and the way out stay, all else scrolls, also for those who use keys. */
export function PageDialog(props: Props) {
  const { title, closeLabel, bodyLabel, className, bodyRef = null, isCloseFirst = false, onClose, children } = props
  return (
    <TopDialog label={title} className={['page-dialog', className ?? ''].filter(Boolean).join(' ')} onClose={onClose}>
      <div className="page-dialog-head">
        <h2>{title}</h2>
        <Button autoFocus={isCloseFirst} tone="quiet" icon="close" label={closeLabel} onPress={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for those who use keys. */}
      <div ref={bodyRef} className="page-dialog-body" role="region" aria-label={bodyLabel} tabIndex={0}>
        {children}
      </div>
    </TopDialog>
  )
}
