import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What the server was asked to do. */
export type Options = {
  port: number
  host: string
  dataFolder: string
  /** Null: the PostgreSQL that is brought along. */
  databaseUrl: string | null
  demo: boolean
  /** How many of the demo world's cases. Null: all. */
  demoCases: number | null
  tls: { cert: string; key: string } | null
  webFolder: string
}

/** A mistake in the command line, as one sentence. */
export class WrongOption extends Error {}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/

/** Reads the command line. Throws `WrongOption`. */
export function readOptions(args: string[], root: string): Options {
  const values = parse(args)
  const port = Number(values.port ?? '7420')
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongOption(`--port must be a number from 0 to 65535, not "${values.port}".`)
  const host = values.host ?? '127.0.0.1'
  const { 'tls-cert': cert, 'tls-key': key } = values
  if ((cert === undefined) !== (key === undefined))
    throw new WrongOption('--tls-cert and --tls-key belong together: give both or none.')
  const tls = cert !== undefined && key !== undefined ? { cert, key } : null
  if (tls === null && !LOOPBACK.test(host)) {
    throw new WrongOption(
      `Without TLS the server is reached from this machine only: give --tls-cert and --tls-key, or leave --host at 127.0.0.1 instead of ${host}.`,
    )
  }
  const databaseUrl = values['database-url'] ?? null
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new WrongOption('--database-url must begin with postgres://.')
  const demoCases = values['demo-cases'] === undefined ? null : Number(values['demo-cases'])
  if (demoCases !== null && !(Number.isInteger(demoCases) && demoCases > 0))
    throw new WrongOption(`--demo-cases must be a whole number above 0, not "${values['demo-cases']}".`)
  return {
    port,
    host,
    dataFolder: resolve(values.data ?? resolve(root, '.evenkeel/server')),
    databaseUrl,
    demo: values.demo ?? demoCases !== null,
    demoCases,
    tls,
    webFolder: resolve(values.web ?? resolve(root, 'out/renderer')),
  }
}

function parse(args: string[]) {
  try {
    const text = { type: 'string' } as const
    return parseArgs({
      args,
      options: {
        port: text,
        host: text,
        data: text,
        'database-url': text,
        demo: { type: 'boolean' },
        'demo-cases': text,
        'tls-cert': text,
        'tls-key': text,
        web: text,
      },
    }).values
  } catch (error) {
    throw new WrongOption(
      `${(error as Error).message.split('. ')[0]}. Known: --port --host --data --database-url --demo --demo-cases --tls-cert --tls-key --web.`,
    )
  }
}
