import type { KeyboardEvent } from 'react'
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { closeGap, drawEarlier, earlierThan, firstDrawn, partOf, reach } from './drawn-part.ts'
import type { Followed } from './follow-end.ts'
import { makeFollower } from './follow-end.ts'
import { LAY_OUT_KEY } from './message-entry.tsx'
import type { TimelineItem } from './timeline.ts'
import type { EntryContext } from './timeline-entry.tsx'
import { TimelineEntry } from './timeline-entry.tsx'

const NEAR_TOP_PX = 1_200
/** What an entry that is not drawn is taken to be high, in px. */
const GUESSED_PX = 84

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
  const [drawn, setDrawn] = useState(firstDrawn)
  const count = items.length
  const last = items.at(-1)
  const lastKey = last?.key
  const isOwnNew = last?.kind === 'message' && last.entry.delivery === 'queued'

  // First of all, before anything reads where the box stands.
  useLayoutEffect(() => {
    if (isActive) follower.comeBack()
  }, [follower, isActive])
  useLayoutEffect(() => follower.grow(isOwnNew), [follower, count, lastKey, isOwnNew])
  useEffect(() => follower.watch(), [follower, count, lastKey])

  // What came while the agent read further up waits below, counted.
  const { above, isAtEnd } = followed
  const [seen, setSeen] = useState(lastKey)
  if (isAtEnd && seen !== lastKey) setSeen(lastKey)
  const seenAt = items.findIndex(({ key }) => key === seen)
  const newBelow = isAtEnd || seenAt === -1 ? 0 : count - 1 - seenAt

  if (wanted !== asked) {
    setAsked(wanted)
    const place = items.findIndex(({ key }) => key === wanted?.key)
    if (place !== -1) setDrawn(reach(drawn, count, place))
  }
  // Whoever comes back to the case stands where they left it, not where they once jumped to.
  const broughtTo = useRef<{ key: string } | null>(null)
  useLayoutEffect(() => {
    if (asked === null || broughtTo.current === asked) return
    const entry = box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(asked.key)}"]`)
    if (!entry) return
    broughtTo.current = asked
    follower.letGo()
    entry.scrollIntoView({ block: 'center' })
    entry.focus({ preventScroll: true })
  }, [asked, follower])

  const part = partOf(drawn, count)
  const { from, to, gap, start } = part
  useEffect(() => {
    // One piece after the other, each when there is time for it.
    if (gap > 0) startTransition(() => setDrawn((known) => closeGap(known, count)))
  }, [gap, count])
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
    const drawnEntries = [...(box.current?.querySelectorAll<HTMLElement>('.case-entry') ?? [])]
    const most = drawnEntries.length - 1
    const at = drawnEntries.findIndex((entry) => entry.contains(document.activeElement))
    if (event.key === LAY_OUT_KEY) {
      drawnEntries[at]?.querySelector<HTMLElement>('.case-lay-out')?.click()
      return
    }
    // From the list itself both arrows begin at the newest entry.
    const steps: Record<string, number> = { ArrowUp: at === -1 ? most : at - 1, ArrowDown: at === -1 ? most : at + 1 }
    const aim = { ...steps, Home: 0, End: most }[event.key]
    if (aim === undefined) return
    event.preventDefault()
    const oldest = items[0]
    if (event.key === 'Home' && from > 0 && oldest !== undefined) {
      setDrawn(reach(drawn, count, 0))
      setFirst({ key: oldest.key })
      return
    }
    // Across a gap that still closes nobody steps: the next entry is not drawn yet.
    if (gap > 0 && event.key !== 'End' && at < to - from !== aim < to - from) return
    const entry = drawnEntries[Math.min(most, Math.max(0, aim))]
    entry?.focus({ preventScroll: true })
    if (aim >= most) return follower.toEnd()
    follower.letGo()
    entry?.scrollIntoView({ block: 'nearest' })
    follower.look()
  }

  const entryAt = (item: TimelineItem, at: number) => (
    <TimelineEntry
      key={item.key}
      item={item}
      place={at + 1}
      total={count}
      isLaidOut={context.laidOutOf(item.key)}
      context={context}
    />
  )
  // One list, so that no entry is made anew when the gap has closed.
  const entries = [
    ...items.slice(from, to).map((item, place) => entryAt(item, from + place)),
    gap > 0 ? <li key="gap" className="case-gap" aria-hidden="true" style={{ blockSize: gap * GUESSED_PX }} /> : null,
    ...items.slice(start).map((item, place) => entryAt(item, start + place)),
  ]
  if (items.length === 0) return <p className="case-thread case-empty">{empty}</p>
  const earlier = earlierThan(part, above)
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
          if (from > 0 && currentTarget.scrollTop < NEAR_TOP_PX) setDrawn(drawEarlier)
        }}
      >
        {entries}
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
