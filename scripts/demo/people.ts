/** Who works at the demo shop. Passwords equal the login; the sign-in screen says so. */
const id = (last: string) => `7d1f0a52-6c3e-7b94-8e21-0000000000${last}`
const all = ['orders', 'returns', 'billing']
const team = ['team-orders']

export const teams = [{ id: 'team-orders', name: 'Orders' }]

export const queues = [
  { id: 'orders', name: 'Orders', teamIds: team },
  { id: 'returns', name: 'Returns', teamIds: team },
  { id: 'billing', name: 'Billing', teamIds: team },
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
]
