import { useState } from 'react'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import { contactState } from '../../../domain/cases/contact.ts'
import type { ThreadEntry } from '../../data/repository.ts'
import type { Format } from '../../words/format.ts'
import { useFormat } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import { AttachedFiles } from './attached-files.tsx'
import { codeWords } from './code-words.ts'
import { DeliveryLine } from './delivery-line.tsx'
import { EntryHead } from './entry-head.tsx'
import type { Telling } from './event-words.ts'
import { languageOf } from '../../../domain/languages/language-of.ts'

/** What the contact was, in one line: "Nadia Osei called". */
export function contactTitle(words: Words, contact: ContactRecord, customer: string): string {
  const isMissed = contactState(contact) === 'missed'
  if (contact.channel === 'email') return words(`session.mailed.${contact.direction}`, { customer })
  if (contact.channel === 'chat') return words(isMissed ? 'session.chat-missed' : 'session.chatted', { customer })
  return words(`session.${isMissed ? 'missed' : 'called'}.${contact.direction}`, { customer })
}

/** How long it took, how long on hold, who answered. */
export function contactAbout({ words, format, now, me, names }: Telling, contact: ContactRecord): string[] {
  const { answeredAt, endedAt, holds, agentId } = contact
  const about: string[] = []
  if (answeredAt === null) return endedAt === null ? [words('session.waits')] : []
  if (endedAt === null) about.push(words('session.goes-on', { since: format.clock(answeredAt) }))
  else about.push(lengthInSeconds(words, format, endedAt - answeredAt))
  const heldMs = holds.reduce((sum, { from, to }) => sum + ((to ?? now) - from), 0)
  if (heldMs > 0) about.push(words('session.held', { length: lengthInSeconds(words, format, heldMs) }))
  if (agentId === me) about.push(words('session.answered-by-you'))
  else if (agentId !== null)
    about.push(words('session.answered-by', { name: names.get(agentId) ?? words('timeline.somebody') }))
  return about
}

/** "6 min 40 s": of a call the seconds are worth knowing up to an hour. */
function lengthInSeconds(words: Words, format: Format, ms: number): string {
  const seconds = Math.floor((ms % 60_000) / 1_000)
  if (ms < 60_000 || ms >= 3_600_000 || seconds === 0) return format.length(ms)
  return `${format.length(ms)} ${words('length.seconds', { seconds })}`
}

type Props = {
  contact: ContactRecord
  lines: ThreadEntry[]
  customer: string
  customerLanguage: string | null
  telling: Telling
}

/** A call or a chat session: one entry, with its lines inside. A chat that goes on is open, one that ended is folded. */
export function ContactEntry({ contact, lines, customer, customerLanguage, telling }: Props) {
  const words = useWords()
  const format = useFormat()
  const { now } = telling
  const isOver = contact.endedAt !== null
  const [isOpened, setOpened] = useState<boolean | null>(null)
  const hasSummary = contact.summary !== ''
  const isOpen = isOpened ?? (!isOver || contact.answeredAt === null)
  const about = [words(`channel.${contact.channel}`), ...contactAbout(telling, contact)]
  if (lines.length > 0) about.push(words('session.line-count', { count: lines.length }))
  return (
    <>
      <EntryHead
        name={contactTitle(words, contact, customer)}
        via={about.join(', ')}
        at={contact.offeredAt}
        now={now}
      />
      {hasSummary ? (
        <p className="case-entry-body" dir="auto">
          {contact.summary}
        </p>
      ) : isOver && contact.answeredAt !== null && lines.length === 0 ? (
        <p className="muted">{words('session.no-summary')}</p>
      ) : null}
      {contact.disposition === null ? null : (
        <p className="case-outcome">{words('session.outcome', { outcome: codeWords(contact.disposition) })}</p>
      )}
      {lines.length > 0 && isOver ? (
        <button type="button" className="case-fold" aria-expanded={isOpen} onClick={() => setOpened(!isOpen)}>
          {isOpen ? words('session.lines.hide') : words('session.lines.show', { count: lines.length })}
        </button>
      ) : null}
      {isOpen && lines.length > 0 ? (
        <div className="case-lines">
          {lines.map((line) => (
            <div key={line.message.id} className="case-line" data-message-id={line.message.id}>
              <span className="case-line-who">
                <b>
                  <bdi>{line.message.author.name}</bdi>
                </b>{' '}
                <time className="num">{format.clock(line.message.writtenAt)}</time>
              </span>
              <p
                className="case-entry-body"
                dir="auto"
                lang={
                  languageOf(line.message.body, line.message.author.kind === 'customer' ? customerLanguage : null) ??
                  undefined
                }
              >
                {line.message.body}
              </p>
              <AttachedFiles files={line.message.attachments} />
              <DeliveryLine entry={line} now={now} />
            </div>
          ))}
        </div>
      ) : null}
    </>
  )
}
