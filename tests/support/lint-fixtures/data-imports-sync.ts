// placed at: renderer/data/breaks-rule.ts
// must break: boundaries/dependencies
import { here } from '../sync/target.ts'

export const elsewhere = here
