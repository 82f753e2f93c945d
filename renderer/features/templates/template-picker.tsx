import { useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { TemplateRecord, TemplateVariant } from '../../../domain/templates/template.ts'
import type { Piece } from '../../deps/composer-port.ts'
import { pieceOf } from './fill-template.ts'
import { InputForm } from './input-form.tsx'
import { PickerPanel } from './picker-panel.tsx'
import './templates.css'
import { usePicking } from './use-picking.ts'

type Props = {
  caseId: CaseId
  query: string
  onQuery: (query: string) => void
  onInsert: (piece: Piece) => void
  onClose: () => void
}

/** Finds a template, shows what it becomes for this case, asks what only the agent knows, and hands it to the composer. */
export function TemplatePicker({ caseId, query, onQuery, onInsert, onClose }: Props) {
  const picking = usePicking(caseId, query)
  const [asking, setAsking] = useState<{ template: TemplateRecord; variant: TemplateVariant } | null>(null)
  if (picking === null) return null
  if (asking !== null)
    return (
      <InputForm
        caseId={caseId}
        template={asking.template}
        variant={asking.variant}
        picking={picking}
        onInsert={onInsert}
        onBack={() => setAsking(null)}
      />
    )
  return (
    <PickerPanel
      picking={picking}
      query={query}
      onQuery={onQuery}
      onClose={onClose}
      onTake={(template, variant) => {
        if (template.inputs.length > 0) return setAsking({ template, variant })
        const filled = picking.fill(template, variant, {})
        if (filled.ok) onInsert(pieceOf(template, filled))
      }}
    />
  )
}
