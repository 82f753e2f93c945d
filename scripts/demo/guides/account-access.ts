import type { Written, WrittenGuide } from './kit.ts'
import { act, ask, choose, closed, end, instead, solved, tag, way } from './kit.ts'
import { customer, notVerified } from './shared-steps.ts'

const username: Written[] = [
  customer(),
  choose(
    'identity',
    'Check who it is',
    'How many of the four facts does the customer know?',
    [
      way('three', 'Three or four are right', { next: 'username' }),
      way('fewer', 'Fewer than three are right', { next: 'not-verified' }),
      closed(
        'two',
        'Two are right, and they are in a hurry',
        'nobody',
        'Three facts are asked of everyone.',
        'username',
      ),
    ],
    { from: 1, details: ['Full name, given and family name', 'Postcode', 'Telephone number', 'E-mail address'] },
  ),
  ask('username', 'text', 'Username', 'What is their username?', {
    from: 2,
    details: [
      'First letter of the given name, the family name, then 1: John Smith is jsmith1, Wendy Chesterfield wchesterfield1.',
      'Came here from another guide? Go on there with this name even if the shop system does not know it.',
    ],
  }),
  end('told', 'Username told', {
    from: 2,
    disposition: 'resolved',
    reply: 'Your username is {{ answers.username }}.',
    note: 'Username told: {{ answers.username }}. Identity checked with three facts.',
    actions: [tag('username'), solved],
  }),
  notVerified(),
]

const password: Written[] = [
  customer(),
  choose(
    'has-username',
    'Username',
    'Does the customer know their username?',
    [
      way('yes', 'Yes', { next: 'username' }),
      way('no', 'No', { hint: 'First letter of the given name, family name, then 1.', next: 'recover' }),
    ],
    { from: 1 },
  ),
  act(
    'recover',
    'Work out the username',
    'Check three of name, postcode, telephone and e-mail, then tell them their username.',
    {
      from: 1,
      details: ['The whole of it is the guide "Forgotten username".'],
    },
  ),
  ask('username', 'text', 'Username', 'What is the username?', { from: 1 }),
  act('explain', 'Say what you can do', 'Tell them that you cannot see their password, but can make a new one.', {
    from: 2,
  }),
  choose(
    'proof',
    'Proof',
    'With what do they show who they are?',
    [
      way('pin', 'The right PIN', { next: 'make' }),
      way('answer', 'The right answer to the security question', { next: 'make' }),
      way('neither', 'Neither', { next: 'not-verified' }),
      closed(
        'old-password',
        'The old password',
        'nobody',
        'A password is never asked for and proves nothing once it has been told.',
        'make',
      ),
    ],
    { from: 3 },
  ),
  act('make', 'Make a password', 'Make a new password and tell it to the customer.', { from: 3 }),
  end('made', 'New password given', {
    disposition: 'resolved',
    reply:
      'I have made a new password for {{ answers.username }}. It is the one I gave you in this conversation; please change it when you next sign in.',
    note: 'New password made for {{ answers.username }}. Proof: {{ answers.proof }}.',
    actions: [tag('password'), solved],
    details: ['The password itself is not written into the case.', 'Ask whether there is anything else.'],
  }),
  notVerified(),
]

const twoFactor: Written[] = [
  customer(),
  choose(
    'knows',
    'E-mail address',
    'Does the customer know the e-mail address of the account?',
    [
      way('yes', 'Yes', { next: 'email' }),
      way('pin', 'No, but the PIN', { next: 'proof' }),
      way('question', 'No, but the answer to the security question', {
        hint: 'What is your mother’s maiden name?',
        next: 'proof',
      }),
      way('nothing', 'None of them', { next: 'not-verified' }),
    ],
    { from: 1, details: ['Tell them first: a code is sent to their e-mail address.'] },
  ),
  ask('email', 'email', 'E-mail address', 'What is the e-mail address?', { from: 1, next: 'send' }),
  act(
    'proof',
    'Check PIN or answer',
    'Check it, and tell them that the code goes to the e-mail address we have on file.',
    { from: 1 },
  ),
  act('send', 'Send the link', 'Send the link about good security, and tell them why.', {
    from: 2,
    details: ['Everyone who resets a second factor gets it.'],
  }),
  end('sent', 'Code is sent', {
    from: 2,
    disposition: 'resolved',
    reply:
      'I have sent the code for a new second factor to {% if answers.email %}{{ answers.email }}{% else %}the e-mail address we have on file{% endif %}, and with it a link on keeping your account safe.',
    note: 'Second factor reset; code sent to {% if answers.email %}{{ answers.email }}{% else %}the address on file ({{ answers.knows }}){% endif %}. Link on security sent.',
    actions: [tag('second-factor'), solved],
  }),
  notVerified(),
]

export const accountAccess: WrittenGuide[] = [
  { subflow: 'Recover Username', title: 'Forgotten username', steps: username },
  {
    subflow: 'Recover Password',
    title: 'Forgotten password',
    steps: password,
    older: {
      daysAgo: 160,
      steps: instead(
        password,
        choose(
          'proof',
          'Proof',
          'With what do they show who they are?',
          [
            way('pin', 'The right PIN', { next: 'make' }),
            way('neither', 'They do not know it', { next: 'not-verified' }),
          ],
          { from: 3 },
        ),
      ),
      changes: [
        { stepId: 'proof', words: 'The security question is enough too; the old password is ruled out in words.' },
      ],
    },
  },
  { subflow: 'Reset Two-Factor Auth', title: 'Second factor lost', steps: twoFactor },
]
