import type { ReactNode } from 'react'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useWords } from '../../words/use-words.ts'
import './sign-in.css'

type Props = {
  serverAddress: string
  version: string
  /** Whether what is kept here lies on the disk for whoever uses this system user. */
  isUnprotected: boolean
  onHelp: () => void
  children: ReactNode
}

/** What stands around whoever is asked who they are. */
export function SignInPage({ serverAddress, version, isUnprotected, onHelp, children }: Props) {
  const words = useWords()
  return (
    <main className="sign-in">
      <aside className="sign-in-side">
        <p className="sign-in-brand">
          <Mark />
          {words('app.name')}
        </p>
        <ul className="sign-in-facts">
          <li>
            <Icon name="cloud-off" />
            {words('signIn.fact.offline')}
          </li>
          <li>
            <Icon name="pencil" />
            {words('signIn.fact.drafts')}
          </li>
          {isUnprotected ? (
            <li>
              <Icon name="key" />
              {words('signIn.fact.unprotected')}
            </li>
          ) : null}
        </ul>
        <div className="sign-in-low">
          <Button icon="help" command="help.open" onPress={onHelp}>
            {words('help.name')}
          </Button>
          <p className="muted">{words('signIn.server', { address: serverAddress, version })}</p>
        </div>
      </aside>
      <div className="sign-in-main">
        <div className="sign-in-card">{children}</div>
      </div>
    </main>
  )
}
