import { useMemo } from 'react'
import type { GuideRecord, GuideRunRecord } from '../../../domain/guides/guide.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { CaseView } from '../../data/repository.ts'
import type { Piece } from '../../deps/composer-port.ts'
import { useDeps } from '../../deps/deps.ts'
import { useWords } from '../../words/use-words.ts'
import type { Outcome, OutcomeDraft } from './draft-outcome.ts'
import { draftOutcome } from './draft-outcome.ts'

/** What the outcome of a run leaves behind. Null: the run has none. Made once, so that a promise keeps its moment. */
export function useOutcome(
  guide: GuideRecord | undefined,
  run: GuideRunRecord,
  outcome: Outcome | null,
  view: CaseView,
): OutcomeDraft | null {
  const { locale } = useWords()
  const { account, now, info, newId } = useDeps()
  return useMemo(() => {
    if (guide === undefined || outcome === null) return null
    return draftOutcome(guide, run, outcome, {
      view,
      agentName: account.name,
      shopName: account.tenantName,
      locale,
      now: (now() + (info.clockOffsetMs ?? 0)) as EpochMs,
      newId,
    })
  }, [guide, run, outcome, view, account, locale, now, info, newId])
}

/** The reply with what happens with it, as the composer takes it. Null: there is nothing to hand over. */
export function replyPieceOf(draft: OutcomeDraft): Piece | null {
  const reply = draft.reply?.ok === true ? draft.reply : { text: '', filled: [] }
  if (reply.text === '' && draft.actions.length === 0) return null
  const filled = reply.filled.map(({ from, to }) => ({ from, to }))
  return { text: reply.text, mode: 'reply', actions: draft.actions, filled }
}
