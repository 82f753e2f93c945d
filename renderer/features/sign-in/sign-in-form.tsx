import type { FormEvent } from 'react'
import { useId, useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { Problem } from './problem.tsx'

/** Why nobody was signed in. */
export type SignInRefusal =
  | { why: 'wrong-credentials' | 'unreachable' | 'account-disabled' | 'device-revoked' | 'upgrade' }
  | { why: 'too-many'; waitMs: number }
  | { why: 'other'; detail: string }

/** Tries to sign in. Null: signed in. */
export type TrySignIn = (login: string, password: string) => Promise<SignInRefusal | null>

type Props = {
  trySignIn: TrySignIn
  serverAddress: string
  /** The name to start with. */
  login: string
  /** Shown beside "Sign in". */
  onLater?: () => void
}

/** Name and password. What was typed stays when the server refuses. */
export function SignInForm({ trySignIn, serverAddress, login: firstLogin, onLater }: Props) {
  const words = useWords()
  const format = useFormat()
  const problemId = useId()
  const passwordBox = useRef<HTMLInputElement>(null)
  const [login, setLogin] = useState(firstLogin)
  const [password, setPassword] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async () => {
    if (isBusy) return
    if (login.trim() === '' || password === '') return setProblem(words('signIn.refused.empty'))
    setBusy(true)
    setProblem(null)
    const refusal = await trySignIn(login.trim(), password)
    setBusy(false)
    if (refusal === null) return
    setProblem(
      words(`signIn.refused.${refusal.why}`, {
        address: serverAddress,
        length: format.length('waitMs' in refusal ? refusal.waitMs : 0),
        detail: 'detail' in refusal ? refusal.detail : '',
      }),
    )
    if (refusal.why === 'wrong-credentials') passwordBox.current?.select()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }

  return (
    <form className="sign-in-form" noValidate onSubmit={onSubmit}>
      <Field
        label={words('signIn.login')}
        value={login}
        onChange={setLogin}
        autoComplete="username"
        autoFocus={firstLogin === ''}
        isRequired
      />
      <Field
        label={words('signIn.password')}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
        autoFocus={firstLogin !== ''}
        isRequired
        inputRef={passwordBox}
        describedBy={problem === null ? undefined : problemId}
      />
      <Problem id={problemId} said={problem} />
      <div className="sign-in-ways">
        {onLater === undefined ? null : (
          <Button className="button-large" onPress={onLater}>
            {words('signIn.later')}
          </Button>
        )}
        <Button type="submit" tone="primary" className="button-large grow">
          {words(isBusy ? 'signIn.busy' : 'signIn.submit')}
        </Button>
      </div>
    </form>
  )
}
