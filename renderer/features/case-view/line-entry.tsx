import { useState } from 'react'
import type { OrderStep } from '../../../domain/cases/order.ts'
import type { GuideRecord, GuideRunRecord } from '../../../domain/guides/guide.ts'
import { pathOf } from '../../../domain/guides/path-of.ts'
import type { PromiseRecord } from '../../../domain/promises/promise.ts'
import type { Words } from '../../words/use-words.ts'
import type { Telling } from './event-words.ts'
import { dueWords } from './when-words.ts'

/** What happened to the parcel, where, and who has it. */
export function stepWords(words: Words, step: OrderStep, carrier: string | null): string {
  const name = words(`order.step.${step.kind}`)
  const placed = step.place === '' ? name : words('order.step.at', { step: name, place: step.place })
  return carrier === null ? placed : words('order.step.of-carrier', { carrier, step: placed })
}

export function promiseWords(telling: Telling, promise: PromiseRecord): string {
  const { words, me } = telling
  const by = promise.madeBy.id === me ? words('timeline.you') : promise.madeBy.name
  return words('timeline.promise.made', { by, promise: promise.words, due: dueWords(telling, promise.dueAt) })
}

/** One thing that happened, in one line. */
export function LineEntry({
  text,
  at,
  telling,
  state,
}: {
  text: string
  at: number
  telling: Telling
  state?: string
}) {
  return (
    <p className="case-line-entry">
      <span className="grow">
        <bdi>{text}</bdi>
        {state === undefined ? null : <span className="case-state">, {state}</span>}
      </span>
      <time className="num" dateTime={new Date(at).toISOString()}>
        {telling.format.moment(at, telling.now)}
      </time>
    </p>
  )
}

/** A guided script that was gone through, with what was answered folded below. */
export function GuideEntry({
  run,
  guide,
  telling,
}: {
  run: GuideRunRecord
  guide: GuideRecord | null
  telling: Telling
}) {
  const { words, me } = telling
  const [isOpen, setOpen] = useState(false)
  const by = run.startedBy.id === me ? words('timeline.you') : run.startedBy.name
  const title = guide?.title ?? run.guideId.split('@', 1)[0] ?? ''
  const text = words(run.state === 'finished' ? 'timeline.guide.finished' : 'timeline.guide.left', { by, title })
  const answers = answersOf(run, guide)
  return (
    <>
      <LineEntry text={text} at={run.endedAt ?? run.startedAt} telling={telling} />
      {answers.length === 0 ? null : (
        <button type="button" className="case-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen
            ? words('timeline.guide.answers.hide')
            : words('timeline.guide.answers.show', { count: answers.length })}
        </button>
      )}
      {isOpen ? (
        <dl className="case-answers">
          {answers.map(({ question, answer }) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd dir="auto">{answer}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  )
}

/** What was answered, in the guide's words. Without the guide on this desk: what was typed. */
export function answersOf(run: GuideRunRecord, guide: GuideRecord | null): { question: string; answer: string }[] {
  if (guide === null) {
    return run.answers.flatMap(({ stepId, text }) => (text === null ? [] : [{ question: stepId, answer: text }]))
  }
  return pathOf(guide, run.answers).flatMap(({ step, answer }) => {
    if (answer === null) return []
    const chosen = step.kind === 'choose' ? step.choices.find(({ id }) => id === answer.choiceId)?.words : undefined
    const said = chosen ?? answer.text
    return said === null || said === '' ? [] : [{ question: step.title, answer: said }]
  })
}
