// placed at: renderer/kit/breaks-rule.ts
// must break: boundaries/dependencies
import { here } from '../../domain/target.ts'

export const elsewhere = here
