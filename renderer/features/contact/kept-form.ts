import { useState } from 'react'
import { create } from 'zustand'

type Kept = {
  values: Readonly<Record<string, unknown>>
  keep(key: string, value: unknown): void
}

/** What was filled in and not sent. Dies with the window. */
const useKept = create<Kept>()((set) => ({
  values: {},
  keep: (key, value) => set(({ values }) => ({ values: { ...values, [key]: value } })),
}))

/**
 * The answers of a form that can be closed and opened again: Esc takes the form away and nothing that was typed.
 * `key`: the form and what it is about.
 */
export function useKeptForm<Answers extends object>(key: string, first: () => Answers) {
  const kept = useKept((state) => state.values[key] as Answers | undefined)
  // What a form begins with is made once: it may hold the time.
  const [begun] = useState(first)
  const answers = kept ?? begun
  const { keep } = useKept.getState()
  return {
    answers,
    change(part: Partial<Answers>): void {
      const now = (useKept.getState().values[key] as Answers | undefined) ?? begun
      keep(key, { ...now, ...part })
    },
    /** It was sent: the next one begins empty. */
    forget: () => keep(key, undefined),
  }
}
