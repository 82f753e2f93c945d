import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { Format } from '../words/format.ts'
import { useFormat } from '../words/format.ts'
import type { Words } from '../words/use-words.ts'
import { useWords } from '../words/use-words.ts'
import { weekWords } from './calendar-words.ts'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { PopoverAt } from './overlay.tsx'

/** What the clock of a promise reads. `leftMs` null: the customer has the word. */
export type SlaShown =
  | { step: 'calm' | 'soon' | 'risk' | 'late'; leftMs: number }
  | { step: 'paused'; leftMs: null }
  | { step: 'paused'; leftMs: number; opensAt: number }

/** What stands behind the clock: which promise, by which calendar. */
export type SlaAbout = {
  queueName: string
  /** "E-mail", as the promise differs by channel. */
  channelName: string
  /** Null: nothing is promised now. */
  dueAt: number | null
  /** Working time within which the queue promises an answer. Null: not known here. */
  replyWithinMs: number | null
  /** Null: not known here. */
  calendar: { zone: string; week: readonly { fromMinute: number; toMinute: number }[][] } | null
}

const iconOf: Record<SlaShown['step'], IconName> = {
  calm: 'clock',
  soon: 'clock',
  risk: 'hourglass',
  late: 'late',
  paused: 'paused',
}
type SlaForm = 'row' | 'case'

/** The reading in words: short for a row, a whole sentence for a case. */
export function slaWords(words: Words, format: Format, sla: SlaShown, form: SlaForm): string {
  if ('opensAt' in sla) {
    const opens = words('time.dayAndTime', {
      day: format.day(sla.opensAt, sla.opensAt),
      time: format.clock(sla.opensAt),
    })
    return words(`sla.${form}.closed`, { opens })
  }
  // Due at closing time and not answered: late, but by no working time yet.
  if (sla.step === 'late' && sla.leftMs > -1_000) return words(`sla.${form}.just-late`)
  return words(`sla.${form}.${sla.step}`, { length: format.length(sla.leftMs ?? 0) })
}

/** What the agent should know of the promise, a sentence each. */
export function slaSentences(words: Words, format: Format, about: SlaAbout, now: number): string[] {
  const { queueName: queue, channelName: channel, dueAt, replyWithinMs, calendar } = about
  return [
    dueAt === null ? words('sla.about.rests') : words('sla.about.due', { when: format.moment(dueAt, now) }),
    ...(replyWithinMs === null
      ? []
      : [words('sla.about.promise', { queue, channel, length: format.length(replyWithinMs) })]),
    ...(calendar === null
      ? []
      : [
          words('sla.about.calendar', {
            hours: weekWords(words, calendar.week),
            zone: calendar.zone.replaceAll('_', ' '),
          }),
        ]),
    words('sla.about.pauses'),
  ]
}

function Reading({ sla, form }: { sla: SlaShown; form: SlaForm }) {
  const words = useWords()
  const format = useFormat()
  return (
    <>
      <Icon name={iconOf[sla.step]} size={14} />
      {/* Figures first: in a right-to-left window the line would otherwise be turned round. */}
      <bdi>{slaWords(words, format, sla, form)}</bdi>
    </>
  )
}

/** The clock of a promised reply: icon, words, then colour. Its width is reserved, so that a tick moves nothing. */
export function SlaClock({ sla, form }: { sla: SlaShown; form: SlaForm }) {
  return (
    <span className="sla" data-step={sla.step} data-form={form}>
      <Reading sla={sla} form={form} />
    </span>
  )
}

/** The clock of the open case: Enter says which promise it keeps. Tells by itself, once each, of risk and of being late. */
export function SlaClockButton({ sla, about, now }: { sla: SlaShown; about: SlaAbout; now: number }) {
  const words = useWords()
  const format = useFormat()
  const [told, setTold] = useState<{ step: SlaShown['step']; sentence: string }>({ step: sla.step, sentence: '' })
  // While it is drawn, so that the words change together; never at the opening, where the agent reads them anyway.
  if (told.step !== sla.step) {
    const isPressing = sla.step === 'risk' || sla.step === 'late'
    setTold({ step: sla.step, sentence: isPressing ? slaWords(words, format, sla, 'row') : '' })
  }
  return (
    <>
      <PopoverAt
        label={words('sla.about.name')}
        trigger={
          <Button className="sla sla-button" data-step={sla.step} data-form="case">
            <Reading sla={sla} form="case" />
          </Button>
        }
      >
        <AboutClock about={about} now={now} />
      </PopoverAt>
      <span className="vh" aria-live="polite">
        {told.sentence}
      </span>
    </>
  )
}

/** Worked out only where it is asked for: every case that is opened has a clock. */
function AboutClock({ about, now }: { about: SlaAbout; now: number }) {
  const words = useWords()
  const format = useFormat()
  return slaSentences(words, format, about, now).map((sentence) => <p key={sentence}>{sentence}</p>)
}
