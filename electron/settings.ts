import { words } from './words.ts'

export type Settings = {
  serverUrl: string
  /** Null: the system's usual place. */
  userData: string | null
  /** Null: beside the profiles. */
  logPath: string | null
  /** The house's help contacts. Null: help.json beside the profiles. */
  helpPath: string | null
  /** The machine's policy, for development and tests: a packaged desk takes the administrator's alone. Null: where it belongs. */
  policyPath: string | null
  demoSignIn: { login: string; password: string } | null
}

const DEFAULT_SERVER_URL = 'http://127.0.0.1:4680'

/** The settings of the environment, or a sentence about what is wrong with them. */
export function readSettings(env: Record<string, string | undefined>): Settings | string {
  const given = env['EVENKEEL_SERVER_URL'] || DEFAULT_SERVER_URL
  const url = URL.canParse(given) ? new URL(given) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return words.badServerUrl(given)
  const [login = '', ...password] = (env['EVENKEEL_DEMO_SIGN_IN'] ?? '').split(':')
  return {
    serverUrl: url.origin,
    userData: env['EVENKEEL_USER_DATA'] || null,
    logPath: env['EVENKEEL_LOG'] || null,
    helpPath: env['EVENKEEL_HELP'] || null,
    policyPath: env['EVENKEEL_POLICY'] || null,
    demoSignIn: login === '' || password.length === 0 ? null : { login, password: password.join(':') },
  }
}
