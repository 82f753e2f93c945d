import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Written, WrittenGuide } from './kit.ts'
import { act, choose, end, pending, promise, solved, tag, way } from './kit.ts'

/** The source's decision trees: Graphviz, one for each trouble with a phone. */
const TREES = [
  {
    file: 'tech_support_path1_no_service.dot',
    subflow: 'Phone No Service',
    title: 'Phone has no service',
    start: 'P1_Start',
  },
  {
    file: 'tech_support_path2_mobile_data.dot',
    subflow: 'Phone Mobile Data',
    title: 'Mobile data missing or slow',
    start: 'P2_Start',
  },
  {
    file: 'tech_support_path3_mms.dot',
    subflow: 'Phone Picture Messages',
    title: 'Picture messages do not go out',
    start: 'P3_Start',
  },
]

type Tree = {
  nodes: Map<string, { label: string; isQuestion: boolean }>
  edges: { from: string; to: string; label: string }[]
}

const inOurWords = (label: string): string =>
  label
    .replaceAll('\\n', ' ')
    .replaceAll("'", '"')
    .replace(/^Ask user:? (to )?/, (_all, to: string | undefined) =>
      to === undefined ? 'Ask the customer: ' : 'Ask the customer to ',
    )
    .replace(/\bfor user\b/, 'for the customer')
    .replace(/\bUser\b/g, 'Customer')
    .replace(/\buser\b/g, 'the customer')
    .replace(/Path (\d)(\.\d)?/g, (_all, number: string) => `the guide "${TREES[Number(number) - 1]?.title ?? ''}"`)
    .replace(/ after (the guide "[^"]+") resolution/, ' after $1')
    .trim()

function readTree(text: string): Tree {
  const nodes: Tree['nodes'] = new Map()
  const edges: Tree['edges'] = []
  for (const line of text.split('\n')) {
    const [, from, to, attributes = ''] = /^\s*(\w+) -> (\w+)(?: \[(.*)\])?;/.exec(line) ?? []
    if (from !== undefined && to !== undefined) {
      // A dashed line points to another tree; the step it leaves says so itself.
      if (!attributes.includes('style=dashed'))
        edges.push({ from, to, label: /label="([^"]*)"/.exec(attributes)?.[1] ?? '' })
      continue
    }
    const [, id, label, rest = ''] = /^\s*(\w+) \[label="([^"]*)"(.*)\];/.exec(line) ?? []
    if (id !== undefined && label !== undefined) nodes.set(id, { label, isQuestion: rest.includes('shape=diamond') })
  }
  return { nodes, edges }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
const idOf = (node: string): string => node.toLowerCase().replaceAll('_', '-')
/** "Step 1.2: Verify SIM Card Status" and the like are headings of what follows, and a repeated test belongs to its question. */
const isHeading = (label: string): boolean => /^(Step|Path) \d|^(Check|Verify) /.test(label)
const isTest = (label: string): boolean =>
  /rerun speed test|try MMS again|check\s*(\\n)?if service is restored/.test(label)
const ENDS: Record<string, string> = { End_Resolve: 'works', End_Escalate_Tech: 'colleague' }

function stepsOf({ nodes, edges }: Tree, start: string, title: string): Written[] {
  const steps: Written[] = []
  const done = new Set<string>()
  /** The step that a way really leads to, with the headings and tests passed on it. */
  const arrive = (id: string, passed: string[] = []): { id: string; passed: string[] } => {
    const node = nodes.get(id)
    const next = edges.find((edge) => edge.from === id)?.to
    if (node === undefined) throw new Error(`"${title}": the tree has no node "${id}".`)
    if (node.isQuestion || next === undefined || !(isHeading(node.label) || isTest(node.label))) return { id, passed }
    return arrive(next, [...passed, node.label])
  }
  const visit = (from: string): string => {
    const { id, passed } = arrive(from)
    const ended = ENDS[id]
    if (ended !== undefined) return ended
    const name = idOf(id)
    if (done.has(id)) return name
    done.add(id)
    const node = nodes.get(id)
    const label = inOurWords(node?.label ?? '')
    const headings = passed
      .filter((each) => isHeading(each) && !each.startsWith('Path'))
      .map((each) => inOurWords(each.replace(/^Step [\d.]+: /, '')))
    const details = passed.filter((each) => isTest(each)).map((each) => `${inOurWords(each)}.`)
    const heading = headings.at(-1) ?? label.replace(/^Step [\d.]+: |\?$/g, '')
    // Its place is held before what follows is visited: the order of reading.
    const at = steps.push(act(name, heading, label)) - 1
    const ways = edges.filter((edge) => edge.from === id)
    if (node?.isQuestion === true) {
      const choices = ways.map((edge, index) => {
        const words = edge.label === '' ? 'No' : inOurWords(edge.label).replace(/^(\w+) \(([^)]*)\).*$/, '$1: $2')
        return way(`way-${index + 1}`, words, { next: visit(edge.to) })
      })
      steps[at] = choose(
        name,
        heading,
        label.replace(/^Step [\d.]+: Verify if the customer is (.*)$/, 'Is the customer $1?'),
        choices,
        { details },
      )
    } else
      steps[at] = act(
        name,
        capital(heading.replace(/^Ask the customer(: | to )/, '')),
        label.replace(/([^?.])$/, '$1.'),
        { details, next: visit(ways[0]?.to ?? '') },
      )
    return name
  }
  visit(start)
  return [
    ...steps,
    end('works', 'It works', {
      disposition: 'resolved',
      reply:
        'I am glad that your phone works as it should. If it happens again, just write to me; I have noted what we tried.',
      note: `${title}: works again.`,
      actions: [tag('phone'), solved],
    }),
    end('colleague', 'A colleague takes over', {
      disposition: 'escalated',
      reply:
        'We have tried what can be tried from here. I have given it to a colleague who looks after the network and has everything we tried; you will hear from us by the end of tomorrow.',
      note: `${title}: tried all steps of the guide, given to a colleague.`,
      actions: [tag('phone'), promise(`${title}: colleague writes`, 1), pending],
    }),
  ]
}

/** Three more guided scripts, made of the source's trees as they stand. */
export const treeGuides = (from: string): (WrittenGuide & { group: string })[] =>
  TREES.map(({ file, subflow, title, start }) => {
    const tree = readTree(readFileSync(join(from, 'tau2-bench/telecom', file), 'utf8'))
    return { subflow, title, group: 'Harbour & Mill Mobile', steps: stepsOf(tree, start, title) }
  })
