// placed at: server/http/clean.ts
// must break: nothing
import { createServer } from 'node:http'
import { Hono } from 'hono'
import { here } from '../../domain/target.ts'

export const open = () => [createServer(), new Hono(), here]
