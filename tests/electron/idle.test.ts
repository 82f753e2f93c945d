import { expect, it } from 'vitest'
import { makeIdleSource } from '../../electron/power/idle-source.ts'

const read = (platform: NodeJS.Platform, env: Record<string, string>, seconds = () => 90) =>
  makeIdleSource({ platform, env, seconds })()

it.each([
  ['linux', { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11' }],
  ['win32', { SESSIONNAME: 'Console' }],
  ['darwin', {}],
] as const)('at a machine of its own the system tells how long nothing was typed: %s', (platform, env) => {
  expect(read(platform, env)).toEqual({ kind: 'known', idleMs: 90_000, source: 'system' })
})

it.each([
  ['linux', { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
  ['linux', { DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }, 'wayland'],
  ['linux', { DISPLAY: ':10', XRDP_SESSION: '1' }, 'remote-desktop'],
  ['linux', { DISPLAY: 'localhost:10', SSH_CONNECTION: '10.0.0.1 5 10.0.0.2 22' }, 'remote-desktop'],
  ['win32', { SESSIONNAME: 'RDP-Tcp#3' }, 'remote-desktop'],
  ['linux', {}, 'no-display'],
] as const)('where it cannot, it says so and guesses nothing: %s %o', (platform, env, why) => {
  expect(read(platform, env)).toEqual({ kind: 'unknown', why })
})

it('a figure that makes no sense, or none at all, is no figure', () => {
  expect(read('darwin', {}, () => -1)).toEqual({ kind: 'unknown', why: 'failed' })
  expect(
    read('darwin', {}, () => {
      throw new Error('no X server')
    }),
  ).toEqual({ kind: 'unknown', why: 'failed' })
})
