import type { CaseRecord } from '../../domain/cases/case.ts'
import type { OpenedCase } from '../dataset/logical-rows.ts'

/** With the names of its fields in order, so that two stores that hold the same say the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
    .join(',')}}`
}

const inOrder = (opened: OpenedCase): OpenedCase => ({
  ...opened,
  messages: opened.messages.toSorted((a, b) => a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1)),
})

/** SHA-256 of the page and of each case: where they differ one sees at once in which. */
export async function digestOf({ page, cases }: { page: CaseRecord[]; cases: OpenedCase[] }) {
  const hash = async (value: unknown) => {
    const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical(value)))
    return [...new Uint8Array(bytes).subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  return {
    page: await hash(page),
    pageSize: page.length,
    cases: await Promise.all(cases.map((opened) => hash(inOrder(opened)))),
    messages: cases.reduce((sum, { messages }) => sum + messages.length, 0),
  }
}
export type Digest = Awaited<ReturnType<typeof digestOf>>
