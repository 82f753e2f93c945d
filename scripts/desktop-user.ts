import { say } from './progress.mjs'
import { runProgram } from './run-program.ts'

/** Chromium refuses its sandbox to root, so what root starts runs as this user. */
const NAME = 'evenkeel'
const HOME = '/var/lib/evenkeel'

export type DesktopUser = { name: string; uid: number; gid: number; home: string }

async function lookUp(): Promise<DesktopUser | null> {
  const [uid, gid] = await Promise.all([runProgram('id', ['-u', NAME]), runProgram('id', ['-g', NAME])])
  if (uid.code !== 0 || gid.code !== 0) return null
  return { name: NAME, uid: Number(uid.stdout), gid: Number(gid.stdout), home: HOME }
}

/** The unprivileged user, made when it is missing. Only for root. */
export async function ensureDesktopUser(): Promise<DesktopUser> {
  const known = await lookUp()
  if (known !== null) return known
  const made = await runProgram('useradd', [
    '--system',
    '--user-group',
    '--home-dir',
    HOME,
    '--create-home',
    '--shell',
    '/usr/sbin/nologin',
    NAME,
  ])
  const user = await lookUp()
  if (user === null)
    throw new Error(
      `The system user "${NAME}" could not be made (${made.stderr.trim()}): make it with \`useradd --system --create-home --home-dir ${HOME} ${NAME}\`, or start Evenkeel as an ordinary user.`,
    )
  say(`• Started as root: the desk runs as the new system user "${NAME}", with the browser's sandbox on.`)
  return user
}

/** The command line that runs something as that user. */
export const asDesktopUser = (user: DesktopUser, command: readonly string[]): string[] => [
  'setpriv',
  `--reuid=${user.uid}`,
  `--regid=${user.gid}`,
  '--clear-groups',
  '--',
  ...command,
]

/** Whether that user can read every one of these files, through all the folders above them. */
export async function canReach(user: DesktopUser, files: readonly string[]): Promise<boolean> {
  const [program = '', ...args] = asDesktopUser(user, [
    'sh',
    '-c',
    'for file do test -r "$file" || exit 1; done',
    'sh',
    ...files,
  ])
  return (await runProgram(program, args, { cwd: '/' })).code === 0
}
