import type { IconName } from '../../kit/icon.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import type { ExerciseKind, Minutes, Pattern } from './exercise.ts'
import { EXERCISE_KINDS, MINUTES } from './exercise.ts'
import { PATTERNS } from './library.ts'

export type Chosen = { pattern: Pattern; minutes: Minutes }
const ICONS: Record<ExerciseKind, IconName> = { breathing: 'wind', stretch: 'stretch', eyes: 'eye', body: 'user' }

type Props = { chosen: Chosen; onChoose: (chosen: Chosen) => void }

/** Which exercise, and how long. */
export function ExerciseChoice({ chosen: { pattern, minutes }, onChoose }: Props) {
  const words = useWords()
  const same = PATTERNS.filter(({ kind }) => kind === pattern.kind)
  const choose = (wanted: Pattern | undefined) => {
    if (wanted !== undefined && wanted !== pattern) onChoose({ pattern: wanted, minutes })
  }
  const ofKind = (kind: ExerciseKind) => (kind === pattern.kind ? pattern : PATTERNS.find((each) => each.kind === kind))
  return (
    <div className="break-choice">
      <div className="seg" role="group" aria-label={words('exercise.kinds')}>
        {EXERCISE_KINDS.map((kind) => (
          <button key={kind} type="button" aria-pressed={kind === pattern.kind} onClick={() => choose(ofKind(kind))}>
            <Icon name={ICONS[kind]} size={14} />
            {words(`exercise.kind.${kind}`)}
          </button>
        ))}
      </div>
      <select
        className="select"
        aria-label={words('exercise.which')}
        value={pattern.id}
        disabled={same.length === 1}
        onChange={(event) => choose(PATTERNS.find(({ id }) => id === event.target.value))}
      >
        {same.map(({ id }) => (
          <option key={id} value={id}>
            {words(`exercise.name.${id}`)}
          </option>
        ))}
      </select>
      <div className="seg" role="group" aria-label={words('exercise.lengths')}>
        {MINUTES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === minutes}
            onClick={() => each !== minutes && onChoose({ pattern, minutes: each })}
          >
            {words('exercise.minutes', { minutes: each })}
          </button>
        ))}
      </div>
    </div>
  )
}
