import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freeCases, openCase, reply, signInAs } from './composer-kit.ts'
import { type Desk, expect, test } from './fixtures.ts'
import { arrived, connection, draftKept, outboxButton, restored } from './store-kit.ts'

test.setTimeout(300_000)
const mayMount = process.platform === 'linux' && process.getuid?.() === 0

/** Puts a closed desk's folder on a disk of its own that has so much room beside what is there. Answers how to take it off. */
function ontoSmallDisk(desk: Desk, freeMb: number): () => void {
  const aside = mkdtempSync(join(tmpdir(), 'evenkeel-e2e-aside-'))
  execFileSync('cp', ['-a', `${desk.userData}/.`, aside])
  const usedMb = Number(execFileSync('du', ['-sm', aside]).toString().split('\t')[0])
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${usedMb + freeMb}m`, 'tmpfs', desk.userData])
  execFileSync('cp', ['-a', `${aside}/.`, desk.userData])
  rmSync(aside, { recursive: true })
  return () => execFileSync('umount', ['-l', desk.userData])
}

/** Takes all room there is, to the last page. */
function fill(path: string): void {
  const file = openSync(path, 'a')
  for (const size of [1_048_576, 4_096])
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  closeSync(file)
}

test('on a full disk each send is kept or refused in words; with room again all that was kept is sent once', async ({
  world,
  openDesk,
}) => {
  test.skip(!mayMount, 'A small disk of its own is mounted by root on Linux only.')
  const [kase] = await freeCases(world)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const first = await openDesk()
  await signInAs(first, 'ana')
  await first.app.close()
  const takeOff = ontoSmallDisk(first, 40)
  let desk = await first.again()
  try {
    let page = desk.page
    await expect(connection(page)).toContainText('Up to date', { timeout: 60_000 })
    world.cable.line = 'down'
    const filler = join(desk.userData, 'filler')
    const kept: string[] = []
    const refused: string[] = []
    const send = async (text: string) => {
      await reply(page).fill(text)
      await page.keyboard.press('Control+Enter')
      const full = page.getByRole('alert').filter({ hasText: "Not sentThis machine's disk", visible: true })
      await expect
        .poll(
          async () =>
            (await reply(page).inputValue()) === '' ? 'kept' : (await full.isVisible()) ? 'refused' : 'open',
          { timeout: 60_000 },
        )
        .not.toBe('open')
      ;((await reply(page).inputValue()) === '' ? kept : refused).push(text)
    }
    await openCase(page, kase.number)
    await send('e2e before it was full')
    fill(filler)
    // Large, so that the journal's reserve does not carry all of them.
    for (let at = 0; at < 20 && refused.length < 2; at++) {
      await send(`e2e while full ${at} ${'and on it goes '.repeat(1_200)}`)
      fill(filler)
    }
    expect(refused).toHaveLength(2)
    await expect(reply(page)).toHaveValue(refused[1] ?? '')

    // Somebody makes room. Chromium may have lost its database over it; then the desk says so and fetches the cases anew.
    rmSync(filler)
    world.cable.line = 'up'
    await expect(restored(page)).not.toContainText('does not answer', { timeout: 60_000 })
    await expect(connection(page)).toContainText('Up to date', { timeout: 90_000 })
    // What was refused still stands in its box, and so does what is typed now. Which tabs were open may have been lost.
    await openCase(page, kase.number)
    await expect(reply(page)).toHaveValue(refused[1] ?? '', { timeout: 30_000 })
    await reply(page).fill('')
    await expect(draftKept(page)).toBeHidden()
    await reply(page).fill('e2e a draft with room again')
    await expect(draftKept(page)).toBeVisible()
    await desk.kill()

    desk = await desk.again()
    page = desk.page
    await expect(connection(page)).toContainText('Up to date', { timeout: 60_000 })
    await expect(outboxButton(page)).toContainText(/Outbox\s*0/, { timeout: 60_000 })
    expect((await arrived(world)).map((text) => text.slice(0, 40))).toEqual(
      kept.toSorted().map((text) => text.slice(0, 40)),
    )
    await openCase(page, kase.number)
    await expect(reply(page)).toHaveValue('e2e a draft with room again')
  } finally {
    await desk.kill().catch(() => undefined)
    takeOff()
  }
})
