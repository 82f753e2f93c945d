import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { HelpContacts } from '../../domain/people/help-contacts.ts'
import { useDeps } from '../deps/deps.ts'
import { HelpPlace } from './slots.ts'

/** Help at an open desk, which knows who leads the agent's teams. */
export function DeskHelp({ contacts }: { contacts: HelpContacts }) {
  const { repository, account } = useDeps()
  const people = useObservable(() => repository.people(), [repository])
  const leads = useMemo(
    () =>
      (people ?? [])
        .filter(({ id, role, teamIds }) => {
          const isOfMine = teamIds.some((team) => account.teamIds.includes(team))
          return role === 'lead' && id !== account.userId && isOfMine
        })
        .map(({ name }) => name)
        .toSorted((a, b) => a.localeCompare(b)),
    [people, account],
  )
  return <HelpPlace contacts={contacts} leads={leads} />
}
