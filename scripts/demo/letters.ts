import { chosen, pick } from './chance.ts'
import { SHOP } from './texts.ts'

const OPENINGS = ['Hello {given},', 'Hi {given},', 'Dear {given},', 'Dear {given} {family},', 'Good morning {given},']
const CLOSINGS = ['Kind regards', 'Best regards', 'All the best', 'Many thanks']
const CUSTOMER_OPENINGS = ['', '', 'Hi,\n\n', 'Hello,\n\n', 'Hi there,\n\n', 'Dear team,\n\n']
const CUSTOMER_CLOSINGS = [
  '',
  '',
  '\n\n{given}',
  '\n\nThanks, {given}',
  '\n\n{given} {family}',
  '\n\nRegards\n{given} {family}',
  '\n\nSent from my phone',
]

type Name = { givenName: string; familyName: string }
const fill = (text: string, name: Name) => text.replace('{given}', name.givenName).replace('{family}', name.familyName)

/** The agent's words as a mail. Written cases greet by themselves, in their language. */
export function agentMail(key: string, text: string, customer: Name, agentName: string, greets: boolean): string {
  const signature = `${agentName}\n${SHOP}`
  if (greets) return `${text}\n\n${signature}`
  const body = text
    .replace(/^(?:(?:dear|hello|hi)\b[^,.!\n]{0,30}[,.!]|good (?:morning|afternoon|evening|day)[,.!])\s+/i, '')
    .replace(/\s+(?:sincerely|regards|kind regards|best regards|warm regards),?\s[\s\S]*$/i, '')
  return `${fill(pick(`opening ${key}`, OPENINGS), customer)}\n\n${body.replace(/^./, (first) => first.toUpperCase())}\n\n${pick(`closing ${key}`, CLOSINGS)}\n${signature}`
}

/** The customer's words as a mail. */
export function customerMail(key: string, text: string, customer: Name): string {
  const body = text.replace(/^subject:[^\n]*\n+/i, '')
  const greets = /^(?:hi|hello|dear|good|hey)\b/i.test(body)
  return `${greets ? '' : pick(`c opening ${key}`, CUSTOMER_OPENINGS)}${body}${fill(pick(`c closing ${key}`, CUSTOMER_CLOSINGS), customer)}`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>\n')

/** The mail as an ordinary mail program lays it out: a signature, a quote of the mail before, a table, pictures from elsewhere. */
export function mailHtml(
  key: string,
  text: string,
  customer: Name & { email: string; phone: string | null },
  before: string | null,
  items: { name: string; priceMinor: number }[],
): string {
  const name = escaped(`${customer.givenName} ${customer.familyName}`)
  const table =
    chosen(`table ${key}`, 3) === 0
      ? `<table border="1" cellpadding="6" style="border-collapse:collapse;font-size:13px"><tr><th align="left">What I ordered</th><th align="right">Price</th></tr>${items
          .map(
            (item) =>
              `<tr><td>${escaped(item.name)}</td><td align="right">$${(item.priceMinor / 100).toFixed(2)}</td></tr>`,
          )
          .join('')}</table>`
      : ''
  const signature =
    chosen(`signature ${key}`, 2) === 0
      ? `<div style="margin-top:16px;border-top:1px solid #ccc;padding-top:8px;color:#666;font:12px Verdana,sans-serif"><b>${name}</b><br>${escaped(customer.phone ?? customer.email)}<br><img src="https://images.example.com/signature/${chosen(key, 9_000)}.png" width="120" height="32" alt="Logo"></div>`
      : ''
  const quote =
    before === null
      ? ''
      : `<div style="margin-top:12px">${SHOP.replace('&', '&amp;')} wrote:<blockquote style="margin:0 0 0 8px;padding-left:8px;border-left:2px solid #99b">${escaped(before)}</blockquote></div>`
  const pixel =
    chosen(`pixel ${key}`, 2) === 0
      ? `<img src="https://mail.example.net/open/${chosen(key, 99_999)}.gif" width="1" height="1" alt="">`
      : ''
  return `<html><body style="font-family:Calibri,Arial,sans-serif;font-size:15px"><div>${escaped(text)}</div>${table}${signature}${quote}${pixel}</body></html>`
}
