/** An answer that a text names. Guarded: the text says what to write when there is none. */
export type NamedAnswer = { stepId: string; isGuarded: boolean }

const TAG = /\{\{-?([^}]*?)-?\}\}|\{%-?\s*(\w+)([^%]*?)-?%\}/g
const NAME = /\banswers\.([a-z0-9_-]+)/g

/**
 * The answers that a Liquid text names as `answers.<step id>`, each once as it stands. One is guarded inside an `if`
 * (or `unless`, `case`) that asks for it, in such a condition itself, and before a `default` filter.
 */
export function namedAnswers(text: string): NamedAnswer[] {
  const found: NamedAnswer[] = []
  const guards: string[][] = []
  const names = (part: string) => [...part.matchAll(NAME)].map((match) => match[1] ?? '')
  for (const [, output, tag = '', condition = ''] of text.matchAll(TAG)) {
    if (output !== undefined) {
      for (const stepId of names(output))
        found.push({ stepId, isGuarded: guards.flat().includes(stepId) || /\|\s*default\b/.test(output) })
      continue
    }
    const asked = names(condition)
    if (tag === 'if' || tag === 'unless' || tag === 'case') guards.push(asked)
    else if (tag === 'elsif') guards.at(-1)?.push(...asked)
    else if (tag === 'endif' || tag === 'endunless' || tag === 'endcase') guards.pop()
    const isCondition = ['if', 'unless', 'case', 'elsif'].includes(tag)
    for (const stepId of asked) found.push({ stepId, isGuarded: isCondition || guards.flat().includes(stepId) })
  }
  return found
}
