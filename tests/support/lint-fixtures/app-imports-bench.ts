// placed at: renderer/app/quick-start.ts
// must break: boundaries/dependencies
import { here } from '../../bench/target.ts'

export const place = here
