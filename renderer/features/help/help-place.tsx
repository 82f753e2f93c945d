import { useState } from 'react'
import type { HelpContacts } from '../../../domain/people/help-contacts.ts'
import { useCommand } from '../../kit/use-command.ts'
import { HelpDialog } from './help-dialog.tsx'

type Props = {
  contacts: HelpContacts
  /** Names of those who lead the agent's teams. Empty: nobody is signed in, or it is not known. */
  leads: readonly string[]
}

/**
 * Where help opens, over everything else. It says nothing to the log, the server or the store: nobody learns who looked
 * for help.
 */
export function HelpPlace({ contacts, leads }: Props) {
  const [isOpen, setOpen] = useState(false)
  useCommand('help.open', () => setOpen(true))
  return (
    // Marked so that a form of the component library below stays open at a press in here. Always there: such a form hides
    // what comes later.
    <div data-react-aria-top-layer="true">
      {isOpen ? <HelpDialog contacts={contacts} leads={leads} onClose={() => setOpen(false)} /> : null}
    </div>
  )
}
