import type { StagedAction } from '../../../domain/replying/staged-action.ts'
import type { TemplateRecord, TemplateVariant } from '../../../domain/templates/template.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { Icon } from '../../kit/icon.tsx'
import type { Format } from '../../words/format.ts'
import { useFormat } from '../../words/format.ts'
import { languageName } from '../../words/language-name.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import type { Filled } from './fill-template.ts'
import { MarkedText } from './marked.tsx'

type Props = {
  template: TemplateRecord
  variant: TemplateVariant
  /** The language that was wanted and is not there. Null: it is. */
  missing: string | null
  filled: Filled
  customer: string
  /** Of the case's order. Null: there is none. */
  currency: string | null
  now: EpochMs
}

/** What the template becomes for this customer, what it will ask and stage, and who answers for it. */
export function Preview({ template, variant, missing, filled, customer, currency, now }: Props) {
  const words = useWords()
  const format = useFormat()
  const asked = template.inputs.length
  const reviewed = format.day(variant.reviewedAt, now)
  const wasStaged = filled.ok ? stagedWords(words, format, filled.actions, currency) : ''
  const lost = filled.ok ? template.actions.length - filled.actions.length : 0
  return (
    <div className="template-preview" tabIndex={0} role="group" aria-label={words('template.preview.reads')}>
      <div className="template-preview-head">
        <b>{words('template.preview.for', { name: customer })}</b>
        <span className="template-meta">{asked === 0 ? '' : words('template.preview.asks', { count: asked })}</span>
      </div>
      {missing === null ? null : (
        <p className="template-missing">
          <Icon name="language" size={14} />
          {words('template.no-variant', {
            wanted: languageName(words.locale, missing),
            there: languageName(words.locale, variant.language),
            reviewed,
          })}
        </p>
      )}
      {filled.ok ? (
        <MarkedText text={filled.text} language={variant.language} filled={filled.filled} holes={filled.holes} />
      ) : (
        <p className="template-broken">
          <Icon name="refused" size={14} />
          {words('template.broken', { why: filled.why, owner: template.owner })}
        </p>
      )}
      <p className="template-meta">
        {wasStaged === '' ? '' : `${words('template.preview.stages', { what: wasStaged })} `}
        {lost === 0 || asked > 0 ? '' : `${words('template.preview.lost', { count: lost })} `}
        {words('template.preview.owner', { owner: template.owner, reviewed })}
      </p>
    </div>
  )
}

/** "1 tag, status Waiting for customer, refund £4.95". */
function stagedWords(words: Words, format: Format, actions: readonly StagedAction[], currency: string | null): string {
  const tags = actions.filter(({ kind }) => kind === 'tag').length
  const parts = tags === 0 ? [] : [words('template.stage.tags', { count: tags })]
  for (const action of actions) {
    if (action.kind === 'status')
      parts.push(words('template.stage.status', { status: words(`case.status.${action.status}`) }))
    if (action.kind === 'refund' && currency !== null)
      parts.push(words('template.stage.refund', { amount: format.money(action.amountMinor, currency) }))
    if (action.kind === 'promise') parts.push(words('template.stage.promise'))
  }
  return new Intl.ListFormat(words.locale, { type: 'unit', style: 'short' }).format(parts)
}
