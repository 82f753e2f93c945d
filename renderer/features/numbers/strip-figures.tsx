import { memo } from 'react'
import { Button } from '../../kit/button.tsx'
import { PopoverAt } from '../../kit/overlay.tsx'
import { sayMetric } from '../../words/metric-words.ts'
import { useWords } from '../../words/use-words.ts'
import { FigureButton } from './figure-button.tsx'
import { contactsIn } from './say-beside.ts'
import './strip.css'
import type { Today } from './use-today.ts'

/**
 * The figures of the shift in the strip. Where there is no room for all, adherence stays and the others are behind "More".
 * The clock beside them is no news to them.
 */
export const StripFigures = memo(function StripFigures({ figures, day }: Pick<Today, 'figures' | 'day'>) {
  const words = useWords()
  if (figures === null) return null
  const {
    'contacts-per-hour': perHour,
    'first-response-agent': response,
    'resolution-accuracy': accuracy,
    'adherence-protected': adherence,
    csat,
  } = figures
  const shared = {
    days: [day],
    of: words('numbers.period.today'),
    className: 'strip-figure',
    placement: 'top',
  } as const
  const contacts = { name: words('numbers.contacts'), value: String(contactsIn(figures)) }
  const others = (
    <>
      <FigureButton {...shared} figure={perHour} as={contacts} shows={words('numbers.contacts')} />
      <FigureButton {...shared} figure={response} shows={words('strip.response')} />
      <FigureButton {...shared} figure={accuracy} shows={sayMetric(words, accuracy.metric)} />
      <FigureButton {...shared} figure={csat} shows={sayMetric(words, csat.metric)} />
    </>
  )
  return (
    <span className="strip-figures">
      <span className="strip-others">{others}</span>
      <span className="strip-more">
        <PopoverAt
          label={words('strip.moreName')}
          trigger={
            <Button tone="quiet" label={words('strip.moreName')}>
              {words('strip.more')}
            </Button>
          }
        >
          <span className="strip-more-list">{others}</span>
        </PopoverAt>
      </span>
      <FigureButton {...shared} figure={adherence} shows={sayMetric(words, adherence.metric)} />
    </span>
  )
})
