import { config } from 'zod'

// The content security policy forbids code made at run time. Zod would try it when the first schema is made, be refused (the
// console says so) and fall back: so it is told before. Must be the first import of all that has schemas.
config({ jitless: true })
