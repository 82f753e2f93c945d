import { memo } from 'react'
import type { StagedAction } from '../../../domain/replying/staged-action.ts'
import type { OrderRecord } from '../../../domain/cases/order.ts'
import type { ArticleLink } from '../../../domain/knowledge/article.ts'
import { useNow } from '../../deps/use-now.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { ChipList, TakeOff } from './chip-list.tsx'
import type { More } from './draft-more.ts'

type Props = {
  actions: More['actions']
  links: More['links']
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
export const Staged = memo(function Staged({ actions, links, orders, onChange, onEmpty }: Props) {
  const words = useWords()
  const saysAction = useActionWords(orders)
  const chips = [
    ...actions.map((action) => ({
      key: JSON.stringify(action),
      icon: icons[action.kind],
      says: saysAction(action),
      remove: () => onChange({ actions: actions.filter((each) => each !== action) }),
    })),
    ...links.map((link: ArticleLink) => ({
      key: link.articleId,
      icon: 'article' as IconName,
      says: words('reply.staged.link', { title: link.title, version: link.version }),
      remove: () => onChange({ links: links.filter((each) => each !== link) }),
    })),
  ]
  if (chips.length === 0) return null
  return (
    <ChipList title={words('reply.staged.title')}>
      {chips.map((chip) => (
        <li key={chip.key} className="reply-chip">
          <Icon name={chip.icon} size={14} />
          <span>{chip.says}</span>
          <TakeOff
            label={words('reply.staged.remove', { what: chip.says })}
            onTakeOff={chip.remove}
            onEmpty={onEmpty}
          />
        </li>
      ))}
    </ChipList>
  )
})

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
