import { useEffect, useState } from 'react'
import { safeLink } from '../../../domain/links/safe-link.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'

/** Says where a link of a mail really leads, and opens it only when the agent says so. */
export function MailLinkBar() {
  const words = useWords()
  const { hearMailLinks, openOutside } = useDeps()
  const [pointed, setPointed] = useState('')
  const [pressed, setPressed] = useState<string | null>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(
    () =>
      hearMailLinks(({ address, isPressed }) => {
        if (!isPressed) return setPointed(address)
        setFailed(false)
        setPressed(address)
      }),
    [hearMailLinks],
  )

  if (pressed !== null) {
    const link = safeLink(pressed)
    const open = async () => {
      if (await openOutside(pressed)) setPressed(null)
      else setFailed(true)
    }
    return (
      <div
        className="mail-link"
        data-asks="true"
        role="alertdialog"
        aria-label={words('mail.link.ask', { place: link?.place ?? '' })}
      >
        <Icon name={link === null ? 'alert' : 'question'} size={14} />
        <span className="grow">
          {link === null ? words('mail.link.unsafe') : words('mail.link.ask', { place: link.place })}
          <bdi className="mail-link-address code">{pressed}</bdi>
          {hasFailed ? <span className="tone-danger">{words('mail.link.failed')}</span> : null}
        </span>
        {link === null ? null : (
          <Button autoFocus onPress={() => void open()}>
            {words('mail.link.open')}
          </Button>
        )}
        <Button autoFocus={link === null} tone="quiet" onPress={() => setPressed(null)}>
          {words('mail.link.leave')}
        </Button>
      </div>
    )
  }
  if (pointed === '') return null
  const place = safeLink(pointed)?.place
  return (
    <p className="mail-link" role="status">
      {place === undefined ? words('mail.link.unsafe') : words('mail.link.leads', { place })}
    </p>
  )
}
