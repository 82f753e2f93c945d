import { afterEach, beforeEach } from 'vitest'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { TestServer } from '../../support/test-server.ts'
import { startTestServer } from '../../support/test-server.ts'
import { type Computer, computerOf } from './desk.ts'

export type Desk = Awaited<ReturnType<Computer['open']>>

/** A fresh server for each test, and whatever was opened on it is closed after the test. */
export function journey() {
  const opened: Desk[] = []
  const world = {
    server: undefined as unknown as TestServer,
    computerOf: (login: string) => computerOf(world.server, login),
    /** Opens a desk and lets it catch up. */
    async open(computer: Computer): Promise<Desk> {
      const desk = await computer.open()
      opened.push(desk)
      await desk.idle()
      return desk
    },
    /** One more moment than any message of the small world. */
    later: (ms: number) => {
      world.server.clock.now = (world.server.clock.now + ms) as EpochMs
    },
  }
  beforeEach(async () => {
    world.server = await startTestServer()
    world.later(60_000)
  })
  afterEach(async () => {
    for (const desk of opened.splice(0)) await desk.kill()
    await world.server.stop()
  })
  return world
}
