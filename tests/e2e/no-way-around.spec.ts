import type { CaseId, CustomerId, MessageId } from '../../domain/kernel/ids.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { signInAt } from '../support/real-server.ts'
import { someMutation } from '../support/records.ts'
import { errorOf } from '../support/wire.ts'
import { freeCases, openCase, repliesOf, reply, signInAs } from './composer-kit.ts'
import type { World } from './fixtures.ts'
import { expect, test } from './fixtures.ts'

// What the desk prevents the server prevents too: whoever asks it directly gets no further.
test.setTimeout(240_000)

async function someCase(world: World) {
  const [kase] = await freeCases(world, `k.d ->> 'phone' is not null`)
  if (kase === undefined) throw new Error('The demo world holds no free case.')
  const [row] = await world.sql<{ customerId: string; phone: string; count: number }>(
    `select k.id as "customerId", k.d ->> 'phone' as phone, (c.d ->> 'publicCount')::int as count
     from cases c join customers k on k.id = c.d ->> 'customerId' where c.id = $1`,
    [kase.id],
  )
  if (row === undefined) throw new Error('The case has no customer.')
  return { ...kase, ...row, caseId: kase.id as CaseId }
}
const answer = (caseId: CaseId, body: string, lastPublicOrdinal: number): Mutation => ({
  ...someMutation('reply.send', { caseId, messageId: `e2e-${body.length}` as MessageId, body, channel: 'email' }),
  pre: { lastPublicOrdinal },
})

test('a reply against an older thread is refused, also when it claims to have seen nothing, and nothing leaves [C6]', async ({
  world,
}) => {
  const { caseId, count } = await someCase(world)
  const [ana, ben] = [await signInAt(world.server.url, 'ana'), await signInAt(world.server.url, 'ben')]
  const taken = await ben.push([{ n: 1, mutation: answer(caseId, 'It comes on Monday.', count) }])
  expect(taken.verdicts).toMatchObject([{ status: 'applied' }])
  const late = await ana.push([
    { n: 1, mutation: answer(caseId, 'It comes on Friday.', count) },
    { n: 2, mutation: { ...answer(caseId, 'It comes on Saturday.', 0) } },
  ])
  expect(late.verdicts).toMatchObject([
    { status: 'rejected', code: 'stale_context' },
    { status: 'rejected', code: 'stale_context' },
  ])
  expect((await repliesOf(world, caseId)).map(({ body }) => body)).not.toContain('It comes on Friday.')
  expect(await world.sql(`select 1 from outbound_mail where body like 'It comes on %rday.'`)).toEqual([])
})

test('a case that somebody holds is not claimed, nor given away by one who may not [C9]', async ({ world }) => {
  const { caseId } = await someCase(world)
  const [ana, ben] = [await signInAt(world.server.url, 'ana'), await signInAt(world.server.url, 'ben')]
  await ben.push([{ n: 1, mutation: someMutation('case.claim', { caseId }) }])
  const { verdicts } = await ana.push([
    { n: 1, mutation: someMutation('case.claim', { caseId }) },
    { n: 2, mutation: someMutation('case.assign', { caseId, assigneeId: ana.account.userId }) },
  ])
  expect(verdicts).toMatchObject([
    { status: 'rejected', code: 'claimed' },
    { status: 'rejected', code: 'forbidden' },
  ])
  const [row] = await world.sql<{ holder: string }>('select assignee_id as holder from cases where id = $1', [caseId])
  expect(row?.holder).toBe(ben.account.userId)
})

test('an edit against a value that is no longer there is a conflict, and theirs stays [C65]', async ({ world }) => {
  const { caseId, customerId, phone } = await someCase(world)
  const edit = (from: string | null, to: string) =>
    someMutation('customer.edit', { caseId, customerId: customerId as CustomerId, field: 'phone', from, to })
  const [ana, ben] = [await signInAt(world.server.url, 'ana'), await signInAt(world.server.url, 'ben')]
  await ben.push([{ n: 1, mutation: edit(phone, '+44 20 7946 0221') }])
  const { verdicts } = await ana.push([
    { n: 1, mutation: edit(phone, '+44 20 7946 0111') },
    { n: 2, mutation: edit(null, '+44 20 7946 0112') },
  ])
  expect(verdicts).toMatchObject([
    { status: 'rejected', code: 'conflict' },
    { status: 'rejected', code: 'conflict' },
  ])
  const [row] = await world.sql<{ phone: string }>(`select d ->> 'phone' as phone from customers where id = $1`, [
    customerId,
  ])
  expect(row?.phone).toBe('+44 20 7946 0221')
})

test('a reply that was taken back never reaches the server or a second desk, and its number holds only one action [C29]', async ({
  world,
  openDesk,
}) => {
  const { caseId, number } = await someCase(world)
  const page = await signInAs(await openDesk(), 'ana')
  const ben = await signInAs(await openDesk(), 'ben')
  await openCase(page, number)
  await openCase(ben, number)
  const before = await repliesOf(world, caseId)
  await reply(page).focus()
  await page.keyboard.type('This was meant for somebody else.')
  await page.keyboard.press('Control+Enter')
  await expect(reply(page)).toHaveValue('')
  await page.keyboard.press('Control+u')
  await expect(reply(page)).toHaveValue('This was meant for somebody else.')
  // What comes after it shows that all before it was sent.
  await page.keyboard.press('Control+e')
  await page.keyboard.type('e2e after the undo')
  await page.keyboard.press('Control+Enter')
  const conversation = ben.getByRole('list', { name: 'Conversation' }).filter({ visible: true })
  await expect(conversation).toContainText('e2e after the undo', { timeout: 60_000 })
  await expect(conversation).not.toContainText('This was meant for somebody else.')
  expect(await repliesOf(world, caseId)).toEqual(before)
  expect(await world.sql(`select 1 from outbound_mail where body like 'This was meant%'`)).toEqual([])

  // Nor is another action slipped under a number that was used.
  const direct = await signInAt(world.server.url, 'ana')
  const note = (body: string) =>
    someMutation('note.add', { caseId, messageId: `e2e-${body}` as MessageId, body: `e2e ${body}` })
  await direct.push([{ n: 1, mutation: note('first') }])
  expect(await errorOf(await direct.pushRaw(direct.asPush([{ n: 1, mutation: note('second') }])))).toMatchObject({
    status: 409,
    code: 'client_forked',
  })
  expect(await world.sql(`select 1 from messages where body = 'e2e second'`)).toEqual([])
})

test('nobody says to be in a case they may not read, nor says anything without a sign-in [C5]', async ({ world }) => {
  const [ana, finn] = [await signInAt(world.server.url, 'ana'), await signInAt(world.server.url, 'finn')]
  const { caseId } = await someCase(world)
  const say = (headers: Record<string, string>, id: string) =>
    fetch(new URL('/api/v1/presence', world.server.url), {
      method: 'POST',
      body: JSON.stringify({ caseId: id, state: 'replying' }),
      headers: { 'content-type': 'application/json', ...headers },
    })
  expect((await say(ana.authorization, caseId)).status).toBe(200)
  expect(await errorOf(await say(finn.authorization, caseId))).toMatchObject({ status: 404, code: 'not_found' })
  expect((await errorOf(await say({}, caseId))).code).toBe('token_missing')
  expect((await errorOf(await say({ authorization: 'Bearer made-up' }, caseId))).code).toBe('token_invalid')
  // Nor is it told apart from a case that does not exist.
  expect(await errorOf(await say(finn.authorization, 'no-such-case'))).toMatchObject({ status: 404, code: 'not_found' })
})
