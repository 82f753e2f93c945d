import { memo } from 'react'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { QueueLookup } from '../data/queue-news.ts'
import { Icon } from '../kit/icon.tsx'
import { useWords } from '../words/use-words.ts'

type Props = {
  ids: readonly CaseId[]
  openId: CaseId | null
  rows: QueueLookup
  onOpen: (id: CaseId) => void
  onClose: (id: CaseId) => void
}

/** The cases that are open side by side, in the order they were opened. */
export const CaseTabs = memo(function CaseTabs({ ids, openId, rows, onOpen, onClose }: Props) {
  const words = useWords()
  return (
    <nav className="case-tabs" aria-label={words('tabs.name')}>
      {ids.map((id) => {
        const row = rows.get(id)
        const name = row === undefined ? words('tabs.gone') : row.customerName || words('tabs.unnamed')
        return (
          <div key={id} className="case-tab" data-front={id === openId}>
            <button
              type="button"
              className="case-tab-open"
              aria-current={id === openId ? 'true' : undefined}
              title={row?.case.subject}
              onClick={() => onOpen(id)}
              onAuxClick={() => onClose(id)}
            >
              {row === undefined ? null : (
                <>
                  <Icon name={row.case.channel} />
                  <span className="vh">{words(`channel.${row.case.channel}`)}</span>
                </>
              )}
              <span className="clip">{name}</span>
              {row?.hasDraft ? (
                <>
                  <Icon name="pencil" size={14} />
                  <span className="vh">{words('tabs.draft')}</span>
                </>
              ) : null}
            </button>
            {/* By keyboard the tab in front is closed by its own key; another stop per tab would double the way. */}
            <button
              type="button"
              tabIndex={-1}
              className="case-tab-close"
              aria-label={words('tabs.close', { name })}
              onClick={() => onClose(id)}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
        )
      })}
    </nav>
  )
})
