// placed at: domain/sla/breaks-cycle-one.ts
// must break: import/no-cycle
import { two } from './breaks-cycle-two.ts'

export const one = (): number => two() + 1
