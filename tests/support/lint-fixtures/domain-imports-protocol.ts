// placed at: domain/cases/breaks-rule.ts
// must break: boundaries/dependencies
import { here } from '../../protocol/target.ts'

export const elsewhere = here
