import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { freeCases, openCase, reply, signInAs } from './composer-kit.ts'
import { type Desk, expect, test as base } from './fixtures.ts'
import { hasKeyring, type Keyring, openKeyring } from './keyring-kit.ts'
import { lock, setPin, unlockBy } from './lock-kit.ts'
import { arrived, connection, draftKept, filesBelow, outboxButton, work } from './store-kit.ts'

const test = base.extend<{ keyring: Keyring }>({
  keyring: async ({}, provide) => {
    const keyring = await openKeyring()
    try {
      await keyring.put('hers')
      await provide(keyring)
    } finally {
      await keyring.stop()
    }
  },
  environment: async ({ keyring }, provide) => provide(keyring.environment),
})
test.setTimeout(240_000)
test.skip(!hasKeyring, 'A real keyring needs the programs of the Debian packages dbus and gnome-keyring.')

const GNOME = ['--password-store=gnome-libsecret']
const NONE = ['--password-store=basic']
const NOT_GIVEN =
  "Your work is kept, but this machine does not let the desk read it: The system's keyring does not give out this profile's key: unlock the keyring and start again. Try again; if this stays, tell support."
const ANOTHER =
  'Your work is kept, but this machine does not let the desk read it: This profile\'s key was wrapped by the keyring "gnome_libsecret", and the system now offers "basic_text": bring "gnome_libsecret" back and start again. Try again; if this stays, tell support.'

/** What the desk itself keeps of people beside Chromium: keys, tokens, journal, files. */
const ownFiles = (desk: Desk): Record<string, string> =>
  Object.fromEntries(
    filesBelow(desk.userData)
      .filter((path) => /\/profiles\/[^/]+\/(keys|session\.|journal|files)/.test(path))
      .map((path) => [relative(desk.userData, path), readFileSync(path, 'base64')]),
  )
/** What lies in a file of Ana's that is JSON. */
function fileOf<Shape>(desk: Desk, name: string): Shape {
  const path = filesBelow(join(desk.userData, 'profiles')).find((each) => each.endsWith(`/${name}`))
  return JSON.parse(readFileSync(path ?? '', 'utf8')) as Shape
}
type Keys = { slots: { kind: string; backend?: string; wrapped?: string; secret?: string; pepper?: string | null }[] }
/** Chromium's mark on what a keyring's key has sealed; "v10" would be the key that everybody knows. */
const isByKeyring = (sealed: string | null | undefined): boolean =>
  Buffer.from(sealed ?? '', 'base64')
    .toString('latin1')
    .startsWith('v11')

test('a real keyring wraps key, sign-in and what belongs to the PIN, and the desk opens with it again', async ({
  openDesk,
  world,
}) => {
  const first = await openDesk(undefined, GNOME)
  await signInAs(first, 'ana')
  const [one] = await freeCases(world)
  if (one === undefined) throw new Error('The demo world holds no free case.')
  await openCase(first.page, one.number)
  await reply(first.page).fill('half an answer')
  await setPin(first.page, '4711')
  const { slots } = fileOf<Keys>(first, 'keys.json')
  expect(slots.map(({ kind, secret }) => secret ?? kind).toSorted()).toEqual(['os', 'password', 'pin'])
  for (const { kind, backend, wrapped, pepper } of slots) {
    expect(isByKeyring(kind === 'os' ? wrapped : pepper)).toBe(true)
    if (kind === 'os') expect(backend).toBe('gnome_libsecret')
  }
  const { refresh } = fileOf<{ refresh: { kind: string; wrapped: string } }>(first, 'session.json')
  expect(refresh.kind).toBe('os')
  expect(isByKeyring(refresh.wrapped)).toBe(true)
  await lock(first)
  await first.app.close()

  world.cable.line = 'down'
  const again = await first.again()
  await unlockBy(again, '4711')
  await openCase(again.page, one.number)
  await expect(reply(again.page)).toHaveValue('half an answer')
})

test('with another keyring in its place, a locked one or none the agent reads why, nothing is replaced, and with the old one all is there', async ({
  openDesk,
  world,
  keyring,
}) => {
  let desk = await openDesk(undefined, GNOME)
  await signInAs(desk, 'ana')
  await setPin(desk.page, '4711')
  world.cable.line = 'down'
  await work(desk.page, await freeCases(world), 'kept')
  await desk.app.close()
  const before = ownFiles(desk)

  const others = [
    { put: ['another'], switches: GNOME, says: NOT_GIVEN },
    { put: ['hers', 'locked'], switches: GNOME, says: NOT_GIVEN },
    { put: [null], switches: GNOME, says: NOT_GIVEN },
    { put: ['hers'], switches: NONE, says: ANOTHER },
  ] as const
  for (const { put, switches, says } of others) {
    const [name, how] = put as [string | null, 'locked' | undefined]
    await keyring.put(name, how)
    desk = await desk.again({ switches })
    await expect(desk.page.getByRole('alert')).toContainText(says)
    await desk.page.getByRole('button', { name: 'Try again' }).click()
    await expect(desk.page.getByRole('alert')).toContainText(says)
    await desk.app.close()
    expect(ownFiles(desk)).toEqual(before)
  }

  await keyring.put('hers')
  desk = await desk.again({ switches: GNOME })
  await expect(outboxButton(desk.page)).toContainText('2')
  // A PIN that cannot be looked at is no wrong one.
  await lock(desk)
  await desk.app.close()
  const locked = ownFiles(desk)
  await keyring.put('another')
  desk = await desk.again({ switches: GNOME })
  for (let tries = 0; tries < 6; tries++) {
    await desk.page.getByRole('textbox', { name: 'PIN' }).fill('4711')
    await desk.page.keyboard.press('Enter')
    await expect(desk.page.getByRole('alert')).toContainText("The system's keyring does not give out")
  }
  await desk.app.close()
  expect(ownFiles(desk)).toEqual(locked)

  await keyring.put('hers')
  desk = await desk.again({ switches: GNOME })
  await unlockBy(desk, '4711')
  world.cable.line = 'up'
  await expect(connection(desk.page)).toContainText('Up to date', { timeout: 60_000 })
  expect(await arrived(world)).toEqual(['e2e note kept', 'e2e reply kept'])
})

test.describe('where the house wants a keyring', () => {
  test.use({ policy: { 'storage.requireOsKeyring': true, 'auth.idleLockMinutes': 0 } })

  test('the server keeps the key while the keyring is locked, and the keyring takes it over once it is open', async ({
    openDesk,
    world,
    keyring,
  }) => {
    await keyring.put('hers', 'locked')
    let desk = await openDesk(undefined, GNOME)
    await signInAs(desk, 'ana')
    const [kase] = await freeCases(world)
    if (kase === undefined) throw new Error('The demo world holds no free case.')
    await openCase(desk.page, kase.number)
    await reply(desk.page).fill('half an answer')
    await expect(draftKept(desk.page)).toBeVisible()
    const kinds = () => fileOf<Keys>(desk, 'keys.json').slots.map(({ kind, secret }) => secret ?? kind)
    expect(kinds()).toEqual(['server'])
    await desk.app.close()

    await keyring.put('hers')
    desk = await desk.again()
    await signInAs(desk, 'ana')
    await openCase(desk.page, kase.number)
    await expect(reply(desk.page)).toHaveValue('half an answer')
    await expect.poll(kinds).toEqual(['os', 'password'])
  })
})
