import type { CaseRecord } from '../cases/case.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'

/** Longest text of one message or note, in UTF-16 code units. */
export const BODY_LIMIT = 50_000

/** Why a text cannot be sent. The agent's text is always kept. */
export type WritingRefusal = 'empty-body' | 'too-long' | 'case-closed'

/** The text as it will go out: outer white space trimmed; or why it cannot. The desk and the server both ask this. */
export function planText(
  kase: Pick<CaseRecord, 'status'>,
  body: string,
  visibility: 'public' | 'note',
): Result<string, WritingRefusal> {
  const text = body.trim()
  if (text === '') return refuse('empty-body')
  if (text.length > BODY_LIMIT) return refuse('too-long')
  if (visibility === 'public' && kase.status === 'closed') return refuse('case-closed')
  return ok(text)
}
