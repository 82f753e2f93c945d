import type { ElectronApplication, Page } from '@playwright/test'
import { pssOf } from './read-processes.ts'

const RESTED_MS = 1_500

/** Of the page's process at rest, bytes, after its garbage was collected. Null: this system does not tell. */
export async function pageMemory(app: ElectronApplication, page: Page): Promise<number | null> {
  // Workers that were needed for a moment are gone by then.
  await page.waitForTimeout(RESTED_MS)
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
  return pid === undefined ? null : pssOf(pid)
}
