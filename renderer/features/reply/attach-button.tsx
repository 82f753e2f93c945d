import { useRef } from 'react'
import { Button } from '../../kit/button.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import type { GivenFile } from './use-attaching.ts'

type Props = { isActive: boolean; onFiles: (files: readonly GivenFile[]) => void }

/** Opens the system's own way to choose files. */
export function AttachButton({ isActive, onFiles }: Props) {
  const words = useWords()
  const input = useRef<HTMLInputElement>(null)
  const choose = () => input.current?.click()
  useCommand('composer.attach', () => (isActive ? choose() : false))
  return (
    <>
      <Button
        tone="quiet"
        icon="attach"
        className="reply-attach"
        label={words('attach.button')}
        command="composer.attach"
        onPress={choose}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const { files } = event.currentTarget
          onFiles([...(files ?? [])])
          // The same file chosen again is a choice again.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
