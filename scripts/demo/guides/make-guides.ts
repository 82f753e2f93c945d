import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chosen } from '../chance.ts'
import { reasons } from '../reasons.ts'
import { account } from './account.ts'
import { accountAccess } from './account-access.ts'
import { disputes } from './disputes.ts'
import type { Written, WrittenGuide } from './kit.ts'
import { joined } from './kit.ts'
import { orderChanges } from './order-changes.ts'
import { orders } from './orders.ts'
import { ownGuides } from './own-guides.ts'
import { questions } from './questions.ts'
import { refundsAndReturns } from './refunds-and-returns.ts'
import { shipping } from './shipping.ts'
import { subscription } from './subscription.ts'
import { treeGuides } from './tree-guides.ts'
import { troubles } from './troubles.ts'

type Guideline = { actions: { button: string }[] }
type Source = Record<string, { subflows: Record<string, Guideline> }>

const DAY_MS = 86_400_000
const written: WrittenGuide[] = [
  ...refundsAndReturns,
  ...orders,
  ...orderChanges,
  ...accountAccess,
  ...troubles,
  ...account,
  ...disputes,
  ...shipping,
  ...subscription,
  ...questions,
]

const keyOf = (subflow: string): string => subflow.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** Every instruction of the source stands behind at least one step, and no step names one that is not there. */
function holdAgainst(subflow: string, steps: readonly Written[], guideline: Guideline): void {
  const stoodFor = new Set(steps.flatMap((step) => step.from))
  guideline.actions.forEach((action, at) => {
    if (!stoodFor.has(at))
      throw new Error(`"${subflow}": no step stands for instruction ${at} (${action.button}) of the source.`)
  })
  for (const at of stoodFor)
    if (guideline.actions[at] === undefined) throw new Error(`"${subflow}": the source has no instruction ${at}.`)
}

/** All guided scripts, in the order of the source; times as milliseconds before the start. */
export function makeGuides(from: string) {
  const source = JSON.parse(readFileSync(join(from, 'abcd/guidelines.json'), 'utf8')) as Source
  const guides = Object.entries(source).flatMap(([group, { subflows }]) =>
    Object.entries(subflows).flatMap(([subflow, guideline]) => {
      const guide = written.find((each) => each.subflow === subflow)
      if (guide === undefined) throw new Error(`No guide is written for "${subflow}".`)
      holdAgainst(subflow, guide.steps, guideline)
      return versions(guide, keyOf(subflow), group)
    }),
  )
  return [
    ...guides,
    ...[...ownGuides, ...treeGuides(from)].flatMap((guide) => versions(guide, keyOf(guide.subflow), guide.group)),
  ]
}

function versions(guide: WrittenGuide, key: string, group: string) {
  const served = reasons.filter((reason) => reason.guide === key || reason.key === key).map((reason) => reason.key)
  const record = (version: number, agoDays: number, steps: readonly Written[], isCurrent: boolean) => ({
    id: `${key}@${version}`,
    key,
    version,
    title: guide.title,
    group,
    reasons: served,
    changedAgoMs: agoDays * DAY_MS + chosen(key, 600) * 60_000,
    changedBy: 'Tora Lindqvist',
    changes: version === 1 ? [] : (guide.older?.changes ?? []),
    isCurrent,
    start: steps[0]?.step.id ?? '',
    steps: joined(steps),
  })
  const { older } = guide
  if (older === undefined) return [record(1, 20 + chosen(key, 300), guide.steps, true)]
  return [record(1, older.daysAgo, older.steps, false), record(2, 3 + chosen(key, 40), guide.steps, true)]
}
