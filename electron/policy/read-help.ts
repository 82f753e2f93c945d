import { readFile } from 'node:fs/promises'
import type { HelpContacts } from '../../domain/people/help-contacts.ts'
import { noHelpContacts } from '../../domain/people/help-contacts.ts'
import { helpContacts } from '../../protocol/help.ts'

/** Larger is no list of telephone numbers. */
const LIMIT_CHARS = 64_000

/**
 * What the house says about help, from its file on this machine. No file, or one that cannot be used, is reported and
 * leaves what every desk knows by itself: help opens in any case.
 */
export async function readHelp(path: string, report: (message: string) => void): Promise<HelpContacts> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    // Most machines have none.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') report(`The help file ${path} cannot be read: ${error}`)
    return noHelpContacts
  }
  try {
    if (text.length > LIMIT_CHARS) throw new Error(`it is longer than ${LIMIT_CHARS} characters`)
    const read = helpContacts.safeParse(JSON.parse(text))
    if (read.success) return read.data
    const [issue] = read.error.issues
    throw new Error(`${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    report(`The help file ${path} is not used. ${why}. Correct it and start the desk again.`)
    return noHelpContacts
  }
}
