import type { KeyboardEvent } from 'react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { ThreadEntry } from '../../data/repository.ts'
import { useWords } from '../../words/use-words.ts'
import { Entry } from './thread-entry.tsx'

/** So near to the end, in px, the agent is reading the end. */
const AT_END_WITHIN_PX = 48

/** The conversation, oldest first. Opens at the end and stays there while the agent reads the end; otherwise nothing moves. */
export function Thread({ thread, me, now }: { thread: ThreadEntry[]; me: UserId; now: EpochMs }) {
  const words = useWords()
  const scroller = useRef<HTMLOListElement>(null)
  const isAtEnd = useRef(true)
  const last = thread.at(-1)
  const isEmpty = thread.length === 0
  const isOwnNew = last?.delivery === 'queued'

  useLayoutEffect(() => {
    const box = scroller.current
    // One's own new message is always shown.
    if (box && (isAtEnd.current || isOwnNew)) box.scrollTop = box.scrollHeight
  }, [thread.length, last?.message.id, isOwnNew])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    // A growing composer takes height away: the last words stay above it.
    const sizes = new ResizeObserver(() => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight
    })
    sizes.observe(box)
    return () => sizes.disconnect()
  }, [isEmpty])

  function moveByKey(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const entries = [...(scroller.current?.querySelectorAll<HTMLElement>('.case-entry') ?? [])]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || entries.length === 0) return
    const at = entries.indexOf(document.activeElement as HTMLElement)
    const next = at === -1 ? entries.length - 1 : Math.min(entries.length - 1, Math.max(0, at + step))
    event.preventDefault()
    entries[next]?.focus()
  }

  if (isEmpty) return <p className="case-thread case-empty">{words('thread.empty')}</p>
  return (
    <ol
      ref={scroller}
      className="case-thread"
      tabIndex={0}
      aria-label={words('thread.label')}
      onKeyDown={moveByKey}
      onScroll={({ currentTarget: box }) => {
        isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_WITHIN_PX
      }}
    >
      {thread.map((entry) => (
        <Entry key={entry.message.id} entry={entry} me={me} now={now} />
      ))}
    </ol>
  )
}
