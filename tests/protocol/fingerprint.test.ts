import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { failure } from '../../protocol/bridge-kit.ts'
import { errorBody } from '../../protocol/errors.ts'
import { serverEvents } from '../../protocol/events.ts'
import { journalEntry } from '../../protocol/journal.ts'
import {
  refreshRequest,
  serverInfo,
  signInRequest,
  signInResponse,
  webSessionResponse,
} from '../../protocol/session.ts'
import { mutation } from '../../protocol/sync/mutations.ts'
import { pullExit, pullFooter, pullHeader, pullRequest, pullRow } from '../../protocol/sync/pull.ts'
import { pushRequest, pushResponse } from '../../protocol/sync/push.ts'
import { records } from '../../protocol/sync/records.ts'
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../protocol/version.ts'

const fingerprint = (schemas: Record<string, z.ZodType>) => {
  const shapes = Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })])
  return createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 12)
}

it('the wire has a new version whenever its shape changes', () => {
  const wire = {
    pushRequest,
    pushResponse,
    pullRequest,
    pullHeader,
    pullRow,
    pullExit,
    pullFooter,
    errorBody,
    signInRequest,
    signInResponse,
    refreshRequest,
    webSessionResponse,
    serverInfo,
    ...serverEvents,
  }
  expect({ shape: fingerprint(wire), version: PROTOCOL_VERSION }).toEqual({ shape: 'ebd51a941ac1', version: 2 })
})

it('the records have a new version whenever their shape changes', () => {
  expect({ shape: fingerprint(records), version: SCHEMA_VERSION }).toEqual({ shape: 'dbc276eb70fb', version: 2 })
})

it('what lies in outbox and journal keeps its shape: it may be read by the next version', () => {
  expect(fingerprint({ mutation, journalEntry, failure })).toBe('7b7769af9fba')
})
