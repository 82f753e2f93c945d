import type { MarkedToken, Token, Tokens } from 'marked'
import { lexer } from 'marked'
import type { ReactNode } from 'react'
import { createElement, useMemo } from 'react'

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' }
const plain = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)

/** The article's own headings stand below its title, which is the panel's. */
const headingOf = (depth: number): 'h3' | 'h4' => (depth <= 2 ? 'h3' : 'h4')

/** Links are text: what leads out of the desk is inserted for the customer, not opened by a stray click. */
function link({ href, tokens, text }: Tokens.Link): ReactNode {
  return (
    <>
      {drawAll(tokens)}
      {href === text || href === `mailto:${text}` ? null : <span className="article-address"> ({href})</span>}
    </>
  )
}

function table({ header, rows }: Tokens.Table): ReactNode {
  return (
    <div className="article-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, at) => (
              <th key={at} scope="col">
                {drawAll(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{drawAll(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** HTML in an article stands there as it was written; nothing of it is ever run. */
function draw(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'heading':
      return createElement(headingOf(token.depth), null, drawAll(token.tokens))
    case 'paragraph':
      return <p>{drawAll(token.tokens)}</p>
    case 'list':
      return createElement(
        token.ordered ? 'ol' : 'ul',
        token.ordered && typeof token.start === 'number' ? { start: token.start } : null,
        token.items.map((item, at) => <li key={at}>{drawAll(item.tokens)}</li>),
      )
    case 'blockquote':
      return <blockquote>{drawAll(token.tokens)}</blockquote>
    case 'table':
      return table(token)
    case 'code':
      return <pre tabIndex={0}>{token.text}</pre>
    case 'hr':
      return <hr />
    case 'strong':
      return <strong>{drawAll(token.tokens)}</strong>
    case 'em':
      return <em>{drawAll(token.tokens)}</em>
    case 'del':
      return <del>{drawAll(token.tokens)}</del>
    case 'codespan':
      return <code>{plain(token.text)}</code>
    case 'br':
      return <br />
    case 'link':
      return link(token)
    case 'text':
      return token.tokens === undefined ? plain(token.text) : drawAll(token.tokens)
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'html':
    case 'image':
    case 'escape':
      return plain(token.text)
    case 'space':
    case 'def':
    case 'list_item':
      return null
  }
}

const drawAll = (tokens: readonly Token[]): ReactNode[] =>
  tokens.map((token, at) => <Part key={at} token={token as MarkedToken} />)

const Part = ({ token }: { token: MarkedToken }) => draw(token)

/** An article, drawn from its Markdown. */
export function ArticleText({ markdown }: { markdown: string }) {
  const tokens = useMemo(() => lexer(markdown, { gfm: true }), [markdown])
  return (
    <div className="article-text" dir="auto">
      {drawAll(tokens)}
    </div>
  )
}
