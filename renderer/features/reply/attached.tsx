import { useEffect, useId, useRef } from 'react'
import type { Attachment } from '../../../domain/cases/attachment.ts'
import { fileIcon } from '../../kit/file-icon.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import './attached.css'
import type { Keeping } from './use-attaching.ts'

type Props = {
  files: readonly Attachment[]
  keeping: readonly Keeping[]
  onRemove: (file: Attachment) => void
  /** Where the focus goes when the last chip is gone. */
  onEmpty: () => void
}

/** The files that go with the reply: name, size, and a way to take each off. */
export function Attached({ files, keeping, onRemove, onEmpty }: Props) {
  const words = useWords()
  const format = useFormat()
  const titleId = useId()
  const list = useRef<HTMLUListElement>(null)
  const count = files.length + keeping.length
  // Of many the newest is the one that is looked for.
  useEffect(() => list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' }), [count])
  if (count === 0) return null
  // Only when the draft that names it is on the disk too, a file is kept.
  const kept = files.filter(({ name }) => !keeping.some((each) => each.name === name))

  function remove(button: HTMLElement, at: number): void {
    // The neighbour takes the focus, so that Delete goes on.
    const others = [...(button.closest('ul')?.querySelectorAll('button') ?? [])].filter((each) => each !== button)
    const next = others[Math.min(at, others.length - 1)]
    if (next === undefined) onEmpty()
    else next.focus()
    const file = kept[at]
    if (file !== undefined) onRemove(file)
  }

  return (
    <div className="reply-attached">
      <span className="reply-attached-title" id={titleId}>
        {words('attach.attached')}
      </span>
      <ul ref={list} aria-labelledby={titleId}>
        {kept.map(({ id, name, sizeBytes, mediaType }, at) => (
          <li key={id} className="reply-chip reply-file" title={name}>
            <Icon name={fileIcon(mediaType)} size={14} />
            <bdi className="reply-file-name">{name}</bdi>
            <span className="reply-file-size num">{format.size(sizeBytes)}</span>
            <button
              type="button"
              aria-label={words('attach.remove', { name, size: format.size(sizeBytes) })}
              onClick={(event) => remove(event.currentTarget, at)}
              onKeyDown={(event) => {
                if (event.key !== 'Delete' && event.key !== 'Backspace') return
                event.preventDefault()
                remove(event.currentTarget, at)
              }}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
        {keeping.map(({ name, sizeBytes }) => (
          <li key={name} className="reply-chip reply-file" data-keeping="" title={words('attach.keeping', { name })}>
            <Icon name="hourglass" size={14} />
            <bdi className="reply-file-name">{name}</bdi>
            <span className="reply-file-size num">{format.size(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
