import { useState } from 'react'
import type { GuideRecord, GuideRunRecord } from '../../../domain/guides/guide.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import { Branches } from './branches.tsx'
import { useRunPlace } from './guide-state.ts'
import { Problem } from './problem.tsx'

/** What else can be done with a run: see its branches, go to another guide, leave it. */
export function RunFoot(props: { run: GuideRunRecord; guide: GuideRecord | undefined; onList: () => void }) {
  const words = useWords()
  const { repository } = useDeps()
  const { run, guide } = props
  const { formsAfter, forget } = useRunPlace(run.id)
  const [isDrawn, setDrawn] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const leave = async () => {
    const end = { caseId: run.caseId, runId: run.id, outcomeId: null, disposition: null }
    const kept = await repository.commit('guide.end', end, { forms: formsAfter(null) })
    if (!kept.ok) return setRefusal(kept.refusal)
    forget()
    props.onList()
  }
  return (
    <div className="guide-foot">
      {isLeaving ? (
        <>
          <span className="guide-leave">{words('guide.leave.ask', { count: run.answers.length })}</span>
          <Button onPress={() => void leave()}>{words('guide.leave.yes')}</Button>
          <Button tone="quiet" autoFocus onPress={() => setLeaving(false)}>
            {words('guide.leave.no')}
          </Button>
        </>
      ) : (
        <>
          {guide === undefined ? null : (
            <Button tone="quiet" onPress={() => setDrawn(true)}>
              {words('guide.branches')}
            </Button>
          )}
          <Button tone="quiet" onPress={props.onList}>
            {words('guide.others')}
          </Button>
          <Button tone="quiet" onPress={() => setLeaving(true)}>
            {words('guide.leave')}
          </Button>
        </>
      )}
      <Problem>{refusal === null ? null : words(`refusal.${refusal}`)}</Problem>
      {guide === undefined ? null : (
        <AskDialog
          title={words('guide.branches.title', { guide: guide.title })}
          isOpen={isDrawn}
          onClose={() => setDrawn(false)}
        >
          <Branches guide={guide} answers={run.answers} />
          <div className="dialog-ways">
            <Button onPress={() => setDrawn(false)}>{words('guide.branches.close')}</Button>
          </div>
        </AskDialog>
      )}
    </div>
  )
}
