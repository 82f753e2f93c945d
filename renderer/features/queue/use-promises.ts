import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { PromiseRow } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { countPromises, unkeptToday } from './part-promises.ts'

/** Every open promise in sight, soonest first. Undefined: not read yet. */
export function usePromises(): PromiseRow[] | undefined {
  const { repository } = useDeps()
  return useObservable(useMemo(() => repository.promises(), [repository]))
}

/** What is due changes on the minute. */
export const useMinute = () => useNow((at) => (MINUTE_MS - (at % MINUTE_MS)) as Ms)

/** How many open promises are mine, and how many of them are due within the hour or overdue. */
export function usePromiseCount(): { open: number; dueSoon: number } {
  const { account } = useDeps()
  return countPromises(usePromises() ?? [], account.userId, useMinute())
}

/** Open promises of mine that fall due before tomorrow: to be settled or handed over before leaving. */
export function useUnkeptPromises(): PromiseRow[] {
  const { account } = useDeps()
  return unkeptToday(usePromises() ?? [], account.userId, useMinute())
}
