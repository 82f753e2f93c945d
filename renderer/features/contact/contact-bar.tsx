import { useObservable } from 'dexie-react-hooks'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import { contactState } from '../../../domain/cases/contact.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { SECOND_MS } from '../../../domain/kernel/time.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import './contact.css'
import { clockText, contactClockMs } from './live-contact.ts'
import { useContact } from './use-contact.ts'

/** The call or chat that goes on in this case: how long, and what can be done. Nothing while there is none. */
export function ContactBar({ caseId }: { caseId: CaseId }) {
  const words = useWords()
  const { repository, agentTime, openOutside } = useDeps()
  const { contact, refusal, answer, call, step } = useContact(caseId)
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  const go = useGo()
  const state = contact === null ? null : contactState(contact)
  const isPhone = contact?.channel === 'phone'
  const my = useObservable(() => agentTime.my, [agentTime]) ?? null
  const consulting = my?.consulting?.contactId === contact?.id ? (my?.consulting ?? null) : null
  const isOnLine = isPhone && (state === 'talking' || state === 'on-hold')
  // Nothing is asked of anybody else while time is not recorded (an administrator).
  const mayConsult = isOnLine && my !== null

  const run = (isPossible: boolean, work: () => void) => {
    if (!isPossible) return false
    work()
    return undefined
  }
  useCommand('contact.answer', () => run(state === 'offered', () => contact && void answer(contact)))
  useCommand('contact.hold', () =>
    run(isOnLine, () => (contact === null ? undefined : void step(state === 'talking' ? 'hold' : 'resume', contact))),
  )
  const consult = async (call: ContactRecord) => {
    if (consulting !== null) return step('resume', call)
    // Said first, so that the call goes from talking to consulting without a moment of mere hold.
    agentTime.consult(call.id)
    if (state === 'talking' && !(await step('hold', call))) agentTime.consult(null)
    return undefined
  }
  useCommand('contact.consult', () => run(mayConsult, () => contact && void consult(contact)))
  useCommand('contact.end', () =>
    run(state === 'talking' || state === 'on-hold', () => contact && void step('end', contact)),
  )
  useCommand('contact.wrapUp', () =>
    run(state !== null && state !== 'offered', () => go.ask({ form: 'wrap-up', caseId })),
  )
  const phone = view?.customer?.phone ?? null
  useCommand('contact.call', () =>
    run(contact === null && phone !== null, () => {
      // The softphone dials; the desk keeps the time, whether or not it could be asked to.
      void call()
      void openOutside(`tel:${(phone ?? '').replaceAll(/[^+\d]/g, '')}`)
    }),
  )

  if (contact === null || state === null) return null
  return (
    <section className="contact-bar" data-state={state} aria-label={words('contact.region')}>
      <Icon name={contact.channel} />
      <b>
        {consulting === null
          ? words(`contact.state.${contact.channel === 'phone' ? 'phone' : 'chat'}.${state}`)
          : words('contact.consulting')}
      </b>
      <ContactClock contact={contact} since={consulting?.since ?? null} />
      <Typing caseId={caseId} />
      <span className="grow" />
      {refusal === null ? null : (
        <span className="problem" role="alert">
          {words(`refusal.${refusal}`)}
        </span>
      )}
      {state === 'offered' ? (
        <Button tone="primary" command="contact.answer" onPress={() => void answer(contact)}>
          {words('contact.answer')}
        </Button>
      ) : null}
      {isOnLine && consulting === null ? (
        <Button command="contact.hold" onPress={() => void step(state === 'talking' ? 'hold' : 'resume', contact)}>
          {words(state === 'talking' ? 'contact.hold' : 'contact.resume')}
        </Button>
      ) : null}
      {mayConsult ? (
        <Button
          command="contact.consult"
          className="contact-consult"
          {...(consulting === null ? { label: words('contact.consult-name') } : {})}
          onPress={() => void consult(contact)}
        >
          {words(consulting === null ? 'contact.consult' : 'contact.resume')}
        </Button>
      ) : null}
      {state === 'talking' || state === 'on-hold' ? (
        <Button command="contact.end" onPress={() => void step('end', contact)}>
          {words(isPhone ? 'contact.end-call' : 'contact.end-chat')}
        </Button>
      ) : null}
      {state === 'wrap-up' ? (
        <Button tone="primary" command="contact.wrapUp" onPress={() => go.ask({ form: 'wrap-up', caseId })}>
          {words('contact.wrap-up')}
        </Button>
      ) : null}
    </section>
  )
}

/** Ticks alone, so that a second that passes repaints one number. `since`: of what it tells instead of the contact's own clock. */
function ContactClock({ contact, since }: { contact: ContactRecord; since: EpochMs | null }) {
  const words = useWords()
  const now = useNow((at) => (SECOND_MS - (at % SECOND_MS)) as Ms)
  const text = clockText(since === null ? contactClockMs(contact, now) : (Math.max(0, now - since) as Ms))
  return (
    <span className="num contact-clock" role="timer" aria-label={words('contact.clock', { text })}>
      {text}
    </span>
  )
}

function Typing({ caseId }: { caseId: CaseId }) {
  const words = useWords()
  const { presence } = useDeps()
  const now = useObservable(presence)
  if (now === undefined || !now.typing.includes(caseId)) return null
  return <span className="muted">{words('contact.typing')}</span>
}
