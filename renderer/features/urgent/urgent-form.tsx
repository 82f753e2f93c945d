import { useObservable } from 'dexie-react-hooks'
import { useId, useState } from 'react'
import type { UrgentBlockRecord } from '../../../domain/breaks/urgent-block.ts'
import { DEFAULT_URGENT_BLOCK_POLICY, ranAt, urgentBlockPhase } from '../../../domain/breaks/urgent-block.ts'
import type { UrgentBlockId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { URGENT_FORM } from '../../deps/form-keeper.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { useUrgentTime } from '../../deps/urgent-time.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { Icon } from '../../kit/icon.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { readTime, shiftNear } from './block-times.ts'
import type { BlockForm, BlockProblem } from './plan-block.ts'
import { planBlock, stretchOf } from './plan-block.ts'
import { problemWords } from './problem-words.ts'
import './urgent.css'

const NOTHING: BlockForm = { from: null, until: null }
const policy = DEFAULT_URGENT_BLOCK_POLICY

/** Keeps time of the shift for urgent cases, and ends what is kept. Enter reserves what stands there. */
export function UrgentForm({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { repository } = useDeps()
  const { now, blocks } = useUrgentTime()
  const versions = useObservable(() => repository.ownShifts(), [repository])
  const left = blocks.filter((block) => urgentBlockPhase(block, now) !== 'over')
  const shift = versions === undefined ? undefined : shiftNear(versions, now)
  return (
    <AskDialog title={words('urgent.name')} isOpen onClose={onClose}>
      <div className="urgent-form">
        <p className="soft">{words('urgent.intro')}</p>
        <Kept blocks={left} now={now} />
        {shift === undefined ? null : shift === null ? (
          <>
            <p>{words('urgent.noShift')}</p>
            <div className="dialog-ways">
              <Button autoFocus={left.length === 0} onPress={onClose}>
                {words('urgent.close')}
              </Button>
            </div>
          </>
        ) : (
          <Reserve shift={shift} blocks={blocks} now={now} isFirst={left.length === 0} onClose={onClose} />
        )}
      </div>
    </AskDialog>
  )
}

/** What is kept already, each with its end at hand. */
function Kept({ blocks, now }: { blocks: readonly UrgentBlockRecord[]; now: EpochMs }) {
  const words = useWords()
  const format = useFormat()
  const { repository } = useDeps()
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const end = async (blockId: UrgentBlockId) => {
    const done = await repository.commit('urgentBlock.end', { blockId, because: 'agent' })
    setRefusal(done.ok ? null : done.refusal)
  }
  if (blocks.length === 0) return null
  return (
    <>
      <ul className="urgent-kept" aria-label={words('urgent.kept')}>
        {blocks.map((block, at) => {
          const isRunning = ranAt(block, now)
          const way = words(isRunning ? 'urgent.end' : 'urgent.callOff')
          const ends = {
            from: format.clockIn(block.startsAt, block.zone),
            to: format.clockIn(block.endsAt, block.zone),
          }
          return (
            <li key={block.id}>
              <Icon name={isRunning ? 'urgent' : 'clock'} />
              <span className="grow num">{words(isRunning ? 'urgent.running' : 'urgent.ahead', ends)}</span>
              <Button
                autoFocus={at === 0}
                label={words('urgent.endOf', { way, ...ends })}
                onPress={() => void end(block.id)}
              >
                {way}
              </Button>
            </li>
          )
        })}
      </ul>
      {refusal === null ? null : <Problem>{words(`refusal.${refusal}`)}</Problem>}
    </>
  )
}

type ReserveProps = {
  shift: ShiftRecord
  blocks: readonly UrgentBlockRecord[]
  now: EpochMs
  isFirst: boolean
  onClose: () => void
}

function Reserve({ shift, blocks, now, isFirst, onClose }: ReserveProps) {
  const words = useWords()
  const format = useFormat()
  const problemId = useId()
  const { repository, account, newId, now: readClock, info } = useDeps()
  const { answers, change, forget, done: settled } = useKeptForm(URGENT_FORM, () => NOTHING)
  const [problem, setProblem] = useState<BlockProblem | { code: 'kept'; refusal: KeepRefusal } | null>(null)
  const { zone } = shift
  const [from, until] = [readable(answers.from), readable(answers.until)]
  const shown = stretchOf({ from, until }, { shift, blocks, now })
  const fill = (part: Partial<BlockForm>) => {
    change(part)
    setProblem(null)
  }
  const reserve = async () => {
    const at = (readClock() + (info.clockOffsetMs ?? 0)) as EpochMs
    const planned = planBlock(answers, { shift, blocks, now: at })
    if (!planned.ok) return setProblem(planned.refusal)
    const block = { id: newId() as UrgentBlockId, userId: account.userId, zone, ...planned.value }
    const done = await repository.commit('urgentBlock.reserve', { block }, { forms: settled })
    if (!done.ok) return setProblem({ code: 'kept', refusal: done.refusal })
    forget()
    onClose()
  }
  const valueOf = (typed: string | null, at: EpochMs | undefined) =>
    typed ?? (at === undefined ? '' : format.clockIn(at, zone))
  const isElsewhere = format.clockIn(now, zone) !== format.clock(now)
  const limits = { shortest: format.length(policy.shortestMs), longest: format.length(policy.longestMs) }
  return (
    <form
      className="urgent-form"
      onSubmit={(event) => {
        event.preventDefault()
        void reserve()
      }}
    >
      <div className="urgent-times">
        <Field
          label={words('urgent.from')}
          value={valueOf(answers.from, shown?.startsAt)}
          onChange={(from) => fill({ from })}
          autoFocus={isFirst}
          describedBy={problem === null ? undefined : problemId}
        />
        <Field
          label={words('urgent.until')}
          value={valueOf(answers.until, shown?.endsAt)}
          onChange={(until) => fill({ until })}
          describedBy={problem === null ? undefined : problemId}
        />
      </div>
      <p className="muted">
        {words('urgent.hint', {
          ...limits,
          from: format.clockIn(shift.startsAt, zone),
          to: format.clockIn(shift.endsAt, zone),
        })}
        {isElsewhere ? ` ${words('urgent.zone', { zone, time: format.clockIn(now, zone) })}` : null}
      </p>
      {problem === null ? null : <Problem id={problemId}>{problemWords(words, format, zone, problem)}</Problem>}
      <div className="dialog-ways">
        <Button tone="quiet" onPress={onClose}>
          {words('urgent.close')}
        </Button>
        <Button tone="primary" type="submit">
          {words('urgent.reserve')}
        </Button>
      </div>
    </form>
  )
}

/** What names no time leaves the other field as it would be without it. */
const readable = (text: string | null): string | null => (text === null || readTime(text) === null ? null : text)

function Problem({ id, children }: { id?: string; children: string }) {
  return (
    <p id={id} className="problem" role="alert">
      <Icon name="alert" />
      {children}
    </p>
  )
}
