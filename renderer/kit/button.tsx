import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useWords } from '../words/use-words.ts'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import type { Command } from './keymap.ts'
import { useKeymap } from './use-keymap.ts'

/** Whether Cmd stands for Ctrl here. */
export const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform)

/** The keys of a command as they stand on a button. */
export function KeyHint({ command }: { command: Command }) {
  const said = useKeyWords()(command)
  return said === '' ? null : <kbd aria-hidden="true">{said}</kbd>
}

/** Says the keys of a command: "Ctrl Enter". Empty: it has none. */
export function useKeyWords(): (command: Command) => string {
  const keys = useKeymap()
  const say = useChordWords()
  return (command) => say(keys[command])
}

/** Says keys as the table writes them, "Ctrl+Enter", in the words of the keyboard: "Ctrl Enter". */
export function useChordWords(): (chord: string) => string {
  const words = useWords()
  const named: Record<string, string> = {
    Ctrl: words(isMac ? 'keys.cmd' : 'keys.ctrl'),
    Shift: words('keys.shift'),
    Alt: words('keys.alt'),
    Enter: words('keys.enter'),
    Space: words('keys.space'),
    PageUp: words('keys.pageUp'),
    PageDown: words('keys.pageDown'),
  }
  return (chord) =>
    chord
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
  const keys = useKeymap()
  const isBare = children === undefined
  const chord = command === undefined ? '' : keys[command]
  const shortcut = chord === '' ? undefined : chord.replace('Ctrl', isMac ? 'Meta' : 'Control')
  return (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { 'aria-label': label })}
      // The component library passes on only the attributes it knows.
      render={(props) => <button {...props} aria-keyshortcuts={shortcut} />}
      className={['button', `button-${tone}`, isBare ? 'button-bare' : '', className ?? ''].filter(Boolean).join(' ')}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
      {command === undefined ? null : <KeyHint command={command} />}
    </AriaButton>
  )
}
