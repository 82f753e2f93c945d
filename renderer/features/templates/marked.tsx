import type { FilledStretch } from '../../liquid/render.ts'

type Mark = { from: number; to: number }

/** A title with what the query found in it. */
export function MarkedTitle({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const sorted = [...marks].sort((a, b) => a.from - b.from)
  return (
    <>
      {sorted.map(({ from, to }, at) => (
        <span key={from}>
          {text.slice(sorted[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(sorted.at(-1)?.to ?? 0)}
    </>
  )
}

type Props = { text: string; language: string; filled: readonly FilledStretch[]; holes: readonly FilledStretch[] }

/** What the customer will read, with what came from the case and what is still missing. */
export function MarkedText({ text, language, filled, holes }: Props) {
  const marks = [
    ...filled.map((mark) => ({ ...mark, kind: 'filled' })),
    ...holes.map((mark) => ({ ...mark, kind: 'hole' })),
  ].sort((a, b) => a.from - b.from)
  return (
    <div className="template-text" lang={language} dir="auto">
      {marks.map(({ from, to, kind }, at) => (
        <span key={from}>
          {text.slice(marks[at - 1]?.to ?? 0, from)}
          <span className={`template-mark-${kind}`}>{text.slice(from, to)}</span>
        </span>
      ))}
      {text.slice(marks.at(-1)?.to ?? 0)}
    </div>
  )
}
