export { ConnectionStatus } from './connection-status.tsx'
export { RestoredNotice } from './restored-notice.tsx'
