import { memo, useEffect, useRef } from 'react'
import type { Attachment } from '../../../domain/cases/attachment.ts'
import { fileIcon } from '../../kit/file-icon.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import './attached.css'
import { ChipList, TakeOff } from './chip-list.tsx'
import type { Keeping } from './use-attaching.ts'

type Props = {
  files: readonly Attachment[]
  keeping: readonly Keeping[]
  onRemove: (file: Attachment) => void
  /** Where the focus goes when the last chip is gone. */
  onEmpty: () => void
}

/** The files that go with the reply: name, size, and a way to take each off. */
export const Attached = memo(function Attached({ files, keeping, onRemove, onEmpty }: Props) {
  const words = useWords()
  const format = useFormat()
  const list = useRef<HTMLUListElement>(null)
  const count = files.length + keeping.length
  // Of many the newest is the one that is looked for.
  useEffect(() => list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' }), [count])
  if (count === 0) return null
  // Only when the draft that names it is on the disk too, a file is kept.
  const kept = files.filter(({ name }) => !keeping.some((each) => each.name === name))

  return (
    <ChipList title={words('attach.attached')} listRef={list}>
      {kept.map((file) => (
        <li key={file.id} className="reply-chip reply-file" title={file.name}>
          <Icon name={fileIcon(file.mediaType)} size={14} />
          <bdi className="reply-file-name">{file.name}</bdi>
          <span className="reply-file-size num">{format.size(file.sizeBytes)}</span>
          <TakeOff
            label={words('attach.remove', { name: file.name, size: format.size(file.sizeBytes) })}
            onTakeOff={() => onRemove(file)}
            onEmpty={onEmpty}
          />
        </li>
      ))}
      {keeping.map(({ name, sizeBytes }) => (
        <li key={name} className="reply-chip reply-file" data-keeping="" title={words('attach.keeping', { name })}>
          <Icon name="hourglass" size={14} />
          <bdi className="reply-file-name">{name}</bdi>
          <span className="reply-file-size num">{format.size(sizeBytes)}</span>
        </li>
      ))}
    </ChipList>
  )
})
