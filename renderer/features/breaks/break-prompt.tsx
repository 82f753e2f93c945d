import type { EpochMs } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useCommand } from '../../kit/use-command.ts'
import type { Format } from '../../words/format.ts'
import { useFormat } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import type { BreakOffer, BreakWays, Postponing } from './break-port.ts'
import './breaks.css'

type Props = { offer: BreakOffer; postponing: Postponing; ways: Omit<BreakWays, 'endBreak'> }

/**
 * The card at the lower end of the side panel. It takes no focus and makes no sound; whoever shows it has waited until
 * the agent neither types nor is in a contact.
 */
export function BreakPrompt({ offer, postponing, ways }: Props) {
  const words = useWords()
  const format = useFormat()
  const { title, why } = offerWords(words, format, offer)
  const { used, allowed, byMs } = postponing
  const mayPostpone = offer.state !== 'after-next' && offer.state !== 'not-spared' && used < allowed
  const mayStart = offer.state === 'due' || offer.state === 'moved' || offer.state === 'postponed'
  const mayWait = offer.state === 'due' || offer.state === 'moved'

  useCommand('break.toggle', () => (mayStart ? ways.start() : false))
  useCommand('break.postpone', () => (mayPostpone ? ways.postpone() : false))
  useCommand('break.reset', () => (offer.state === 'not-spared' && offer.mayReset ? ways.reset() : false))

  return (
    <section className="break-prompt" aria-label={words('break.due')} data-area="break">
      <div className="break-prompt-head" role="status">
        <Icon name="break" size={20} />
        <div>
          <h2>{title}</h2>
          <p className="soft">{why}</p>
        </div>
      </div>
      <div className="break-prompt-ways">
        {mayStart ? (
          <Button tone="primary" className="button-large" command="break.toggle" onPress={ways.start}>
            {words('break.start')}
          </Button>
        ) : null}
        {offer.state === 'not-spared' && offer.mayReset ? (
          <Button className="button-large" command="break.reset" onPress={ways.reset}>
            {words('break.reset')}
          </Button>
        ) : null}
        {mayPostpone ? (
          <Button className="button-large" command="break.postpone" onPress={ways.postpone}>
            {words('break.postpone', { minutes: Math.round(byMs / MINUTE_MS) })}
          </Button>
        ) : null}
        {mayWait ? (
          <Button className="button-large" onPress={ways.afterNext}>
            {words('break.afterNext')}
          </Button>
        ) : null}
        {offer.state === 'after-next' ? (
          <Button className="button-large" onPress={ways.cancel}>
            {words('break.cancel')}
          </Button>
        ) : null}
      </div>
      {offer.state === 'not-spared' || offer.state === 'after-next' ? null : (
        <p className="break-prompt-note">{words(used < allowed ? 'break.used' : 'break.usedUp', { used, allowed })}</p>
      )}
    </section>
  )
}

/** As the catalogue calls them, which knows no hyphens. */
export const PAUSE_WORD = { 'eye-rest': 'eyes', stretch: 'stretch', pause: 'pause' } as const

/** What the card says of the offer. */
export function offerWords(words: Words, format: Format, offer: BreakOffer): { title: string; why: string } {
  const { kind } = offer
  const minutes = Math.max(1, Math.round(offer.lengthMs / MINUTE_MS))
  const clock = (at: EpochMs) => format.clock(at)
  switch (offer.state) {
    case 'due':
      if (kind !== 'break' && kind !== 'lunch')
        return {
          title: words('break.pause.title', { kind: PAUSE_WORD[kind], length: format.length(offer.lengthMs) }),
          why: words('break.pause.why', { length: format.length(offer.workedMs) }),
        }
      return {
        title: words('break.due.title', { minutes, kind }),
        why: words('break.due.why', { length: format.length(offer.workedMs) }),
      }
    case 'not-spared':
      return {
        title: words('break.notSpared.title', { until: clock(offer.until) }),
        why: words(offer.mayReset ? 'break.notSpared.why' : 'break.notSpared.whyOnly', {
          minutes,
          slot: clock(offer.slotAt),
        }),
      }
    case 'moved':
      return {
        title: words('break.moved.title', { kind, moved: Math.round(offer.movedMs / MINUTE_MS) }),
        why: words('break.moved.why', { minutes, slot: clock(offer.slotAt) }),
      }
    case 'postponed':
      return {
        title: words('break.postponed.title', { kind, slot: clock(offer.slotAt) }),
        why: words('break.postponed.why', { minutes }),
      }
    case 'after-next':
      return { title: words('break.afterNext.title', { kind }), why: words('break.afterNext.why', { minutes }) }
  }
}
