import { useObservable } from 'dexie-react-hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeptStretch } from '../../domain/breaks/urgent-block.ts'
import { mayOfferInBlocks } from '../../domain/breaks/urgent-block.ts'
import type { ContactId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { isUrgentCase } from '../../domain/routing/urgency.ts'
import type { QueueRow } from '../data/repository.ts'
import { heldWhy } from '../deps/breaks-port.ts'
import { useDeps } from '../deps/deps.ts'
import { useGo } from '../deps/go.ts'
import { useUrgentTime } from '../deps/urgent-time.ts'
import { useNow } from '../deps/use-now.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { useCommand } from '../kit/use-command.ts'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/use-words.ts'
import type { Need } from './needs-you.ts'
import { needOf, untilNextNeed } from './needs-you.ts'
import { LiveNotice } from './slots.ts'

/** After a key was pressed there is no sound for so long: the agent is in the middle of a word. */
const TYPING_MS = 3_000

const ICON_OF = { live: 'phone', held: 'break', promise: 'promises', refused: 'refused' } as const

type Props = { rows: readonly QueueRow[]; isSoundOn: boolean; chime: () => void }

/** The one thing that needs the agent now, if any: one banner, one sound. It lies over the side and moves nothing. */
export function NeedsYou({ rows, isSoundOn, chime }: Props) {
  const words = useWords()
  const format = useFormat()
  const go = useGo()
  const { repository, account, breaks, now: readClock } = useDeps()
  const rest = useObservable(() => breaks.view, [breaks]) ?? null
  const held = rest === null ? null : heldWhy(rest)
  const promises = useObservable(() => repository.promises(), [repository])
  const outbox = useObservable(() => repository.outbox(), [repository])
  const now = useNow((at) => untilNextNeed(promises ?? [], at) as Ms)
  const [putOff, setPutOff] = useState<ReadonlySet<string>>(new Set())
  const live = useMemo(() => rows.flatMap((row) => (row.live === null ? [] : [row.live])), [rows])
  const { blocks, now: turnedAt } = useUrgentTime()
  const kept = useMemo(() => keptFrom(rows, blocks, turnedAt), [rows, blocks, turnedAt])
  const mine = { me: account.userId, now, live, promises: promises ?? [], outbox: outbox ?? [] }
  const need = needOf({ ...mine, putOff, held, kept })
  const place = useRef<HTMLDivElement>(null)
  const typedAt = useLastTyped(readClock)
  const key = need?.key ?? null
  const isSilent = need?.kind === 'held'

  useEffect(() => {
    if (key === null || isSilent || !isSoundOn) return
    if (readClock() - typedAt.current >= TYPING_MS) chime()
  }, [key, isSilent, isSoundOn, chime, readClock, typedAt])

  const follow = (to: Exclude<Need, { kind: 'held' }>) =>
    to.kind === 'refused' ? go.showOutbox() : go.openCase(to.caseId)
  useCommand('notice.go', () => {
    const way = place.current?.querySelector<HTMLElement>('button')
    if (way === null || way === undefined) return false
    way.focus()
  })

  const said =
    need === null || need.kind === 'live'
      ? ''
      : need.kind === 'promise'
        ? words(need.dueAt < now ? 'needs.promiseLate' : 'needs.promise', {
            time: format.clock(need.dueAt),
            words: need.words,
          })
        : need.kind === 'held'
          ? words('break.held', { what: need.channel === 'phone' ? 'call' : 'chat', why: need.why })
          : words('needs.refused', { count: need.ids.length })
  return (
    <section
      ref={place}
      className="needs-you"
      aria-label={words('needs.name')}
      data-area="needs"
      data-kind={need?.kind}
    >
      {need?.kind === 'live' ? <LiveNotice /> : null}
      {/* Always there, so that what comes into it is read out. */}
      <p role="status" className="needs-you-words" dir="auto">
        {said === '' || need === null ? null : <Icon name={ICON_OF[need.kind]} />}
        <span className="clip" title={said}>
          {said}
        </span>
      </p>
      {need === null || need.kind === 'live' || need.kind === 'held' ? null : (
        <>
          <Button command="notice.go" onPress={() => follow(need)}>
            {words(need.kind === 'promise' ? 'needs.open' : 'needs.outbox')}
          </Button>
          <Button tone="quiet" onPress={() => setPutOff(new Set([...putOff, need.key]))}>
            {words('needs.later')}
          </Button>
        </>
      )}
    </section>
  )
}

/** The contacts that time kept for urgent cases holds back from this agent. */
const keptFrom = (rows: readonly QueueRow[], blocks: readonly KeptStretch[], now: EpochMs): ReadonlySet<ContactId> =>
  new Set(
    rows.flatMap(({ case: kase, live }) =>
      live === null || mayOfferInBlocks(blocks, isUrgentCase(kase), now) ? [] : [live.id],
    ),
  )

/** When the agent last pressed a key in this window. */
function useLastTyped(readClock: () => EpochMs) {
  const typedAt = useRef(0)
  useEffect(() => {
    const heard = () => {
      typedAt.current = readClock()
    }
    window.addEventListener('keydown', heard, { capture: true })
    return () => window.removeEventListener('keydown', heard, { capture: true })
  }, [readClock])
  return typedAt
}
