import type { TemplatesSlot } from './templates-slot.ts'

/** Where templates are offered. A component of its own, so that the slot may be another function at each paint. */
export function TemplatesPlace({ slot, ...props }: { slot: TemplatesSlot } & Parameters<TemplatesSlot>[0]) {
  return slot(props)
}
