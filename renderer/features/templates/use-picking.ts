import { useObservable } from 'dexie-react-hooks'
import { useMemo } from 'react'
import type { Channel } from '../../../domain/cases/channel.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { TemplateRecord } from '../../../domain/templates/template.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { caseScope, orderOf } from '../../liquid/case-scope.ts'
import type { Answers, Filled } from './fill-template.ts'
import { fillTemplate } from './fill-template.ts'
import { findTemplates } from './find-templates.ts'
import { indexOf } from './template-index.ts'
import { useTemplatesAhead } from './use-templates-ahead.ts'

/** Setting that says when the agent last sent something made of which template; written by the composer. */
const USED_SETTING = 'templates.used'

/** What is written in a chat can be mailed too once the chat is over; a call is followed up by e-mail. */
const CHANNELS: Record<Channel, readonly Channel[]> = {
  chat: ['chat'],
  email: ['email'],
  phone: ['phone', 'email'],
}

/** Everything the picker knows about the case it is open for. Null: the case is not on this desk (yet). */
export function usePicking(caseId: CaseId, query: string) {
  const { repository, account, newId } = useDeps()
  const now = useNow(() => MINUTE_MS)
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  const templates = useTemplatesAhead()
  const settings = useObservable(() => repository.settings(), [repository])
  const usedJson = settings?.[USED_SETTING]
  const isChatOver = view ? view.case.channel === 'chat' && !hasChat(view) : false

  const found = useMemo(() => {
    const channel = view?.case.channel
    return findTemplates(templates, query.trim() === '' ? null : indexOf(templates), {
      query,
      reason: view?.case.reason ?? null,
      channels: channel === undefined ? [] : isChatOver ? ['chat', 'email'] : CHANNELS[channel],
      used: readUses(usedJson),
    })
  }, [templates, query, view?.case.channel, view?.case.reason, isChatOver, usedJson])

  const scope = useMemo(
    () => view && caseScope({ ...view, agentName: account.name, shopName: account.tenantName, now }),
    [view, account, now],
  )
  if (!view || !scope) return null
  const order = orderOf(view.case.orderId, view.orders)
  const fill = (template: TemplateRecord, variant: TemplateRecord['variants'][number], answers: Answers): Filled =>
    fillTemplate({ template, variant, scope, answers, order, now, newId })
  return { view, found, scope, order, now, fill, count: templates.length, language: view.customer?.language ?? 'en' }
}

const hasChat = ({ case: { id }, contacts }: CaseView): boolean =>
  contacts.some(({ caseId, channel, endedAt }) => caseId === id && channel === 'chat' && endedAt === null)

function readUses(json: string | undefined): Readonly<Record<string, number>> {
  try {
    return (JSON.parse(json ?? '{}') as Record<string, number> | null) ?? {}
  } catch {
    return {}
  }
}
