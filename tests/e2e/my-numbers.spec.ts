import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { audit, readAudit, strip } from './audit-kit.ts'
import { signInAs } from './composer-kit.ts'
import { breakScreen, contactHasGoneOn, planFor, restAWhile } from './break-kit.ts'
import { contactBar, customersOf, peopleOf, wrapUp } from './customer-kit.ts'
import { expect, test, type World } from './fixtures.ts'

test.setTimeout(240_000)

test('with the cable out the strip follows within seconds, every number is audited to the second, and a line is contested [C47] [C48] [C50] [C51]', async ({
  world,
  openDesk,
}) => {
  await planFor(world, ['break', 2 * 3_600, 2 * 3_600 + 900])
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds no customer who could call.')
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  await customersOf(world).calls(person, 'Where is my lamp?')
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText(person.name)
  await expect(strip(page).getByRole('button', { name: 'Contacts 0' })).toBeVisible()
  await expect(strip(page).getByRole('button', { name: 'Accuracy No audit yet' })).toBeVisible()
  await expect(strip(page).getByRole('img', { name: /^Plan \d\d:\d\d to \d\d:\d\d: / })).toBeVisible()

  world.cable.line = 'down'
  await page.keyboard.press('Control+Shift+A')
  await expect(strip(page).getByRole('button', { name: 'Contacts 1' })).toBeVisible({ timeout: 6_000 })
  await contactHasGoneOn(page, 3)
  await page.keyboard.press('Control+Shift+X')
  await expect(contactBar(page)).toContainText('Wrap-up')
  await contactHasGoneOn(page, 2)
  await wrapUp(page, 'Question answered', 'It arrives tomorrow.')
  await expect(contactBar(page)).toHaveCount(0)
  const myState = page.getByRole('combobox', { name: 'My state' })
  await myState.selectOption('break')
  await expect(myState).toHaveValue('break')
  await restAWhile(page)
  await myState.selectOption('available')
  // Until it is gone, keys are asleep.
  await expect(breakScreen(page)).toHaveCount(0)

  await page.keyboard.press('Control+Shift+S')
  const numbers = page.getByRole('region', { name: 'My numbers' })
  await expect(numbers).toBeVisible()
  const handling = numbers.getByRole('button', { name: /^Handling time \d+ s$/ })
  await expect(handling).toBeVisible({ timeout: 15_000 })
  await handling.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('tooltip')).toContainText('(talk + hold + consult + wrap-up) / contacts handled')
  await expect(page.getByRole('tooltip')).toContainText(/Policy version 1, zone \S+\./)
  await page.keyboard.press('Enter')
  const aht = await readAudit(audit(page))
  expect(aht.counted).toBeGreaterThanOrEqual(4)
  expect(aht.lines).toBe(aht.counted)
  expect(aht.sum).toBe(aht.counted)
  await expect(audit(page).locator('.audit-value')).toHaveText(`${aht.counted} s`)
  await expect(audit(page).getByRole('grid')).toContainText('recorded offline')
  await page.keyboard.press('Escape')

  await numbers.getByRole('button', { name: /^Adherence [\d.]+ %$/ }).click()
  const adherence = await readAudit(audit(page))
  expect(adherence.lengths).toBe(adherence.sum)
  expect(adherence.lines).toBe(adherence.counted)
  const value = Number.parseFloat((await audit(page).locator('.audit-value').textContent()) ?? '')
  expect(Math.abs(value - (100 * adherence.counted) / adherence.sum)).toBeLessThan(0.1)

  const taken = audit(page)
    .getByRole('row', { name: /Break.*You/ })
    .first()
  await taken.click()
  await audit(page).getByRole('button', { name: 'Contest this line' }).click()
  const form = audit(page).getByRole('form', { name: 'Contest this line' })
  await form.getByRole('button', { name: 'Contest', exact: true }).click()
  await expect(form.getByRole('alert')).toContainText('Say what is wrong with it')
  await form.getByRole('textbox').fill('I only looked for the key of that state.')
  await expect(form.getByRole('region')).toContainText('Call')
  const { violations } = await new AxeBuilder({ page } as never).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  )
  await form.getByRole('button', { name: 'Contest', exact: true }).click()
  await expect(audit(page).getByText('Disputed by you')).toBeVisible()
  await expect(audit(page).getByRole('row', { name: /Break.*You.*Disputed/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(numbers.getByText('1 line disputed').first()).toBeVisible()

  world.cable.line = 'up'
  const disputes = () => world.sql<{ words: string }>(`select d ->> 'words' as words from disputes`)
  await expect.poll(disputes, { timeout: 60_000 }).toEqual([{ words: 'I only looked for the key of that state.' }])
})

test('ratings of a survey come into My numbers in grey with n and range, and what the rest of the shift can do is said there until it is switched off [C54] [C55]', async ({
  world,
  openDesk,
}) => {
  await planFor(world, ['break', 2 * 3_600, 2 * 3_600 + 900])
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds no customer who could call.')
  // One urgent case waits for a first answer, and no other is urgent.
  await world.sql(`update cases set d = jsonb_set(d, '{priority}', '"normal"')`)
  await world.sql(
    `update cases set d = d || jsonb_build_object('priority', 'urgent', 'waitingSince', d -> 'openedAt')
     where id = (select id from cases where queue_id = 'orders' and status = 'open' and assignee_id is null
       and d ->> 'channel' = 'email' order by id limit 1)`,
  )
  // The house aims at ten minutes.
  const policy = { ...USUAL_METRIC_POLICY, id: 'policy-2', version: 2, responseTargetMs: 600_000 }
  await world.sql(
    `insert into metric_policies (tenant, id, shard, seq, rev, tags, d)
     select id, 'policy-2', 0, 1, 1, array['shared'], $1::jsonb from tenants`,
    [JSON.stringify(policy)],
  )
  const desk = await openDesk()
  const page = await signInAs(desk, 'ana')
  const call = await customersOf(world).calls(person, 'Where is my lamp?')
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText(person.name)
  await page.keyboard.press('Control+Shift+A')
  await expect(strip(page).getByRole('button', { name: 'Contacts 1' })).toBeVisible({ timeout: 6_000 })
  await page.keyboard.press('Control+Shift+X')
  await wrapUp(page, 'Question answered', 'It arrives tomorrow.')
  await expect(contactBar(page)).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('solved')
  const status = () => world.sql<{ status: string }>('select status from cases where id = $1', [call.caseId])
  await expect.poll(status, { timeout: 30_000 }).toEqual([{ status: 'solved' }])

  const door = feedbackDoor(world)
  for (const [at, score] of [5, 4, 2].entries())
    expect(
      await door('ratings', { externalId: `s-${at}`, caseNumber: call.caseNumber, contactId: null, score, scale: 5 }),
    ).toBe(200)
  const item = { name: 'Right outcome', weight: 4, score: 1_000, isCritical: true }
  const audited = { externalId: 'a-1', caseNumber: call.caseNumber, login: 'ana' }
  expect(await door('audits', { ...audited, items: [item, { ...item, weight: 1, score: 500 }] })).toBe(200)

  await page.keyboard.press('Control+Shift+S')
  const numbers = page.getByRole('region', { name: 'My numbers' })
  const csat = numbers.getByRole('button', { name: 'CSAT 2 of 3' })
  await expect(csat).toBeVisible({ timeout: 30_000 })
  await expect(csat).toHaveClass(/figure-grey/)
  await expect(numbers).toContainText('Likely 21 to 94 %, too few to judge')
  await csat.click()
  await expect(audit(page).getByRole('row', { name: /Rated by the customer.*From the customer.*4 or 5/ })).toHaveCount(
    2,
  )
  await expect(audit(page).locator('[data-audit-sum]')).toHaveText('Sum 2 / 3')
  await expect(audit(page).locator('tbody .audit-outcome:not([data-tone="none"])')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await numbers.getByRole('button', { name: 'Accuracy 90.0 %' }).click()
  await expect(audit(page).locator('.audit-fraction')).toHaveText('4.5 of 5 points')
  await page.keyboard.press('Escape')

  const told = numbers.getByText(/^One more urgent case within \d+ min keeps response time at target$/)
  await expect(told).toBeVisible()
  await expect(numbers).toContainText('Dashed: target 10 min')
  await page.keyboard.press('Control+,')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  const isSaid = settings.getByRole('checkbox', { name: /what the rest of the shift can do/ })
  await expect(isSaid).toBeChecked()
  await isSaid.click()
  await expect(isSaid).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(told).toHaveCount(0)
  await expect(csat).toBeVisible()
  const kept = () => world.sql<{ off: string }>(`select d #>> '{values,whatIf}' as off from settings`)
  await expect.poll(kept, { timeout: 30_000 }).toEqual([{ off: 'off' }])
})

/** Where a survey or an audit tool hands in what it has. Answers with the status. */
function feedbackDoor(world: World): (what: 'ratings' | 'audits', body: object) => Promise<number> {
  const key = readFileSync(join(world.folder, 'connector-key'), 'utf8').trim()
  return async (what, body) => {
    const answer = await fetch(`${world.server.url}/api/v1/connect/harbour-mill/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.status
  }
}
