import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'

/** Why a reply that was sent stands in the composer again, and the way on. `endedAt`: "10:52"; null: not known here. */
export function CameBack(props: { endedAt: string | null; onSend: () => void; onDismiss: () => void }) {
  const words = useWords()
  const { endedAt, onSend, onDismiss } = props
  return (
    <div className="reply-refused reply-came-back">
      <div role="alert" className="reply-refused-words">
        <Icon name="refused" size={14} />
        <b>{words('reply.not-sent')}</b>
        <span>{words('reply.came-back.chat', { at: endedAt ?? '', known: endedAt === null ? 'no' : 'yes' })}</span>
      </div>
      <Button icon="email" onPress={onSend}>
        {words('reply.came-back.by-email')}
      </Button>
      <Button tone="quiet" icon="close" label={words('reply.came-back.dismiss')} onPress={onDismiss} />
    </div>
  )
}
