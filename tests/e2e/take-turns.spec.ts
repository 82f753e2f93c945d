import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { freeCases, openCase, reply } from './composer-kit.ts'
import { type Desk, expect, test, type World } from './fixtures.ts'
import { ask, changeTo, lock } from './lock-kit.ts'
import { caughtUp } from './queue-kit.ts'
import { draftKept, note, sent } from './store-kit.ts'

/** A word of each that is in everything they write, and is far from the other's also for a search that forgives. */
const MARKS = { ana: 'kwertzulanda', ben: 'bipomofexigo' } as const
type Login = keyof typeof MARKS

const finder = (page: Page) => page.getByRole('searchbox', { name: 'Find a case' })
async function seek(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+f')
  await expect(finder(page)).toBeFocused()
  await finder(page).fill(words)
}

/** Writes down every notification that the desk shows from here on; and that a page can show none. */
const watchNotifications = (desk: Desk) =>
  desk.app.evaluate(({ Notification }) => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    Notification.prototype.show = function (this: Electron.Notification) {
      told.push(`${this.title} ${this.subtitle} ${this.body}`)
    }
  })

/** What older and newer Electrons have of it. */
type Copied = {
  readText(type?: 'selection'): string | Promise<string>
  readHTML?(): string
  selection?: { readText(): Promise<string> }
}

/** All that the page in front, and what stands around it, could show or give to whoever sits there, by where it is. */
async function inReach(desk: Desk): Promise<Record<string, string>> {
  const ofPage = await desk.page.evaluate(async () => {
    const kept = (storage: Storage) => JSON.stringify(Object.entries(storage))
    const typed = [...document.querySelectorAll('input, textarea, select')]
    const live = document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log]')
    return {
      title: document.title,
      page: document.documentElement.outerHTML,
      announced: [...live].map(({ textContent }) => textContent).join('\n'),
      typed: typed.map((each) => (each as HTMLInputElement).value).join('\n'),
      selected: getSelection()?.toString() ?? '',
      address: location.href + JSON.stringify(history.state) + window.name,
      localStorage: kept(localStorage),
      sessionStorage: kept(sessionStorage),
      cookies: document.cookie,
      caches: JSON.stringify(await caches.keys()),
      databases: JSON.stringify(await indexedDB.databases()),
      notifications: Notification.permission === 'denied' ? '' : 'A page may show notifications.',
    }
  })
  const journal = JSON.stringify(await ask(desk.page, 'journal.read'))
  const frames = await Promise.all(desk.page.frames().map((frame) => frame.content()))
  const ofApp = await desk.app.evaluate(({ BrowserWindow, clipboard, webContents }) => {
    async function look() {
      const pages = webContents.getAllWebContents()
      const copied = clipboard as unknown as Copied
      const marked = copied.selection === undefined ? copied.readText('selection') : copied.selection.readText()
      return {
        'window titles': BrowserWindow.getAllWindows()
          .map((each) => each.getTitle())
          .join('\n'),
        'window count': String(pages.length),
        history: JSON.stringify(pages.map((each) => each.navigationHistory.getAllEntries())),
        clipboard: `${await copied.readText()} ${copied.readHTML?.()}`,
        'marked text': await marked,
        notified: (globalThis as unknown as { told: string[] }).told.join('\n'),
      }
    }
    // Whoever asks from outside does not hold the promise: it could be collected before it is answered.
    const looking = look()
    Object.assign(globalThis, { looking })
    return looking
  })
  const log = readFileSync(join(desk.userData, 'logs/desk.log'), 'utf8')
  return { ...ofPage, journal, frames: frames.join('\n'), ...ofApp, log }
}

/** Where something of theirs is within reach. */
async function tracesOf(desk: Desk, login: Login): Promise<string[]> {
  const all = await inReach(desk)
  expect(all['window count']).toBe('1')
  expect(all['notifications']).toBe('')
  return Object.entries(all).flatMap(([place, text]) => (text.includes(MARKS[login]) ? [place] : []))
}

/** Whose databases the page can reach: each is named after its profile. */
const ownersOfDatabases = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
    return [...new Set(names.map((name) => name.replace(/^(evenkeel|search)-/, '').replace(/\..*/, '')))]
  })

/** What cannot be read is gone by now, or another user's. */
function unlessGone<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/** Profiles of which some process holds the database, the journal or a file open. */
function openProfiles(desk: Desk): string[] {
  const folder = join(desk.userData, 'profiles/')
  const held = readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .flatMap((pid) => unlessGone(() => readdirSync(`/proc/${pid}/fd`).map((fd) => `/proc/${pid}/fd/${fd}`), []))
    .map((fd) => unlessGone(() => readlinkSync(fd), ''))
    .filter((path) => path.startsWith(folder) && /\.indexeddb\.|\/journal\/|\/files\//.test(path))
  return [...new Set(held.map((path) => path.slice(folder.length).split('/')[0] ?? ''))]
}

/** Who has sent what, of what begins with a mark. */
const arrivedFrom = (world: World) =>
  world.sql<{ login: string; body: string }>(
    `select a.login, m.body from messages m join accounts a on a.id = m.d -> 'author' ->> 'id'
     where m.body ~ $1 order by m.body`,
    [`^(${Object.values(MARKS).join('|')})`],
  )

test.use({ cases: '100' })

for (const [protection, changes] of [
  ['shared', 20],
  ['personal', 4],
] as const)
  test.describe(`on a machine that is ${protection}`, () => {
    test.use({ policy: { 'storage.keyProtection': protection, 'auth.idleLockMinutes': 0 } })

    test(`two agents change places ${changes} times, and nothing of one is ever within the other’s reach`, async ({
      openDesk,
      world,
    }) => {
      test.setTimeout(400_000)
      const [kase, one, another] = await freeCases(world)
      if (kase === undefined || one === undefined || another === undefined)
        throw new Error('The demo world is too small.')
      const answered = { ana: one, ben: another }
      const desk = await openDesk()
      const { page } = desk
      await watchNotifications(desk)
      world.cable.line = 'holds-pushes'
      await desk.signIn('ana')
      const profiles = new Map<Login, string>()
      const tookMs: number[] = []
      let [own, other]: [Login, Login] = ['ana', 'ben']
      for (let turn = 0; ; turn++) {
        expect(await tracesOf(desk, other)).toEqual([])
        const [profile = '', ...others] = await ownersOfDatabases(page)
        expect(others).toEqual([])
        expect(profile).not.toBe(profiles.get(other))
        profiles.set(own, profile)

        if (turn < 2) {
          await openCase(page, answered[own].number)
          await reply(page).fill(`${MARKS[own]} answers`)
          await page.keyboard.press('Control+Enter')
          await expect(sent(page, MARKS[own])).toBeVisible()
        }
        // The same case for both: on it lies what the other must not see.
        await openCase(page, kase.number)
        if (turn < 2) {
          await page.keyboard.press('Control+e')
          await note(page).fill(`${MARKS[own]} notes`)
          await page.keyboard.press('Control+Enter')
          await page.keyboard.press('Control+e')
        } else await expect(reply(page)).toHaveValue(`${MARKS[own]} draft of turn ${turn - 2}`)
        await expect(sent(page, MARKS[own])).toBeVisible()
        expect(await tracesOf(desk, other)).toEqual([])
        if (process.platform === 'linux') await expect.poll(() => openProfiles(desk)).toEqual([profile])

        await seek(page, MARKS[own])
        const said = page.getByRole('group', { name: 'In what was said' })
        await expect(said).toContainText(String(kase.number), { timeout: 30_000 })
        await seek(page, MARKS[other])
        await expect(page.getByRole('search')).toContainText('Nothing on this desk')
        if (turn === changes) break

        await seek(page, MARKS[own])
        await reply(page).fill(`${MARKS[own]} draft of turn ${turn}`)
        await expect(draftKept(page)).toBeVisible()
        await reply(page).press('Control+a')
        await reply(page).press('Control+c')
        // What is looked for is found where it is.
        expect(await tracesOf(desk, own)).toEqual(
          expect.arrayContaining(['page', 'typed', 'journal', 'clipboard', 'marked text']),
        )
        await lock(desk)
        // On a machine of one's own the clipboard is emptied when somebody else comes in.
        const atDoor = await tracesOf(desk, own)
        const mayLie = protection === 'personal' ? ['clipboard', 'marked text'] : []
        expect(atDoor.filter((place) => !mayLie.includes(place))).toEqual([])
        const from = performance.now()
        await changeTo(desk, other)
        tookMs.push(Math.round(performance.now() - from))
        ;[own, other] = [other, own]
      }
      test.info().annotations.push({ type: 'ms until the other’s queue', description: tookMs.join(' ') })

      // Nothing was lost on the way, and each goes out under its owner.
      expect(await arrivedFrom(world)).toEqual([])
      world.cable.line = 'up'
      await caughtUp(page)
      await lock(desk)
      await changeTo(desk, other)
      await caughtUp(page)
      const each = (['ben', 'ana'] as const).flatMap((login) =>
        ['answers', 'notes'].map((what) => ({ login, body: `${MARKS[login]} ${what}` })),
      )
      await expect.poll(() => arrivedFrom(world)).toEqual(each)
    })
  })
