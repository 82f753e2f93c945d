import { freeCases, openCase, signInAs, thread } from './composer-kit.ts'
import { expect, test } from './fixtures.ts'

test.setTimeout(400_000)

const MESSAGES = 2_000

test('a case of 2,000 messages opens at its end, Home leads to the very first, and none is missing [C3]', async ({
  world,
  openDesk,
}, info) => {
  const [kase] = await freeCases(world, 'exists (select 1 from messages m where m.case_id = c.id)')
  if (kase === undefined) throw new Error('The demo world holds no free case with a message.')
  await world.sql(
    `insert into messages (tenant, id, shard, seq, rev, tags, d)
     select tenant, id || '-' || place, shard, seq, rev, tags, d || jsonb_build_object('id', id || '-' || place,
       'publicOrdinal', 100000 + place, 'body', 'Message ' || place || ' of many. ' || left(d ->> 'body', 200),
       'html', null, 'writtenAt', (d ->> 'writtenAt')::bigint - (($2::int - place) * 60000)::bigint,
       'receivedAt', (d ->> 'receivedAt')::bigint - (($2::int - place) * 60000)::bigint)
     from (select * from messages where case_id = $1 order by public_ordinal limit 1) first, generate_series(1, $2) place`,
    [kase.id, MESSAGES],
  )
  const page = await signInAs(await openDesk(), 'ana')
  await openCase(page, kase.number)
  const list = thread(page)
  const entries = list.locator('.case-entry')
  await expect(entries.last()).toBeInViewport()
  // A conversation of this length is not drawn whole.
  expect(await entries.count()).toBeLessThan(200)
  await list.focus()
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    const tick = (now: number) => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    Object.assign(window, { frames })
  })
  const first = list.locator('[aria-posinset="1"]')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Home')
  await expect(first).toBeFocused({ timeout: 30_000 })
  await expect(first).toBeInViewport()
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames.toSorted((a, b) => b - a))
  info.annotations.push({ type: 'slowest frames, ms', description: frames.slice(0, 10).map(Math.round).join(' ') })

  // The first ones are there at once, those between them and the end follow.
  const numbers = () =>
    entries.evaluateAll((drawn) =>
      drawn.flatMap((entry) => /Message (\d+) of many/.exec(entry.textContent ?? '')?.[1] ?? []).map(Number),
    )
  await expect.poll(numbers).toEqual(Array.from({ length: MESSAGES }, (_, at) => at + 1))
  await expect(first).toBeFocused()
  await expect(first).toBeInViewport()
  await page.keyboard.press('End')
  await expect(entries.last()).toBeFocused()
  await expect(entries.last()).toBeInViewport()
})
