import { useObservable } from 'dexie-react-hooks'
import type { AgentFigures } from '../../../domain/metrics/agent-figures.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import type { WhatIf } from '../../../domain/metrics/what-if.ts'
import { urgentSince, whatIf } from '../../../domain/metrics/what-if.ts'
import { WHAT_IF_SETTING } from '../../../domain/people/settings.ts'
import { useDeps } from '../../deps/deps.ts'
import { sayWhatIf } from '../../words/metric-words.ts'
import { useWords } from '../../words/use-words.ts'
import { useMetricPolicy } from './use-metric-policy.ts'
import type { WorkingDay } from './working-days.ts'

type Props = { figures: AgentFigures; day: WorkingDay; now: EpochMs }

/** What the rest of the shift can do, from the agent's own figures and queue. Said here when looked at, and nowhere else. */
export function WhatIfLine({ figures, day, now }: Props) {
  const words = useWords()
  const { repository, account } = useDeps()
  const { policy } = useMetricPolicy()
  const settings = useObservable(() => repository.settings(), [repository])
  const queue = useObservable(() => repository.queue(), [repository])
  if (settings === undefined || settings[WHAT_IF_SETTING] === 'off') return null
  const shiftEndsAt = day.shift?.plan.at(-1)?.to
  if (queue === undefined || shiftEndsAt === undefined) return null
  const effort = figures['aht-effort']
  const told: WhatIf = whatIf({
    now,
    shiftEndsAt,
    response: figures['first-response-agent'],
    targetMs: policy.responseTargetMs,
    effortMs: effort.value as Ms | null,
    urgentSince: urgentSince(
      queue.map((row) => row.case),
      account.userId,
      now,
    ),
  })
  return (
    <p className="what-if" data-kind={told.kind}>
      {told.kind === 'nothing'
        ? words(`numbers.whatIf.${told.because}`)
        : sayWhatIf(words, told.kind, told.cases, told.within)}
    </p>
  )
}
