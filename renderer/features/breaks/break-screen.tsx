import { useObservable } from 'dexie-react-hooks'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { SECOND_MS } from '../../../domain/kernel/time.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button, isMac } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import type { Command } from '../../kit/keymap.ts'
import { commandOf } from '../../kit/keymap.ts'
import { useCommand, useCommands } from '../../kit/use-command.ts'
import { useKeymap } from '../../kit/use-keymap.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { KeptWork, Rest } from './break-port.ts'
import type { BreathSounds, Loudness } from './breath-sounds.ts'
import { LOUDNESSES } from './breath-sounds.ts'
import './breaks.css'
import { PAUSE_WORD } from './break-prompt.tsx'
import { exerciseOf } from './exercise.ts'
import type { Chosen } from './exercise-choice.tsx'
import { ExerciseChoice } from './exercise-choice.tsx'
import { ExerciseStage } from './exercise-stage.tsx'
import { PATTERNS } from './library.ts'
import type { Exercised } from './use-exercise.ts'
import { useExercise } from './use-exercise.ts'

type Props = {
  rest: Rest
  kept: KeptWork
  sounds: BreathSounds
  onExercised: (done: Exercised) => void
  onReturn: () => void
}

/** What the desk still does at its keys while the screen is shown. All else rests. */
const AWAKE: readonly Command[] = ['break.toggle', 'help.open']

/** The whole window, quiet: the time left, an exercise if one is wanted, and the way back. */
export function BreakScreen({ rest, kept, sounds, onExercised, onReturn }: Props) {
  const words = useWords()
  const [first] = PATTERNS
  if (first === undefined) throw new Error('There is no exercise.')
  const [chosen, setChosen] = useState<Chosen>({ pattern: first, minutes: 1 })
  const [isQuiet, setQuiet] = useState(false)
  const { loudness, setLoudness } = useLoudness()
  const exercise = exerciseOf(chosen.pattern, chosen.minutes)
  const hold = useExercise(exercise, sounds, loudness, onExercised)
  const dialog = useRef<HTMLDialogElement>(null)
  const main = useRef<HTMLButtonElement>(null)
  const { state } = hold

  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  // The one button in the middle stands for start, pause and again: the focus stays where Enter goes on.
  useEffect(() => {
    if (!isQuiet) main.current?.focus()
  }, [isQuiet])
  useKeysAsleep()
  useCommand('break.toggle', onReturn)

  const stepBack = () => {
    if (isQuiet) return setQuiet(false)
    if (state === 'running' || state === 'paused') return hold.leave()
    // A break is not ended by a key that closes things.
    if (rest.kind === 'exercise') onReturn()
  }
  const choose = (next: Chosen) => {
    hold.leave()
    setChosen(next)
  }
  const quiet = () => {
    hold.leave()
    setQuiet(true)
  }
  const [label, press] = {
    ready: ['exercise.start', hold.start] as const,
    over: ['exercise.again', hold.start] as const,
    running: ['exercise.pause', hold.pause] as const,
    paused: ['exercise.resume', hold.resume] as const,
  }[state]

  return (
    <dialog
      ref={dialog}
      className="break-screen"
      aria-label={words(rest.kind === 'exercise' ? 'exercise.screen' : 'break.screen')}
      onCancel={(event) => {
        event.preventDefault()
        stepBack()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.stopPropagation()
        stepBack()
      }}
    >
      <ScreenHead rest={rest} />
      {isQuiet ? (
        <p className="break-quiet soft">{words('break.quietWords')}</p>
      ) : (
        <ExerciseStage exercise={exercise} hold={hold} />
      )}
      {isQuiet ? null : (
        <div className="break-way">
          <select
            className="select"
            aria-label={words('exercise.sound')}
            value={loudness}
            onChange={(event) => setLoudness(LOUDNESSES.find((each) => each === event.target.value) ?? 'off')}
          >
            {LOUDNESSES.map((each) => (
              <option key={each} value={each}>
                {words(`exercise.sound.${each}`)}
              </option>
            ))}
          </select>
          <Button ref={main} className="button-large break-main" autoFocus onPress={press}>
            {words(label)}
          </Button>
          {state === 'running' || state === 'paused' ? (
            <Button tone="quiet" className="button-large" onPress={hold.leave}>
              {words('exercise.skip')}
            </Button>
          ) : null}
        </div>
      )}
      <KeptLine kept={kept} />
      <footer className="break-foot">
        {isQuiet ? null : <ExerciseChoice chosen={chosen} onChoose={choose} />}
        <Button tone="quiet" onPress={isQuiet ? () => setQuiet(false) : quiet}>
          {words(isQuiet ? 'break.loud' : 'break.quiet')}
        </Button>
        <div className="break-back">
          <span className="soft">{words(rest.kind === 'exercise' ? 'exercise.stillOn' : 'break.noOffers')}</span>
          <Button className="button-large" command="break.toggle" onPress={onReturn}>
            {words('break.return')}
          </Button>
        </div>
      </footer>
    </dialog>
  )
}

/** What it is and how much of it is left; for an exercise by hand, whether somebody waits. */
function ScreenHead({ rest }: { rest: Rest }) {
  const words = useWords()
  return (
    <div className="break-head soft">
      <span className="break-what">
        <Icon name="break" />
        {rest.kind === 'exercise' ? words('exercise.screen') : <Until rest={rest} />}
      </span>
      {rest.kind === 'exercise' ? (
        <span role="status" className="break-ringing">
          {rest.isRinging ? words('exercise.ringing') : null}
        </span>
      ) : rest.endsAt === null ? null : (
        <TimeLeft endsAt={rest.endsAt} />
      )}
    </div>
  )
}

function Until({ rest }: { rest: Exclude<Rest, { kind: 'exercise' }> }) {
  const words = useWords()
  const format = useFormat()
  if (rest.endsAt === null) return words('break.since', { time: format.clock(rest.startedAt) })
  const kind = rest.kind === 'eye-rest' ? PAUSE_WORD[rest.kind] : rest.kind
  return words('break.until', { kind, time: format.clock(rest.endsAt) })
}

/** By minutes until the last one, then by seconds: a clock that runs would not be quiet. */
function TimeLeft({ endsAt }: { endsAt: EpochMs }) {
  const words = useWords()
  const format = useFormat()
  const now = useNow((at) => untilNextLeft(endsAt, at))
  const left = endsAt - now
  const isOver = left <= 0
  const shown = Math.abs(left) < 60_000 ? left : Math.ceil(left / 60_000) * 60_000
  return <span className="num">{words(isOver ? 'break.over' : 'break.left', { length: format.length(shown) })}</span>
}

/** When the words about the time left change next. */
export function untilNextLeft(endsAt: EpochMs, now: EpochMs): Ms {
  const left = endsAt - now
  const unit = Math.abs(left) <= 60_000 ? SECOND_MS : 60_000
  const rest = ((left % unit) + unit) % unit
  return Math.max(50, rest === 0 ? unit : rest) as Ms
}

/** Nothing lies under the screen unseen. */
function KeptLine({ kept: { unsent, drafts } }: { kept: KeptWork }) {
  const words = useWords()
  if (unsent + drafts === 0) return null
  return <p className="break-kept soft">{words('break.kept', { unsent, drafts }).trim()}</p>
}

/** While the screen is shown no key of the desk reaches what lies under it. */
function useKeysAsleep(): void {
  const commands = useCommands()
  const keys = useKeymap()
  useEffect(
    () =>
      commands?.takeKeys((event) => {
        const command = commandOf(event, isMac, keys)
        if (command === null || !AWAKE.includes(command) || !commands.run(command)) return
        event.preventDefault()
        event.stopPropagation()
      }),
    [commands, keys],
  )
}

/** Off until the agent wants it; then as they left it, at every desk. */
function useLoudness(): { loudness: Loudness; setLoudness(loudness: Loudness): void } {
  const { repository } = useDeps()
  const settings = useObservable(() => repository.settings(), [repository])
  const loudness = LOUDNESSES.find((each) => each === settings?.['exerciseSound']) ?? 'off'
  const setLoudness = (to: Loudness) =>
    void repository.commit('settings.set', { key: 'exerciseSound', value: to === 'off' ? null : to })
  return { loudness, setLoudness }
}
