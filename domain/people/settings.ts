import type { UserId } from '../kernel/ids.ts'

/** What a person has set for themself; follows them to any desk. Values are JSON, by key such as "keys". */
export type SettingsRecord = { id: UserId; values: Record<string, string> }
