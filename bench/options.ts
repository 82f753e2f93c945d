import { parseArgs } from 'node:util'
import type { ContenderName } from './page/names.ts'
import { NAMES } from './page/names.ts'

export const PARTS = ['stores', 'picker', 'desk', 'start'] as const
export type Part = (typeof PARTS)[number]

export type Options = {
  /** Of the whole data set, above 0 up to 1. */
  share: number
  /** How often the cold start, reads, deltas and actions are measured, interleaved. */
  rounds: number
  /** How often everything is loaded anew; not more than `rounds`. */
  loads: number
  opens: number
  actions: number
  /** All must be done so soon after the beginning, so that no round begins that would not be; 0: there is time. */
  budgetMs: number
  only: readonly ContenderName[]
  parts: readonly Part[]
  isQuick: boolean
}

/** A mistake in the command line, as one sentence. */
export class WrongOption extends Error {}

const WHOLE = { share: 1, rounds: 5, loads: 5, opens: 500, actions: 1_000, budgetMs: 0 }
const QUICK = { share: 0.05, rounds: 5, loads: 1, opens: 100, actions: 50, budgetMs: 160_000 }

/** Reads `npm run bench -- …`. Throws `WrongOption`. */
export function readOptions(args: string[]): Options {
  const { values } = parse(args)
  const isQuick = values.quick === true
  const usual = isQuick ? QUICK : WHOLE
  const share = values.percent === undefined ? usual.share : number('percent', values.percent, 0.5, 100) / 100
  const rounds = values.rounds === undefined ? usual.rounds : number('rounds', values.rounds, 1, 5)
  const loads = values.loads === undefined ? Math.min(usual.loads, rounds) : number('loads', values.loads, 1, rounds)
  return {
    ...usual,
    share,
    rounds,
    loads,
    only: names('only', values.only, NAMES),
    parts: names('parts', values.parts, PARTS),
    isQuick,
  }
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!(value >= least && value <= most))
    throw new WrongOption(`--${name} must be a number from ${least} to ${most}, not "${text}".`)
  return value
}

function names<Name extends string>(option: string, text: string | undefined, known: readonly Name[]): readonly Name[] {
  if (text === undefined) return known
  const wanted = text.split(',')
  const wrong = wanted.find((each) => !known.some((name) => name === each))
  if (wrong !== undefined) throw new WrongOption(`--${option} does not know "${wrong}". Known: ${known.join(', ')}.`)
  return known.filter((name) => wanted.includes(name))
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args,
      options: { quick: { type: 'boolean' }, percent: text, rounds: text, loads: text, only: text, parts: text },
    })
  } catch (error) {
    throw new WrongOption(
      `${(error as Error).message.split('. ')[0]}. Known: --quick --percent --rounds --loads --only --parts.`,
    )
  }
}
