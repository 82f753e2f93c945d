import { useObservable } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { useDeps } from '../../deps/deps.ts'
import type { WordsFound } from '../../deps/search-port.ts'

/**
 * Where the words stand in conversations and articles. What was found before stays until the answer is there, so that
 * nothing jumps; `isFresh`: it answers this query.
 */
export function useWordsFound(query: string): { found: WordsFound | null; isFresh: boolean } {
  const { search } = useDeps()
  const [found, setFound] = useState<WordsFound | null>(null)
  const isAsked = query.trim() !== ''
  // It moves with each case that is read: of interest only to whoever looks for something.
  const isBehind = useObservable(() => (isAsked ? search.progress : nothing), [search, isAsked])?.isBehind
  if (!isAsked && found !== null) setFound(null)
  useEffect(() => {
    // Asked again when all has been read: there may be more to find. What comes in later waits for the next query, as
    // nothing may move while somebody chooses.
    void isBehind
    if (!isAsked) return
    let isWanted = true
    void search.find(query).then((answer) => {
      if (isWanted && answer !== null) setFound(answer)
    })
    return () => {
      isWanted = false
    }
  }, [search, query, isAsked, isBehind])
  return { found, isFresh: found?.query === query }
}

const nothing = { subscribe: () => ({ unsubscribe() {} }), getValue: () => undefined }
