import { memo } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'
import { Button as AriaButton } from 'react-aria-components'
import { KeyHint } from '../kit/button.tsx'
import type { IconName } from '../kit/icon.tsx'
import { Icon } from '../kit/icon.tsx'
import type { Command } from '../kit/keymap.ts'
import { useWords } from '../words/use-words.ts'
import type { Panel } from './desk-state.ts'
import { useOpenDisputeCount, usePromiseCount } from './slots.ts'

type Props = {
  panel: Panel | null
  isNumbersShown: boolean
  onQueue: () => void
  onPromises: () => void
  onKnowledge: () => void
  /** Null: not for this person. */
  onDisputes: (() => void) | null
  /** Null: not for this person. */
  onTeamBlocks: (() => void) | null
  onNumbers: () => void
  onSettings: () => void
}

/** The places of the desk, at its start. */
export const Rail = memo(function Rail(props: Props) {
  const { panel, isNumbersShown, onQueue, onPromises, onKnowledge, onNumbers, onDisputes, onTeamBlocks, onSettings } =
    props
  const words = useWords()
  const { open, dueSoon } = usePromiseCount()
  return (
    <nav className="rail" aria-label={words('rail.name')} data-area="rail">
      <Place icon="inbox" name={words('rail.queue')} isHere={panel === null && !isNumbersShown} onPress={onQueue} />
      <Place
        icon="promises"
        name={words('rail.promisesOpen', { count: open })}
        tip={words('rail.promises')}
        command="promises.open"
        isHere={panel === 'promises'}
        badge={open}
        isPressing={dueSoon > 0}
        onPress={onPromises}
      />
      <Place icon="article" name={words('rail.knowledge')} command="knowledge.search" onPress={onKnowledge} />
      <Place
        icon="numbers"
        name={words('numbers.name')}
        command="numbers.open"
        isHere={isNumbersShown}
        onPress={onNumbers}
      />
      {onDisputes === null ? null : <Disputes onPress={onDisputes} />}
      {onTeamBlocks === null ? null : <Place icon="urgent" name={words('urgent.team.rail')} onPress={onTeamBlocks} />}
      <span className="grow" />
      <Place icon="settings" name={words('rail.settings')} command="settings.open" onPress={onSettings} />
    </nav>
  )
})

function Disputes({ onPress }: { onPress: () => void }) {
  const words = useWords()
  const count = useOpenDisputeCount()
  return (
    <Place
      icon="question"
      name={words('disputes.nameOpen', { count })}
      tip={words('disputes.name')}
      badge={count}
      onPress={onPress}
    />
  )
}

type PlaceProps = {
  icon: IconName
  name: string
  /** Where the name says more than the tooltip needs to. */
  tip?: string
  command?: Command
  isHere?: boolean
  badge?: number
  isPressing?: boolean
  onPress: () => void
}

function Place({ icon, name, tip, command, isHere, badge = 0, isPressing, onPress }: PlaceProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      <AriaButton className="rail-place" data-here={isHere} aria-label={name} onPress={onPress}>
        <Icon name={icon} size={20} />
        {badge === 0 ? null : (
          <span className="rail-badge num" data-pressing={isPressing} aria-hidden="true">
            {badge > 99 ? '99+' : badge}
          </span>
        )}
      </AriaButton>
      <Tooltip className="tooltip" placement="end" offset={6}>
        {tip ?? name} {command === undefined ? null : <KeyHint command={command} />}
      </Tooltip>
    </TooltipTrigger>
  )
}
