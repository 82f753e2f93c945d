import type { Ref } from 'react'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { Guard } from './use-send.ts'

type Props = { guard: Guard; changeRef: Ref<HTMLButtonElement>; onChange: () => void; onSendAsWell: () => void }

/** What came in between, above the kept text, and the two ways on. */
export function SendGuard({ guard, changeRef, onChange, onSendAsWell }: Props) {
  const words = useWords()
  const format = useFormat()
  const { others, overtaken } = guard
  const [first] = others
  return (
    <div className="reply-guard">
      <div className="reply-guard-head" role="alert">
        <span className="reply-not-sent">
          <Icon name="refused" size={14} />
          {words('reply.not-sent')}
        </span>
        <b>
          {first === undefined
            ? words('guard.unknown')
            : others.length === 1
              ? words('guard.one', { name: first.message.author.name })
              : words('guard.many', { count: others.length })}
        </b>
      </div>
      <div className="reply-guard-texts" tabIndex={0}>
        {others.map(({ message, sentAt }) => (
          <div className="reply-guard-quote" key={message.id}>
            <b>{message.author.name}</b>{' '}
            <span className="reply-meta">
              {words('guard.message-meta', {
                via: words(`channel.${message.channel}`),
                at: format.clock(sentAt ?? message.writtenAt),
              })}
            </span>
            <p className="reply-text">{message.body}</p>
          </div>
        ))}
        {overtaken === null ? null : (
          <div className="reply-guard-quote">
            <b>{words('guard.yours')}</b>
            <p className="reply-text">{overtaken.body}</p>
          </div>
        )}
      </div>
      <div className="reply-guard-ways">
        <Button tone="primary" ref={changeRef} onPress={onChange}>
          {words('guard.change')}
        </Button>
        <Button command="composer.sendAnyway" onPress={onSendAsWell}>
          {words('guard.send-as-well')}
        </Button>
      </div>
    </div>
  )
}
