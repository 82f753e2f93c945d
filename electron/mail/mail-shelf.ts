export const MAIL_ORIGIN = 'app://mail'

/** Where one mail is found. The id is random: no mail can name another one. */
const MAIL_ADDRESS = /^app:\/\/mail\/[0-9a-f]{32}$/
/** A link of that mail: it leads nowhere, and tells which one was meant. */
const LINK_ADDRESS = /^(app:\/\/mail\/[0-9a-f]{32})\/(\d{1,6})$/
export const isMailLink = (address: string): boolean => LINK_ADDRESS.test(address)

export const isMailAddress = (address: string): boolean => MAIL_ADDRESS.test(address)

/** The policy of a shown mail: no script, no request, no form, no window, an origin of its own. */
export const MAIL_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors app://desk',
  'sandbox',
].join('; ')

export const MAIL_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': MAIL_SECURITY_POLICY,
  'content-type': 'text/html; charset=utf-8',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** A mail is paper: dark on white in either theme, because its sender chose the colours for that. */
const LOOK = `:root{color-scheme:light;background:#fff}body{margin:12px 16px;color:#182124;overflow-wrap:anywhere;
font:14px/21px "IBM Plex Sans","IBM Plex Sans Arabic","Noto Sans","Segoe UI",system-ui}
html{scrollbar-width:thin}a{color:#0a617c}img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}
blockquote{margin:8px 0;padding-inline-start:12px;border-inline-start:2px solid #dbe1e1}`

const paper = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><style>${LOOK}</style></head><body dir="auto">${body}</body></html>`

/** So many mails are open at once at the very most; older ones are laid out again when they are looked at. */
const PLACES = 64

export type MailShelf = {
  /** Makes a mail fit to be shown and answers where a frame finds it. */
  layOut(html: string): Promise<{ address: string; blockedPictures: number }>
  answer(method: string, address: string): { status: 200 | 404 | 405; body: string | null }
  /** Where the link of a shown mail would lead. Null: it is none of a mail that is here. */
  linkAt(address: string): string | null
  /** Nobody is signed in any more. */
  clear(): void
}

/** Half of all code of the main process: no start waits for it. */
export const loadSanitiser = () => import('./sanitise-mail.ts')

/** Mails that are being read. In memory only: what a customer wrote is on the disk sealed or not at all. */
export function openMailShelf(random: (size: number) => Uint8Array): MailShelf {
  const mails = new Map<string, { page: string; links: string[] }>()
  /** How often all were let go of. */
  let era = 0
  return {
    async layOut(html) {
      const asked = era
      const { sanitiseMail } = await loadSanitiser()
      const address = `${MAIL_ORIGIN}/${Buffer.from(random(16)).toString('hex')}`
      const { html: body, links, blockedPictures } = sanitiseMail(html, (link) => `${address}/${link}`)
      // Whoever asked has left meanwhile.
      if (asked === era) mails.set(address, { page: paper(body), links })
      for (const oldest of mails.keys()) {
        if (mails.size <= PLACES) break
        mails.delete(oldest)
      }
      return { address, blockedPictures }
    },
    answer(method, address) {
      if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: null }
      const mail = mails.get(address)
      return mail === undefined
        ? { status: 404, body: null }
        : { status: 200, body: method === 'HEAD' ? null : mail.page }
    },
    linkAt(address) {
      const [, mail, link] = LINK_ADDRESS.exec(address) ?? []
      return mails.get(mail ?? '')?.links[Number(link)] ?? null
    },
    clear() {
      era++
      mails.clear()
    },
  }
}
