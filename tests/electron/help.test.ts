import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noHelpContacts } from '../../domain/people/help-contacts.ts'
import { readHelp } from '../../electron/policy/read-help.ts'

describe('the help file of the house', () => {
  let folder: string
  let reports: string[]
  const read = (text?: string) => {
    const path = join(folder, 'help.json')
    if (text !== undefined) writeFileSync(path, text)
    return readHelp(path, (message) => reports.push(message))
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-help-'))
    reports = []
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('says whom to call; what it leaves out is not known [C45]', async () => {
    const help = await read('{ "assistance": { "phone": " 0808 157 0114 " }, "emergencyPhone": "112" }')
    expect(help.assistance).toEqual({ name: null, phone: '0808 157 0114', email: null, hours: null })
    expect(help).toMatchObject({ supervisor: noHelpContacts.supervisor, emergencyPhone: '112', safetySteps: null })
    expect(reports).toEqual([])
  })

  it('need not be there', async () => {
    expect(await read()).toEqual(noHelpContacts)
    expect(reports).toEqual([])
  })

  it.each([
    ['is no JSON', '{ "assistance": '],
    ['has a field that nothing shows', '{ "asistance": { "phone": "1" } }'],
    ['has an empty number', '{ "assistance": { "phone": " " } }'],
    ['is far too long', `{}${' '.repeat(70_000)}`],
  ])('that %s is reported, and help opens all the same', async (_what, text) => {
    expect(await read(text)).toEqual(noHelpContacts)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain('help.json')
    expect(reports[0]).toContain('start the desk again')
  })

  it('of the demo can be used', async () => {
    const help = await readHelp(resolve(import.meta.dirname, '../../resources/demo/help.json'), (message) =>
      reports.push(message),
    )
    expect(reports).toEqual([])
    for (const contact of [help.assistance, help.supervisor, help.security]) expect(contact.phone).not.toBe(null)
  })
})
