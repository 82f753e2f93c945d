import { useEffect, useState } from 'react'
import { Button, isMac, useChordWords } from '../../kit/button.tsx'
import type { Command } from '../../kit/keymap.ts'
import { chordOf, keymap } from '../../kit/keymap.ts'
import { useCommands } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import type { KeyChanges, KeyRefusal } from './plan-key.ts'
import { keysWith, planKey } from './plan-key.ts'

type Props = { command: Command; changes: KeyChanges; onChange: (changes: KeyChanges) => void }

/** One command with its key, which the agent may press anew. */
export function KeyRow({ command, changes, onChange }: Props) {
  const words = useWords()
  const say = useChordWords()
  const commands = useCommands()
  const [isListening, setListening] = useState(false)
  const [refused, setRefused] = useState<{ chord: string; refusal: KeyRefusal } | null>(null)
  const chord = keysWith(changes)[command]
  const name = words(`command.${command}`)

  useEffect(() => {
    if (!isListening || commands === null) return
    return commands.takeKeys((event) => {
      const pressed = chordOf(event, isMac)
      if (pressed === null) return
      // Tab and Esc lead on, as everywhere.
      if (pressed === 'Tab' || pressed === 'Shift+Tab') return setListening(false)
      event.preventDefault()
      event.stopPropagation()
      if (pressed === 'Escape') return setListening(false)
      setListening(false)
      const plan = planKey(changes, command, pressed, { takes: false })
      if (plan.ok) onChange(plan.changes)
      setRefused(plan.ok ? null : { chord: pressed, refusal: plan.refusal })
    })
  }, [isListening, commands, changes, command, onChange])

  const give = (pressed: string) => {
    const plan = planKey(changes, command, pressed, { takes: true })
    if (plan.ok) onChange(plan.changes)
    setRefused(null)
  }
  return (
    <li className="key-row">
      <span className="grow">{name}</span>
      {chord === keymap[command] ? null : (
        <Button
          tone="quiet"
          icon="undo"
          label={words('keys.asDelivered', { command: name })}
          onPress={() => give(keymap[command])}
        />
      )}
      <Button
        className={isListening ? 'key-press key-listening' : 'key-press'}
        label={words('keys.change', { command: name, keys: chord === '' ? words('keys.none') : say(chord) })}
        aria-pressed={isListening}
        onPress={() => {
          setRefused(null)
          setListening(!isListening)
        }}
      >
        {isListening ? words('keys.press') : chord === '' ? words('keys.none') : say(chord)}
      </Button>
      {refused === null ? null : (
        <p className="key-refused" role="alert">
          <span>
            {refused.refusal.why === 'taken'
              ? words('keys.refused.taken', {
                  keys: say(refused.chord),
                  command: words(`command.${refused.refusal.by}`),
                })
              : words(`keys.refused.${refused.refusal.why}`, { keys: say(refused.chord) })}
          </span>
          {refused.refusal.why === 'taken' ? (
            <Button onPress={() => give(refused.chord)}>{words('keys.take')}</Button>
          ) : null}
        </p>
      )}
    </li>
  )
}
