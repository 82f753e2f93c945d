import { describe, expect, it } from 'vitest'
import { findDangerousSwitches } from '../../electron/policy/dangerous-switches.ts'
import { isDevelopmentOnly, refuseStart, windowTitle } from '../../electron/policy/release-check.ts'

describe('a release that is started with a switch', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--no-sandbox',
    '-no-sandbox',
    '--NO-SANDBOX',
    '/no-sandbox',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=abc',
    '--host-resolver-rules=MAP * 1.2.3.4',
    '--proxy-server=evil:1',
    '--proxy-pac-url=http://evil/p',
    '--load-extension=/tmp/x',
    '--js-flags=--expose-gc',
    '--log-net-log=/tmp/x',
    '--user-data-dir=/tmp/x',
    '--disable-features=NetworkServiceSandbox',
    '--disable-features=IsolateOrigins,Foo',
    '--inspect',
    '--inspect-brk=0',
    '--inspect-port=9229',
    '--password-store=basic',
    '--single-process',
    '--renderer-cmd-prefix=gdb',
  ])('is refused: %s', (arg) => {
    expect(findDangerousSwitches(['evenkeel', arg])).toEqual([arg])
  })

  it.each([
    '--disable-gpu',
    '--force-device-scale-factor=2',
    '--lang=de',
    '--password-store=gnome-libsecret',
    '--disable-features=Translate',
    '--disable-dev-shm-usage',
    '/home/no-sandbox/file',
    'no-sandbox',
  ])('may start: %s', (arg) => {
    expect(findDangerousSwitches(['evenkeel', arg])).toEqual([])
  })
})

describe('an Electron too old for a release', () => {
  it('runs in development and says so in the title, and no release starts on it', () => {
    const old = { electronVersion: '33.2.1', argv: ['evenkeel'] }
    expect(isDevelopmentOnly('33.2.1')).toBe(true)
    expect(windowTitle('33.2.1')).toContain('development and demo only')
    expect(refuseStart({ ...old, isPackaged: false })).toBeNull()
    expect(refuseStart({ ...old, isPackaged: true })).toContain('development and demo only')
  })

  it('is none of our business from 45 on', () => {
    expect(windowTitle('45.4.1')).toBe('Evenkeel')
    expect(refuseStart({ isPackaged: true, electronVersion: '45.4.1', argv: ['evenkeel'] })).toBeNull()
    expect(refuseStart({ isPackaged: true, electronVersion: '45.4.1', argv: ['evenkeel', '--no-sandbox'] })).toContain(
      '--no-sandbox',
    )
  })
})
