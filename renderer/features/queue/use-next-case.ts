import { useObservable } from 'dexie-react-hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ranAt } from '../../../domain/breaks/urgent-block.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { countHeldByBlocks, nextCaseFor } from '../../../domain/routing/next-case.ts'
import type { OutboxEntry, PromiseRow, QueueRow } from '../../data/repository.ts'
import { heldWhy } from '../../deps/breaks-port.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useOwnBlocks } from '../../deps/urgent-time.ts'
import { useSteady } from '../../kit/use-steady.ts'
import { afterLostClaim, isOwnClaim } from './lost-claim.ts'
import type { NextNotice } from './next-notice.tsx'
import { useNextMemory } from './next-memory.ts'

/** How long the name of the one who was faster may take to arrive after the refusal. */
const NAME_WAIT_MS = 2_000

/**
 * Next case: takes the most pressing case that this desk knows of and opens it at once. The claim travels as any other
 * action; where the server says that somebody was faster, the agent is told and gets the next one, unless they have
 * begun to write.
 */
export function useNextCase(openId: CaseId | null, isRefreshing: boolean) {
  const deps = useDeps()
  const { repository, account, info, presence, timers } = deps
  const go = useGo()
  const memory = useNextMemory()
  const rows: QueueRow[] | undefined = useObservable(useMemo(() => repository.queue(), [repository]))
  const outbox: OutboxEntry[] | undefined = useObservable(useMemo(() => repository.outbox(), [repository]))
  const promises: PromiseRow[] | undefined = useObservable(useMemo(() => repository.promises(), [repository]))
  const blocks = useOwnBlocks()
  const breaks = useObservable(() => deps.breaks.view, [deps.breaks])
  const [notice, setNotice] = useState<NextNotice | null>(null)
  const [waited, setWaited] = useState(false)
  const settling = useRef<string | null>(null)

  const actor = { id: account.userId, name: account.name, role: account.role, queueIds: account.queueIds }
  const serverNow = () => (deps.now() + (info.clockOffsetMs ?? 0)) as EpochMs

  const sightFrom = (from: CaseId | null) => ({
    presence: presence.getValue() ?? { entries: [], typing: [] },
    openId: from,
    shownAt: memory.shownAt,
    lost: memory.lost,
    blocks,
  })

  const nextFrom = (from: CaseId | null, now: EpochMs) => nextCaseFor(rows ?? [], actor, now, sightFrom(from))
  /** The case that Next case would open. Null: nothing waits. */
  const peekNext = useSteady((): CaseId | null => nextFrom(openId, serverNow())?.case.id ?? null)

  /** Opens the next case and takes it. False: nothing waits. */
  const openNext = async (from: CaseId | null): Promise<boolean> => {
    const now = serverNow()
    // Once their name stands in the row, the row says it all; and a case they give back is free again.
    for (const row of rows ?? []) {
      if (row.case.assigneeId !== null && row.case.assigneeId !== account.userId) memory.lost.delete(row.case.id)
    }
    const next = nextFrom(from, now)
    if (next === null) return false
    const { id, assigneeId } = next.case
    memory.shownAt.set(id, now)
    go.openCase(id)
    if (assigneeId !== null) return true
    const claimed = await repository.commit('case.claim', { caseId: id })
    if (claimed.ok) memory.claims.set(claimed.value.id, id)
    // The desk itself knew better by now: somebody holds it.
    else if (claimed.refusal === 'claimed') return openNext(id)
    else setNotice({ kind: 'refused', refusal: claimed.refusal })
    return true
  }
  const takeNext = async () => {
    setNotice(null)
    const why = breaks === undefined || breaks === null ? null : heldWhy(breaks)
    if (why !== null) return setNotice({ kind: 'held', why })
    if (await openNext(openId)) return
    if (isRefreshing) return setNotice({ kind: 'not-yet' })
    const now = serverNow()
    const running = blocks.find((block) => ranAt(block, now))
    if (running !== undefined) {
      const count = countHeldByBlocks(rows ?? [], actor, now, sightFrom(openId))
      return setNotice({ kind: 'urgent-only', count, until: running.endsAt })
    }
    const mine = promises?.find(({ promise }) => promise.ownerId === account.userId && promise.dueAt > serverNow())
    setNotice({ kind: 'nothing', nextPromiseAt: mine?.promise.dueAt ?? null })
  }

  const lost = outbox?.find((entry) => isOwnClaim(entry, memory.claims)) ?? null
  useEffect(() => {
    if (lost === null || !('caseId' in lost.mutation.args)) return
    const { id } = lost.mutation
    const caseId = lost.mutation.args.caseId as CaseId
    memory.lost.add(caseId)
    const row = rows?.find((each) => each.case.id === caseId)
    const holder = row && row.case.assigneeId !== account.userId ? row.assigneeName : null
    const isNamed = holder !== null || row === undefined || waited
    if (!isNamed) return timers.after(NAME_WAIT_MS, () => setWaited(true))
    if (settling.current === id) return
    settling.current = id
    const settle = async () => {
      const draft = await repository.draft(caseId)
      const hasBegun =
        isWriting() ||
        (draft !== null && draft.reply + draft.note !== '') ||
        outbox?.some(
          ({ mutation }) => mutation.id !== id && 'caseId' in mutation.args && mutation.args.caseId === caseId,
        )
      const todo = afterLostClaim({ isOpen: openId === caseId, hasBegun: hasBegun === true })
      memory.claims.delete(id)
      const said = { name: holder, subject: row?.case.subject ?? lost.caseSubject ?? '' }
      if (todo === 'leave') return setNotice({ kind: 'lost', how: 'typed', ...said })
      await repository.dismiss(id, { asDraft: false })
      const hasNext = todo === 'next' && (await openNext(caseId))
      go.closeCase(caseId)
      setNotice({ kind: 'lost', how: todo === 'tell' ? 'told' : hasNext ? 'next' : 'last', ...said })
    }
    void settle().finally(() => setWaited(false))
  })
  return { takeNext, peekNext, notice, closeNotice: () => setNotice(null), tell: setNotice, rows }
}

/** Whether the agent's cursor stands in text that they have begun. */
function isWriting(): boolean {
  const field = document.activeElement
  if (field instanceof HTMLTextAreaElement) return field.value.trim() !== ''
  return field instanceof HTMLElement && field.isContentEditable && field.innerText.trim() !== ''
}
