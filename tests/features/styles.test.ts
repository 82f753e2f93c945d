import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const renderer = join(import.meta.dirname, '../../renderer')
const tokens = readFileSync(join(renderer, 'styles/tokens.css'), 'utf8')
const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css') && !name.endsWith('tokens.css'))
  .map((name) => ({ name, text: readFileSync(join(renderer, name), 'utf8').replaceAll(/\/\*[^]*?\*\//g, '') }))

type Colour = [number, number, number]

/** The colours of one theme: dark says only what differs. */
function coloursOf(theme: 'light' | 'dark'): Map<string, Colour> {
  const block = (selector: string) => tokens.split(`${selector} {`)[1]?.split('\n}')[0] ?? ''
  const text = block(':root, [data-theme="light"]') + (theme === 'dark' ? block('\n[data-theme="dark"]') : '')
  return new Map(
    [...text.matchAll(/--([\w-]+):\s*#([0-9a-f]{6});/g)].map(([, name, hex]) => [
      name ?? '',
      [0, 2, 4].map((at) => Number.parseInt((hex ?? '').slice(at, at + 2), 16)) as Colour,
    ]),
  )
}

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Colour
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['canvas', 'sunken', 'surface', 'raised', 'hover']

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (theme) => {
  const colours = coloursOf(theme)
  const colour = (name: string): Colour => {
    const found = colours.get(name)
    if (found === undefined) throw new Error(`tokens.css has no colour --${name}`)
    return found
  }
  const lowest = (ink: string, grounds: string[]) =>
    Math.min(...grounds.map((each) => contrast(colour(ink), colour(each))))

  it.each([
    ...['text', 'text-2', 'text-3', 'accent', 'ok', 'warn', 'danger'].map((ink) => [ink, GROUNDS] as const),
    ['on-accent', ['accent', 'accent-hover']] as const,
    ['text-3', ['accent-soft']] as const,
    ['warn', ['warn-soft']] as const,
    ['danger', ['danger-soft']] as const,
    ['ok', ['ok-soft']] as const,
    ['hole-text', ['hole-ground']] as const,
    ['fill-text', ['fill-ground']] as const,
    ['note-text', ['note-ground']] as const,
    ['text', ['hit', 'track']] as const,
  ])('%s can be read on %j', (ink, grounds) => {
    expect(lowest(ink, [...grounds])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['line-strong', 'focus'])('the edge %s can be seen on every ground', (edge) => {
    // Rounded as the table of the design rounds.
    expect(Math.round(lowest(edge, GROUNDS) * 10) / 10).toBeGreaterThanOrEqual(3)
  })
})

describe('every style sheet', () => {
  it('says start and end, never left and right, so that right-to-left works', () => {
    const physical =
      /(?:^|[\s;{])((?:margin|padding|border|inset)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|(?:min-|max-)?(?:width|height)|text-align:\s*(?:left|right)|float)\s*:/g
    const found = sheets.flatMap(({ name, text }) => {
      const rules = text.replaceAll(/@media[^{]*/g, '')
      return [...rules.matchAll(physical)].map(([, it]) => `${name}: ${it}`)
    })
    expect(found).toEqual([])
  })

  it('takes its colours from the tokens alone', () => {
    const found = sheets.flatMap(({ name, text }) =>
      [...text.matchAll(/#[0-9a-f]{3,8}\b(?=[^{}]*;)|\b(?:rgba?|hsla?|oklch)\(/gi)].map(([it]) => `${name}: ${it}`),
    )
    expect(found).toEqual([])
  })

  it('uses only tokens that exist', () => {
    const known = new Set([...tokens.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name))
    const found = sheets.flatMap(({ name, text }) => {
      const own = new Set([...text.matchAll(/(--[\w-]+)\s*:/g)].map(([, it]) => it))
      const used = [...text.matchAll(/var\((--[\w-]+)/g)].map(([, it]) => it ?? '')
      return used.filter((it) => !known.has(it) && !own.has(it)).map((it) => `${name}: ${it}`)
    })
    expect(found).toEqual([])
  })
})
