import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { HelpContact, HelpContacts } from '../../../domain/people/help-contacts.ts'
import { Button } from '../../kit/button.tsx'
import { TopDialog } from '../../kit/top-dialog.tsx'
import { useWords } from '../../words/use-words.ts'
import './help.css'

const TOPICS = ['assistance', 'supervisor', 'safety'] as const
type Topic = (typeof TOPICS)[number]

type Props = { contacts: HelpContacts; leads: readonly string[]; onClose: () => void }

/** Three ways to help, each one key away: somebody to talk to, a supervisor, and what to do about threats or abuse. */
export function HelpDialog({ contacts, leads, onClose }: Props) {
  const words = useWords()
  const [topic, setTopic] = useState<Topic | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  // Read out, and where the arrows scroll.
  useEffect(() => {
    if (topic !== null) title.current?.focus()
  }, [topic])

  const hear = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return
    const chosen = TOPICS[['1', '2', '3'].indexOf(event.key)]
    if (chosen === undefined) return
    event.preventDefault()
    setTopic(chosen)
  }
  return (
    <TopDialog label={words('help.name')} className="help" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the digits are shortcuts for the buttons below. */}
      <div className="help-body" onKeyDown={hear}>
        <div className="help-head">
          <h2>{words('help.name')}</h2>
          <Button tone="quiet" icon="close" label={words('help.close')} onPress={onClose} />
        </div>
        <div className="help-parts">
          <ol className="help-topics">
            {TOPICS.map((each, at) => (
              <li key={each}>
                <Button
                  className="button-large help-topic"
                  aria-pressed={each === topic}
                  autoFocus={at === 0}
                  onPress={() => setTopic(each)}
                >
                  <span className="grow">{words(`help.${each}`)}</span>
                  <kbd>{at + 1}</kbd>
                </Button>
              </li>
            ))}
          </ol>
          <section className="help-topic-text" aria-labelledby="help-title">
            {topic === null ? (
              <p className="soft" id="help-title">
                {words('help.intro')}
              </p>
            ) : (
              <>
                <h3 ref={title} id="help-title" tabIndex={-1}>
                  {words(`help.${topic}`)}
                </h3>
                <p>{words(`help.${topic}Why`)}</p>
                {topic === 'safety' ? (
                  <Safety contacts={contacts} />
                ) : (
                  <Reach contact={contacts[topic]} none={words(`help.${topic}None`)}>
                    {topic === 'supervisor' && leads.length > 0
                      ? words('help.leads', { count: leads.length, names: leads.join(', ') })
                      : null}
                  </Reach>
                )}
              </>
            )}
          </section>
        </div>
        <p className="help-kept muted">{words('help.kept')}</p>
      </div>
    </TopDialog>
  )
}

/** How somebody is reached; where the house has not said, whom to ask instead. */
function Reach({ contact, none, children }: { contact: HelpContact; none: string; children: string | null }) {
  const words = useWords()
  const { name, phone, email, hours } = contact
  const isKnown = phone !== null || email !== null
  return (
    <>
      {children === null ? null : <p className="strong">{children}</p>}
      {name === null ? null : <p className="strong">{name}</p>}
      {isKnown ? (
        <dl className="help-reach">
          {phone === null ? null : (
            <>
              <dt>{words('help.phone')}</dt>
              <dd className="help-phone">
                <bdi dir="ltr">{phone}</bdi>
              </dd>
            </>
          )}
          {email === null ? null : (
            <>
              <dt>{words('help.email')}</dt>
              <dd>
                <bdi dir="ltr">{email}</bdi>
              </dd>
            </>
          )}
          {hours === null ? null : (
            <>
              <dt>{words('help.hours')}</dt>
              <dd>{hours}</dd>
            </>
          )}
        </dl>
      ) : (
        <p>{none}</p>
      )}
    </>
  )
}

function Safety({ contacts }: { contacts: HelpContacts }) {
  const words = useWords()
  const { security, safetySteps } = contacts
  const emergency = contacts.emergencyPhone ?? 'none'
  const said = security.phone === null ? 'none' : [security.name ?? words('help.security'), security.phone].join(', ')
  const own = [
    words('help.safety.1', { emergency }),
    words('help.safety.2'),
    words('help.safety.3', { emergency }),
    words('help.safety.4', { security: said }),
    words('help.safety.5'),
    words('help.safety.6'),
  ]
  return (
    <ol className="help-steps">
      {(safetySteps ?? own).map((step) => (
        <li key={step} dir="auto">
          {step}
        </li>
      ))}
    </ol>
  )
}
