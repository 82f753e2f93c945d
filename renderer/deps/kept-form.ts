import { useEffect, useState, useSyncExternalStore } from 'react'
import { useDeps } from './deps.ts'

/** The raw answers of one form. Undefined: nothing is filled in. Whoever goes away leaves nothing unsaved behind. */
export function useFilled(key: string): unknown {
  const { forms } = useDeps()
  useEffect(() => {
    const save = () => void forms.flush()
    document.addEventListener('visibilitychange', save)
    window.addEventListener('pagehide', save)
    return () => {
      document.removeEventListener('visibilitychange', save)
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [forms])
  return useSyncExternalStore(forms.subscribe, () => forms.get(key))
}

/**
 * The answers of a form that can be closed and opened again, and that outlive the window: Esc takes the form away and
 * nothing that was typed. `key`: the form and what it is about.
 */
export function useKeptForm<Answers extends object>(key: string, first: () => Answers) {
  const { forms } = useDeps()
  const kept = useFilled(key) as Partial<Answers> | undefined
  // What a form begins with is made once: it may hold the time.
  const [begun] = useState(first)
  const answers: Answers = { ...begun, ...kept }
  return {
    answers,
    change(part: Partial<Answers>): void {
      forms.change(key, { ...begun, ...(forms.get(key) as Partial<Answers> | undefined), ...part })
    },
    /** For `commit`: what is done is not filled in any more, in the same transaction. */
    done: { [key]: null } as Readonly<Record<string, null>>,
    /** It was sent, or given up: the next one begins empty. */
    forget: () => forms.change(key, undefined),
  }
}
