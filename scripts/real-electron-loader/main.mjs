// Loads the app folder named on the command line, as `electron [-r module] <folder>` does.
// An ES module on purpose: Electron waits for it before it is ready, so the app can still register its schemes.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app as publicApp } from 'electron'

/** Electron's own starter uses these two methods as well; its types leave them out.
 * @type {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} */
const app = /** @type {any} */ (publicApp)
const require = createRequire(import.meta.url)
const args = process.argv.slice(1)
/** @type {string | undefined} */
let folder
for (let at = 0; at < args.length; at++) {
  const arg = args[at] ?? ''
  if (arg === '-r' || arg === '--require') {
    at += 1
    require(path.resolve(args[at] ?? ''))
  } else if (!arg.startsWith('-')) {
    folder ??= path.resolve(arg)
  }
}
folder ??= process.cwd()
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
if (manifest.version) app.setVersion(manifest.version)
app.setName(manifest.productName ?? manifest.name ?? 'app')
app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
app.setAppPath(folder)
await import(pathToFileURL(path.join(folder, manifest.main ?? 'index.js')).href)
