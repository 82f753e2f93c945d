import { useEffect, useState } from 'react'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'

/** Undefined: not laid out yet. Null: this edition cannot. */
export type LaidOut = { address: string; blockedPictures: number } | null | undefined

/** Lays the mail out while it is wanted. Anew each time: the place of an old one may be given up. */
export function useLaidOut(html: string | null, isWanted: boolean): LaidOut {
  const { layOutMail } = useDeps()
  const [laidOut, setLaidOut] = useState<LaidOut>(undefined)
  useEffect(() => {
    if (html === null || !isWanted) return
    let isGone = false
    void layOutMail(html).then((found) => {
      if (!isGone) setLaidOut(found)
    })
    return () => {
      isGone = true
      setLaidOut(undefined)
    }
  }, [html, isWanted, layOutMail])
  return laidOut
}

/** A frame without script cannot tell its height in px: this is about what its words need, within reason. */
function heightFor(text: string, html: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 80), 0)
  const blocks = html.match(/<(?:p|tr|li|h[1-6]|hr|br)\b/gi)?.length ?? 0
  return Math.min(440, Math.max(140, 56 + Math.max(lines * 22, blocks * 34)))
}

type Props = { laidOut: NonNullable<LaidOut>; text: string; html: string; from: string }

/** A mail as its sender laid it out, in a sandbox and with an origin of its own. Nothing in it runs, fetches or leads away. */
export function MailFrame({ laidOut, text, html, from }: Props) {
  const words = useWords()
  const [isTall, setTall] = useState(false)
  return (
    <div className="mail">
      <iframe
        className="mail-frame"
        height={heightFor(text, html)}
        data-tall={isTall}
        sandbox=""
        referrerPolicy="no-referrer"
        src={laidOut.address}
        title={words('mail.title', { name: from })}
      />
      <p className="mail-foot">
        {laidOut.blockedPictures === 0 ? null : (
          <span className="muted">{words('mail.blocked', { count: laidOut.blockedPictures })}</span>
        )}
        <Button tone="quiet" className="case-way" aria-expanded={isTall} onPress={() => setTall(!isTall)}>
          {words(isTall ? 'mail.shorter' : 'mail.taller')}
        </Button>
      </p>
    </div>
  )
}
