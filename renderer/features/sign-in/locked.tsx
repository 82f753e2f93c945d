import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { SecretForm } from './secret-form.tsx'
import type { SignInRefusal, TrySignIn } from './sign-in-form.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** Whose desk is locked, and how it is unlocked. Nothing about their work. */
export type LockFacts = {
  name: string
  login: string
  why: 'agent' | 'idle' | 'system' | 'offline' | 'clock' | 'tries'
  /** Null: there is no PIN, and the password it is. */
  pinTriesLeft: number | null
  needsServer: boolean
}

type Props = {
  lock: LockFacts
  trySignIn: TrySignIn
  tryUnlock: (pin: string) => Promise<SignInRefusal | null>
  serverAddress: string
  version: string
  onHelp: () => void
}

type Way = 'pin' | 'password' | 'somebody-else'

/** Somebody's desk is locked: they unlock it, or somebody else comes in while their work is kept. */
export function Locked({ lock, trySignIn, tryUnlock, serverAddress, version, onHelp }: Props) {
  const words = useWords()
  const [chosen, setChosen] = useState<Way | null>(null)
  const hasPin = lock.pinTriesLeft !== null
  const way: Way = chosen === 'pin' && !hasPin ? 'password' : (chosen ?? (hasPin ? 'pin' : 'password'))
  const { name, login, why } = lock
  return (
    <SignInPage serverAddress={serverAddress} version={version} isUnprotected={false} onHelp={onHelp}>
      <h1>{way === 'somebody-else' ? words('signIn.title') : words('lock.title', { name })}</h1>
      <p className="sign-in-demo">
        {way === 'somebody-else' ? words('lock.kept', { name }) : words(`lock.why.${why}`, { name })}
      </p>
      {way === 'somebody-else' ? (
        <SignInForm key="else" trySignIn={trySignIn} serverAddress={serverAddress} login="" />
      ) : way === 'pin' ? (
        <SecretForm
          key="pin"
          label={words('lock.pin')}
          attempt={tryUnlock}
          serverAddress={serverAddress}
          wrong={words('lock.wrongPin', { left: lock.pinTriesLeft ?? 0 })}
        />
      ) : (
        <SecretForm
          key="password"
          label={words('signIn.password')}
          attempt={(password) => trySignIn(login, password)}
          serverAddress={serverAddress}
          wrong={words('lock.wrongPassword')}
        />
      )}
      <div className="lock-ways">
        {way === 'somebody-else' ? (
          <Button onPress={() => setChosen(null)}>{words('lock.back', { name })}</Button>
        ) : (
          <>
            {hasPin ? (
              <Button onPress={() => setChosen(way === 'pin' ? 'password' : 'pin')}>
                {words(way === 'pin' ? 'lock.byPassword' : 'lock.byPin')}
              </Button>
            ) : null}
            <Button icon="user" onPress={() => setChosen('somebody-else')}>
              {words('lock.change')}
            </Button>
          </>
        )}
      </div>
    </SignInPage>
  )
}
