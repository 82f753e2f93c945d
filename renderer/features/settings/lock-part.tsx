import { useEffect, useState } from 'react'
import { useDeps } from '../../deps/deps.ts'
import { Button, useKeyWords } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { useWords } from '../../words/use-words.ts'

const PIN = /^\d{4,12}$/

type Said = 'lock.pinKept' | 'lock.pinDropped' | 'lock.pinBad' | 'lock.pinFailed'

/** How this desk is locked, the PIN that unlocks it, and whether anything protects what it keeps. */
export function LockPart() {
  const words = useWords()
  const say = useKeyWords()
  const { pin: port, info } = useDeps()
  const [known, setKnown] = useState({ isSet: false, isAllowed: false })
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState<Said | null>(null)
  useEffect(() => {
    void port.read().then(setKnown)
  }, [port])

  const keep = async (pin: string | null) => {
    if (pin !== null && !PIN.test(pin)) return setSaid('lock.pinBad')
    const isChanged = await port.set(pin)
    if (isChanged) setTyped('')
    setSaid(isChanged ? (pin === null ? 'lock.pinDropped' : 'lock.pinKept') : 'lock.pinFailed')
    setKnown(await port.read())
  }

  return (
    <section className="settings-part" aria-label={words('lock.settings')}>
      <h3>{words('lock.settings')}</h3>
      <p className="muted">{words('lock.settingsWhy', { keys: say('desk.lock') })}</p>
      {info.rules.protection === 'unprotected' ? <p className="problem">{words('lock.unprotected')}</p> : null}
      {known.isAllowed ? (
        <>
          <p>{words(known.isSet ? 'lock.pinSet' : 'lock.pinNone')}</p>
          <form
            className="settings-pin"
            onSubmit={(event) => {
              event.preventDefault()
              void keep(typed)
            }}
          >
            <Field label={words('lock.pinNew')} value={typed} onChange={setTyped} type="password" autoComplete="off" />
            <Button type="submit" className="button-large">
              {words('lock.pinKeep')}
            </Button>
            {known.isSet ? (
              <Button className="button-large" onPress={() => void keep(null)}>
                {words('lock.pinDrop')}
              </Button>
            ) : null}
          </form>
          <p role="status" className="settings-pin-said">
            {said === null ? '' : words(said)}
          </p>
        </>
      ) : null}
    </section>
  )
}
