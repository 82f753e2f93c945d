import { useId } from 'react'
import type { StagedAction } from '../../../domain/replying/staged-action.ts'
import type { OrderRecord } from '../../../domain/cases/order.ts'
import type { ArticleLink } from '../../../domain/knowledge/article.ts'
import { useNow } from '../../deps/use-now.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { More } from './draft-more.ts'

type Props = {
  more: More
  orders: readonly OrderRecord[]
  onChange: (change: Partial<More>) => void
  /** Where the focus goes when the last chip is gone. */
  onEmpty: () => void
}

const icons: Record<StagedAction['kind'], IconName> = {
  tag: 'tag',
  status: 'paused',
  refund: 'money',
  promise: 'clock',
}

/** What happens with the reply when it is sent. Each can be taken off; nothing of it happens without the message. */
export function Staged({ more, orders, onChange, onEmpty }: Props) {
  const words = useWords()
  const titleId = useId()
  const saysAction = useActionWords(orders)
  const chips = [
    ...more.actions.map((action) => ({
      key: JSON.stringify(action),
      icon: icons[action.kind],
      says: saysAction(action),
      remove: () => onChange({ actions: more.actions.filter((each) => each !== action) }),
    })),
    ...more.links.map((link: ArticleLink) => ({
      key: link.articleId,
      icon: 'article' as IconName,
      says: words('reply.staged.link', { title: link.title, version: link.version }),
      remove: () => onChange({ links: more.links.filter((each) => each !== link) }),
    })),
  ]
  if (chips.length === 0) return null
  return (
    <div className="reply-staged">
      <span className="reply-staged-title" id={titleId}>
        {words('reply.staged.title')}
      </span>
      <ul aria-labelledby={titleId}>
        {chips.map((chip, at) => (
          <li key={chip.key} className="reply-chip">
            <Icon name={chip.icon} size={14} />
            <span>{chip.says}</span>
            <button
              type="button"
              aria-label={words('reply.staged.remove', { what: chip.says })}
              onClick={(event) => remove(event.currentTarget, at)}
              onKeyDown={(event) => {
                if (event.key !== 'Delete' && event.key !== 'Backspace') return
                event.preventDefault()
                remove(event.currentTarget, at)
              }}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )

  function remove(button: HTMLElement, at: number): void {
    // The neighbour takes the focus, so that Delete goes on.
    const others = [...(button.closest('ul')?.querySelectorAll('button') ?? [])].filter((each) => each !== button)
    const next = others[Math.min(at, others.length - 1)]
    if (next === undefined) onEmpty()
    else next.focus()
    chips[at]?.remove()
  }
}

/** An action in words: "Refund £4.95", "Status: Waiting for customer". */
export function useActionWords(orders: readonly OrderRecord[]): (action: StagedAction) => string {
  const words = useWords()
  const format = useFormat()
  const now = useNow(() => MINUTE_MS)
  return (action) => {
    switch (action.kind) {
      case 'tag':
        return action.tag
      case 'status':
        return words('reply.staged.status', { status: words(`case.status.${action.status}`) })
      case 'refund': {
        const currency = orders.find(({ id }) => id === action.orderId)?.currency ?? 'EUR'
        return words('reply.staged.refund', { amount: format.money(action.amountMinor, currency) })
      }
      case 'promise':
        return words('reply.staged.promise', { what: action.words, due: format.moment(action.dueAt, now) })
    }
  }
}
