// Started by file-store.test.ts, which kills it: keeps files and prints the id of each that was acknowledged.
import { PART_BYTES } from '../../protocol/attachment.ts'
import { someFile } from '../support/some-file.ts'
import { openFiles } from './file-store-kit.ts'

const folder = process.argv[2]
if (folder === undefined) throw new Error('The folder is missing.')
const files = openFiles(folder)
const { bytes } = someFile(PART_BYTES * 2 + 100)
for (let n = 0; ; n++) {
  const answer = await files.keep(`f-${n}`, bytes)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  process.stdout.write(`f-${n}\n`)
}
