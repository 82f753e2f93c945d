import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMailAddress, MAIL_SECURITY_POLICY, openMailShelf } from '../../electron/mail/mail-shelf.ts'
import { openOutside } from '../../electron/mail/open-outside.ts'
import { sanitiseMail as sanitise } from '../../electron/mail/sanitise-mail.ts'
import { mayPageLoad } from '../../electron/policy/lock-down-session.ts'
import { evilMail, VECTORS } from '../support/evil-mail.ts'

const sanitiseMail = (html: string) => sanitise(html, (link) => `app://mail/0/${link}`)
const TAG = /<[a-z][^>]*>/gi
/** Names of attributes in what was let through. */
const attributes = (html: string) =>
  [...html.matchAll(TAG)].flatMap(([tag]) => [...tag.matchAll(/\s([a-z-]+)(?==|[\s>])/gi)].map(([, name]) => name))

describe('a mail from outside', () => {
  it('keeps words, tables and colours as its sender laid them out', () => {
    const { html, links, blockedPictures } = sanitiseMail(
      '<html><body><table width="600"><tr><td style="color: #ff0000; padding: 4px 8px" align="center">Guten Tag</td></tr></table>' +
        '<p dir="rtl" lang="ar">مرحبا</p><a href="https://shop.example/a?b=1">shop</a></body></html>',
    )
    expect(html).toContain('<td style="color:#ff0000;padding:4px 8px" align="center">Guten Tag</td>')
    expect(html).toContain('<p dir="rtl" lang="ar">مرحبا</p>')
    // A link leads to a place of ours that knows where it would have led.
    expect(html).toContain('<a href="app://mail/0/0">shop</a>')
    expect(links).toEqual(['https://shop.example/a?b=1'])
    expect(blockedPictures).toBe(0)
  })

  it('shows pictures that travel with it, and counts those that would be fetched', () => {
    const inside = '<img alt="seam" src="data:image/png;base64,iVBORw0KGgo=" />'
    const outside = '<img src="https://tracker.example/p.gif" alt="Our sale"><img src="//t.example/p"><img src="cid:1">'
    const { html, blockedPictures } = sanitiseMail(inside + outside)
    expect(html).toContain(inside)
    expect(html).toContain('Our sale')
    expect(html).not.toContain('tracker')
    expect(blockedPictures).toBe(3)
    expect(sanitiseMail('<img src="data:image/svg+xml;base64,PHN2Zz4=">').html).not.toContain('svg')
  })

  it.each([
    'color: url(https://t.example/p)',
    'background-color: image-set("https://t.example/p" 1x)',
    'list-style-type: url("https://t.example/p")',
    'font-family: "\\75rl(https://t.example/p)"',
    'width: expression(alert(1))',
    'color: var(--x)',
    'position: fixed',
    'background: #fff',
  ])('keeps no style that could fetch, run or cover: %s', (style) => {
    expect(sanitiseMail(`<p style='${style}'>x</p>`).html).toBe('<p>x</p>')
  })

  it.each(VECTORS.map(({ name, html }) => [name, html('http://canary.example')] as const))(
    'carries nothing out by %s',
    (_name, html) => {
      expect(sanitiseMail(html).html).not.toMatch(/canary|javascript|onerror|onload|http-equiv|srcset/i)
    },
  )

  it('carries nothing out by all of them together', () => {
    expect(VECTORS.length).toBeGreaterThanOrEqual(29)
    expect(sanitiseMail(evilMail('http://canary.example')).html).not.toContain('canary')
  })

  it.each([
    'https:evil',
    'http://shop.example/',
    'javascript:alert(1)',
    ' java\tscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'smb://host/share',
    'app://desk/index.html',
    '//evil.example/',
    '/relative',
    'https://user:secret@evil.example/',
    'mailto:a@b.example?attach=/etc/passwd',
  ])('has no link to %s', (href) => {
    const { html, links } = sanitiseMail(`<a href="${href}">here</a>`)
    // An address that only lacks its slashes is written out as it is read, and can then be seen for what it is.
    expect(links).toEqual(href === 'https:evil' ? ['https://evil/'] : [])
    expect(html).toBe(href === 'https:evil' ? '<a href="app://mail/0/0">here</a>' : '<a>here</a>')
  })

  it('lets no tag, attribute or scheme through that is not on the list, whatever is thrown at it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '/',
        '=',
        ' ',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '\0',
        '&lt;',
        '<svg>',
        '<p>',
      ),
      fc.constantFrom('<img src=x onerror=', '<style>', '</style>', '<a href=javascript:', '<math><mtext>', '<title>'),
      fc.constantFrom(
        'style="background:url(',
        'href="https://a.example/"',
        '<iframe srcdoc=',
        '<base href=',
        '<link ',
      ),
      fc.string({ maxLength: 8 }),
    )
    const fine = new Set(
      'align bgcolor dir height lang style title valign width href color face size src alt start type reversed border cellpadding cellspacing colspan rowspan nowrap'.split(
        ' ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { html } = sanitiseMail(pieces.join(''))
        const isFine = attributes(html).every((name) => fine.has(String(name).toLowerCase()))
        const tags = [...html.matchAll(TAG)].join('')
        return (
          isFine &&
          !/<(?:script|style|iframe|svg|math|base|link|meta|form|object|embed)\b|url\(|javascript:/i.test(tags)
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the place of a shown mail', () => {
  const shelf = () => {
    let count = 0
    return openMailShelf((size) => new Uint8Array(size).fill(++count))
  }
  it('is found under its own random address and nowhere else', async () => {
    const mails = shelf()
    const { address } = await mails.layOut('<p>Hello</p>')
    expect(isMailAddress(address)).toBe(true)
    expect(mails.answer('GET', address)).toMatchObject({ status: 200 })
    expect(mails.answer('GET', address).body).toContain('<p>Hello</p>')
    for (const other of [`${address}/`, `${address}?x`, 'app://mail/', 'app://mail/../desk/index.html'])
      expect(mails.answer('GET', other).status).toBe(404)
    expect(mails.answer('POST', address).status).toBe(405)
    expect(mayPageLoad(address, true)).toBe(true)
    expect(mayPageLoad(`${address}x`, true)).toBe(false)
  })
  it('is given up when many others came after it, and when nobody is signed in any more', async () => {
    const mails = shelf()
    const first = (await mails.layOut('first')).address
    const laidOut = await Promise.all(Array.from({ length: 64 }, (_, place) => mails.layOut(`mail ${place}`)))
    const later = laidOut.map(({ address }) => address)
    expect(mails.answer('GET', first).status).toBe(404)
    expect(later.every((address) => mails.answer('GET', address).status === 200)).toBe(true)
    mails.clear()
    expect(later.some((address) => mails.answer('GET', address).status === 200)).toBe(false)
  })
  it('is not there when nobody is signed in any more by the time it is laid out', async () => {
    const mails = shelf()
    const laying = mails.layOut('<p>Hello</p>')
    mails.clear()
    const { address } = await laying
    expect(mails.answer('GET', address).status).toBe(404)
  })
  it('knows where the links of its mails lead, and of no other', async () => {
    const mails = shelf()
    const { address } = await mails.layOut('<a href="https://a.example/">a</a><a href="mailto:b@b.example">b</a>')
    expect(mails.answer('GET', address).body).toContain(`href="${address}/1"`)
    expect(mails.linkAt(`${address}/0`)).toBe('https://a.example/')
    expect(mails.linkAt(`${address}/1`)).toBe('mailto:b@b.example')
    for (const other of [`${address}/2`, `${address}/`, `${address}/-1`, address, 'app://mail/x/0'])
      expect(mails.linkAt(other)).toBeNull()
    expect(mails.answer('GET', `${address}/0`).status).toBe(404)
  })
  it('has a policy that fetches nothing and runs nothing', () => {
    const rules = new Map(MAIL_SECURITY_POLICY.split('; ').map((rule) => [rule.split(' ')[0], rule]))
    expect(rules.get('default-src')).toBe("default-src 'none'")
    expect(rules.get('img-src')).toBe('img-src data:')
    expect(rules.get('sandbox')).toBe('sandbox')
    expect(rules.has('script-src')).toBe(false)
  })
})

describe('an address that is to be opened', () => {
  const opened: string[] = []
  const open = (address: string) => openOutside(address, async (each) => void opened.push(each))
  it('reaches the system only when it is safe, written as the URL standard writes it', async () => {
    expect(await open('https://shop.example/orders?id=1#top')).toEqual({ ok: true, value: {} })
    expect(await open('tel:+442079460018')).toMatchObject({ ok: true })
    for (const bad of ['https:evil', 'HTTPS://shop.example/', 'file:///etc/passwd', 'https://[::1]/', 'https://a..b/'])
      expect(await open(bad)).toMatchObject({ ok: false, failure: { kind: 'refused', code: 'unsafe-link' } })
    expect(opened).toEqual(['https://shop.example/orders?id=1#top', 'tel:+442079460018'])
  })
})
