import { useMemo } from 'react'
import type { MenuChoice } from '../../kit/overlay.tsx'
import { MenuOver } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import type { useSpelling } from './use-spelling.ts'

/** The menu of a word that is spelt wrong: what may have been meant, and the ways to leave it. Stands above the word. */
export function SpellingMenu({ spelling }: { spelling: ReturnType<typeof useSpelling> }) {
  const words = useWords()
  const { open, state } = spelling
  const at = useMemo(() => ({ current: open?.at ?? null }), [open?.at])
  if (open === null || open.suggestions === null) return null
  const { word, suggestions } = open
  const meant: MenuChoice[] = suggestions.map((suggestion, place) => ({
    id: String(place),
    words: suggestion,
    ...(state?.language ? { language: state.language } : {}),
  }))
  return (
    <MenuOver
      at={at}
      label={words('spelling.menu', { word: word.text })}
      placement="top start"
      onClose={spelling.close}
      parts={[
        ...(suggestions.length === 0
          ? []
          : [
              {
                kind: 'do' as const,
                title: words('spelling.meant'),
                choices: meant,
                onDo: (place: string) => spelling.take(word, suggestions[Number(place)] ?? word.text),
              },
            ]),
        {
          kind: 'do',
          title: words('spelling.leave'),
          choices: [
            { id: 'add', words: words('spelling.add') },
            { id: 'ignore', words: words('spelling.ignore') },
          ],
          onDo: (way) => (way === 'add' ? void spelling.add(word) : spelling.ignore(word)),
        },
      ]}
    />
  )
}
