/** Names of the bridge's channels, for the preload, which must not carry the schemas. `desk-bridge.ts` checks that they agree. */
export const deskCalls = [
  'desk.info',
  'session.current',
  'session.signIn',
  'session.signOut',
  'store.key',
  'journal.append',
  'journal.read',
  'journal.compact',
  'sync.pull',
  'sync.push',
  'log.write',
] as const
export const deskEvents = ['sync.poked', 'link.changed', 'session.changed', 'power.resumed'] as const
