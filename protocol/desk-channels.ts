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
  'file.keep',
  'file.upload',
  'file.save',
  'file.retain',
  'sync.pull',
  'sync.push',
  'presence.set',
  'mail.layOut',
  'link.open',
  'log.write',
] as const
export const deskEvents = [
  'sync.poked',
  'presence.changed',
  'link.changed',
  'session.changed',
  'mail.link',
  'power.resumed',
] as const
