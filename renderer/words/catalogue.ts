import agentState from './en/agent-state.json'
import app from './en/app.json'
import breaks from './en/breaks.json'
import kase from './en/case.json'
import attach from './en/attach.json'
import contact from './en/contact.json'
import disputes from './en/disputes.json'
import guide from './en/guide.json'
import help from './en/help.json'
import knowledge from './en/knowledge.json'
import lock from './en/lock.json'
import metrics from './en/metrics.json'
import numbers from './en/numbers.json'
import outbox from './en/outbox.json'
import palette from './en/palette.json'
import promise from './en/promise.json'
import queue from './en/queue.json'
import recorded from './en/recorded.json'
import reply from './en/reply.json'
import spelling from './en/spelling.json'
import templates from './en/templates.json'
import timeline from './en/timeline.json'
import urgent from './en/urgent.json'

/** English, the language every other catalogue is measured by. One file per part of the desk. */
export const english = {
  ...agentState,
  ...app,
  ...attach,
  ...breaks,
  ...kase,
  ...contact,
  ...disputes,
  ...guide,
  ...help,
  ...knowledge,
  ...lock,
  ...metrics,
  ...numbers,
  ...outbox,
  ...palette,
  ...promise,
  ...queue,
  ...recorded,
  ...reply,
  ...spelling,
  ...templates,
  ...timeline,
  ...urgent,
}

/** The name of a sentence. A name that no catalogue has does not compile. */
export type WordsKey = keyof typeof english
