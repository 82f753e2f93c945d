// placed at: protocol/breaks-rule.ts
// must break: boundaries/dependencies
import { here } from '../server/target.ts'

export const elsewhere = here
