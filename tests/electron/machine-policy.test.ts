import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePolicy, policyPath, readMachinePolicy, unmanagedPolicy } from '../../electron/policy/machine-policy.ts'

describe("the machine's policy", () => {
  it('asks nothing special of a machine that nobody manages', () => {
    expect(unmanagedPolicy).toMatchObject({
      'storage.keyProtection': 'personal',
      'auth.idleLockMinutes': 0,
      'offline.maxHours': 12,
    })
  })

  it('locks a managed desk by itself, whatever else the file says', () => {
    const { policy, complaints } = parsePolicy('{"storage.keyProtection":"shared"}')
    expect(policy).toMatchObject({
      'storage.keyProtection': 'shared',
      'auth.idleLockMinutes': 5,
      'auth.lockWithSystem': true,
    })
    expect(complaints).toEqual([])
  })

  it.each([
    ['storage.keyProtection', '"os"', 'shared'],
    ['storage.keyProtection', 'null', 'shared'],
    ['storage.requireOsKeyring', '"yes"', true],
    ['storage.unsentAtSignOut', '"drop"', 'send-first'],
    ['auth.idleLockMinutes', '-1', 5],
    ['auth.idleLockMinutes', '1.5', 5],
    ['auth.lockWithSystem', '0', true],
    ['auth.pin', '"maybe"', false],
    ['offline.unlock', '[]', false],
    ['offline.maxHours', '0', 12],
    ['offline.maxHours', '"12"', 12],
    ['storage.fileHours', '0', 24],
    ['storage.doneCaseDays', '"never"', 7],
    ['storage.newKeyDays', '91', 7],
  ] as const)('takes the strict value where %s is %s, and names the key', (name, value, strict) => {
    const { policy, complaints } = parsePolicy(
      `{"${name}":${value},"auth.idleLockMinutes":${name === 'auth.idleLockMinutes' ? value : 7}}`,
    )
    expect(policy[name]).toBe(strict)
    expect(complaints).toHaveLength(1)
    expect(complaints[0]).toContain(`"${name}"`)
    // The other keys of the file hold.
    if (name !== 'auth.idleLockMinutes') expect(policy['auth.idleLockMinutes']).toBe(7)
  })

  it.each(['', '{', '[]', '7', 'null', `{"a":"${'x'.repeat(300_000)}"}`])(
    'is strict in everything where the file is no policy (%#)',
    (text) => {
      const { policy, complaints } = parsePolicy(text)
      expect(policy).toMatchObject({ 'storage.keyProtection': 'shared', 'auth.pin': false, 'offline.unlock': false })
      expect(complaints).toHaveLength(1)
    },
  )

  it('names what it does not know, and reads a file that begins with a byte order mark', () => {
    const { policy, complaints } = parsePolicy('\uFEFF{"auth.idleLockMinutes":9,"colour":"red"}')
    expect(policy['auth.idleLockMinutes']).toBe(9)
    expect(complaints).toEqual([expect.stringContaining('"colour"')])
  })

  it('is not taken from a file that others may write', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'evenkeel-policy-')), 'policy.json')
    await writeFile(path, '{"storage.keyProtection":"vdi"}', { mode: 0o600 })
    const said: string[] = []
    expect((await readMachinePolicy(path, (line) => said.push(line)))['storage.keyProtection']).toBe('vdi')
    await chmod(path, 0o666)
    expect(await readMachinePolicy(path, (line) => said.push(line))).toEqual(unmanagedPolicy)
    expect(said).toEqual([expect.stringContaining('others than its owner may write it')])
    expect(await readMachinePolicy(`${path}.none`, (line) => said.push(line))).toEqual(unmanagedPolicy)
  })

  it('lies where only an administrator writes', () => {
    expect(policyPath('linux', {})).toBe('/etc/evenkeel/policy.json')
    expect(policyPath('darwin', {})).toMatch(/^\/Library\//)
    expect(policyPath('win32', { ProgramData: 'D:\\PD' })).toContain('D:\\PD')
  })
})
