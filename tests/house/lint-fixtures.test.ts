import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// Each fixture says in its first lines where it pretends to lie and which rule it breaks there. All of them are put into
// one small tree with a file in every room, and the project's own linter with its own settings judges that tree.

const root = join(import.meta.dirname, '../..')
const fixturesDir = join(root, 'tests/support/lint-fixtures')

const rooms = [
  'domain',
  'protocol',
  'electron',
  'preload',
  'server',
  'bench',
  'renderer/app',
  'renderer/data',
  'renderer/sync',
  'renderer/search',
  'renderer/deps',
  'renderer/kit',
  'renderer/words',
]

type Fixture = { name: string; path: string; breaks: string; source: string }

const fixtures: Fixture[] = readdirSync(fixturesDir).map((name) => {
  const source = readFileSync(join(fixturesDir, name), 'utf8')
  const says = (what: string): string => {
    const found = new RegExp(`^// ${what}: (\\S+)$`, 'm').exec(source)?.[1]
    if (found === undefined) throw new Error(`${name} does not say "// ${what}: ..."`)
    return found
  }
  return { name, path: says('placed at'), breaks: says('must break'), source }
})

let tree: string
let broken: Map<string, Set<string>>

/** `eslint-plugin-import(no-cycle)` and `boundaries(dependencies)` as they are written in the settings. */
const ruleName = (code: string): string => {
  const [, plugin = '', rule = ''] = /^(?:eslint-plugin-)?([\w-]+)\((?:\w+\/)?([\w-]+)\)$/.exec(code) ?? []
  return plugin === 'eslint' ? rule : `${plugin.replace('typescript-eslint', 'typescript')}/${rule}`
}

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'evenkeel-lint-'))
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  cpSync(join(root, '.oxlintrc.json'), join(tree, '.oxlintrc.json'))
  cpSync(join(root, 'scripts/lint'), join(tree, 'scripts/lint'), { recursive: true })
  cpSync(join(root, 'tsconfig.base.json'), join(tree, 'tsconfig.base.json'))
  put(
    'tsconfig.json',
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: { lib: ['es2023', 'dom'], types: ['node'] },
      include: ['**/*.ts'],
    }),
  )
  for (const room of rooms)
    put(`${room}/target.ts`, `export const here = '${room}'\n\nexport type Here = typeof here\n`)
  put('renderer/features/queue/index.ts', "export const here = 'queue'\n")
  for (const fixture of fixtures) put(fixture.path, fixture.source)

  const linted = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=json'], {
    cwd: tree,
    encoding: 'utf8',
  })
  const report = JSON.parse(linted.stdout) as { diagnostics: { code: string; filename: string }[] }
  broken = new Map()
  for (const { code, filename } of report.diagnostics) {
    const path = relative(tree, join(tree, filename))
    broken.set(path, (broken.get(path) ?? new Set()).add(ruleName(code)))
  }
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

describe('the linter', () => {
  it.each(fixtures.filter((fixture) => fixture.breaks !== 'nothing'))('refuses $name: $breaks', ({ path, breaks }) => {
    expect([...(broken.get(path) ?? [])]).toEqual([breaks])
  })

  it.each(fixtures.filter((fixture) => fixture.breaks === 'nothing'))('lets $name pass', ({ path }) => {
    expect([...(broken.get(path) ?? [])]).toEqual([])
  })

  it('finds nothing in the files that the fixtures import', () => {
    const others = [...broken.keys()].filter((path) => !fixtures.some((fixture) => fixture.path === path))
    expect(others).toEqual([])
  })
})
