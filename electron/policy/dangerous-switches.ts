// A release refuses these: each takes down a wall that the customers' details stand behind. Fuses cover none of them.
const REFUSED = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-running-insecure-content',
  'allow-file-access-from-files',
  'host-resolver-rules',
  'host-rules',
  'proxy-server',
  'proxy-pac-url',
  'proxy-bypass-list',
  'load-extension',
  'js-flags',
  'log-net-log',
  'net-log-capture-mode',
  'ssl-key-log-file',
  'user-data-dir',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'single-process',
  'in-process-gpu',
] as const
const REFUSED_BEGINNINGS = ['ignore-certificate-errors', 'inspect', 'unsafely-treat-insecure-origin'] as const

/** The exit code of a release that was started in a way it refuses (EX_CONFIG of sysexits.h). */
export const REFUSED_EXIT_CODE = 78

/** The switches on a command line that a release refuses, in order. Empty: it may start. */
export function findDangerousSwitches(argv: readonly string[]): string[] {
  return argv.slice(1).flatMap((arg) => {
    const isSwitch = arg.startsWith('-') || (arg.startsWith('/') && /^\/[a-z-]+(=|$)/i.test(arg))
    if (!isSwitch) return []
    const [written = '', value = ''] = arg.replace(/^(--?|\/)/, '').split('=', 2)
    const name = written.toLowerCase()
    const isDangerous =
      REFUSED.some((refused) => refused === name) ||
      REFUSED_BEGINNINGS.some((beginning) => name.startsWith(beginning)) ||
      (name === 'disable-features' && /sandbox|siteperprocess|isolat|networkservice/i.test(value)) ||
      (name === 'password-store' && /^basic/i.test(value))
    return isDangerous ? [arg] : []
  })
}
