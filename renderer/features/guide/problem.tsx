import type { ReactNode } from 'react'
import { Icon } from '../../kit/icon.tsx'

/** Why it did not go on, beside the thing, read out at once. Null: nothing is wrong. */
export function Problem({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div role="alert" id={id} className="guide-problem">
      {children === null ? null : (
        <span className="problem">
          <Icon name="refused" size={14} />
          {children}
        </span>
      )}
    </div>
  )
}
