import type { Page } from '@playwright/test'
import { seededRng } from '../simulation/rng.ts'
import { freeCases, openCase, reply, signInAs } from './composer-kit.ts'
import { type Desk, expect, type World } from './fixtures.ts'
import { connection, note, outboxButton, sent } from './store-kit.ts'

export type KillReport = {
  kills: number
  /** Actions that the agent saw kept. */
  acknowledged: number
  /** Of those: at the server not at all. */
  lost: string[]
  /** At the server, or out of the house, more than once. */
  doubled: string[]
  /** From the last key that was found again to the last key before the kill, the longest of all. */
  longestLostTypingMs: number
}

const KEY_MS = 30
const WORDS = ['parcel', 'left', 'the', 'depot', 'and', 'comes', 'tomorrow', 'with', 'a', 'label', 'inside']
const boxOf = (page: Page, mode: 'reply' | 'note') => (mode === 'reply' ? reply(page) : note(page))

/** What the page has seen of the agent's keys, in its own time. It outlives the page. */
type Keys = { at: number; text: string }[]

async function watchKeys(page: Page): Promise<Keys> {
  const keys: Keys = []
  page.on('console', (message) => {
    const said = message.text()
    if (said.startsWith('typed ')) keys.push(JSON.parse(said.slice(6)) as Keys[number])
  })
  await page.evaluate(() =>
    document.addEventListener(
      'input',
      ({ target }) =>
        target instanceof HTMLTextAreaElement &&
        console.debug(`typed ${JSON.stringify({ at: performance.now(), text: target.value })}`),
      true,
    ),
  )
  return keys
}

/** What the draft on the disk says, once it stands in the box of the case in front. */
async function foundAgain(page: Page, mode: 'reply' | 'note'): Promise<string> {
  const either = reply(page).or(note(page))
  await expect(either).toBeVisible({ timeout: 60_000 })
  let last: string | null = null
  const isSettled = async () => {
    const before = last
    last = await either.inputValue()
    return last === before
  }
  // The composer comes up empty and is filled from the store.
  await expect.poll(isSettled, { intervals: [1_000], timeout: 30_000 }).toBe(true)
  if (!(await boxOf(page, mode).isVisible())) await page.keyboard.press('Control+e')
  return boxOf(page, mode).inputValue()
}

/**
 * An agent types and sends without a pause; again and again the desk is killed at a seeded moment and started anew.
 * `upToMs`: the latest such moment after the typing began. `told`: how it stands, after every ten.
 */
export async function killWhileTyping(
  world: World,
  first: Desk,
  { kills, seed, upToMs }: { kills: number; seed: number; upToMs: number },
  told: (line: string) => void,
): Promise<KillReport> {
  const rng = seededRng(seed)
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const acknowledged: string[] = []
  let [desk, longestLostTypingMs, texts] = [first, 0, 0]
  await openCase(await signInAs(desk, 'ana'), kase.number)

  /** What has become of all that was kept, once nothing is under way any more. */
  async function addUp() {
    await expect(connection(desk.page)).toContainText('Up to date', { timeout: 120_000 })
    await expect(outboxButton(desk.page)).toContainText(/Outbox\s*0/, { timeout: 120_000 })
    const bodies = async (table: 'messages' | 'outbound_mail') =>
      (await world.sql<{ body: string }>(`select body from ${table} where body like 'e2e text %'`)).map(
        ({ body }) => body,
      )
    const [stored, mailed] = [await bodies('messages'), await bodies('outbound_mail')]
    const more = (all: string[]) => all.filter((body, at) => all.indexOf(body) < at)
    const lost = acknowledged.filter((text) => !stored.includes(text))
    return { acknowledged: acknowledged.length, lost, doubled: [...more(stored), ...more(mailed)] }
  }

  for (let round = 1; round <= kills; round++) {
    if (round % 10 === 1 && round > 1) {
      const { lost, doubled } = await addUp()
      told(
        `${round - 1} kills, ${acknowledged.length} acknowledged, ${lost.length} lost, ${doubled.length} doubled, longest lost typing ${longestLostTypingMs} ms`,
      )
      expect({ lost, doubled }).toEqual({ lost: [], doubled: [] })
    }
    const { page } = desk
    const mode = rng.pick(['reply', 'note'] as const)
    const box = boxOf(page, mode)
    if (!(await box.isVisible())) await page.keyboard.press('Control+e')
    await box.fill('')
    const keys = await watchKeys(page)
    let begun = ''
    let isSending = false
    const agent = async () => {
      for (;;) {
        begun = `e2e text ${++texts}`
        keys.length = 0
        await page.keyboard.type(begun, { delay: KEY_MS })
        for (let more = rng.below(6); more > 0; more--) {
          const word = ` ${rng.pick(WORDS)}`
          begun += word
          await page.keyboard.type(word, { delay: KEY_MS })
        }
        isSending = true
        await page.keyboard.press('Control+Enter')
        await expect(box).toHaveValue('')
        acknowledged.push(begun)
        isSending = false
      }
    }
    const working = agent().catch(() => undefined)
    await new Promise((passed) => setTimeout(passed, 300 + rng.below(upToMs)))
    await desk.kill()
    await working

    desk = await desk.again()
    const found = await foundAgain(desk.page, mode)
    if (isSending && found === '') {
      // Nobody knows whether it was kept before the end; gone it may not be.
      await expect(sent(desk.page, begun)).toBeVisible({ timeout: 30_000 })
      continue
    }
    const at = keys.findLastIndex(({ text }) => text === found)
    const last = keys.at(-1)
    if (last === undefined) continue
    // A text that was never typed would be worse than a lost one.
    expect(found === '' || at >= 0 || found === begun, `“${found}” was never typed`).toBe(true)
    const from = keys[at] ?? keys[0]
    if (found !== begun && from !== undefined)
      longestLostTypingMs = Math.max(longestLostTypingMs, Math.round(last.at - from.at + (at < 0 ? KEY_MS : 0)))
  }

  return { kills, ...(await addUp()), longestLostTypingMs }
}
