import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Larger is no policy. */
const LIMIT_CHARS = 256_000
const DAY_HOURS = 24
const YEAR_DAYS = 366
/** Writable by others than its owner: anybody could have written it. */
const WRITABLE_BY_OTHERS = 0o022

/**
 * The keys of the policy file. `unmanaged`: there is no file; `managed`: there is one and it does not say; `secure`: what it
 * says cannot be used.
 */
const keys = {
  /** Who keeps the profile's key: the system's keyring, the server (memory only here), or nobody beyond this run. */
  'storage.keyProtection': {
    schema: z.enum(['personal', 'shared', 'vdi']),
    unmanaged: 'personal',
    managed: 'personal',
    secure: 'shared',
  },
  /** True: where the system's keyring protects nothing, the server keeps the key. */
  'storage.requireOsKeyring': { schema: z.boolean(), unmanaged: false, managed: false, secure: true },
  /** Whether an agent may sign out while something of theirs is not sent: it is then kept sealed for them. */
  'storage.unsentAtSignOut': {
    schema: z.enum(['keep', 'send-first']),
    unmanaged: 'keep',
    managed: 'keep',
    secure: 'send-first',
  },
  /** What becomes of unsent work when the server has a desk wiped. */
  'storage.unsentAtWipe': {
    schema: z.enum(['keep', 'drop']),
    unmanaged: 'keep',
    managed: 'keep',
    secure: 'keep',
  },
  /** Hours for which the bytes of an attached file stay after their reply has reached the server. */
  'storage.fileHours': {
    schema: z
      .number()
      .min(1)
      .max(31 * DAY_HOURS),
    unmanaged: 24,
    managed: 24,
    secure: 24,
  },
  /** Days without anything new after which a case that is done leaves the desk, where nothing of the agent's needs it. */
  'storage.doneCaseDays': { schema: z.number().min(1).max(YEAR_DAYS), unmanaged: 7, managed: 7, secure: 7 },
  /** Days after which another key takes the place of the profile's, so that nothing opens what has left the desk. */
  'storage.newKeyDays': { schema: z.number().min(1).max(90), unmanaged: 7, managed: 7, secure: 7 },
  /** Minutes without input after which the desk locks. 0: never. */
  'auth.idleLockMinutes': {
    schema: z
      .number()
      .int()
      .min(0)
      .max(DAY_HOURS * 60),
    unmanaged: 0,
    managed: 5,
    secure: 5,
  },
  /** Whether the desk locks when the system does, or goes to sleep. */
  'auth.lockWithSystem': { schema: z.boolean(), unmanaged: false, managed: true, secure: true },
  /** Whether an agent may set a PIN to unlock with. */
  'auth.pin': { schema: z.boolean(), unmanaged: true, managed: true, secure: false },
  /** Whether a locked desk can be unlocked without a connection, by the password of the last sign-in. */
  'offline.unlock': { schema: z.boolean(), unmanaged: true, managed: true, secure: false },
  /** Hours without any word from the server after which the desk locks. */
  'offline.maxHours': {
    schema: z
      .number()
      .min(1)
      .max(31 * DAY_HOURS),
    unmanaged: 12,
    managed: 12,
    secure: 12,
  },
} as const

type Key = keyof typeof keys
const names = Object.keys(keys) as Key[]
export type MachinePolicy = { readonly [Name in Key]: z.infer<(typeof keys)[Name]['schema']> }
export type KeyProtection = MachinePolicy['storage.keyProtection']

const all = (which: 'unmanaged' | 'secure'): MachinePolicy =>
  Object.fromEntries(names.map((name) => [name, keys[name][which]])) as MachinePolicy

export const unmanagedPolicy: MachinePolicy = all('unmanaged')

/** Reads the text of a policy file key by key; each one that cannot be used is named, and the strict value holds. */
export function parsePolicy(text: string): { policy: MachinePolicy; complaints: string[] } {
  let given: unknown
  try {
    if (text.length > LIMIT_CHARS) throw new Error(`it is longer than ${LIMIT_CHARS} characters`)
    given = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (given === null || typeof given !== 'object' || Array.isArray(given)) throw new Error('it is no JSON object')
  } catch (error) {
    return { policy: all('secure'), complaints: [`not readable (${(error as Error).message}); the strict values hold`] }
  }
  const complaints = Object.keys(given)
    .filter((name) => !Object.hasOwn(keys, name))
    .map((name) => `"${name}" is no key of this version and is left out`)
  const value = (name: Key): unknown => {
    if (!Object.hasOwn(given, name)) return keys[name].managed
    const parsed = keys[name].schema.safeParse((given as Record<string, unknown>)[name])
    if (parsed.success) return parsed.data
    complaints.push(`"${name}": ${parsed.error.issues[0]?.message}; ${JSON.stringify(keys[name].secure)} holds`)
    return keys[name].secure
  }
  const policy = Object.fromEntries(names.map((name) => [name, value(name)])) as MachinePolicy
  return { policy, complaints }
}

/** Where an administrator puts the file; nobody else may write there. */
export function policyPath(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'win32') return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Evenkeel', 'policy.json')
  if (platform === 'darwin') return '/Library/Application Support/Evenkeel/policy.json'
  return '/etc/evenkeel/policy.json'
}

/** The policy of this machine. Each complaint is one line for whoever wrote the file. */
export async function readMachinePolicy(path: string, report: (message: string) => void): Promise<MachinePolicy> {
  let text: string
  try {
    if (process.platform !== 'win32' && ((await stat(path)).mode & WRITABLE_BY_OTHERS) !== 0) {
      report(`The policy file ${path} is not used: others than its owner may write it. Run chmod 644 on it.`)
      return unmanagedPolicy
    }
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return unmanagedPolicy
    report(`The policy file ${path} cannot be read, the strict values hold: ${String(error)}`)
    return all('secure')
  }
  const { policy, complaints } = parsePolicy(text)
  for (const each of complaints) report(`The policy file ${path}: ${each}`)
  return policy
}
