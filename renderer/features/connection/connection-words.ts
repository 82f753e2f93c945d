import { assertNever } from '../../../domain/kernel/assert-never.ts'
import type { ConnectionState } from '../../../domain/connection/connection-state.ts'
import type { IconName } from '../../kit/icon.tsx'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'

export const connectionIcon: Record<ConnectionState['state'], IconName> = {
  'up-to-date': 'cloud-check',
  sending: 'arrow-up',
  offline: 'cloud-off',
  'catching-up': 'refresh',
  'sign-in': 'key',
  'needs-attention': 'alert',
}

/** The state in one or two words. */
export const connectionWords = (words: Words, connection: ConnectionState): string =>
  words(`connection.${connection.state}`, { count: 'count' in connection ? connection.count : 0 })

/** The line of detail, first what is kept. */
export function connectionDetail(words: Words, format: Format, connection: ConnectionState): string[] {
  switch (connection.state) {
    case 'up-to-date':
      return connection.lastChangeAt === null
        ? [words('connection.detail.currentNever')]
        : [words('connection.detail.current', { time: format.clockWithSeconds(connection.lastChangeAt) })]
    case 'sending':
      return [words('connection.detail.sending', { count: connection.count })]
    case 'offline': {
      const time = format.clock(connection.since)
      const why =
        connection.because === 'server-busy'
          ? words('connection.detail.offlineBusy', { time })
          : connection.because === 'update-needed'
            ? words('connection.detail.offlineUpdate', { time })
            : words('connection.detail.offline', { time })
      return connection.waiting > 0 ? [why, words('connection.detail.waiting', { count: connection.waiting })] : [why]
    }
    case 'catching-up':
      return [words('connection.detail.catchingUp', { done: connection.done, total: connection.total ?? 0 })]
    case 'needs-attention': {
      if (connection.unreadable === undefined) return []
      const { since, waiting } = connection.unreadable
      const why = words('connection.detail.unreadable', { time: format.clock(since) })
      return waiting > 0 ? [why, words('connection.detail.waiting', { count: waiting })] : [why]
    }
    case 'sign-in':
      return []
    default:
      return assertNever(connection)
  }
}
