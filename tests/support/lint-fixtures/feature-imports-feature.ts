// placed at: renderer/features/reply/breaks-feature.ts
// must break: boundaries/dependencies
import { here } from '../queue/index.ts'

export const elsewhere = here
