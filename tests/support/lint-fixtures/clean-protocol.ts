// placed at: protocol/clean.ts
// must break: nothing
import { z } from 'zod'
import { here } from '../domain/target.ts'

export const schema = z.literal(here)
