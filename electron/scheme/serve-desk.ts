import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Protocol } from 'electron'
import { MAIL_HEADERS, MAIL_ORIGIN, type MailShelf } from '../mail/mail-shelf.ts'
import { findFile, headersOf, type RendererFiles, SCHEME, SECURITY_HEADERS } from './find-file.ts'

/** Must be registered before the app is ready. */
export const schemePrivileges: Electron.CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
}

type Ports = { folder: string; files: RendererFiles; mails: Pick<MailShelf, 'answer'>; report(message: string): void }

/** Serves the built page at app://desk/, mails that are being read at app://mail/, and answers everything else with 404 or 405. */
export function serveDesk(protocol: Protocol, ports: Ports): void {
  protocol.handle(SCHEME, async (request) => answer(ports, request.method, request.url))
}

function answer(ports: Ports, method: string, address: string): Response {
  if (address.startsWith(`${MAIL_ORIGIN}/`)) {
    const mail = ports.mails.answer(method, address)
    return new Response(mail.body, { status: mail.status, headers: MAIL_HEADERS })
  }
  const found = findFile(ports.files, method, address)
  if (found.status !== 200) return new Response(null, { status: found.status, headers: SECURITY_HEADERS })
  const bytes = read(join(ports.folder, found.file))
  if (createHash('sha256').update(bytes).digest('hex') !== found.sha256) {
    ports.report(`${found.file} is not the file that was built: install the app again.`)
    return new Response(null, { status: 404, headers: SECURITY_HEADERS })
  }
  return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), {
    headers: { ...headersOf(`/${found.file}`), 'content-type': found.type, 'content-length': String(bytes.length) },
  })
}

/** At once: at the start each turn of the loop takes as long as reading all of it. Empty: it is not there. */
function read(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}
