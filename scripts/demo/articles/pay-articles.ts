import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chosen } from '../chance.ts'

/** The source's bank is the demo shop's own card and wallet: "Harbour & Mill Pay". */
const PAY = 'Harbour & Mill Pay'
type Source = { id: string; title: string; content: string }

/** Names of the source's program: "open_bank_account_4821(user_id)" reads “open bank account” (user id). */
const spoken = (name: string): string => name.replace(/_\d{4}$/, '').replaceAll('_', ' ')

/** The source's words in those of the demo shop. What a person cannot do ("call a tool") becomes what they can. */
function inOurWords(text: string): string {
  return text
    .replace(/\b1-800-RHO-(BANK|ACCT)\b/g, '+1 800 555 0142')
    .replace(/\b(www\.)?rhobank\.com\b/g, 'harbour-mill.example/pay')
    .replace(
      /\bRho[- ]?Bank branch(es)?\b/g,
      (_all, many: string | undefined) => `Harbour & Mill store${many === undefined ? '' : 's'}`,
    )
    .replace(/\bRho[- ]?Bank\b|\bRho\b/gi, PAY)
    .replace(/[`'"“]?\b(unlock|call)_discoverable_(agent|user)_tool\b[`'"”]?/g, '“open the action”')
    .replace(/\b(agent )?discoverable tools?\b/gi, 'action')
    .replace(/`?\b([a-z]+(?:_[a-z0-9]+)*_\d{4})\b(\(\))?`?/g, (_all, name: string) => `“${spoken(name)}”`)
    .replace(/`?\b(transfer_to_human_agents)\b`?/g, '“pass on to a colleague”')
    .replace(/\b([a-z0-9]+(?:_[a-z0-9]+)+)\b/g, (name) => spoken(name))
    .replace(/\b[Hh]uman agents?\b/g, (found) => (found.endsWith('s') ? 'colleagues' : 'colleague'))
    .replace(/\bthe (“[^”]+”) tool\b/g, 'the action $1')
    .replace(/\bTool Usage\b/g, 'Actions')
    .replace(/\bTool Instructions\b/g, 'Instructions')
    .replace(/\bTool: /g, 'Action: ')
    .replace(/\btool calls?\b/gi, 'actions')
    .replace(/\bagent tools?\b/gi, 'action')
    .replace(/\btools?\b/g, (found) => (found === 'tools' ? 'actions' : 'action'))
    .replace(/\bTools?\b/g, (found) => (found === 'Tools' ? 'Actions' : 'Action'))
    .replace(/\b(in|the) KB\b/g, '$1 knowledge')
    .replace(/\bbanker\b/g, 'adviser')
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
/** "doc_credit_cards_bronze_rewards_card_006": the group, what it is about, the number. */
function partsOf(id: string): { group: string; about: string; slug: string } {
  const groups = [
    'business_checking_accounts',
    'business_credit_cards',
    'business_savings_accounts',
    'bank_accounts',
    'checking_accounts',
    'credit_cards',
    'savings_accounts',
    'everyone_pay',
  ]
  const rest = id.replace(/^doc_/, '').replaceAll(/rho[-_]?bank/g, 'pay')
  const group = groups.find((each) => rest.startsWith(`${each}_`)) ?? 'pay'
  const about = rest.slice(group === 'pay' ? 0 : group.length + 1).replace(/_\d+$/, '')
  const slug = rest.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return { group: spoken(group), about: spoken(about), slug: `pay-${slug}`.slice(-64).replace(/^-+/, '') }
}

const AUTHORS = ['Chie Tanaka', 'Ben Okafor', 'Quinn Murphy', 'Tora Lindqvist']

/** The 698 articles on the shop's card and wallet. */
export function payArticles(from: string) {
  const lines = readFileSync(join(from, 'tau2-bench/banking_knowledge/documents.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { id, title, content } = JSON.parse(line) as Source
    const { group, about, slug } = partsOf(id)
    const isInternal = /\binternal\b/i.test(title) || /\binternal only\b/i.test(content)
    const named = capital(inOurWords(title.replace(/^Internal:\s*/, '')))
    return {
      id: slug,
      title: named.replace(/\s+/g, ' ').trim(),
      body: `*${PAY}, ${group}*\n\n${inOurWords(content).trim()}`,
      version: 1 + chosen(id, 9),
      changedAgoMs: (2 + chosen(`${id} day`, 500)) * 86_400_000 + chosen(id, 1_400) * 60_000,
      changedBy: AUTHORS[chosen(`${id} by`, AUTHORS.length)] ?? 'Tora Lindqvist',
      isInternal,
      url: isInternal ? null : `https://harbour-mill.example/help/${slug}`,
      tags: [...new Set(['pay', group, about.replace(/ \(general\)$/, '')])],
    }
  })
}
