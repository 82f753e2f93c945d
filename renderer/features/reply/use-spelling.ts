import { useObservable } from 'dexie-react-hooks'
import type { RefObject } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { SPELLING_SETTING, MY_WORDS_SETTING, readMyWords, withMyWord } from '../../../domain/spelling/my-words.ts'
import { isKnownWord, knownWordsOf, plainWord } from '../../../domain/spelling/words-of.ts'
import type { SpeltWord } from '../../../domain/spelling/words-of.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import type { Mode } from './draft-text.ts'
import { knownNames } from './known-names.ts'
import type { SpellingLook } from './look-at-spelling.ts'
import { lookAtSpelling, makeLineCutter } from './look-at-spelling.ts'
import { insertText, selectStretch } from './select-stretch.ts'
import { afterEdit, stretchFrom } from './stretches.ts'
import { LOOK_AFTER_MS } from './use-doubts.ts'

type Writing = {
  view: CaseView
  mode: Mode
  text: string
  isActive: boolean
  area: RefObject<HTMLTextAreaElement | null>
}
type Found = SpellingLook & { mode: Mode; text: string }
/** A word whose menu is open. `suggestions` null: they are being looked for. */
export type OpenWord = { word: SpeltWord; at: Element; suggestions: string[] | null }

const NOTHING: Found = { mode: 'reply', text: '', misspelt: [], language: null, state: 'looked' }
/** The word under the fingers is taken to be unfinished. */
const touches = (word: SpeltWord, at: number | null) => at !== null && word.from <= at && at <= word.to

/** Words that are spelt wrong: found at each pause in typing, in the worker, and carried along with the text in between. */
export function useSpelling({ view, mode, text, isActive, area }: Writing) {
  const { repository, account, spelling, timers } = useDeps()
  const words = useWords()
  const settings = useObservable(() => repository.settings(), [repository])
  const isOn = settings !== undefined && settings[SPELLING_SETTING] !== 'off'
  const myWords = settings?.[MY_WORDS_SETTING]
  const [ignored, setIgnored] = useState<readonly string[]>([])
  const [found, setFound] = useState<Found>(NOTHING)
  const [open, setOpen] = useState<OpenWord | null>(null)
  const [said, setSaid] = useState('')
  /** What the menu settled, done once it is gone and the text area has the focus again. */
  const settled = useRef<{ word: SpeltWord; put: string | null } | null>(null)
  /** Where typing left the caret when the text was last looked through. Null: it was moved since, or nothing was typed. */
  const [typingAt, setTypingAt] = useState<number | null>(null)
  const typed = useRef({ text, at: -1 })
  const cut = useMemo(() => makeLineCutter(), [])

  const customers = mode === 'reply' ? (view.customer?.language ?? null) : null
  const agents = words.locale.split('-')[0] ?? words.locale
  const names = useMemo(() => knownNames(view, account), [view, account])
  const own = useMemo(() => new Set([...knownWordsOf(readMyWords(myWords)), ...ignored]), [myWords, ignored])

  useEffect(() => {
    if (!isOn || !isActive) return
    let isStale = false
    const stop = timers.after(LOOK_AFTER_MS, () => {
      void lookAtSpelling(spelling, cut, { text, customers, agents, known: names }).then((look) => {
        if (isStale) return
        setFound({ ...look, mode, text })
        setTypingAt(typed.current.at === -1 || typed.current.text !== text ? null : typed.current.at)
      })
    })
    return () => {
      isStale = true
      stop()
    }
  }, [text, mode, isOn, isActive, customers, agents, names, spelling, timers, cut])

  useEffect(() => {
    typed.current = { text: area.current?.value ?? '', at: -1 }
    // Typing itself sets no state: it must cost no second painting.
    const moved = () => {
      const box = area.current
      if (box !== null && document.activeElement === box) {
        if (box.value !== typed.current.text) return void (typed.current = { text: box.value, at: box.selectionStart })
        if (box.selectionStart === typed.current.at) return
      }
      typed.current.at = -1
      setTypingAt(null)
    }
    document.addEventListener('selectionchange', moved)
    document.addEventListener('focusin', moved)
    return () => {
      document.removeEventListener('selectionchange', moved)
      document.removeEventListener('focusin', moved)
    }
  }, [area])

  const wrong = useMemo(
    () =>
      isOn && found.mode === mode
        ? afterEdit(found.misspelt, found.text, text).filter((word) => !isKnownWord(word.text, own))
        : [],
    [found, mode, text, isOn, own],
  )
  const misspelt = useMemo(() => wrong.filter((word) => !touches(word, typingAt)), [wrong, typingAt])

  useEffect(() => {
    const box = area.current
    if (settled.current === null || open !== null || box === null) return
    const { word, put } = settled.current
    settled.current = null
    // Once React has finished: inside its own work it would set the text area back, and the area's undo would be lost.
    queueMicrotask(() => {
      selectStretch(box, word)
      if (put !== null) insertText(box, put)
      else box.setSelectionRange(word.to, word.to)
    })
  })

  function jump(step: 1 | -1): boolean {
    const box = area.current
    if (!isActive || !isOn || box === null) return false
    const next = stretchFrom(wrong, box.selectionStart, box.selectionEnd, step)
    setSaid(next === null ? words('spelling.none') : words('spelling.said', { word: next.text }))
    if (next === null) return true
    setTypingAt(null)
    selectStretch(box, next)
    return true
  }
  /** Opens the menu of the word at the caret. False: none is wrong there. */
  function openAtCaret(): boolean {
    const box = area.current
    if (!isActive || box === null || document.activeElement !== box) return false
    const word = wrong.find(({ from, to }) => from <= box.selectionEnd && box.selectionStart <= to)
    if (word === undefined) return false
    setTypingAt(null)
    const at = box.parentElement?.querySelector(`[data-from="${word.from}"]`) ?? box
    setOpen({ word, at, suggestions: null })
    const { language } = found
    void (language === null ? Promise.resolve([]) : spelling.suggest(language, word.text)).then((suggestions) =>
      setOpen((now) => (now?.word === word ? { ...now, suggestions: suggestions.map(asWritten(word.text)) } : now)),
    )
    return true
  }
  useCommand('spelling.next', () => jump(1))
  useCommand('spelling.previous', () => jump(-1))
  useCommand('spelling.suggest', openAtCaret)
  // The key that puts a doubt right opens the menu here; the doubt goes first.
  useCommand('composer.takeSuggestion', openAtCaret)

  function settle(word: SpeltWord, put: string | null): void {
    settled.current = { word, put }
    setOpen(null)
  }
  return {
    misspelt,
    open,
    said,
    openAtCaret,
    /** What the composer says of the spelling. Null: all is as one expects. */
    state: isOn && text.trim() !== '' && found.mode === mode ? found : null,
    close: () => setOpen(null),
    take: (word: SpeltWord, suggestion: string) => settle(word, suggestion),
    ignore(word: SpeltWord) {
      setIgnored((all) => [...all, plainWord(word.text)])
      settle(word, null)
    },
    async add(word: SpeltWord) {
      settle(word, null)
      const value = withMyWord(myWords, word.text)
      if (value === null) return setSaid(words('spelling.full'))
      const kept = await repository.commit('settings.set', { key: MY_WORDS_SETTING, value })
      setSaid(kept.ok ? words('spelling.added', { word: word.text }) : words(`refusal.${kept.refusal}`))
    },
  }
}

/** With the apostrophe that the agent writes. */
const asWritten = (written: string) => (suggestion: string) =>
  written.includes('’') ? suggestion.replaceAll("'", '’') : suggestion
