import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { Mark } from '../../kit/mark.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import type { TrySignIn } from './sign-in-form.tsx'
import { SignInForm } from './sign-in-form.tsx'
import './sign-in.css'

type Props = {
  trySignIn: TrySignIn
  serverAddress: string
  /** True: the server serves the demo world, where a password equals the name. Null: it has not answered yet. */
  isDemo: boolean | null
  version: string
  onHelp: () => void
}

/** The first screen: nobody is signed in on this desk. */
export function SignIn({ trySignIn, serverAddress, isDemo, version, onHelp }: Props) {
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
        </ul>
        <div className="sign-in-low">
          <Button icon="help" command="help.open" onPress={onHelp}>
            {words('help.name')}
          </Button>
          <p className="muted">{words('signIn.server', { address: serverAddress, version })}</p>
        </div>
      </aside>
      <div className="sign-in-main">
        <div className="sign-in-card">
          <h1>{words('signIn.title')}</h1>
          <p className="sign-in-demo">{isDemo === true ? words('signIn.demo') : null}</p>
          <SignInForm trySignIn={trySignIn} serverAddress={serverAddress} login="" />
        </div>
      </div>
    </main>
  )
}

/** The session ended while the agent worked: they may sign in again now, or go on and do it later. */
export function SignInAgain(props: {
  isOpen: boolean
  onClose: () => void
  login: string
  serverAddress: string
  trySignIn: TrySignIn
}) {
  const words = useWords()
  const trySignIn: TrySignIn = async (login, password) => {
    const refusal = await props.trySignIn(login, password)
    if (refusal === null) props.onClose()
    return refusal
  }
  return (
    <AskDialog title={words('signIn.again')} isOpen={props.isOpen} onClose={props.onClose}>
      <p>{words('signIn.againWhy')}</p>
      <SignInForm
        trySignIn={trySignIn}
        serverAddress={props.serverAddress}
        login={props.login}
        onLater={props.onClose}
      />
    </AskDialog>
  )
}
