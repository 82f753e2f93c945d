/** One promise of the product, as it was numbered when the product was planned. Numbers are never given anew. */
export type Capability = { number: number; title: string; isLater: boolean }

const now = (number: number, title: string): Capability => ({ number, title, isLater: false })
const later = (number: number, title: string): Capability => ({ number, title, isLater: true })

/** Everything that the product shall be able to do. A test proves one of them by carrying its number: `[C21]`. */
export const CAPABILITIES: readonly Capability[] = [
  // Unified case view
  now(1, 'Case in one screen'),
  now(2, 'One timeline'),
  now(3, 'Instant open'),
  now(4, 'Tabs that keep state'),
  now(5, 'Presence in list and case'),
  now(6, 'Send guard'),
  later(7, 'Next best facts'),
  now(8, 'Sensitive data masked'),
  // Queue, routing, time blocks
  now(9, 'Next case'),
  later(10, 'Skip with a reason'),
  now(11, 'SLA countdown'),
  now(12, 'Finish, then break'),
  now(13, 'Urgent block'),
  now(14, 'Promises ledger'),
  now(15, 'Drop rescue'),
  now(16, 'Peak mode'),
  now(17, 'Escalate to finance with a clock'),
  // Composing, templates, guided scripts
  now(18, 'Find a template in three keystrokes'),
  now(19, 'Logic and data'),
  now(20, 'Ask, then insert'),
  now(21, 'No hole leaves the house'),
  now(22, 'Language variant'),
  now(23, 'Staged actions'),
  later(24, 'Stack snippets'),
  later(25, 'Private and shared, owned and dated'),
  now(26, 'Branching script'),
  now(27, 'Script survives'),
  later(28, 'Script to reply in one go'),
  now(29, 'Undo send'),
  later(30, 'Draft time machine'),
  now(31, 'Two-way translation with the original kept'),
  // Knowledge and policy
  now(32, 'Knowledge beside the reply'),
  now(33, 'Knowledge offline'),
  now(34, 'Start-of-shift brief'),
  later(35, 'Report an error here'),
  // Breaks and wellbeing
  now(36, 'Never during a live contact'),
  now(37, 'A call is not a rest'),
  now(38, 'SLA-aware offer'),
  now(39, 'The break you were owed'),
  now(40, 'Gentle and postponable'),
  now(41, 'Offline mindfulness'),
  now(42, 'After a hard contact'),
  now(43, 'No emotion sensing, private history'),
  now(44, 'Peer circles'),
  now(45, 'Help is two keys away'),
  now(46, 'Honest idle'),
  // Shift and metrics
  now(47, 'Shift strip'),
  now(48, 'Audit any number line by line'),
  now(49, 'Dispute a line'),
  now(50, 'One definition, shown'),
  now(51, 'Overlap done right'),
  now(52, 'Night shift and DST'),
  now(53, 'Offline work counts'),
  now(54, 'Small samples stay grey'),
  later(55, 'What-if for the shift end'),
  // Team lead, quality, training
  now(56, 'Board for 10-15'),
  later(57, 'Quiet help'),
  now(58, 'Fair sampling'),
  now(59, 'Score with evidence'),
  now(60, 'Practice mode'),
  later(61, 'Ramp plan'),
  // Offline and sync
  now(62, 'Whole working day offline, nothing lost'),
  now(63, 'Kill test'),
  now(64, 'Visible outbox'),
  now(65, 'Conflicts in plain words'),
  // Shared terminals, IT, access, speed
  now(66, 'Change of agent in 10 seconds'),
  now(67, 'IT rollout'),
  later(68, 'Policy you can see'),
  now(69, 'Mouse-free day'),
  now(70, 'Screen-reader calls'),
  now(71, 'Languages and direction'),
  now(72, 'Calm notifications'),
]
