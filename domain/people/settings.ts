import type { UserId } from '../kernel/ids.ts'

/** What a person has set for themself; follows them to any desk. Values are JSON, by key such as "keys". */
export type SettingsRecord = { id: UserId; values: Record<string, string> }

/** Whether My numbers says what the rest of the shift can do. "off": not; absent: it does. */
export const WHAT_IF_SETTING = 'whatIf'
