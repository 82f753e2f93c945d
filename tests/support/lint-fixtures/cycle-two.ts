// placed at: domain/sla/breaks-cycle-two.ts
// must break: import/no-cycle
import { one } from './breaks-cycle-one.ts'

export const two = (): number => one() + 1
