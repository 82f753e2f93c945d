import sanitize from 'sanitize-html'
import { safeLink } from '../../domain/links/safe-link.ts'

/**
 * A mail fit to be shown, where its links lead, and how many of its pictures would have told their sender that it was
 * opened.
 */
export type CleanMail = { html: string; links: string[]; blockedPictures: number }

const TEXT_TAGS =
  'a abbr address article b bdi bdo big blockquote br center cite code dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub sup time tt u ul var wbr'
const TABLE_TAGS = 'caption col colgroup table tbody td tfoot th thead tr'

/** Whose words are no words of the mail. */
const SILENT_TAGS =
  'script style textarea option title noscript svg math template iframe object audio video xmp noembed noframes'

/** Pictures that travel inside the mail. No SVG: it is a document of its own. */
const PICTURE = /^data:image\/(?:png|jpeg|jpg|gif|webp|bmp);base64,[a-z0-9+/=\s]*$/i

/** A value of plain words, sizes and colours: nothing that fetches, computes or escapes. */
const PLAIN_VALUE =
  /^(?!.*(?:url|image|expression|attr|var|env|calc|element)\s*(?:-set)?\s*\()[\w\s#%.,()'"!/-]{1,300}$/i
const STYLES =
  'background-color border border-bottom border-collapse border-color border-left border-radius border-right border-spacing border-style border-top border-width color direction display font font-family font-size font-style font-weight height letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width min-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent text-transform unicode-bidi vertical-align white-space width word-break word-spacing'

/** The link in the form in which links are checked. Null: it leads nowhere that may be opened. */
function linkOf(href: string): string | null {
  const trimmed = href.trim()
  if (!URL.canParse(trimmed)) return null
  return safeLink(new URL(trimmed).href)?.address ?? null
}

/**
 * Keeps of a mail what is text, table and look. The frame that shows it forbids scripts and all requests besides; this
 * makes sure that there is nothing to forbid, and that what is left out is counted. A link leads to a place of ours,
 * which says where it would have led: `placeOf` gives that of each.
 */
export function sanitiseMail(html: string, placeOf: (link: number) => string): CleanMail {
  const links: string[] = []
  let blockedPictures = 0
  const clean = sanitize(html, {
    allowedTags: [...TEXT_TAGS.split(' '), ...TABLE_TAGS.split(' ')],
    nonTextTags: SILENT_TAGS.split(' '),
    allowedAttributes: {
      '*': ['align', 'bgcolor', 'dir', 'height', 'lang', 'style', 'title', 'valign', 'width'],
      a: ['href'],
      font: ['color', 'face', 'size'],
      img: ['src', 'alt'],
      ol: ['start', 'type', 'reversed'],
      table: ['border', 'cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan', 'nowrap'],
      th: ['colspan', 'rowspan', 'nowrap'],
    },
    // Of the places above alone: every link is replaced by one.
    allowedSchemes: ['app'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    allowedStyles: { '*': Object.fromEntries(STYLES.split(' ').map((name) => [name, [PLAIN_VALUE]])) },
    enforceHtmlBoundary: false,
    nestingLimit: 200,
    transformTags: {
      a(tagName, { href, ...attribs }) {
        const link = href === undefined ? null : linkOf(href)
        if (link === null) return { tagName, attribs }
        links.push(link)
        return { tagName, attribs: { ...attribs, href: placeOf(links.length - 1) } }
      },
      img(tagName, { src = '', ...attribs }) {
        if (PICTURE.test(src)) return { tagName, attribs: { ...attribs, src } }
        blockedPictures++
        // What the picture would have said is still worth reading.
        return { tagName: 'span', attribs: {}, text: attribs['alt'] ?? '' }
      },
    },
  })
  return { html: clean, links, blockedPictures }
}
