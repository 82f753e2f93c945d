import { DICTIONARIES } from '../../../domain/spelling/dictionaries.ts'
import { MY_WORDS_SETTING, SPELLING_SETTING, readMyWords, withoutMyWord } from '../../../domain/spelling/my-words.ts'
import { Button } from '../../kit/button.tsx'
import { languageName } from '../../words/language-name.ts'
import { useWords } from '../../words/use-words.ts'

type Props = { isOn: boolean; myWords: string | undefined; onSet: (key: string, value: string | null) => void }

/** Spelling on or off, the languages it knows, and the words that the agent added. */
export function SpellingPart({ isOn, myWords, onSet }: Props) {
  const words = useWords()
  const own = readMyWords(myWords).toSorted((a, b) => a.localeCompare(b))
  const languages = DICTIONARIES.map((tag) => languageName(words.locale, tag) ?? tag).join(', ')
  return (
    <section className="settings-part" aria-label={words('settings.spelling')}>
      <label className="settings-check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onSet(SPELLING_SETTING, event.target.checked ? null : 'off')}
        />
        <span>{words('settings.spelling')}</span>
      </label>
      <p className="muted">{words('settings.spellingWhy', { languages })}</p>
      <h3>{words('settings.myWords')}</h3>
      {own.length === 0 ? (
        <p className="muted">{words('settings.myWordsNone')}</p>
      ) : (
        <ul className="settings-words" aria-label={words('settings.myWords')}>
          {own.map((word) => (
            <li key={word}>
              <span>{word}</span>
              <Button
                tone="quiet"
                icon="close"
                label={words('settings.myWords.remove', { word })}
                onPress={() => onSet(MY_WORDS_SETTING, withoutMyWord(myWords, word))}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
