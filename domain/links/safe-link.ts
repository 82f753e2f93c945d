/** An address that may be handed to the system: a page, a mailbox to write to, or a number to call. */
export type SafeLink = {
  kind: 'web' | 'mail' | 'call'
  /** As it was given. */
  address: string
  /** Where it really leads, to be shown before it is opened: the host, the mailbox or the number. */
  place: string
}

/** Longer ones carry something other than a place. */
const LIMIT = 2_048

const HOST = /^(?!.*\.\.)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?$/
const WEB = /^https:\/\/([^/?#@]+?)(?::(\d{1,5}))?(?:[/?#].*)?$/
const MAILBOX = /^[a-z0-9._+'-]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i
const NUMBER = /^\+?[0-9][0-9().-]{1,39}$/

/** What a mailto link may fill in. Anything else could attach files or turn the mail to somebody else unseen. */
const MAIL_FIELDS: readonly string[] = ['subject', 'body']

/**
 * Whether an address may be handed to the system. It has to be in the form in which the URL standard writes it out: small
 * letters in scheme and host, a host of another script as punycode, everything else escaped. Null: it is never opened,
 * whatever it is; other schemes start programs.
 */
export function safeLink(address: string): SafeLink | null {
  if (address.length > LIMIT || !/^[\x21-\x7e]+$/.test(address) || address.includes('\\')) return null
  if (address.startsWith('https://')) {
    const [, host, port] = WEB.exec(address) ?? []
    if (host === undefined || !HOST.test(host) || Number(port ?? 443) > 65_535) return null
    return { kind: 'web', address, place: port === undefined ? host : `${host}:${port}` }
  }
  if (address.startsWith('mailto:')) {
    const [to = '', ...query] = address.slice('mailto:'.length).split('?')
    if (!MAILBOX.test(to) || query.length > 1) return null
    return (query[0] ?? '').split('&').every(isMailField) ? { kind: 'mail', address, place: to } : null
  }
  if (address.startsWith('tel:')) {
    const number = address.slice('tel:'.length)
    return NUMBER.test(number) ? { kind: 'call', address, place: number } : null
  }
  return null
}

function isMailField(field: string): boolean {
  if (field === '') return true
  const [name = '', value = ''] = field.split('=')
  // A line break in a subject would begin a header of its own.
  return MAIL_FIELDS.includes(name) && (name === 'body' || !/%0[ad]/i.test(value))
}
