import type { ReactNode } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { Piece } from '../../deps/composer-port.ts'

/** What the composer gives to whatever offers templates, and takes from it. */
export type TemplatesSlot = (props: {
  caseId: CaseId
  query: string
  onQuery: (query: string) => void
  onInsert: (piece: Piece) => void
  onClose: () => void
}) => ReactNode
