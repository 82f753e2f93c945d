import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { EventRecord } from '../../../domain/cases/event.ts'
import type { Disposition } from '../../../domain/wrap-up/dispositions.ts'
import { DISPOSITIONS } from '../../../domain/wrap-up/dispositions.ts'
import type { Words } from '../../words/use-words.ts'

const isKnown = (code: string): code is Disposition => (DISPOSITIONS as readonly string[]).includes(code)

/** The outcome as people read it; one that only a guide knows reads as its code without dashes. */
export const dispositionWords = (words: Words, code: string): string =>
  isKnown(code) ? words(`disposition.${code}`) : code.replaceAll('-', ' ')

/** The outcome of the guide that was finished during this contact. Null: none was. */
export function suggestedDisposition(events: readonly EventRecord[], contact: ContactRecord | null): string | null {
  if (contact === null) return null
  const finished = events.findLast((event) => event.kind === 'guide-finished' && event.at >= contact.offeredAt)
  const disposition = finished?.detail['disposition'] ?? ''
  return disposition === '' ? null : disposition
}
