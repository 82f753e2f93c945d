export { Outbox } from './outbox.tsx'
export { useOutboxCount } from './use-outbox.ts'
