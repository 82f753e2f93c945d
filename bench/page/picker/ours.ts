import { findTemplates } from '../../../renderer/features/templates/find-templates.ts'
import { indexTemplates } from '../../../renderer/features/templates/template-index.ts'
import type { Finder } from './open-picker.ts'

/** The desk's own picker, with the reasons and the marks that it shows. */
export const findByOurs: Finder = (templates) => {
  const index = indexTemplates(templates)
  index.takeIn(templates.length)
  return (query) =>
    findTemplates(templates, index, { query, reason: null, channels: ['email', 'chat'], used: {} }).hits.map(
      ({ template }) => template.id,
    )
}
