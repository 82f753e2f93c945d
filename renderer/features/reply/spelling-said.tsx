import { languageName } from '../../words/language-name.ts'
import { useWords } from '../../words/use-words.ts'
import type { SpellingLook } from './look-at-spelling.ts'

type Props = { look: SpellingLook | null; expected: string | null }

/** Says where spelling is not what the language of the conversation lets expect: another language, or none at all. */
export function SpellingSaid({ look, expected }: Props) {
  const words = useWords()
  if (look === null) return null
  const language = look.language === null ? '' : (languageName(words.locale, look.language) ?? look.language)
  if (look.state === 'failed') return <span className="reply-spelling">{words('spelling.failed', { language })}</span>
  if (look.state === 'missing')
    return (
      <span className="reply-spelling">
        {look.language === null ? words('spelling.unknown') : words('spelling.missing', { language })}
      </span>
    )
  const isExpected =
    look.language === null || expected === null || look.language.split('-')[0] === expected.split('-')[0]
  return isExpected ? null : <span className="reply-spelling">{words('spelling.other', { language })}</span>
}
