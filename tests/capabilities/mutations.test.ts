import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { markOf } from '../../scripts/capabilities/judge.ts'
import { CAPABILITIES } from '../../scripts/capabilities/list.ts'
import { damage } from '../../scripts/capabilities/mutation.ts'
import { MUTATIONS } from '../../scripts/capabilities/mutations.ts'

const textOf = (file: string) => readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8')

it('the capabilities are numbered from 1 to 72', () => {
  expect(CAPABILITIES.map(({ number }) => number)).toEqual(Array.from({ length: 72 }, (_, at) => at + 1))
})

it('no capability has two mutations', () => {
  expect(new Set(MUTATIONS.map(({ capability }) => capability)).size).toBe(MUTATIONS.length)
})

it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
  'the mutation "%s" fits the product as it is, and a test with its number',
  (_name, mutation) => {
    expect(damage(mutation, textOf(mutation.file))).toMatchObject({ ok: true })
    expect(textOf(mutation.test)).toContain(markOf(mutation.capability))
  },
)
