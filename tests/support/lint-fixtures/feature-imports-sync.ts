// placed at: renderer/features/reply/breaks-sync.ts
// must break: boundaries/dependencies
import { here } from '../../sync/target.ts'

export const elsewhere = here
