import { memo } from 'react'
import type { GuideRecord } from '../../../domain/guides/guide.ts'
import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { ContactEntry } from './contact-entry.tsx'
import type { Telling } from './event-words.ts'
import { eventIcon, eventWords } from './event-words.ts'
import { GuideEntry, LineEntry, promiseWords, stepWords } from './line-entry.tsx'
import { MessageEntry } from './message-entry.tsx'
import type { TimelineItem } from './timeline.ts'

/** How an entry is drawn: bare, on ours, as a note, in a box, or as one line. */
function formOf(item: TimelineItem): 'customer' | 'ours' | 'note' | 'contact' | 'line' {
  if (item.kind === 'contact') return 'contact'
  if (item.kind !== 'message') return 'line'
  const { visibility, author } = item.entry.message
  if (visibility === 'note') return 'note'
  return author.kind === 'agent' ? 'ours' : 'customer'
}

function iconOf(item: TimelineItem): IconName {
  switch (item.kind) {
    case 'message':
      return item.entry.message.visibility === 'note' ? 'note' : item.entry.message.channel
    case 'contact':
      return item.contact.channel
    case 'event':
      return eventIcon[item.event.kind] ?? 'pencil'
    case 'promise':
      return 'promises'
    case 'guide':
      return 'guide'
    case 'step':
      return 'truck'
  }
}

/** What every entry of one case is drawn with; the same object as long as nothing of it changes. */
export type EntryContext = {
  telling: Telling
  customer: string
  customerLanguage: string | null
  guides: readonly GuideRecord[]
  laidOutOf(key: string): boolean
  onLayOut(key: string, isLaidOut: boolean): void
}

type Props = { item: TimelineItem; place: number; total: number; isLaidOut: boolean; context: EntryContext }

/** One entry of the timeline. Drawn again only when it or the words around it change: a long case has thousands. */
export const TimelineEntry = memo(function TimelineEntry({ item, place, total, isLaidOut, context }: Props) {
  return (
    <li
      className="case-entry"
      data-form={formOf(item)}
      data-key={item.key}
      data-message-id={item.kind === 'message' ? item.entry.message.id : undefined}
      aria-posinset={place}
      aria-setsize={total}
      tabIndex={-1}
    >
      <span className="case-entry-mark">
        <Icon name={iconOf(item)} size={14} />
      </span>
      <div className="case-entry-ground">
        <Inside item={item} isLaidOut={isLaidOut} context={context} />
      </div>
    </li>
  )
})

function Inside({ item, isLaidOut, context }: { item: TimelineItem; isLaidOut: boolean; context: EntryContext }) {
  const { telling, customer, customerLanguage } = context
  const { words } = telling
  switch (item.kind) {
    case 'message':
      return (
        <MessageEntry
          entry={item.entry}
          now={telling.now}
          me={telling.me}
          customerLanguage={customerLanguage}
          isLaidOut={isLaidOut}
          onLayOut={(is) => context.onLayOut(item.key, is)}
        />
      )
    case 'contact':
      return (
        <ContactEntry
          contact={item.contact}
          lines={item.lines}
          customer={customer}
          customerLanguage={customerLanguage}
          telling={telling}
        />
      )
    case 'event':
      return <LineEntry text={eventWords(telling, item.event)} at={item.at} telling={telling} />
    case 'promise': {
      const { promise } = item
      const state = words(`timeline.promise.state.${promise.state}`)
      return <LineEntry text={promiseWords(telling, promise)} at={item.at} telling={telling} state={state} />
    }
    case 'guide': {
      const guide = context.guides.find(({ id }) => id === item.run.guideId) ?? null
      return <GuideEntry run={item.run} guide={guide} telling={telling} />
    }
    case 'step':
      return <LineEntry text={stepWords(words, item.step, item.carrier)} at={item.at} telling={telling} />
  }
}
