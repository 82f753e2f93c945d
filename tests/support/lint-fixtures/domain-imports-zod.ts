// placed at: domain/replying/breaks-rule.ts
// must break: boundaries/dependencies
import { z } from 'zod'

export const body = z.string()
