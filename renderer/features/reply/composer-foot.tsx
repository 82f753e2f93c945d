import { memo } from 'react'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { AttachButton } from './attach-button.tsx'
import type { Mode } from './draft-text.ts'
import type { GivenFile } from './use-attaching.ts'

type Props = {
  mode: Mode
  holes: number
  meta: string
  isGuarded: boolean
  canInsert: boolean
  isActive: boolean
  onFiles: (files: readonly GivenFile[]) => void
  onTemplate: () => void
  onNextHole: () => void
  onSend: () => void
}

/** What can be put in, what is still missing, and the way out. Nothing here moves Send. Another letter is no news to it. */
export const ComposerFoot = memo(function ComposerFoot(props: Props) {
  const { mode, holes, meta, isGuarded, canInsert, isActive, onFiles, onTemplate, onNextHole, onSend } = props
  const words = useWords()
  const go = useGo()
  return (
    <div className="reply-foot">
      {canInsert ? (
        <Button tone="quiet" onPress={onTemplate}>
          {words('reply.template')}
          <kbd aria-hidden="true">{words('reply.template.key')}</kbd>
        </Button>
      ) : null}
      <Button tone="quiet" command="guide.open" onPress={() => go.showSide('guide')}>
        {words('reply.guide')}
      </Button>
      {mode === 'note' ? null : <AttachButton isActive={isActive} onFiles={onFiles} />}
      <span className="reply-meta">{meta}</span>
      {holes === 0 ? null : (
        <Button tone="quiet" className="reply-holes" command="composer.nextHole" onPress={onNextHole}>
          <Icon name="alert" />
          {words('reply.holes', { count: holes })}
        </Button>
      )}
      <Button tone={isGuarded ? 'plain' : 'primary'} command="composer.send" onPress={onSend}>
        {words(mode === 'reply' ? 'reply.send' : 'reply.add-note')}
      </Button>
    </div>
  )
})
