import type { Draft } from './schedule.ts'

const COMMITMENT =
  /\b(i have|i've|i will|i'll|we will|we have|we can|has been|initiat|arrang|process|escalat|replac|refund)\b/i

/** The first sentences of a text, up to about `length` characters. */
function shortened(text: string, length: number): string {
  const all = text.split(/(?<=[.!?])\s+/)
  // What only soothes is not worth writing down, unless it is all there is.
  const telling = all.findIndex(
    (sentence) =>
      !/^(certainly|understood|thank|i understand|we understand|i am (very |deeply |so )?sorry|we are (very |deeply )?sorry|i apologi[sz]e|we apologi[sz]e|please allow|ok)\b/i.test(
        sentence,
      ),
  )
  const sentences = all.slice(Math.max(0, telling))
  let kept = sentences[0] ?? ''
  for (const sentence of sentences.slice(1)) {
    if (kept.length + sentence.length > length) break
    kept += ` ${sentence}`
  }
  return kept
}

/** What an agent writes after a call: one line for the contact, and the note with what was said and agreed. */
export function phoneSummary(draft: Draft): { summary: string; note: string } {
  const said = draft.turns.filter((turn) => turn.by === 'customer')
  const ours = draft.turns.filter((turn) => turn.by === 'agent')
  const agreed = ours.findLast((turn) => COMMITMENT.test(turn.text)) ?? ours.at(-1)
  const wish = said.slice(1).find((turn) => /\b(want|need|refund|replac|when|asap)\b/i.test(turn.text))
  const lines = [
    `Call about ${draft.order === null ? 'the account' : draft.order.number}. ${shortened(said[0]?.text ?? draft.subject, 220)}`,
    ...(wish === undefined ? [] : [`Customer: "${shortened(wish.text, 160)}"`]),
    ...(agreed === undefined ? [] : [`I said: "${shortened(agreed.text, 240)}"`]),
  ]
  return {
    summary: `${draft.subject}. ${agreed === undefined ? '' : shortened(agreed.text, 110)}`.trim(),
    note: lines.join('\n'),
  }
}
