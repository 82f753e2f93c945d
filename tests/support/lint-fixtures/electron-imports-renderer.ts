// placed at: electron/windows/breaks-rule.ts
// must break: boundaries/dependencies
import { here } from '../../renderer/app/target.ts'

export const elsewhere = here
