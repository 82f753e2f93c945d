import type { Page } from '@playwright/test'
import { audit, auditOf, readAudit, strip } from './audit-kit.ts'
import { breakScreen } from './break-kit.ts'
import { freeCases, openCase, repliesOf, reply } from './composer-kit.ts'
import { contactBar, customersOf, peopleOf, wrapUp } from './customer-kit.ts'
import { expect, test, type World } from './fixtures.ts'
import {
  catchUp,
  clockOf,
  connection,
  figuresOnServer,
  myState,
  numbersPage,
  planOf,
  type Stretch,
  timeOnServer,
  written,
} from './shift-kit.ts'

// Every second below was reckoned by hand. What is done takes no time: the clock stands until a test lets it go on.

const ZONE = 'Europe/Berlin'

/** Somebody calls half a minute before, and is answered at the moment. */
async function takeCall(world: World, page: Page, at: number): Promise<void> {
  const [person] = await peopleOf(world)
  if (person === undefined) throw new Error('The demo world holds no customer who could call.')
  await clockOf(world).until(at - 30_000)
  await customersOf(world).calls(person, 'Where is my lamp?')
  await clockOf(world).until(at)
  await expect(page.getByRole('region', { name: 'Needs you now' })).toContainText(person.name)
  await page.keyboard.press('Control+Shift+A')
  await expect(myState(page)).toHaveValue('on-contact')
}

async function endCall(world: World, page: Page, at: number): Promise<void> {
  await clockOf(world).until(at)
  await page.keyboard.press('Control+Shift+X')
  await expect(myState(page)).toHaveValue('wrap-up')
}

async function wrapUpAt(world: World, page: Page, at: number, then: 'available' | 'offline-working' = 'available') {
  await clockOf(world).until(at)
  await wrapUp(page, 'Question answered', 'It arrives tomorrow.')
  await expect(contactBar(page)).toHaveCount(0)
  await expect(myState(page)).toHaveValue(then)
}

/** Writes and sends a reply within two minutes; the first word is on the disk, and counts, a second after it was typed. */
async function answerMail(world: World, page: Page, number: number, at: number): Promise<void> {
  const clock = clockOf(world)
  await clock.until(at)
  await openCase(page, number)
  for (const [untilS, words] of [
    [1, 'Your parcel'],
    [30, ' left our house'],
    [60, ' this morning'],
    [90, ' and will be with you'],
    [120, ' tomorrow.'],
  ] as const) {
    await reply(page).pressSequentially(words)
    await clock.until(at + untilS * 1_000)
  }
  await page.keyboard.press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
}

async function rest(world: World, page: Page, kind: 'break' | 'lunch', from: number, to: number): Promise<void> {
  await clockOf(world).until(from)
  await page.keyboard.press('F9')
  await expect(myState(page)).toHaveValue(kind)
  await clockOf(world).until(to)
  await page.keyboard.press('F9')
  await expect(breakScreen(page)).toHaveCount(0)
  await expect(myState(page)).toHaveValue('available')
}

type Figures = {
  adherence: [number, number]
  raw: [number, number]
  occupancy: [number, number]
  handling: [number, number]
}

/** Strip, My numbers, audit and server say the same: seconds, or contacts, on either side. */
async function expectFigures(world: World, page: Page, shift: string, shown: Record<string, string>, figures: Figures) {
  for (const name of ['Contacts', 'Adherence'])
    await expect(strip(page).getByRole('button', { name: `${name} ${shown[name]}`, exact: true })).toBeVisible()
  const numbers = numbersPage(page)
  if ((await numbers.count()) === 0) await page.keyboard.press('Control+Shift+S')
  const figure = (name: string) => numbers.getByRole('button', { name: `${name} ${shown[name]}`, exact: true })
  const { adherence, raw, occupancy, handling } = figures
  for (const [name, [part, whole], of] of [
    ['Adherence', adherence, 'whole'],
    ['Occupancy', occupancy, 'whole'],
    ['Handling time', handling, 'part'],
  ] as const) {
    const read = await auditOf(page, figure(name))
    const foot = of === 'whole' ? whole : part
    expect({ name, counted: read.counted, lines: read.lines, sum: read.sum }).toEqual({
      name,
      counted: part,
      lines: part,
      sum: foot,
    })
    expect(read.value).toBe(shown[name])
  }
  // The lines of adherence are the whole shift, without a hole.
  const inStrip = await auditOf(page, strip(page).getByRole('button', { name: /^Adherence / }))
  expect([inStrip.counted, inStrip.lengths, inStrip.sum]).toEqual([adherence[0], adherence[1], adherence[1]])
  await expect(numbers.getByText(`Raw ${shown['Raw']}`)).toBeVisible()

  const onServer = await figuresOnServer(world, shift)
  const sides = (metric: string, unit: number) => [
    (onServer[metric]?.numerator ?? Number.NaN) / 1_000,
    (onServer[metric]?.denominator ?? Number.NaN) / unit,
  ]
  expect({
    adherence: sides('adherence-protected', 1_000),
    raw: sides('adherence-raw', 1_000),
    occupancy: sides('occupancy', 1_000),
    handling: sides('aht-effort', 1),
    session: sides('aht-session', 1),
    worked: sides('conformance-presence', 1_000),
  }).toEqual({ adherence, raw, occupancy, handling, session: handling, worked: [adherence[1], adherence[1]] })
}

test.describe('a day', () => {
  const at = (time: string) => Date.parse(`2026-03-10T${time}+01:00`)
  test.use({ startsAt: at('07:50:00'), zone: ZONE })

  test('of eight hours with a lunch eaten by a call, the line cut, an hour asleep and a dispute accepted is the same to the second on strip, audit and server [C39] [C47] [C48] [C49] [C53]', async ({
    world,
    openDesk,
  }) => {
    test.setTimeout(240_000)
    const clock = clockOf(world)
    const shift = await planOf(
      world,
      [
        'ana,2026-03-10,08:00,16:00,shift',
        'ana,2026-03-10,10:00,10:15,break',
        'ana,2026-03-10,12:00,12:30,lunch',
        'ana,2026-03-10,14:30,14:45,break',
      ],
      '--zone',
      ZONE,
    )
    const [first, second] = await freeCases(world)
    if (first === undefined || second === undefined) throw new Error('The demo world holds no two free cases.')
    await clock.until(at('08:00:00'))
    const desk = await openDesk()
    const { page } = desk
    await desk.signIn('ana')
    await expect(myState(page)).toHaveValue('available')
    await catchUp(world, page)

    await answerMail(world, page, first.number, at('09:00:00'))
    await rest(world, page, 'break', at('10:00:00'), at('10:15:00'))
    await takeCall(world, page, at('11:00:00'))
    await endCall(world, page, at('11:06:00'))
    await wrapUpAt(world, page, at('11:08:00'))

    await takeCall(world, page, at('11:55:00'))
    await clock.until(at('11:58:00'))
    world.cable.line = 'down'
    await page.keyboard.press('Control+Shift+H')
    await expect(contactBar(page)).toContainText('On hold')
    await clock.until(at('11:59:00'))
    await expect(connection(page)).toContainText('Working offline')
    await page.keyboard.press('Control+Shift+H')
    await expect(contactBar(page)).toContainText('On the phone')
    await endCall(world, page, at('12:07:00'))
    await wrapUpAt(world, page, at('12:09:00'), 'offline-working')
    await rest(world, page, 'lunch', at('12:09:00'), at('12:39:00'))
    await answerMail(world, page, second.number, at('12:40:00'))
    await clock.until(at('12:45:00'))
    await expect(strip(page).getByRole('button', { name: 'Contacts 4' })).toBeVisible()
    await expect(strip(page).getByRole('button', { name: 'Adherence 100.0 %' })).toBeVisible()
    expect(await repliesOf(world, second.id)).toEqual([])
    world.cable.line = 'up'
    await connection(page).getByRole('button').click()
    await page.getByRole('button', { name: 'Try now' }).click()
    await expect(myState(page)).toHaveValue('available')
    await page.keyboard.press('Escape')

    await clock.until(at('13:00:00'))
    await clock.sleepUntil(desk.app, at('14:00:00'))
    await expect(myState(page)).toHaveValue('available')
    expect((await repliesOf(world, second.id)).map(({ body }) => body)).toHaveLength(1)

    await clock.until(at('14:05:00'))
    // 305 of 365 minutes: the hour is missing.
    await strip(page).getByRole('button', { name: 'Adherence 83.6 %' }).click()
    await audit(page)
      .getByRole('row', { name: /Not signed in/ })
      .click()
    await audit(page).getByRole('button', { name: 'Contest this line' }).click()
    const form = audit(page).getByRole('form', { name: 'Contest this line' })
    await form.getByRole('textbox').fill('The machine went to sleep and did not wake.')
    await form.getByRole('button', { name: 'Contest', exact: true }).click()
    await expect(audit(page).getByRole('row', { name: /Not signed in.*Disputed/ })).toBeVisible()
    await page.keyboard.press('Escape')

    await clock.until(at('14:10:00'))
    const lead = await openDesk()
    await lead.signIn('lea')
    await catchUp(world, lead.page)
    await lead.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Contested time' }).click()
    const contested = lead.page.getByRole('dialog', { name: 'Contested time' })
    await expect(contested).toContainText('Recorded: Signed out')
    await contested.getByRole('button', { name: 'Decide' }).click()
    await contested.getByLabel('It was').selectOption('tech-issue')
    await contested.getByLabel('Why, as the agent reads it').fill('The same happened to three others.')
    await contested.getByRole('button', { name: 'Accept and correct' }).click()
    await expect(contested).toContainText('Accepted by')
    // The strip adds up every two seconds at most.
    for (let time = 0; time < 2; time++) await clock.pass(2_000)
    await expect(strip(page).getByRole('button', { name: 'Adherence 100.0 %' })).toBeVisible()
    await clock.until(at('14:12:00'))
    await lead.app.close()

    await strip(page).getByRole('button', { name: 'Adherence 100.0 %' }).click()
    await audit(page)
      .getByRole('row', { name: /Fault.*Corrected/ })
      .click()
    await expect(audit(page)).toContainText('The same happened to three others.')
    // 312 of 372 minutes.
    await expect(audit(page)).toContainText('Before it 83.9 %, now 100.0 %.')
    const now = await readAudit(audit(page))
    expect([now.counted, now.lines, now.lengths, now.sum]).toEqual([22_320, 22_320, 22_320, 22_320])
    await page.keyboard.press('Escape')

    await rest(world, page, 'break', at('14:30:00'), at('14:45:00'))
    await takeCall(world, page, at('15:30:00'))
    await endCall(world, page, at('15:36:00'))
    await wrapUpAt(world, page, at('15:38:00'))
    await clock.until(at('16:00:00'))
    await myState(page).selectOption('meeting')
    await expect(myState(page)).toHaveValue('meeting')

    const time: Stretch[] = [
      ['available', '08:00:00', '09:00:01'],
      ['email-edit', '09:00:01', '09:02:00'],
      ['available', '09:02:00', '10:00:00'],
      ['break', '10:00:00', '10:15:00'],
      ['available', '10:15:00', '11:00:00'],
      ['talk', '11:00:00', '11:06:00'],
      ['wrap-up', '11:06:00', '11:08:00'],
      ['available', '11:08:00', '11:55:00'],
      ['talk', '11:55:00', '11:58:00'],
      ['hold', '11:58:00', '11:59:00', 'offline'],
      ['talk', '11:59:00', '12:07:00', 'offline'],
      ['wrap-up', '12:07:00', '12:09:00', 'offline'],
      ['lunch', '12:09:00', '12:39:00', 'offline'],
      ['available', '12:39:00', '12:40:01', 'offline'],
      ['email-edit', '12:40:01', '12:42:00', 'offline'],
      ['offline-working', '12:42:00', '12:45:00', 'offline'],
      ['available', '12:45:00', '13:00:00'],
      ['logged-out', '13:00:00', '14:00:00'],
      ['tech-issue', '13:00:00', '14:00:00', 'by the lead'],
      ['available', '14:00:00', '14:30:00'],
      ['break', '14:30:00', '14:45:00'],
      ['available', '14:45:00', '15:30:00'],
      ['talk', '15:30:00', '15:36:00'],
      ['wrap-up', '15:36:00', '15:38:00'],
      ['available', '15:38:00', '16:00:00'],
    ]
    await expect.poll(() => timeOnServer(world, ZONE)).toEqual(written(time))
    // Handling: two mails of 1:59, calls of 8, 14 and 8 min. Ready: 5:23:02. Lunch ran 9 min late because of the call.
    await expectFigures(
      world,
      page,
      shift,
      { Contacts: '5', Adherence: '100.0 %', Raw: '96.3 %', Occupancy: '9.5 %', 'Handling time': '6 min 48 s' },
      { adherence: [28_800, 28_800], raw: [27_720, 28_800], occupancy: [2_038, 21_420], handling: [2_038, 5] },
    )
  })
})

/** The same night twice: its call lies over the change of the clocks, and is twenty minutes long. */
const NIGHTS = [
  {
    name: 'the clocks are put forward has seven hours',
    day: '2026-03-28',
    short: '28 Mar',
    ends: '+02:00',
    begins: '+01:00',
    call: ['2026-03-29T01:50:00+01:00', '2026-03-29T03:10:00+02:00', '2026-03-29T03:12:00+02:00'],
    told: ['01:50:00', '03:10:00', '03:12:00'],
    hours: 7,
    occupancy: '5.9 %',
  },
  {
    name: 'the clocks are put back has nine hours',
    day: '2026-10-24',
    short: '24 Oct',
    ends: '+01:00',
    begins: '+02:00',
    call: ['2026-10-25T02:50:00+02:00', '2026-10-25T02:10:00+01:00', '2026-10-25T02:12:00+01:00'],
    told: ['02:50:00', '02:10:00', '02:12:00'],
    hours: 9,
    occupancy: '4.4 %',
  },
] as const

for (const night of NIGHTS)
  test.describe(`a night in which ${night.name}`, () => {
    const startsAt = Date.parse(`${night.day}T22:00:00${night.begins}`)
    const [year, month, day] = night.day.split('-').map(Number) as [number, number, number]
    const next = new Date(Date.UTC(year, month - 1, day + 1)).toISOString().slice(0, 10)
    const early = (time: string) => Date.parse(`${next}T${time}${night.begins}`)
    const late = (time: string) => Date.parse(`${next}T${time}${night.ends}`)
    test.use({ startsAt: startsAt - 600_000, zone: ZONE })

    test('and is one shift, on the day it began, the same to the second on strip, audit and server [C47] [C48] [C52]', async ({
      world,
      openDesk,
    }) => {
      test.setTimeout(240_000)
      const clock = clockOf(world)
      const shift = await planOf(
        world,
        [
          `ana,${night.day},22:00,06:00,shift`,
          `ana,${night.day},00:30,01:00,lunch`,
          `ana,${night.day},04:00,04:15,break`,
        ],
        '--zone',
        ZONE,
        '--over-dst',
        'keep-end',
      )
      await clock.until(startsAt)
      const desk = await openDesk()
      const { page } = desk
      await desk.signIn('ana')
      await expect(myState(page)).toHaveValue('available')
      await catchUp(world, page)

      const [answered = '', over = '', wrapped = ''] = night.call
      await rest(world, page, 'lunch', early('00:30:00'), early('01:00:00'))
      await takeCall(world, page, Date.parse(answered))
      await endCall(world, page, Date.parse(over))
      await wrapUpAt(world, page, Date.parse(wrapped))
      await rest(world, page, 'break', late('04:00:00'), late('04:15:00'))
      await clock.until(late('06:00:00'))
      await myState(page).selectOption('meeting')
      await expect(myState(page)).toHaveValue('meeting')
      expect(clock.now() - startsAt).toBe(night.hours * 3_600_000)

      const [from, to, done] = night.told
      const time: Stretch[] = [
        ['available', '22:00:00', '00:30:00'],
        ['lunch', '00:30:00', '01:00:00'],
        ['available', '01:00:00', from],
        ['talk', from, to],
        ['wrap-up', to, done],
        ['available', done, '04:00:00'],
        ['break', '04:00:00', '04:15:00'],
        ['available', '04:15:00', '06:00:00'],
      ]
      await expect.poll(() => timeOnServer(world, ZONE)).toEqual(written(time))
      // Handling: 22 min. Ready: all but that and 45 min of rest.
      const whole = night.hours * 3_600
      await expectFigures(
        world,
        page,
        shift,
        { Contacts: '1', Adherence: '100.0 %', Raw: '100.0 %', Occupancy: night.occupancy, 'Handling time': '22 min' },
        { adherence: [whole, whole], raw: [whole, whole], occupancy: [1_320, whole - 2_700], handling: [1_320, 1] },
      )
      await expect(numbersPage(page).getByText(`${night.short} to ${night.short}`).first()).toBeVisible()
    })
  })
