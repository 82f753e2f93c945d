import { buildApp } from './build-app.ts'
import { say } from './progress.mjs'

// npm run build: main, preload and renderer into out/, if a source has changed.
try {
  await buildApp()
  say('out/ is up to date.')
} catch {
  // The step has said why.
  process.exitCode = 1
}
