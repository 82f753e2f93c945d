import type { ReactNode } from 'react'
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components'

/** A button whose meaning is told in a paragraph while it is pointed at or has the focus. */
export function TipButton(props: {
  label: string
  tip: string
  className?: string
  placement?: 'top' | 'bottom start'
  onPress: () => void
  children: ReactNode
}) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      <AriaButton className={props.className ?? ''} aria-label={props.label} onPress={props.onPress}>
        {props.children}
      </AriaButton>
      <Tooltip className="tooltip tooltip-wide" placement={props.placement ?? 'bottom start'} offset={6}>
        {props.tip}
      </Tooltip>
    </TooltipTrigger>
  )
}
