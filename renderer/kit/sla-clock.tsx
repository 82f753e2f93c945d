import type { Format } from '../words/format.ts'
import { useFormat } from '../words/format.ts'
import type { Words } from '../words/use-words.ts'
import { useWords } from '../words/use-words.ts'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'

/** What the clock of a promise reads. `leftMs` null: paused. */
export type SlaShown = { step: 'calm' | 'soon' | 'risk' | 'late' | 'paused'; leftMs: number | null }

const iconOf: Record<SlaShown['step'], IconName> = {
  calm: 'clock',
  soon: 'clock',
  risk: 'hourglass',
  late: 'late',
  paused: 'paused',
}

/** The reading in words: short for a row, a whole sentence for a case. */
export const slaWords = (words: Words, format: Format, sla: SlaShown, form: 'row' | 'case'): string =>
  words(`sla.${form}.${sla.step}`, { length: format.length(sla.leftMs ?? 0) })

/** The clock of a promised reply: icon, words, then colour. Its width is reserved, so that a tick moves nothing. */
export function SlaClock({ sla, form }: { sla: SlaShown; form: 'row' | 'case' }) {
  const words = useWords()
  const format = useFormat()
  return (
    <span className="sla" data-step={sla.step} data-form={form}>
      <Icon name={iconOf[sla.step]} size={14} />
      {/* Figures first: in a right-to-left window the line would otherwise be turned round. */}
      <bdi>{slaWords(words, format, sla, form)}</bdi>
    </span>
  )
}
