import type { FormEvent } from 'react'
import { useId, useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { Problem } from './problem.tsx'
import type { SignInRefusal } from './sign-in-form.tsx'

type Props = {
  label: string
  /** Null: unlocked. */
  attempt: (secret: string) => Promise<SignInRefusal | null>
  serverAddress: string
  /** What is said of a wrong one. */
  wrong: string
}

/** One secret that unlocks. A wrong one is said and marked to be typed over. */
export function SecretForm({ label, attempt, serverAddress, wrong }: Props) {
  const words = useWords()
  const format = useFormat()
  const problemId = useId()
  const box = useRef<HTMLInputElement>(null)
  const [secret, setSecret] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<SignInRefusal | 'empty' | null>(null)

  const submit = async () => {
    if (isBusy) return
    if (secret === '') return setRefusal('empty')
    setBusy(true)
    const refused = await attempt(secret)
    setBusy(false)
    setRefusal(refused)
    if (refused !== null) box.current?.select()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void submit()
  }
  const said =
    refusal === null
      ? null
      : refusal === 'empty'
        ? words('lock.empty')
        : refusal.why === 'wrong-credentials'
          ? wrong
          : words(`signIn.refused.${refusal.why}`, {
              address: serverAddress,
              length: format.length('waitMs' in refusal ? refusal.waitMs : 0),
              detail: 'detail' in refusal ? refusal.detail : '',
            })

  return (
    <form className="sign-in-form" noValidate onSubmit={onSubmit}>
      <Field
        label={label}
        value={secret}
        onChange={setSecret}
        type="password"
        autoComplete="off"
        autoFocus
        isRequired
        inputRef={box}
        describedBy={said === null ? undefined : problemId}
      />
      <Problem id={problemId} said={said} />
      <div className="sign-in-ways">
        <Button type="submit" tone="primary" className="button-large grow">
          {words(isBusy ? 'lock.busy' : 'lock.submit')}
        </Button>
      </div>
    </form>
  )
}
