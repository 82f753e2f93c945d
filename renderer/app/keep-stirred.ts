import { contactState } from '../../domain/cases/contact.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { DeskRepository } from '../data/repository.ts'
import type { Timers } from '../deps/deps.ts'

const SAY_EVERY_MS = 10_000
const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/**
 * Tells the main process of input to this page, and while the agent is on the phone, so that a desk that is in use is not
 * taken for an idle one. Returns the way to stop.
 */
export function keepStirred(
  desk: Pick<DeskClient, 'call'>,
  repository: Pick<DeskRepository, 'ownContacts'>,
  every: Timers['every'],
  page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>,
): () => void {
  let isStirred = true
  let isOnCall = false
  const say = (): void => {
    if (!isStirred && !isOnCall) return
    isStirred = false
    void desk.call('session.stir', { isOnCall })
  }
  const stirred = (): void => {
    isStirred = true
  }
  const watching = repository.ownContacts().subscribe((mine) => {
    const now = mine.some(
      (each) =>
        each.channel === 'phone' &&
        (contactState(each) === 'offered' || contactState(each) === 'talking' || contactState(each) === 'on-hold'),
    )
    if (now === isOnCall) return
    isOnCall = now
    // Also that it is over: from here on the time without input counts again.
    isStirred = true
    say()
  })
  for (const name of INPUT) page.addEventListener(name, stirred, { capture: true, passive: true })
  const stop = every(SAY_EVERY_MS, say)
  return () => {
    stop()
    watching.unsubscribe()
    for (const name of INPUT) page.removeEventListener(name, stirred, { capture: true })
  }
}
