import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CONTENT_SECURITY_POLICY,
  findFile,
  headersOf,
  type RendererFiles,
  SPELLING_WORKER_POLICY,
} from '../../electron/scheme/find-file.ts'

const entry = (file: string) => ({ file, type: 'text/plain', sha256: '0' })
const files: RendererFiles = { '/index.html': entry('index.html'), '/assets/page-1.js': entry('assets/page-1.js') }

describe('the app:// scheme', () => {
  it.each([
    ['GET', 'app://desk/index.html', 'index.html'],
    ['HEAD', 'app://desk/index.html', 'index.html'],
    ['GET', 'app://desk/index.html?case=c-7#thread', 'index.html'],
    ['GET', 'app://desk/assets/page-1.js', 'assets/page-1.js'],
    ['GET', 'app://desk/', 404],
    ['GET', 'app://desk', 404],
    ['GET', 'app://desk/missing.js', 404],
    ['GET', 'app://desk/../../etc/passwd', 404],
    ['GET', 'app://desk/assets/../index.html', 404],
    ['GET', 'app://desk/%2e%2e/index.html', 404],
    ['GET', 'app://desk/%69ndex.html', 404],
    ['GET', 'app://desk/..%5cindex.html', 404],
    ['GET', 'app://desk//index.html', 404],
    ['GET', 'app://desk/index.html%00', 404],
    ['GET', 'app://desk/index.html/', 404],
    ['GET', 'app://desk@evil/index.html', 404],
    ['GET', 'app://user@desk/index.html', 404],
    ['GET', 'app://desk:80/index.html', 404],
    ['GET', 'app://evil/index.html', 404],
    ['GET', 'app://desk.evil/index.html', 404],
    ['GET', 'APP://desk/index.html', 404],
    ['GET', 'file:///index.html', 404],
    ['GET', 'https://desk/index.html', 404],
    ['GET', 'app://desk/constructor', 404],
    ['GET', 'app://desk/__proto__', 404],
    ['POST', 'app://desk/index.html', 405],
    ['PUT', 'app://desk/index.html', 405],
    ['get', 'app://desk/index.html', 405],
  ])('answers %s %s with %s', (method, address, wanted) => {
    const found = findFile(files, method, address)
    expect(found.status === 200 ? found.file : found.status).toBe(wanted)
  })

  it('never finds a file that the build did not list, for 10,000 odd addresses', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e%2e',
        '%5c',
        '\\',
        '/',
        '//',
        '\0',
        '%00',
        'index.html',
        'assets',
        'page-1.js',
        '@',
      ),
      fc.string({ maxLength: 6 }),
    )
    const host = fc.constantFrom('desk', 'desk@x', 'evil', '', 'desk:1', 'DESK', 'desk.')
    const address = fc
      .tuple(host, fc.array(piece, { maxLength: 6 }))
      .map(([name, parts]) => `app://${name}/${parts.join('/')}`)
    const listed = new Set(Object.values(files).map(({ file }) => file))
    fc.assert(
      fc.property(fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE'), address, (method, url) => {
        const found = findFile(files, method, url)
        if (found.status !== 200) return [404, 405].includes(found.status)
        return listed.has(found.file) && url.startsWith(`app://desk/${found.file}`)
      }),
      { numRuns: 10_000 },
    )
  })

  it('lets WebAssembly run in the worker for spelling, and nowhere else', () => {
    const policyOf = (path: string) => headersOf(path)['content-security-policy']
    expect(policyOf('/assets/spelling-worker-B_x-9.js')).toBe(SPELLING_WORKER_POLICY)
    for (const path of [
      '/index.html',
      '/assets/index-B_x-9.js',
      '/assets/hunspell-B_x-9.js',
      '/assets/spelling-worker-B_x-9.js.html',
      '/spelling-worker-B_x-9.js',
      '/x/assets/spelling-worker-B_x-9.js',
    ])
      expect({ path, policy: policyOf(path) }).toEqual({ path, policy: CONTENT_SECURITY_POLICY })
    expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe')
    expect(SPELLING_WORKER_POLICY).toContain("default-src 'none'")
    expect(SPELLING_WORKER_POLICY.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|https?:|\*/)
  })

  it('has a policy without a foreign address, inline code or a wildcard', () => {
    const rules = CONTENT_SECURITY_POLICY.split('; ').map((rule) => rule.split(' '))
    expect(rules[0]).toEqual(['default-src', "'none'"])
    // The one other origin is ours too: mails, each in a sandbox of its own.
    const allowed = new Set([
      "'none'",
      "'self'",
      'blob:',
      'data:',
      "'script'",
      'app://mail',
      'evenkeel-spelling',
      'evenkeel-search',
      'evenkeel-deflate',
    ])
    for (const [name, ...sources] of rules)
      for (const source of sources)
        expect({ name, source, isFine: allowed.has(source) }).toMatchObject({ isFine: true })
    for (const [name, ...sources] of rules)
      if (name !== 'img-src') expect(sources).not.toEqual(expect.arrayContaining([expect.stringMatching(/data|blob/)]))
  })
})
