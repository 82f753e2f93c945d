import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import type { TrySignIn } from './sign-in-form.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignInPage } from './sign-in-page.tsx'

type Props = {
  trySignIn: TrySignIn
  serverAddress: string
  /** True: the server serves the demo world, where a password equals the name. Null: it has not answered yet. */
  isDemo: boolean | null
  version: string
  /** Whether what is kept here lies on the disk for whoever uses this system user. */
  isUnprotected: boolean
  onHelp: () => void
}

/** The first screen: nobody is signed in on this desk. */
export function SignIn({ trySignIn, serverAddress, isDemo, version, isUnprotected, onHelp }: Props) {
  const words = useWords()
  return (
    <SignInPage serverAddress={serverAddress} version={version} isUnprotected={isUnprotected} onHelp={onHelp}>
      <h1>{words('signIn.title')}</h1>
      <p className="sign-in-demo">{isDemo === true ? words('signIn.demo') : null}</p>
      <SignInForm trySignIn={trySignIn} serverAddress={serverAddress} login="" />
    </SignInPage>
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
