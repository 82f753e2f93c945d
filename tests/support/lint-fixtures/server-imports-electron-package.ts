// placed at: server/http/breaks-package.ts
// must break: boundaries/dependencies
import { app } from 'electron'

export const desk = app
