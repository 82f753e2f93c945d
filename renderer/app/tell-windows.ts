import type { ChosenState } from '../../domain/agent-time/kinds.ts'
import { CHOSEN_STATES } from '../../domain/agent-time/kinds.ts'
import type { ContactId } from '../../domain/kernel/ids.ts'
import type { BreakKey } from '../../domain/breaks/break-event.ts'
import type { DexieOptions } from '../data/dexie/dexie-shelf.ts'

const WANTED = 'wanted'
const CHANGED = 'changed'
const CHOSE = 'chose '
const CONSULTS = 'consults '
const SOFTPHONE = 'softphone '
const PRESSED = 'pressed '
const TYPED = 'typed'
const ANSWERED = 'answered '
const BREAK_KEYS = [
  'start',
  'break-next',
  'cancel',
  'postpone',
  'after-next-contact',
  'reset',
  'return',
] as const satisfies readonly BreakKey[]

/** What the other windows of one profile have said: only the one that leads sends and keeps time. */
export type WindowHearer = {
  /** Something was kept that wants to be sent. */
  wanted(): void
  chose(state: ChosenState): void
  consults(contactId: ContactId | null): void
  heardOfSoftphone(isThere: boolean): void
  pressed(key: BreakKey): void
  typed(): void
  answered(wasRest: boolean): void
}

export type WindowTeller = {
  [Word in keyof WindowHearer]: (...said: Parameters<WindowHearer[Word]>) => void
} & { news: NonNullable<DexieOptions['news']>; hear(hearer: Partial<WindowHearer>): void; close(): void }

/** What the windows of one profile tell each other. Null: this is the only one. */
export function tellWindows(Channel: typeof BroadcastChannel | undefined, name: string): WindowTeller | null {
  if (Channel === undefined) return null
  const channel = new Channel(name)
  const tell = (word: string) => channel.postMessage(word)
  return {
    wanted: () => tell(WANTED),
    chose: (state) => tell(`${CHOSE}${state}`),
    consults: (contactId) => tell(`${CONSULTS}${contactId ?? ''}`),
    heardOfSoftphone: (isThere) => tell(`${SOFTPHONE}${isThere}`),
    pressed: (key) => tell(`${PRESSED}${key}`),
    typed: () => tell(TYPED),
    answered: (wasRest) => tell(`${ANSWERED}${wasRest}`),
    news: {
      tell: () => tell(CHANGED),
      hear(told) {
        const hearing = ({ data }: MessageEvent) => data === CHANGED && told()
        channel.addEventListener('message', hearing)
        return () => channel.removeEventListener('message', hearing)
      },
    },
    hear(hearer) {
      channel.addEventListener('message', ({ data }) => {
        if (data === WANTED) hearer.wanted?.()
        const chosen = CHOSEN_STATES.find((each) => data === `${CHOSE}${each}`)
        if (chosen !== undefined) hearer.chose?.(chosen)
        if (typeof data === 'string' && data.startsWith(CONSULTS))
          hearer.consults?.((data.slice(CONSULTS.length) || null) as ContactId | null)
        if (data === `${SOFTPHONE}true` || data === `${SOFTPHONE}false`)
          hearer.heardOfSoftphone?.(data.endsWith('true'))
        const key = BREAK_KEYS.find((each) => data === `${PRESSED}${each}`)
        if (key !== undefined) hearer.pressed?.(key)
        if (data === TYPED) hearer.typed?.()
        if (data === `${ANSWERED}true` || data === `${ANSWERED}false`) hearer.answered?.(data.endsWith('true'))
      })
    },
    close: () => channel.close(),
  }
}
