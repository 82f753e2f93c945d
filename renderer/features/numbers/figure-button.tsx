import type { Figure } from '../../../domain/metrics/figure.ts'
import { TipButton } from '../../kit/tip-button.tsx'
import { useWords } from '../../words/use-words.ts'
import { useAudited } from './numbers-state.ts'
import { isGrey, sayFigure, sayFigureDefinition, sayValue } from './say-figure.ts'
import { useMetricPolicy } from './use-metric-policy.ts'
import type { WorkingDay } from './working-days.ts'

type Props = {
  figure: Figure
  days: readonly WorkingDay[]
  /** Which days, in words. */
  of: string
  className: string
  /** Where it is told under another name than its own: "Contacts" of the contacts in an hour. */
  as?: { name: string; value: string }
  /** In the strip its name stands before it. */
  shows?: string
  placement?: 'top' | 'bottom start'
}

/** A figure: pointed at it says what it is, pressed how it was made. */
export function FigureButton({ figure, days, of, className, as, shows, placement }: Props) {
  const words = useWords()
  const { ofVersion } = useMetricPolicy()
  const value = as?.value ?? sayValue(words, figure)
  const label = as === undefined ? sayFigure(words, figure) : words('numbers.figure', { metric: as.name, value })
  return (
    <TipButton
      label={label}
      tip={sayFigureDefinition(words, figure, ofVersion(figure.policyVersion))}
      className={`${className}${isGrey(figure) ? ' figure-grey' : ''}`}
      {...(placement === undefined ? {} : { placement })}
      onPress={() => useAudited.getState().show({ figure, days, of })}
    >
      {shows === undefined ? (
        value
      ) : (
        <>
          {shows} <b className="num">{value}</b>
        </>
      )}
    </TipButton>
  )
}
