import { readAddress } from '../../../domain/mutations/decide-customer.ts'
import type { MutationOf } from '../../../domain/mutations/mutation.ts'
import type { WordsKey } from '../../words/catalogue.ts'
import type { Words } from '../../words/use-words.ts'

type Edit = MutationOf<'customer.edit'> | MutationOf<'case.edit'>

/** What was changed, by its name in the catalogue. */
export const customerFieldOf = (edit: Edit): WordsKey =>
  edit.name === 'customer.edit' ? `outbox.field.customer.${edit.args.field}` : `outbox.field.case.${edit.args.field}`

/** A value as people read it: an address in one line, nothing as "none". */
export function valueWords(words: Words, edit: Edit, value: string | null): string {
  if (value === null || value === '') return words('outbox.conflict.none')
  if (edit.name !== 'customer.edit' || edit.args.field !== 'address') return value
  const address = readAddress(value)
  if (address === null) return value
  const { line1, line2, postcode, city, region, country } = address
  return [line1, line2, [postcode, city].filter(Boolean).join(' '), region, country].filter(Boolean).join(', ')
}
