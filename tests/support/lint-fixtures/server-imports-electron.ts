// placed at: server/http/breaks-rule.ts
// must break: boundaries/dependencies
import { here } from '../../electron/target.ts'

export const elsewhere = here
