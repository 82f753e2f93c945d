import type { Page } from '@playwright/test'
import { type Desk, expect, followWindow } from './fixtures.ts'

type Bridge = { call(name: string, args: unknown): Promise<{ ok: boolean; failure?: { kind: string } }> }
/** A call of the page's bridge, past everything that the page would ask first. */
export const ask = (page: Page, name: string, args: unknown = {}) =>
  page.evaluate(
    ([channel, given]) => (window as unknown as { evenkeelBridge: Bridge }).evenkeelBridge.call(channel, given),
    [name, args] as const,
  )

/** The page is gone before the key is up. */
export const pressLast = (page: Page, key: string) => page.keyboard.press(key).catch(() => undefined)
export const lock = (desk: Desk) => followWindow(desk.app, () => pressLast(desk.page, 'Control+Shift+F12'))
export const unlockBy = (desk: Desk, secret: string) =>
  followWindow(desk.app, async () => {
    await desk.page.getByRole('textbox').fill(secret)
    await pressLast(desk.page, 'Enter')
  })
export async function changeTo(desk: Desk, login: string): Promise<void> {
  await desk.page.getByRole('button', { name: 'Somebody else' }).click()
  await desk.signIn(login)
}
export async function setPin(page: Page, pin: string): Promise<void> {
  expect(await ask(page, 'session.setPin', { pin })).toMatchObject({ ok: true })
}
