import { memo } from 'react'
import type { Channel } from '../../../domain/cases/channel.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { Icon } from '../../kit/icon.tsx'
import { languageName } from '../../words/language-name.ts'
import { useWords } from '../../words/use-words.ts'
import { DraftNote } from './draft-note.tsx'
import type { Mode } from './draft-text.ts'
import type { SpellingLook } from './look-at-spelling.ts'
import { ModeSwitch } from './mode-switch.tsx'
import { SpellingSaid } from './spelling-said.tsx'
import type { NoReply } from './way-of.ts'

const noteOnly = {
  role: 'reply.note-only',
  escalated: 'reply.note-only.escalated',
  merged: 'reply.note-only.merged',
} as const

type Props = {
  mode: Mode
  channel: Channel
  customer: CustomerRecord | null
  /** Null: the customer can be answered here. */
  whyNoReply: NoReply | null
  /** When the text was last safe, to the minute. Null: nothing to keep, or not kept yet. */
  keptAt: EpochMs | null
  /** The newest text could not be kept. */
  isRefused: boolean
  spelling: SpellingLook | null
  isGuarded: boolean
  onSwitch: (mode: Mode) => void
}

/** To whom, on which channel, in which language, and since when the text is safe. Another letter is no news to it. */
export const ComposerTop = memo(function ComposerTop(props: Props) {
  const { mode, channel, customer, whyNoReply, keptAt, isRefused, spelling, isGuarded, onSwitch } = props
  const words = useWords()
  const address = customer && (channel === 'email' ? customer.email : customerName(customer))
  const language = customer && languageName(words.locale, customer.language)
  return (
    <div className="reply-top">
      {whyNoReply === null ? <ModeSwitch mode={mode} channel={channel} onSwitch={onSwitch} /> : null}
      <span className="reply-to">
        {mode === 'note'
          ? words(whyNoReply === null ? 'reply.to.team' : noteOnly[whyNoReply])
          : address
            ? words('reply.to', { address })
            : words('reply.to.nobody')}
      </span>
      <DraftNote keptAt={keptAt} isRefused={isRefused} isGuarded={isGuarded} />
      <SpellingSaid look={spelling} expected={mode === 'reply' ? (customer?.language ?? null) : null} />
      {language && mode === 'reply' ? (
        <span className="reply-language" title={words('reply.language.title')}>
          <Icon name="language" />
          {language}
        </span>
      ) : null}
    </div>
  )
})
