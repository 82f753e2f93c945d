import type { TemplateRecord, TemplateVariant } from '../../../domain/templates/template.ts'

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

/** The text for a customer's language. `isExact`: it is in that language; otherwise the nearest one that was reviewed. */
export function chooseVariant(
  template: Pick<TemplateRecord, 'variants'>,
  language: string,
): { variant: TemplateVariant; isExact: boolean } {
  const { variants } = template
  const exact =
    variants.find((each) => each.language.toLowerCase() === language.toLowerCase()) ??
    variants.find((each) => primary(each.language) === primary(language))
  if (exact !== undefined) return { variant: exact, isExact: true }
  const nearest = variants.find((each) => primary(each.language) === 'en') ?? variants[0]
  if (nearest === undefined) throw new Error('A template has at least one text.')
  return { variant: nearest, isExact: false }
}

/** The languages as a row shows them, the customer's first: "DE EN FR +3". */
export function languageMarks(template: Pick<TemplateRecord, 'variants'>, language: string): string {
  const tags = template.variants.map((each) => primary(each.language))
  const own = primary(language)
  const sorted = [...tags.filter((tag) => tag === own), ...tags.filter((tag) => tag !== own)]
  const more = sorted.length - 3
  return [...sorted.slice(0, 3).map((tag) => tag.toUpperCase()), ...(more > 0 ? [`+${more}`] : [])].join(' ')
}
