import type { GuideFault, GuideProblem } from '../domain/guides/check-guide.ts'

type Words = { wrong: (about: string) => string; todo: (about: string) => string }
const say = (wrong: string, todo: string): Words => ({
  wrong: (about) => wrong.replaceAll('<about>', about),
  todo: (about) => todo.replaceAll('<about>', about),
})

const WORDS: Record<GuideFault, Words> = {
  'no-start': say('It begins at "<about>", and there is no such step.', 'Set "start" to the id of the first step.'),
  'double-step': say('Another step before it has the same id.', 'Give one of them an id of its own.'),
  'unknown-next': say('It leads to "<about>", and there is no such step.', 'Write the step, or lead to one there is.'),
  unreachable: say(
    'Nothing leads to it by a way that can be taken.',
    'Lead a step or an open choice to it, or take it out.',
  ),
  cycle: say('From it a way leads back to it, so a run might never end.', 'Lead one of the ways on to a later step.'),
  'no-outcome': say(
    'It has no outcome, so no run can end.',
    'Add a step of the kind "outcome" for each way it can end.',
  ),
  'dead-end': say('No way from it reaches an outcome.', 'Lead it to a step that ends in an outcome.'),
  'empty-title': say('The title is empty.', 'Say in a few words what it is about.'),
  'empty-ask': say('It asks nothing.', 'Write the question, or what to do, into "ask".'),
  'empty-words': say('The choice "<about>" has no words.', 'Write what the agent reads on it.'),
  'double-choice': say(
    'Two choices have the id "<about>".',
    'Give one of them an id of its own: answers are kept by it.',
  ),
  'one-choice': say(
    'It has fewer than two choices, so there is nothing to choose.',
    'Add a choice, or make it a "do" step.',
  ),
  'no-open-choice': say('Every choice is forbidden, so nobody gets past it.', 'Open one of them.'),
  'empty-why': say(
    'The choice "<about>" is forbidden without a reason.',
    'Write the reason into "why": the agent reads it.',
  ),
  'unknown-answer': say(
    'In <about>, a text names an answer that no step gives.',
    'Name a "choose" or "ask" step of this guide: answers.<step id>.',
  ),
  'answer-not-on-every-path': say(
    'In <about>, a text names an answer that not every way here has given.',
    'Put {% if answers.… %} around it, or a default filter behind it.',
  ),
  'answer-may-be-empty': say(
    'In <about>, a text names an answer that may be left empty.',
    'Put {% if answers.… %} around it, or make the step required.',
  ),
  'change-of-unknown-step': say(
    '"changes" names the step "<about>", and there is none.',
    'Name a step of this version.',
  ),
  'no-changes': say(
    'It is a later version and says nothing of what has changed.',
    'Add "changes": step id and words for the agent.',
  ),
  'changes-in-first': say('It is the first version, so nothing can have changed.', 'Empty "changes".'),
}

/** What is wrong and what to do about it, for whoever writes guides. */
export const wordsOf = ({ fault, about }: GuideProblem): { wrong: string; todo: string } => ({
  wrong: WORDS[fault].wrong(about),
  todo: WORDS[fault].todo(about),
})
