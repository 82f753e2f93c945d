import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useWords } from '../words/use-words.ts'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import type { Command } from './keymap.ts'
import { keymap } from './keymap.ts'

/** Whether Cmd stands for Ctrl here. */
export const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

/** The keys of a command as they stand on a button. */
export function KeyHint({ command }: { command: Command }) {
  return <kbd aria-hidden="true">{useKeyWords()(command)}</kbd>
}

/** Says the keys of a command: "Ctrl Enter". */
export function useKeyWords(): (command: Command) => string {
  const words = useWords()
  const named: Record<string, string> = {
    Ctrl: words(isMac ? 'keys.cmd' : 'keys.ctrl'),
    Shift: words('keys.shift'),
    Alt: words('keys.alt'),
    Enter: words('keys.enter'),
  }
  return (command) =>
    keymap[command]
      .split('+')
      .map((part) => named[part] ?? part)
      .join(' ')
}

type ButtonProps = {
  /** primary: the one filled button of an area. quiet: no edge until pointed at. */
  tone?: 'plain' | 'primary' | 'quiet'
  icon?: IconName
  /** The command this button does: its keys stand on the button. */
  command?: Command
  /** The name of a button that shows an icon alone. */
  label?: string
  children?: ReactNode
  onPress?: () => void
  type?: 'button' | 'submit'
  isDisabled?: boolean
  autoFocus?: boolean
  className?: string
  ref?: Ref<HTMLButtonElement>
  'aria-pressed'?: boolean
  'aria-expanded'?: boolean
  'aria-describedby'?: string
}

export function Button({ tone = 'plain', icon, command, label, children, className, ...rest }: ButtonProps) {
  const isBare = children === undefined
  return (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(command === undefined
        ? {}
        : { 'aria-keyshortcuts': keymap[command].replace('Ctrl', isMac ? 'Meta' : 'Control') })}
      className={['button', `button-${tone}`, isBare ? 'button-bare' : '', className ?? ''].filter(Boolean).join(' ')}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
      {command === undefined ? null : <KeyHint command={command} />}
    </AriaButton>
  )
}
