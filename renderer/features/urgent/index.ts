export { TeamBlocksDialog } from './team-blocks.tsx'
export { UrgentChip } from './urgent-chip.tsx'
export { UrgentForm } from './urgent-form.tsx'
