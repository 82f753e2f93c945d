import { memo } from 'react'
import type { Channel } from '../../../domain/cases/channel.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import type { Mode } from './draft-text.ts'

type Props = { mode: Mode; channel: Channel; onSwitch: (mode: Mode) => void }

/** Reply or note: two buttons of which one is pressed. */
export const ModeSwitch = memo(function ModeSwitch({ mode, channel, onSwitch }: Props) {
  const words = useWords()
  return (
    <div className="reply-modes" role="group" aria-label={words('reply.mode.label')}>
      {(['reply', 'note'] as const).map((each) => (
        <Button
          key={each}
          tone="quiet"
          icon={each === 'note' ? 'note' : channel}
          aria-pressed={each === mode}
          onPress={() => onSwitch(each)}
        >
          {words(`reply.mode.${each}`)}
        </Button>
      ))}
    </div>
  )
})
