import '../../protocol/no-run-time-code.ts'

export { readRow } from '../../protocol/sync/read-page.ts'
