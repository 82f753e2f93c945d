import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Sections of the source's policy that a person can follow, and what they are called here. */
const SECTIONS: Record<string, { title: string; tags: string[] }> = {
  'Retail agent policy': { title: 'What we do for customers, and how we begin', tags: ['policy', 'identity'] },
  User: { title: 'What an account holds', tags: ['policy', 'account', 'payment'] },
  Product: { title: 'Products and their variants', tags: ['policy', 'product', 'variant'] },
  Order: { title: 'What an order holds', tags: ['policy', 'order', 'status'] },
  'Generic action rules': { title: 'Changing orders: what holds for all of them', tags: ['policy', 'order', 'change'] },
  'Cancel pending order': { title: 'Cancelling an order', tags: ['policy', 'order', 'cancel', 'refund'] },
  'Modify pending order': { title: 'Changing an order that has not gone out', tags: ['policy', 'order', 'change'] },
  'Modify payment': { title: 'Changing the payment of an order', tags: ['policy', 'order', 'payment', 'gift card'] },
  'Modify items': { title: 'Changing the items of an order', tags: ['policy', 'order', 'items'] },
  'Return delivered order': { title: 'Returning an order that has arrived', tags: ['policy', 'return', 'refund'] },
  'Exchange delivered order': { title: 'Exchanging items of an order that has arrived', tags: ['policy', 'exchange'] },
}

/** What speaks of the source's program, not of customers. */
const OF_THE_PROGRAM =
  /\btool|database|transfer_to|YOU ARE BEING|make up any information|\bpolicy\b|all times in|human agent|PLEASE HOLD/i

/** Sentences that speak of the program, but hold for people too. */
const forPeople = (text: string): string =>
  text
    .replace(
      'Exchange or modify order tools can only be called once per order.',
      'An order can be exchanged or modified only once.',
    )
    .replace('before making the tool call!!!', 'before you do it.')
    .replace('This action can only be called once', 'This can only be done once')

const inOurWords = (text: string): string =>
  text
    .replace(/As a retail agent, you can help users:/g, 'We help customers to:')
    .replace(/\busers?’?'?s?\b/gi, (found) =>
      found.replace(/user/i, (word) => (word === 'User' ? 'Customer' : 'customer')),
    )
    .replaceAll('user', 'customer')
    .replace(/\bThe agent will not\b/g, 'We will not')
    .replaceAll('modifed', 'modified')
    .replaceAll('fullfilments', 'fulfilments')
    .replaceAll('exchane', 'exchange')
    .replaceAll("''", '"')
    .replace(/'([^'\n]{2,60})'/g, '"$1"')

/** The policy cut along its headings; sentences about the source's program are left out. */
export function policyArticles(from: string) {
  const source = readFileSync(join(from, 'tau2-bench/retail/policy.md'), 'utf8')
  return source.split(/^#{1,3} /m).flatMap((part) => {
    const [heading = '', ...rest] = part.split('\n')
    const section = SECTIONS[heading.trim()]
    if (section === undefined) return []
    const kept = forPeople(rest.join('\n'))
      .trim()
      .split(/\n{2,}/)
      .map((paragraph) =>
        paragraph.startsWith('-') || !OF_THE_PROGRAM.test(paragraph)
          ? paragraph
          : paragraph
              .split(/(?<=[.!]) /)
              .filter((sentence) => !OF_THE_PROGRAM.test(sentence))
              .join(' '),
      )
      .filter((paragraph) => paragraph !== '')
    const slug = `policy-${heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')}`
    return [
      {
        id: slug,
        title: section.title,
        body: inOurWords(kept.join('\n\n')),
        version: 2,
        changedAgoMs: (40 + heading.length) * 86_400_000,
        changedBy: 'Tora Lindqvist',
        isInternal: true,
        url: null,
        tags: section.tags,
      },
    ]
  })
}
