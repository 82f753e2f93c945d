import type { KeyboardEvent, Ref } from 'react'
import { memo, useMemo } from 'react'
import type { Doubt } from '../../../domain/replying/find-doubts.ts'
import type { Mode } from './draft-text.ts'
import type { Stretch } from './stretches.ts'
import { cutText } from './stretches.ts'

type Props = {
  ref?: Ref<HTMLTextAreaElement>
  mode: Mode
  label: string
  placeholder: string
  text: string
  language: string | undefined
  isShown: boolean
  isLow: boolean
  describedBy: string | undefined
  doubts: readonly Doubt[]
  filled: readonly Stretch[]
  misspelt: readonly Stretch[]
  onWrite: (mode: Mode, text: string) => void
  onLeave: () => void
  /** True: something of ours stands where the system's menu would. */
  onMenu: () => boolean
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

type Mark = Stretch & { kind: 'doubt' | 'filled' | 'misspelt' }

/**
 * A text area over a layer of the same words that marks what placeholders brought, what must not leave so and what is misspelt.
 * The one that is not shown hears nothing of what is written in the other.
 */
export const Paper = memo(function Paper({ ref, ...props }: Props) {
  const { text, doubts, filled, misspelt } = props
  const parts = useMemo(() => {
    const marks: Mark[] = [
      ...doubts.map(({ from, to }) => ({ kind: 'doubt' as const, from, to })),
      ...filled.map(({ from, to }) => ({ kind: 'filled' as const, from, to })),
      ...misspelt.map(({ from, to }) => ({ kind: 'misspelt' as const, from, to })),
    ]
    return marks.length === 0 ? [] : cutText(text, marks)
  }, [text, doubts, filled, misspelt])
  return (
    <div className="reply-paper" hidden={!props.isShown}>
      <div className="reply-marks" aria-hidden="true" dir="auto">
        {parts.map(({ from, text: words, mark }) =>
          mark === null ? (
            words
          ) : (
            <span key={from} className={`reply-mark-${mark.kind}`} data-from={from}>
              {words}
            </span>
          ),
        )}
      </div>
      <textarea
        ref={ref ?? null}
        className="reply-text-box"
        dir="auto"
        lang={props.language}
        hidden={!props.isShown}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={doubts.length > 0}
        placeholder={props.placeholder}
        value={text}
        rows={props.isLow ? 1 : 3}
        onChange={(event) => props.onWrite(props.mode, event.target.value)}
        onBlur={props.onLeave}
        onContextMenu={(event) => {
          if (props.onMenu()) event.preventDefault()
        }}
        {...(props.onKeyDown === undefined ? {} : { onKeyDown: props.onKeyDown })}
      />
    </div>
  )
})
