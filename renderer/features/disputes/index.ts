export { DisputesDialog } from './disputes-dialog.tsx'
