import type { RenderedLiquid } from '../../liquid/render.ts'
import { useWords } from '../../words/use-words.ts'

type Part = { text: string; as: 'plain' | 'filled' | 'hole' }

/** The text cut at what was filled in and at what is missing. */
export function partsOf(drafted: Extract<RenderedLiquid, { ok: true }>): Part[] {
  const marks = [
    ...drafted.filled.map((stretch) => ({ ...stretch, as: 'filled' as const })),
    ...drafted.holes.map((stretch) => ({ ...stretch, as: 'hole' as const })),
  ].sort((a, b) => a.from - b.from)
  const parts: Part[] = []
  let done = 0
  for (const { from, to, as } of marks) {
    if (from > done) parts.push({ text: drafted.text.slice(done, from), as: 'plain' })
    parts.push({ text: drafted.text.slice(from, to), as })
    done = to
  }
  if (done < drafted.text.length) parts.push({ text: drafted.text.slice(done), as: 'plain' })
  return parts
}

/** A drafted text: what came from the case is tinted, what is missing is red. */
export function DraftedText({ drafted }: { drafted: RenderedLiquid }) {
  const words = useWords()
  if (!drafted.ok) return <p className="problem">{words('guide.draft.broken', { why: drafted.why })}</p>
  return (
    <>
      <p className="guide-drafted" dir="auto" tabIndex={0}>
        {partsOf(drafted).map((part, at) =>
          part.as === 'plain' ? (
            part.text
          ) : (
            <span key={at} className={`guide-${part.as}`}>
              {part.text}
            </span>
          ),
        )}
      </p>
      {drafted.holes.length === 0 ? null : (
        <p className="guide-holes">{words('guide.draft.holes', { count: drafted.holes.length })}</p>
      )}
    </>
  )
}
