import type { KeyboardEvent } from 'react'
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import type { Followed } from './follow-end.ts'
import { makeFollower } from './follow-end.ts'
import { LAY_OUT_KEY } from './message-entry.tsx'
import type { TimelineItem } from './timeline.ts'
import type { EntryContext } from './timeline-entry.tsx'
import { TimelineEntry } from './timeline-entry.tsx'

/** So many entries are drawn at first, and so many more each time the agent comes near the oldest one drawn. */
const FIRST = 80
const MORE = 40
const NEAR_TOP_PX = 1_200
/** Drawn above an entry that was asked for, so that it does not stand at the very edge. */
const AROUND = 20

type Props = {
  items: readonly TimelineItem[]
  context: EntryContext
  isActive: boolean
  /** The entry to bring into view; a new object asks again. */
  wanted: { key: string } | null
  /** Said where there is nothing. */
  empty: string
}

/** The conversation, oldest first. Opens at the end; nothing that arrives moves what is being read. */
export function TimelineList({ items, context, isActive, wanted, empty }: Props) {
  const words = useWords()
  const box = useRef<HTMLOListElement>(null)
  const [followed, setFollowed] = useState<Followed>({ above: 0, isAtEnd: true })
  const [follower] = useState(() => makeFollower(setFollowed))
  const [asked, setAsked] = useState<{ key: string } | null>(null)
  const [drawn, setDrawn] = useState(FIRST)
  const count = items.length
  const last = items.at(-1)
  const lastKey = last?.key
  const isOwnNew = last?.kind === 'message' && last.entry.delivery === 'queued'

  // First of all, before anything reads where the box stands.
  useLayoutEffect(() => {
    if (isActive) follower.comeBack()
  }, [follower, isActive])
  useLayoutEffect(() => follower.grow(isOwnNew), [follower, count, lastKey, isOwnNew])
  useEffect(() => follower.watch(), [follower, lastKey])

  // What came while the agent read further up waits below, counted.
  const { above, isAtEnd } = followed
  const [seen, setSeen] = useState(lastKey)
  if (isAtEnd && seen !== lastKey) setSeen(lastKey)
  const seenAt = items.findIndex(({ key }) => key === seen)
  const newBelow = isAtEnd || seenAt === -1 ? 0 : count - 1 - seenAt

  if (wanted !== asked) {
    setAsked(wanted)
    const place = items.findIndex(({ key }) => key === wanted?.key)
    if (place !== -1) setDrawn(Math.max(drawn, count - place + AROUND))
  }
  useLayoutEffect(() => {
    if (asked === null) return
    const entry = box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(asked.key)}"]`)
    if (!entry) return
    follower.letGo()
    entry.scrollIntoView({ block: 'center' })
    entry.focus({ preventScroll: true })
  }, [asked, follower])

  const start = Math.max(0, count - drawn)
  // The very first entry was asked for, and is drawn now.
  const [first, setFirst] = useState<{ key: string } | null>(null)
  useLayoutEffect(() => {
    const entry = first && box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(first.key)}"]`)
    if (!entry) return
    follower.letGo()
    entry.focus({ preventScroll: true })
    entry.scrollIntoView({ block: 'nearest' })
    follower.look()
  }, [first, follower])

  function moveByKey(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const entries = [...(box.current?.querySelectorAll<HTMLElement>('.case-entry') ?? [])]
    const most = entries.length - 1
    const at = entries.findIndex((entry) => entry.contains(document.activeElement))
    if (event.key === LAY_OUT_KEY) {
      entries[at]?.querySelector<HTMLElement>('.case-lay-out')?.click()
      return
    }
    // From the list itself both arrows begin at the newest entry.
    const steps: Record<string, number> = { ArrowUp: at === -1 ? most : at - 1, ArrowDown: at === -1 ? most : at + 1 }
    const to = { ...steps, Home: 0, End: most }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const oldest = items[0]
    if (event.key === 'Home' && start > 0 && oldest !== undefined) {
      // Thousands may have to be drawn for it: in pieces, so that nothing waits for them.
      startTransition(() => {
        setDrawn(count)
        setFirst({ key: oldest.key })
      })
      return
    }
    const entry = entries[Math.min(most, Math.max(0, to))]
    follower.letGo()
    entry?.focus({ preventScroll: true })
    entry?.scrollIntoView({ block: 'nearest' })
    follower.look()
  }

  if (items.length === 0) return <p className="case-thread case-empty">{empty}</p>
  const earlier = start + above
  const since = context.telling.format.day(items[0]?.at ?? 0, context.telling.now)
  return (
    <div className="case-timeline">
      {earlier > 0 ? (
        <button
          type="button"
          className="case-earlier"
          onClick={() => {
            follower.letGo()
            box.current?.scrollBy({ top: -0.8 * box.current.clientHeight })
          }}
        >
          <Icon name="arrow-up" size={14} />
          {words('timeline.earlier', { count: earlier, since })}
        </button>
      ) : null}
      <ol
        ref={(element) => {
          box.current = element
          follower.attach(element)
        }}
        className="case-thread"
        tabIndex={0}
        aria-label={words('thread.label')}
        onKeyDown={moveByKey}
        onScroll={({ currentTarget }) => {
          follower.look()
          if (start > 0 && currentTarget.scrollTop < NEAR_TOP_PX) setDrawn((known) => known + MORE)
        }}
      >
        {items.slice(start).map((item, place) => (
          <TimelineEntry
            key={item.key}
            item={item}
            place={start + place + 1}
            total={count}
            isLaidOut={context.laidOutOf(item.key)}
            context={context}
          />
        ))}
      </ol>
      {newBelow > 0 ? (
        <div className="case-new" aria-live="polite">
          <Button icon="fold" onPress={follower.toEnd}>
            {words('timeline.newBelow', { count: newBelow })}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
