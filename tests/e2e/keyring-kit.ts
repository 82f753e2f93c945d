import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { asDesktopUser, ensureDesktopUser } from '../../scripts/desktop-user.ts'
import { isRoot } from '../../scripts/places.ts'

const PATH = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin']
/** Whether a real keyring can be had here. */
export const hasKeyring =
  process.platform === 'linux' &&
  ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'].every((program) =>
    PATH.some((folder) => existsSync(join(folder, program))),
  )

/** A session bus of the desk's user on which a GNOME keyring comes and goes. */
export type Keyring = {
  /** For the environment of a desk. */
  environment: Record<string, string>
  /** The keyring that desks find from now on: one by its name, with the secrets it has. Null: none. A locked one asks a person who is not there. */
  put(name: string | null, how?: 'unlocked' | 'locked'): Promise<void>
  stop(): Promise<void>
}

const LIMIT_MS = 20_000

export async function openKeyring(): Promise<Keyring> {
  const user = isRoot ? await ensureDesktopUser() : null
  const folder = mkdtempSync(join(isRoot ? '/tmp' : tmpdir(), 'evenkeel-keyring-'))
  const address = `unix:path=${join(folder, 'bus')}`
  const config = join(folder, 'bus.conf')
  writeFileSync(config, busThatStartsNothing(address))
  if (user !== null) for (const path of [folder, config]) chownSync(path, user.uid, user.gid)

  const run = (command: readonly string[], home = folder): ChildProcess => {
    const [program = '', ...args] = user === null ? command : asDesktopUser(user, command)
    const env = {
      PATH: PATH.join(delimiter),
      HOME: home,
      XDG_DATA_HOME: home,
      XDG_RUNTIME_DIR: folder,
      DBUS_SESSION_BUS_ADDRESS: address,
    }
    return spawn(program, args, { env, cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] })
  }
  const isOnBus = async (): Promise<boolean> => {
    const asked = run(
      'dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets'.split(
        ' ',
      ),
    )
    return asked.stdout !== null && (await text(asked.stdout)).includes('boolean true')
  }
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    for (const limit = Date.now() + LIMIT_MS; !(await isSo()); await sleep(50))
      if (Date.now() > limit) throw new Error('The keyring does not come or go.')
  }
  const end = async (child: ChildProcess | null): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }

  const bus = run(['dbus-daemon', '--config-file', config, '--nofork'])
  await until(() => existsSync(join(folder, 'bus')))
  let daemon: ChildProcess | null = null
  return {
    environment: { DBUS_SESSION_BUS_ADDRESS: address },
    async put(name, how = 'unlocked') {
      await end(daemon)
      daemon = null
      await until(async () => !(await isOnBus()))
      if (name === null) return
      const opening = how === 'unlocked' ? ['--unlock'] : []
      daemon = run(['gnome-keyring-daemon', '--foreground', '--components=secrets', ...opening], join(folder, name))
      daemon.stdin?.end('the password of the login')
      await until(isOnBus)
    },
    async stop() {
      await end(daemon)
      await end(bus)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Else the bus would start a keyring of its own wherever there is none, and a window that asks for a password. */
const busThatStartsNothing = (address: string): string => `<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
