import type { WordsKey } from './catalogue.ts'
import type { Words, WordsValues } from './use-words.ts'

type After<Prefix extends string, Key = WordsKey> = Key extends `${Prefix}${infer Rest}` ? Rest : never

/** A figure, a line's reason and the reason for no value, as the catalogue knows them; those of the domain must be among them. */
export type NamedMetric = After<'metrics.define.'>
export type NamedReason = After<'metrics.reason.'>
export type NamedNothing = After<'metrics.nothing.'>

/** "Occupancy" */
export const sayMetric = (words: Words, metric: NamedMetric): string => words(`metrics.name.${metric}`)

/** Its one definition, in one paragraph. `values`: what the policy says (`policyValues` of the domain). */
export const sayDefinition = (words: Words, metric: NamedMetric, values: WordsValues): string =>
  words(`metrics.define.${metric}`, values)

/** Why a line gives what it gives: "In plan". */
export const sayReason = (words: Words, reason: NamedReason): string => words(`metrics.reason.${reason}`)

/** Why there is no value: "No rating yet". */
export const sayNothing = (words: Words, nothing: NamedNothing): string => words(`metrics.nothing.${nothing}`)

/** "2 more urgent cases within 12 min keep response time at target" */
export const sayWhatIf = (words: Words, kind: After<'metrics.what-if.'>, cases: number, withinMs: number): string =>
  words(`metrics.what-if.${kind}`, { cases, minutes: Math.floor(withinMs / 60_000) })
