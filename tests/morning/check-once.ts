import type { World } from '../e2e/fixtures.ts'
import { ESCALATION, PROMISE } from './take-steps.ts'
import { noteOf, wordsOf } from './write-answer.ts'

/** What PostgreSQL holds of one run. */
export type Kept = {
  /** By name and verdict: "reply.send applied". */
  decided: Record<string, number>
  /** Everything that is not there exactly once, in words. Empty: nothing is lost, nothing is doubled. */
  faults: string[]
}

/** Looks for each action of the run in the server's PostgreSQL: its verdict, its number in the desk's row, its effect. */
export async function checkOnce({ sql }: World, contacts: number, noted: number[], guides: number): Promise<Kept> {
  const faults: string[] = []
  const rows = await sql<{ decided: string; count: number }>(
    `select name || ' ' || status as decided, count(*)::int as count from sync_result group by 1 order by 1`,
  )
  const bad = await sql<{ said: string }>(
    `select name || ' ' || coalesce(code, '') as said from sync_result where status = 'rejected'`,
  )
  for (const { said } of bad) faults.push(`refused: ${said}`)

  // A desk numbers its actions 1, 2, 3 ...: a gap is a lost one.
  const gaps = await sql<{ said: string }>(
    `select client_id || ' sent ' || count(*) || ' up to number ' || max(n) as said from sync_result
     group by client_id having count(*) <> max(n) or count(distinct mutation_id) <> count(*)`,
  )
  for (const { said } of gaps) faults.push(`gap: ${said}`)
  const without = await sql<{ said: string }>(
    `select name || ' ' || r.mutation_id as said from sync_result r
     where r.name in ('reply.send', 'note.add') and r.status = 'applied'
       and (select count(*) from messages m where m.mutation_id = r.mutation_id) <> 1`,
  )
  for (const { said } of without) faults.push(`no message of its own: ${said}`)

  const once = async (what: string, text: string, params: unknown[], times = 1) => {
    const [found] = await sql<{ count: number }>(text, params)
    if (found?.count !== times) faults.push(`${what}: ${found?.count ?? 0} times, not ${times}`)
  }
  const messages = `select count(*)::int as count from messages where author_kind = 'agent' and visibility = $2
    and position($1 in body) > 0`
  for (let n = 0; n < contacts; n++) await once(`reply ${n + 1}`, messages, [wordsOf(n), 'public'])
  for (const n of noted) await once(`note ${n + 1}`, messages, [noteOf(n), 'note'])
  await once(
    'replies in all',
    `select count(*)::int as count from messages where mutation_id is not null and visibility = 'public'`,
    [],
    contacts,
  )
  await once('guides', `select count(*)::int as count from sync_result where name = 'guide.end'`, [], guides)
  await once(
    'guides that are finished',
    `select count(*)::int as count from guide_runs g where d ->> 'state' = 'finished' and exists
       (select 1 from sync_result r where r.name = 'guide.end' and r.case_id = g.case_id)`,
    [],
    guides,
  )
  await once(
    'escalation',
    `select count(*)::int as count from cases c join messages m on m.case_id = c.id
     where c.d ->> 'parentId' is not null and position($1 in m.body) > 0`,
    [ESCALATION],
  )
  await once('promise', `select count(*)::int as count from promises where d ->> 'words' = $1`, [PROMISE])
  return { decided: Object.fromEntries(rows.map(({ decided, count }) => [decided, count])), faults }
}
