export { DisputesDialog } from './disputes-dialog.tsx'
export { useOpenDisputeCount } from './open-disputes.ts'
