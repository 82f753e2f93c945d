import { useState } from 'react'
import type { Attachment } from '../../../domain/cases/attachment.ts'
import type { SaveOutcome } from '../../deps/attachments-port.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { fileIcon } from '../../kit/file-icon.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import './attached-files.css'

type Told = { name: string; what: Exclude<SaveOutcome, 'cancelled'> | 'fetching' }

/** The files of a message. Each is saved where the agent says; none is ever opened from here. */
export function AttachedFiles({ files }: { files: readonly Attachment[] | undefined }) {
  const words = useWords()
  const format = useFormat()
  const { attachments } = useDeps()
  const [told, setTold] = useState<Told | null>(null)
  if (files === undefined || files.length === 0) return null

  async function save(file: Attachment): Promise<void> {
    const { name } = file
    setTold({ name, what: 'fetching' })
    const what = await attachments.save(file)
    setTold(what === 'cancelled' ? null : { name, what })
  }

  return (
    <div className="case-files">
      <ul>
        {files.map((file) => {
          const { id, name, mediaType, sizeBytes } = file
          return (
            <li key={id} title={name}>
              <Button
                tone="plain"
                className="case-file"
                label={words('attach.save', { name, size: format.size(sizeBytes) })}
                onPress={() => void save(file)}
              >
                <Icon name={fileIcon(mediaType)} size={14} />
                <bdi className="case-file-name">{name}</bdi>{' '}
                <span className="case-file-size num">{format.size(sizeBytes)}</span>
                <Icon name="save" size={14} />
              </Button>
            </li>
          )
        })}
      </ul>
      {told === null ? null : <Outcome {...told} />}
    </div>
  )
}

function Outcome({ name, what }: Told) {
  const words = useWords()
  if (what === 'fetching' || what === 'saved')
    return (
      <p role="status" className="case-files-told">
        {words(what === 'saved' ? 'attach.saved' : 'attach.fetching', { name })}
      </p>
    )
  return (
    <p role="alert" className="case-files-told tone-danger">
      {words(`attach.save.${what}`, { name })}
    </p>
  )
}
