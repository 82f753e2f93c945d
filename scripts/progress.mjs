// Progress lines of every command: `• Installing packages (once)…  done in 31 s`.
// Plain JavaScript without dependencies, because the first stage runs before anything is installed.

/** A waiting newcomer gets a sign of life this often when the output is no terminal. */
const HEARTBEAT_MS = 10_000

/** @param {number} sinceMs */
const elapsed = (sinceMs) => {
  const seconds = (Date.now() - sinceMs) / 1000
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`
}

/** One plain line.
 * @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`)
}

/** Says what begins, shows that it is alive, and says how it ended.
 * @param {string} what */
export function beginStep(what) {
  const onTerminal = process.stdout.isTTY === true
  const beganAt = Date.now()
  let note = ''
  const draw = () => process.stdout.write(`\r\x1b[2K• ${what}…${note === '' ? '' : `  ${note}`}`)
  if (onTerminal) draw()
  else say(`• ${what}…`)
  const heart = setInterval(() => {
    if (onTerminal) draw()
    else say(`  … ${elapsed(beganAt)}${note === '' ? '' : `, ${note}`}`)
  }, HEARTBEAT_MS)
  heart.unref()
  /** @param {string} ending */
  const end = (ending) => {
    clearInterval(heart)
    say(onTerminal ? `\r\x1b[2K• ${what}…  ${ending}` : `  ${ending}`)
  }
  return {
    /** What has been reached so far, for example "120 of 187 MB".
     * @param {string} text */
    note(text) {
      note = text
      if (onTerminal) draw()
    },
    done(detail = '') {
      end(`done in ${elapsed(beganAt)}${detail === '' ? '' : ` (${detail})`}`)
    },
    /** @param {string} why */
    failed(why) {
      end(`not done after ${elapsed(beganAt)}: ${why}`)
    },
  }
}
