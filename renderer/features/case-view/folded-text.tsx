import { useMemo, useState } from 'react'
import { useWords } from '../../words/use-words.ts'
import { foldText } from './fold-text.ts'

/** What somebody wrote, in its own direction and language; what it quotes is folded away. */
export function FoldedText({ body, language }: { body: string; language: string | null }) {
  const words = useWords()
  const [isOpen, setOpen] = useState(false)
  const { text, folded } = useMemo(() => foldText(body), [body])
  const lang = language === null ? {} : { lang: language }
  return (
    <>
      <p className="case-entry-body" dir="auto" {...lang}>
        {text}
      </p>
      {folded === null ? null : (
        <>
          <button type="button" className="case-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words(`timeline.${folded.kind}.${isOpen ? 'hide' : 'show'}`)}
          </button>
          {isOpen ? (
            <p className="case-entry-body case-quote" dir="auto" {...lang}>
              {folded.text}
            </p>
          ) : null}
        </>
      )}
    </>
  )
}
