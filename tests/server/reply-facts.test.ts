import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { CaseId, CustomerId, MessageId } from '../../domain/kernel/ids.ts'
import { findDoubts } from '../../domain/replying/find-doubts.ts'
import { foldName, nameKeys } from '../../domain/replying/name-words.ts'
import { migrate } from '../../server/store/migrate.ts'
import { replyFacts } from '../../server/sync/reply-facts.ts'
import type { RealPostgres } from '../support/real-postgres.ts'
import { startRealPostgres } from '../support/real-postgres.ts'
import { someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

let server: TestServer
const kase = { id: 'c-orders-0' as CaseId, customerId: 'k-orders-0' as CustomerId }
const factsOf = (text: string, about = kase) => replyFacts(server.db, 'small', about, text)

async function addCustomer(id: string, givenName: string, familyName: string, more: Partial<CustomerRecord> = {}) {
  const [model] = await server.db.query<{ d: CustomerRecord }>("select d from customers where id = 'k-orders-0'")
  const d = { ...model?.d, id, givenName, familyName, email: `${id}@example.com`, ...more }
  await server.db.query("insert into customers (tenant, id, shard, tags, d) values ('small', $1, 0, '{}', $2)", [
    id,
    JSON.stringify(d),
  ])
}

beforeAll(async () => {
  server = await startTestServer()
  await addCustomer('x-emma', 'Emma', 'Brown')
  await addCustomer('x-liam', 'Liam', 'Brown')
  await addCustomer('x-noah', 'Noah', 'Brown')
  await addCustomer('x-juergen', 'Jürgen', 'Müller-Łącki')
  await addCustomer('x-sato', '花子', '佐藤')
  await addCustomer('x-gone', 'Emma', 'Vanished')
  await server.db.query("update customers set deleted = true where id = 'x-gone'")
  await addCustomer('x-twin', 'Nadja', 'Ossei', { mergedIntoId: 'k-orders-0' as CustomerId })
  await server.db.query(
    "update orders set d = jsonb_set(d, '{customerId}', '\"x-twin\"') where tenant = 'small' and id = 'o-orders-4'",
  )
})
afterAll(() => server.stop())

describe('what the server holds a reply against', () => {
  it('is the customer, their orders, their words and the colleagues', async () => {
    const facts = await factsOf('Hello')
    expect(facts.customer).toMatchObject({ givenName: 'Nadia', familyName: 'Osei 48000' })
    expect(facts.orderNumbers).toContain('EK-48000')
    expect(facts.staffNames).toContain('Ben Okafor')
    expect(facts.knownText).toContain('Message 2 of Parcel 0')
    expect(facts.knownText).toContain('215 River Road')
    expect(facts.knownText).not.toContain('Message 1 of Parcel 0')
    expect(facts.knownText).not.toContain('Leeds')
  })

  it('counts whoever turned out to be the same person as the customer themself', async () => {
    const facts = await factsOf('Dear Nadja Ossei,')
    expect(facts.orderNumbers).toEqual(['EK-48000', 'EK-48004'])
    expect(findDoubts('Dear Nadja Ossei, EK-48004 left.', facts)).toEqual([])
    const other = await factsOf('Nadja', { id: 'c-orders-1' as CaseId, customerId: 'x-twin' as CustomerId })
    expect(other.orderNumbers).toEqual(['EK-48000', 'EK-48004'])
  })

  it('knows the shape of the order numbers even for a customer without an order', async () => {
    const facts = await factsOf('EK-48001', { id: 'c-orders-1' as CaseId, customerId: 'x-emma' as CustomerId })
    expect(facts.orderNumbers).toEqual([])
    expect(findDoubts('Your order EK-48001 left.', facts)).toMatchObject([{ kind: 'order', text: 'EK-48001' }])
  })

  it('holds one of those who share only a family name, and none who is gone, unnamed or of another house', async () => {
    const named = async (text: string) =>
      (await factsOf(text)).strangers.map((each) => `${each.givenName} ${each.familyName}`).sort()
    expect(await named('We told Emma Brown.')).toHaveLength(2)
    expect(await named('We told Emma Brown.')).toContain('Emma Brown')
    expect(await named('The brown one.')).toHaveLength(1)
    expect(await named('We told Emma Vanished and Nadia.')).not.toContain('Emma Vanished')
    expect(await named('Nothing of the kind')).toEqual([])
    expect(await named('jurgen muller')).toEqual(['Jürgen Müller-Łącki'])
    expect(await named('お荷物は佐藤花子様に')).toEqual(['花子 佐藤'])
    expect((await replyFacts(server.db, 'elsewhere', kase, 'Emma Brown')).strangers).toEqual([])
  })
})

describe('a reply that reaches the server with a hole', () => {
  const table: [string, string][] = [
    ["another customer's name", 'Dear Ms Brown, it left today.'],
    ["another customer's order", 'Your order EK-48002 left today.'],
    ['an unfilled placeholder', 'Dear {{customer.givenName}}, it left today.'],
  ]
  let ana: Awaited<ReturnType<typeof connect>>
  let n = 0
  beforeAll(async () => {
    ana = await connect(server, 'ana')
  })
  it.each(table)('is refused, and nothing of it is kept: %s [C21]', async (_what, body) => {
    const messageId = `hole-${body.length}` as MessageId
    const args = { caseId: 'c-orders-1' as CaseId, messageId, body, channel: 'email' as const }
    const mutation = someMutation('reply.send', args, { pre: { lastPublicOrdinal: 2 } })
    expect((await ana.push([{ n: ++n, mutation }])).verdicts).toMatchObject([{ status: 'rejected', code: 'hole' }])
    expect(await server.db.query('select 1 from messages where id = $1', [messageId])).toEqual([])
  })

  it('may be written as a note', async () => {
    const args = {
      caseId: 'c-orders-2' as CaseId,
      messageId: 'note-1' as MessageId,
      body: 'Same as Emma Brown, EK-48001.',
    }
    const { verdicts } = await ana.push([{ n: ++n, mutation: someMutation('note.add', args) }])
    expect(verdicts).toMatchObject([{ status: 'applied' }])
  })
})

describe('PostgreSQL folds names as the rules do, whatever its own locale', () => {
  let postgres: RealPostgres
  beforeAll(async () => {
    postgres = await startRealPostgres({ connections: 2 })
    await migrate(postgres.db)
  })
  afterAll(() => postgres.stop())
  const names = [
    'Emma',
    "O'Brien",
    'O’Brien',
    'García-López',
    'Müller',
    'MÜLLER',
    'Weiß',
    'WEIẞ',
    'Łukasz',
    'ŁĄCKI',
    'Søren',
    'Ægir',
    'Đorđe',
    'İpek',
    'Işık',
    'ÞÓRA',
    'Œuvrard',
    'Nguyễn Thị Mai',
    'Йосип',
    'ЇЖАК',
    'Ёлкина',
    'Παπαδόπουλος',
    'ΣΟΦΟΣ',
    '高橋',
    '純',
    'ｽｽﾞｷ',
    'ガルシア',
    '김민수',
    'أحمد',
    'إيمان',
    'فاطمة',
    'لَيْلَى',
    'الحـــداد',
    'शर्मा',
    'क़ादरी',
    'ＥＭＭＡ',
    'Osei 48000',
    'Ana Maria',
    'van den Heuvel',
    'J. R. (Bob)',
    'Smith, Jr.',
    '中黒・名前',
    'a\u00a0b\u3000c',
    '',
    '  ',
  ]
  it.each(names)('%s', async (name) => {
    const [row] = await postgres.db.query<{ folded: string; words: string[] }>(
      'select fold_name($1) as folded, name_words($1) as words',
      [name],
    )
    expect(row).toEqual({ folded: foldName(name), words: nameKeys(name) })
  })
})

describe('in a house of ten thousand customers', () => {
  it('the names in a reply are found by an index', async () => {
    await server.db.query(
      `insert into customers (tenant, id, shard, tags, d) select 'small', 'many-' || i, 0, '{}',
         jsonb_build_object('givenName', chr(97 + i % 26) || 'given' || chr(97 + i / 26 % 26), 'familyName',
           'fam' || chr(97 + i % 26) || chr(97 + i / 26 % 26) || chr(97 + i / 676 % 26)) from generate_series(1, 10000) i`,
    )
    await server.db.query('analyze customers')
    const plan = await server.db.query<{ 'QUERY PLAN': string }>(
      "explain select d from customers where tenant = 'small' and (given_words || family_words) && array['brown', 'emma']",
    )
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('customers_names')
    expect((await factsOf('We told Emma Brown.')).strangers).toContainEqual({ givenName: 'Emma', familyName: 'Brown' })
  })
})
