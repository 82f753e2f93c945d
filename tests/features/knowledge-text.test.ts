import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ArticleText } from '../../renderer/features/knowledge/article-text.tsx'

const drawn = (markdown: string) =>
  renderToStaticMarkup(createElement(ArticleText, { markdown })).replace(/^<div[^>]*>|<\/div>$/g, '')

describe('an article that is read', () => {
  it('shows headings below its title, paragraphs and emphasis', () => {
    expect(drawn('# When\n\nAfter **3** *working* days.')).toBe(
      '<h3>When</h3><p>After <strong>3</strong> <em>working</em> days.</p>',
    )
    expect(drawn('#### Small')).toBe('<h4>Small</h4>')
  })
  it('shows lists with the number they begin with', () => {
    expect(drawn('3. Ask\n4. Search\n   - here')).toBe(
      '<ol start="3"><li>Ask</li><li>Search<ul><li>here</li></ul></li></ol>',
    )
  })
  it('shows tables', () => {
    expect(drawn('| Day | Fee |\n|---|---|\n| 1 | £4 |')).toContain(
      '<thead><tr><th scope="col">Day</th><th scope="col">Fee</th></tr></thead><tbody><tr><td>1</td><td>£4</td></tr></tbody>',
    )
  })
  it('shows links as text with their address, and nothing to click', () => {
    const text = drawn('See [the policy](https://help.example/a) or https://help.example/b.')
    expect(text).toBe(
      '<p>See the policy<span class="article-address"> (https://help.example/a)</span> or https://help.example/b.</p>',
    )
  })
  it('shows HTML as it was written, and runs nothing of it', () => {
    const text = drawn('<img src=x onerror="alert(1)">\n\nA <b>bold</b> word &amp; a sign')
    expect(text).not.toMatch(/<img|<b>/)
    expect(text).toContain('&lt;img src=x')
    expect(text).toContain('A &lt;b&gt;bold&lt;/b&gt; word &amp; a sign')
  })
  it('shows an image as its words', () => {
    expect(drawn('![A label](https://x.example/i.png)')).toBe('<p>A label</p>')
  })
})
