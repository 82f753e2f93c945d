import type { IdleBlindness, IdleReading } from '../../domain/agent-time/idle.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import { SECOND_MS } from '../../domain/kernel/time.ts'

type Ports = {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** The system's own figure (`powerMonitor.getSystemIdleTime`): seconds since input to the machine. */
  seconds(): number
}

/**
 * What the system can tell of input. Electron's figure stands still or stays at zero on Wayland, and over a remote
 * desktop it is that of the machine in the rack; there the honest answer is that nothing is known.
 */
export function makeIdleSource({ platform, env, seconds }: Ports): () => IdleReading {
  const why = blindness(platform, env)
  return () => {
    if (why !== null) return { kind: 'unknown', why }
    try {
      const idle = seconds()
      if (!Number.isFinite(idle) || idle < 0) return { kind: 'unknown', why: 'failed' }
      return { kind: 'known', idleMs: (idle * SECOND_MS) as Ms, source: 'system' }
    } catch {
      return { kind: 'unknown', why: 'failed' }
    }
  }
}

/** Set by the programs that carry a desktop elsewhere: OpenSSH, xrdp, VNC, Chrome Remote Desktop, X2Go, Citrix. */
const REMOTE = [
  'SSH_CONNECTION',
  'XRDP_SESSION',
  'VNCDESKTOP',
  'CHROME_REMOTE_DESKTOP_SESSION',
  'X2GO_SESSION',
  'ICA_SESSION_ID',
] as const

function blindness(platform: NodeJS.Platform, env: Ports['env']): IdleBlindness | null {
  if (REMOTE.some((name) => isSet(env[name]))) return 'remote-desktop'
  // Windows names a session "Console" where somebody sits at the machine itself, "RDP-Tcp#3" or "ICA-..." otherwise.
  if (platform === 'win32' && /^(rdp|ica)-/i.test(env['SESSIONNAME'] ?? '')) return 'remote-desktop'
  if (platform !== 'linux') return null
  if (env['XDG_SESSION_TYPE'] === 'wayland' || isSet(env['WAYLAND_DISPLAY'])) return 'wayland'
  return isSet(env['DISPLAY']) ? null : 'no-display'
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''
