/** Who works at the demo shop, and when. Passwords equal the login; the sign-in screen says so. */
const id = (last: string) => `7d1f0a52-6c3e-7b94-8e21-0000000000${last}`
const asked = ['orders', 'returns', 'billing']
const all = [...asked, 'finance', 'logistics']
const team = ['team-orders']

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const open = (days: number, fromHour: number, toHour: number) =>
  Array.from({ length: 7 }, (_, day) => (day < days ? [{ fromMinute: fromHour * 60, toMinute: toHour * 60 }] : []))
const sla = (days: number, fromHour: number, toHour: number, emailHours: number) => ({
  calendar: { zone: 'Europe/Berlin', week: open(days, fromHour, toHour), holidays: [] },
  replyWithinMs: { email: emailHours * HOUR_MS, chat: 2 * MINUTE_MS, phone: 10 * MINUTE_MS },
  riskFromMs: 15 * MINUTE_MS,
})

export const teams = [
  { id: 'team-orders', name: 'Orders' },
  { id: 'team-finance', name: 'Finance' },
  { id: 'team-logistics', name: 'Logistics' },
]

/** The shop's own queues answer customers; finance and logistics answer the shop's agents, by note. */
export const queues = [
  { id: 'orders', name: 'Orders', teamIds: team, sla: sla(7, 7, 22, 4) },
  { id: 'returns', name: 'Returns', teamIds: team, sla: sla(7, 7, 22, 4) },
  { id: 'billing', name: 'Billing', teamIds: team, sla: sla(7, 7, 22, 4) },
  { id: 'finance', name: 'Finance', teamIds: ['team-finance'], sla: sla(5, 8, 17, 4) },
  { id: 'logistics', name: 'Logistics', teamIds: ['team-logistics'], sla: sla(6, 6, 20, 4) },
]

export const people = [
  { id: id('01'), login: 'ana', name: 'Ana Ribeiro', role: 'agent', teamIds: team, queueIds: ['orders', 'returns'] },
  { id: id('02'), login: 'ben', name: 'Ben Okafor', role: 'agent', teamIds: team, queueIds: ['orders', 'billing'] },
  { id: id('03'), login: 'chie', name: 'Chie Tanaka', role: 'agent', teamIds: team, queueIds: ['returns', 'billing'] },
  { id: id('04'), login: 'lea', name: 'Lea Brandt', role: 'lead', teamIds: team, queueIds: all },
  { id: id('05'), login: 'quinn', name: 'Quinn Murphy', role: 'analyst', teamIds: team, queueIds: all },
  { id: id('06'), login: 'tora', name: 'Tora Lindqvist', role: 'trainer', teamIds: team, queueIds: all },
  { id: id('07'), login: 'tom', name: 'Tom Herrera', role: 'trainee', teamIds: team, queueIds: ['orders'] },
  { id: id('08'), login: 'ada', name: 'Ada Kowalska', role: 'admin', teamIds: [], queueIds: [] },
  {
    id: id('09'),
    login: 'finn',
    name: 'Finn Castellan',
    role: 'agent',
    teamIds: ['team-finance', 'team-logistics'],
    queueIds: ['finance', 'logistics'],
  },
] as const

export type Login = (typeof people)[number]['login']
/** The person who signs in with the name. */
export function personOf(login: Login) {
  const found = people.find((person) => person.login === login)
  if (found === undefined) throw new Error(`Nobody signs in as "${login}".`)
  return found
}
/** Agents who answer customers in the queue. */
export const agentsOf = (queueId: string) =>
  people.filter(
    (person) => (person.role === 'agent' || person.role === 'trainee') && person.queueIds.some((id) => id === queueId),
  )
