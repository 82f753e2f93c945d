import type { PullLines, PullPage } from './pull.ts'

// Every platform this runs on has it; this room knows neither DOM nor Node and names just what it uses.
declare const TextDecoder: new (encoding: 'utf-8', options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

/** So many lines are read before others may come in between. */
const LINES_AT_ONCE = 250

/** The changes of a page that was checked. `rest`: lets whatever else waits come first. */
export async function readLines({ header, lines, footer }: PullLines, rest: () => Promise<void>): Promise<PullPage> {
  const written = new TextDecoder('utf-8', { fatal: true }).decode(lines).split('\n').slice(0, -1)
  const changes: PullPage['changes'] = []
  for (let at = 0; at < written.length; at += LINES_AT_ONCE) {
    if (at > 0) await rest()
    for (const line of written.slice(at, at + LINES_AT_ONCE)) changes.push(JSON.parse(line))
  }
  return { header, changes, footer, lines }
}
