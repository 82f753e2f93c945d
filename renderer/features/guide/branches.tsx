import { useEffect, useMemo, useRef, useState } from 'react'
import type { GuideRecord } from '../../../domain/guides/guide.ts'
import type { AnswerGiven } from '../../../domain/guides/steps-of.ts'
import { stepOf, waysFrom } from '../../../domain/guides/steps-of.ts'
import { useWords } from '../../words/use-words.ts'
import { forbiddenWords } from './answer-problem.ts'
import type { Box, Drawing } from './place-branches.ts'
import { BOX, placeBranches } from './place-branches.ts'

/** All branches of a guide: as a picture, or the same in words. */
export function Branches({ guide, answers }: { guide: GuideRecord; answers: readonly AnswerGiven[] }) {
  const words = useWords()
  const [form, setForm] = useState<'picture' | 'list'>('picture')
  const drawing = useMemo(() => placeBranches(guide, answers), [guide, answers])
  return (
    <div className="guide-branches">
      <div className="seg" role="group" aria-label={words('guide.branches.form')}>
        {(['picture', 'list'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={form === each} onClick={() => setForm(each)}>
            {words(`guide.branches.${each}`)}
          </button>
        ))}
      </div>
      {form === 'picture' ? (
        <Picture drawing={drawing} title={guide.title} />
      ) : (
        <List guide={guide} drawing={drawing} />
      )}
    </div>
  )
}

function Picture({ drawing, title }: { drawing: Drawing; title: string }) {
  const words = useWords()
  const { boxes, lines, width, height } = drawing
  const here = useRef<HTMLDivElement>(null)
  useEffect(() => here.current?.scrollIntoView({ block: 'center', inline: 'center' }), [])
  return (
    // Scrolls by keyboard too. The picture runs from left to right in every language.
    <div className="guide-picture" tabIndex={0} dir="ltr" role="group" aria-label={words('guide.branches.picture')}>
      <svg
        role="img"
        aria-label={words('guide.branches.alt', { guide: title })}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {lines.map((line) => (
          <path
            key={line.key}
            d={line.d}
            data-done={line.isDone || undefined}
            data-forbidden={line.isForbidden || undefined}
          />
        ))}
        {lines.map((line) =>
          line.words === null ? null : (
            <text key={line.key} x={line.wordsAt.x} y={line.wordsAt.y} data-done={line.isDone || undefined}>
              <title>{line.words}</title>
              {line.words.length > 19 ? `${line.words.slice(0, 18).trimEnd()}…` : line.words}
            </text>
          ),
        )}
        {boxes.map(({ step, x, y, mark }) => (
          <foreignObject key={step.id} x={x} y={y} width={BOX.width} height={BOX.height}>
            <div
              ref={mark === 'here' ? here : null}
              className="guide-box"
              data-mark={mark}
              data-kind={step.kind}
              dir="auto"
              title={step.title}
            >
              <span>{step.title}</span>
            </div>
          </foreignObject>
        ))}
      </svg>
    </div>
  )
}

function List({ guide, drawing }: { guide: GuideRecord; drawing: Drawing }) {
  const words = useWords()
  return (
    <ol className="guide-branch-list" tabIndex={0} aria-label={words('guide.branches.list')}>
      {drawing.boxes.map((box) => (
        <li key={box.step.id} data-mark={box.mark}>
          <b dir="auto">{box.step.title}</b>
          <Mark box={box} />
          <ul>
            {waysFrom(box.step).map(({ to, choice }) => (
              <li key={choice?.id ?? to} dir="auto">
                {choice === null
                  ? words('guide.branches.then', { step: stepOf(guide, to)?.title ?? to })
                  : words('guide.branches.way', { choice: choice.words, step: stepOf(guide, to)?.title ?? to })}
                {choice?.forbidden ? <span className="muted"> {forbiddenWords(words, choice.forbidden)}</span> : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

function Mark({ box }: { box: Box }) {
  const words = useWords()
  const said =
    box.mark === 'ahead'
      ? box.step.kind === 'outcome'
        ? 'guide.branches.end'
        : null
      : (`guide.branches.${box.mark}` as const)
  return said === null ? null : <span className="muted"> {words(said)}</span>
}
