import { useObservable } from 'dexie-react-hooks'
import { useRef, useState } from 'react'
import type { UrgentBlockRecord } from '../../../domain/breaks/urgent-block.ts'
import { urgentBlockPhase } from '../../../domain/breaks/urgent-block.ts'
import type { UrgentBlockId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { HOUR_MS } from '../../../domain/kernel/time.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { untilBlocksTurn } from '../../deps/urgent-time.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button } from '../../kit/button.tsx'
import { PageDialog } from '../../kit/page-dialog.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { endedWords } from './ended-words.ts'
import './urgent.css'

const NONE: UrgentBlockRecord[] = []
/** What is over stays listed for a shift and a bit. */
const SHOWN_OVER_MS = 12 * HOUR_MS
const PARTS = ['running', 'ahead', 'over'] as const

/** What the team of a lead keeps for urgent cases: what runs first. The lead may end it; the agent is told by whom. */
export function TeamBlocksDialog({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { account, repository } = useDeps()
  const all = useObservable(() => repository.urgentBlocks(), [repository])
  const people = useObservable(() => repository.people(), [repository])
  const now = useNow((at) => untilBlocksTurn(all ?? NONE, at))
  const body = useRef<HTMLDivElement>(null)
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const ofTeam = (all ?? NONE).filter(({ userId, endsAt }) => userId !== account.userId && now - endsAt < SHOWN_OVER_MS)
  const parts = PARTS.map((phase) => {
    const blocks = ofTeam.filter((block) => urgentBlockPhase(block, now) === phase)
    return { phase, blocks: phase === 'over' ? blocks.toReversed() : blocks }
  }).filter(({ blocks }) => blocks.length > 0)
  const nameOf = ({ userId }: UrgentBlockRecord) =>
    people?.find(({ id }) => id === userId)?.name ?? words('urgent.somebody')
  const end = async (blockId: UrgentBlockId) => {
    const done = await repository.commit('urgentBlock.end', { blockId, because: 'agent' })
    setRefusal(done.ok ? null : done.refusal)
    // The button that was pressed goes with the block.
    body.current?.focus()
  }
  return (
    <PageDialog
      title={words('urgent.team')}
      closeLabel={words('urgent.team.close')}
      bodyLabel={words('urgent.team.list')}
      className="team-blocks"
      bodyRef={body}
      isCloseFirst
      onClose={onClose}
    >
      <p className="soft">{words('urgent.team.intro')}</p>
      {refusal === null ? null : (
        <p className="problem" role="alert">
          {words(`refusal.${refusal}`)}
        </p>
      )}
      {all !== undefined && parts.length === 0 ? <p>{words('urgent.team.none')}</p> : null}
      {parts.map(({ phase, blocks }) => (
        <section key={phase} className="team-blocks-part">
          <h3>{words(`urgent.team.${phase}`)}</h3>
          <ul className="team-blocks-list">
            {blocks.map((block) => (
              <TeamBlock key={block.id} block={block} name={nameOf(block)} now={now} onEnd={() => void end(block.id)} />
            ))}
          </ul>
        </section>
      ))}
    </PageDialog>
  )
}

type TeamBlockProps = { block: UrgentBlockRecord; name: string; now: EpochMs; onEnd: () => void }

function TeamBlock({ block, name, now, onEnd }: TeamBlockProps) {
  const words = useWords()
  const format = useFormat()
  const phase = urgentBlockPhase(block, now)
  const ends = { from: format.clockIn(block.startsAt, block.zone), to: format.clockIn(block.endsAt, block.zone) }
  const isElsewhere = format.clockIn(now, block.zone) !== format.clock(now)
  const way = words(phase === 'running' ? 'urgent.end' : 'urgent.callOff')
  const said = words('urgent.team.line', { name, ...ends })
  return (
    <li className="team-block">
      <span className="grow num">
        {said}
        {isElsewhere ? ` (${block.zone})` : ''}
        {block.endedAt === null ? null : <span className="muted">{` ${endedWords(words, format, block)}`}</span>}
      </span>
      {phase === 'over' ? null : (
        <Button label={words('urgent.team.endOf', { way, name, ...ends })} onPress={onEnd}>
          {way}
        </Button>
      )}
    </li>
  )
}
