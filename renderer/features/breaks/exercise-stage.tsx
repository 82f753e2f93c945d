import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { Exercise } from './exercise.ts'
import { lengthMs } from './exercise.ts'
import type { ExerciseHold } from './use-exercise.ts'
import type { Place } from './where-in.ts'
import { fullness } from './where-in.ts'

/** More steps than this are counted instead of shown one by one. */
const CHIPS = 8

/** The ring, and always the words: what to do, for how long, and how far it is. */
export function ExerciseStage({ exercise, hold }: { exercise: Exercise; hold: ExerciseHold }) {
  const words = useWords()
  const { place, state } = hold
  const { id, caution } = exercise.pattern
  const share = place === null ? (state === 'over' ? 1 : 0) : 1 - place.leftMs / lengthMs(exercise)
  const breath = place === null ? null : fullness(place)
  return (
    <div className="stage" data-state={state}>
      <div className="stage-middle">
        <svg className="ring" viewBox="0 0 320 320" aria-hidden="true">
          <circle className="ring-track" cx="160" cy="160" r="150" />
          <circle
            className="ring-share"
            cx="160"
            cy="160"
            r="150"
            pathLength="100"
            style={{ strokeDasharray: `${share * 100} 100` }}
            data-none={share === 0}
          />
          <circle
            className="ring-disc"
            cx="160"
            cy="160"
            r="130"
            style={{
              transform: `scale(${(0.68 + 0.32 * (breath ?? (exercise.pattern.kind === 'breathing' && place !== null ? 0 : 1))).toFixed(3)})`,
            }}
          />
        </svg>
        <div className="stage-words">
          <div aria-live="polite">
            {place === null ? (
              <>
                <p className="stage-big">{words(state === 'over' ? 'exercise.over' : 'exercise.ready')}</p>
                <p className="stage-small">
                  {state === 'over' ? words('exercise.overWhy') : words(`exercise.about.${id}`)}
                </p>
              </>
            ) : (
              <Doing exercise={exercise} place={place} />
            )}
          </div>
          {place === null ? null : (
            <p className="stage-count num" aria-hidden="true">
              {words('exercise.stepLeft', { seconds: place.secondsLeft })}
            </p>
          )}
        </div>
      </div>
      {/* As high with as without: what comes below does not move when an exercise begins. */}
      <div className="stage-foot">
        {place !== null ? (
          <Marker exercise={exercise} place={place} />
        ) : caution === null || state === 'over' ? null : (
          <p className="stage-caution">{words(`exercise.caution.${caution}`)}</p>
        )}
      </div>
    </div>
  )
}

function Doing({ exercise, place }: { exercise: Exercise; place: Place }) {
  const words = useWords()
  const { phase, caption, seconds } = place.step
  const said = words(`exercise.caption.${caption}`, { seconds })
  if (phase === 'move' || phase === 'look' || phase === 'close' || phase === 'notice')
    return <p className="stage-caption">{said}</p>
  // A movement's pause is a sentence too; in breathing the one big word leads.
  if (exercise.pattern.kind !== 'breathing') return <p className="stage-caption">{said}</p>
  return (
    <>
      <p className="stage-big">{words(`exercise.phase.${phase}`)}</p>
      <p className="stage-small">{said}</p>
    </>
  )
}

/** The steps of this round with the one that it is at, and which round it is. */
function Marker({ exercise, place }: { exercise: Exercise; place: Place }) {
  const words = useWords()
  const format = useFormat()
  const { steps } = place.part
  const { round, rounds } = place
  const isBreathing = exercise.pattern.kind === 'breathing'
  return (
    <>
      {steps.length > CHIPS ? (
        <p className="soft">{words('exercise.stepOf', { step: place.stepAt + 1, steps: steps.length })}</p>
      ) : (
        <ol className="stage-steps" aria-label={words('exercise.steps')}>
          {steps.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of an exercise never move.
            <li key={at} {...(at === place.stepAt ? { 'aria-current': 'step' as const } : {})}>
              {words(`exercise.chip.${step.phase}`, { seconds: step.seconds })}
            </li>
          ))}
        </ol>
      )}
      <p className="soft num">
        {rounds < 2 || round === 0
          ? ''
          : `${words(isBreathing ? 'exercise.round' : 'exercise.part', { round, rounds })}, `}
        {words('break.left', { length: format.length(Math.ceil(place.leftMs / 1_000) * 1_000) })}
      </p>
    </>
  )
}
