import type { ThreadEntry } from '../../data/repository.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { AttachedFiles } from './attached-files.tsx'
import { DeliveryLine } from './delivery-line.tsx'
import { EntryHead } from './entry-head.tsx'
import { FoldedText } from './folded-text.tsx'
import { languageOf } from '../../../domain/languages/language-of.ts'
import { MailFrame, useLaidOut } from './mail-frame.tsx'

type Props = {
  entry: ThreadEntry
  now: number
  me: string
  /** What the customer is known to write. Null: not known. */
  customerLanguage: string | null
  /** Whether a mail is shown as its sender laid it out. */
  isLaidOut: boolean
  onLayOut: (isLaidOut: boolean) => void
}

/** What somebody wrote: the customer's bare, ours on sunken ground, a note dashed. */
export function MessageEntry({ entry, now, me, customerLanguage, isLaidOut, onLayOut }: Props) {
  const words = useWords()
  const { message } = entry
  const { author, html } = message
  const laidOut = useLaidOut(html, isLaidOut)
  const name =
    author.kind === 'agent' && author.id === me ? words('thread.author.you', { name: author.name }) : author.name
  const via = words(message.visibility === 'note' ? 'thread.via.note' : `channel.${message.channel}`)
  const language = languageOf(message.body, author.kind === 'customer' ? customerLanguage : null)
  return (
    <>
      <EntryHead name={name} via={via} at={message.writtenAt} now={now}>
        {html === null ? null : (
          <Button
            tone="quiet"
            className="case-way case-lay-out"
            aria-pressed={isLaidOut}
            onPress={() => onLayOut(!isLaidOut)}
          >
            {words(isLaidOut ? 'mail.show-plain' : 'mail.show-laid-out')}
            <kbd aria-hidden="true">{LAY_OUT_KEY.toUpperCase()}</kbd>
          </Button>
        )}
      </EntryHead>
      {laidOut && html !== null ? (
        <MailFrame laidOut={laidOut} text={message.body} html={html} from={author.name} />
      ) : (
        <FoldedText body={message.body} language={language} />
      )}
      {isLaidOut && laidOut === null ? <p className="muted">{words('mail.not-here')}</p> : null}
      {message.links.length === 0 ? null : (
        <p className="case-links">
          {message.links.map(({ articleId, title, version }) => (
            <span key={articleId} className="chip">
              <Icon name="article" size={14} />
              {words('timeline.article', { title, version })}
            </span>
          ))}
        </p>
      )}
      <AttachedFiles files={message.attachments} />
      <DeliveryLine entry={entry} now={now} />
    </>
  )
}

/** The key that switches a focused mail between layout and plain text. */
export const LAY_OUT_KEY = 't'
