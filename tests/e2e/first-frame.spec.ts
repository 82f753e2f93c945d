import type { Page } from '@playwright/test'
import { inFront, reply, signInAs } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'
import { rows } from './queue-kit.ts'

test.setTimeout(240_000)

/** What an agent reads and writes in first, and the room for what stands beside it. */
const PARTS = [
  '.case-head',
  '.case-thread',
  '.case-entry:last-child',
  '.reply-box',
  '.reply-foot',
  '.side-place',
  '.side-tab',
]

type Seen = { at: string; boxes: Record<string, string> }

/** From the next key on: where the parts stand in the very frame that first shows a thread, and who has the focus. */
async function firstFrame(page: Page, key: string): Promise<Seen> {
  await page.evaluate((parts) => {
    const look = (): Seen => {
      const window = [...document.querySelectorAll('.case-window')].find(
        (each) => each.querySelector('.case-thread')?.checkVisibility() === true,
      )
      const boxes = parts.map((part): [string, string] => {
        const { x, y, width, height } = window?.querySelector(part)?.getBoundingClientRect() ?? new DOMRect()
        return [part, [x, y, width, height].map(Math.round).join(' ')]
      })
      return { at: document.activeElement?.getAttribute('aria-label') ?? '', boxes: Object.fromEntries(boxes) }
    }
    const seen = new Promise<Seen>((resolve) => {
      const isShown = () =>
        [...document.querySelectorAll('.case-window .case-thread')].some((each) => each.checkVisibility())
      const frame = () => (isShown() ? resolve(look()) : requestAnimationFrame(frame))
      window.addEventListener('keydown', () => requestAnimationFrame(frame), { capture: true, once: true })
    })
    Object.assign(window, { look, seen })
  }, PARTS)
  await page.keyboard.press(key)
  return page.evaluate(() => (window as unknown as { seen: Promise<Seen> }).seen)
}

test('a case comes with all that is read and written in first, and what follows beside it moves nothing [C2]', async ({
  openDesk,
}) => {
  const page = await signInAs(await openDesk(), 'ana')
  await page.keyboard.press('F6')
  await expect(rows(page).first()).toBeFocused()
  const first = await firstFrame(page, 'Enter')
  expect(Object.entries(first.boxes).filter(([, box]) => box.endsWith(' 0 0'))).toEqual([])
  await expect(page.getByRole('region', { name: 'Customer' }).filter({ visible: true })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Knowledge' }).filter({ visible: true })).toBeVisible()
  const later = await page.evaluate(() => (window as unknown as { look: () => Seen }).look())
  expect(later.boxes).toEqual(first.boxes)
})

test('with Next case the cursor stands in the composer as soon as anything of the case is seen', async ({
  openDesk,
}) => {
  const page = await signInAs(await openDesk(), 'ana')
  const first = await firstFrame(page, 'Control+j')
  expect(first.at).toBe('Reply')
  await page.keyboard.type('Good')
  await expect(inFront(page)).toBeVisible()
  await expect(reply(page)).toHaveValue('Good')
})

test('a desk starts with one script, which brings no other with it', async ({ openDesk }) => {
  const page = await signInAs(await openDesk(), 'ana')
  await expect(rows(page).first()).toBeVisible()
  // What a script imports from its first line on, the build names in the page. What is loaded later is named there, too, but only then.
  const written = await page.evaluate(async () => (await fetch(location.href)).text())
  const scripts = [...written.matchAll(/(?:src|href)="[^"]*\/(\w+)-[^"/]+\.js"/g)].map(([, name]) => name)
  expect(scripts).toEqual(['index'])
})
