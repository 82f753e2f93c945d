import type { Attachment } from '../../domain/cases/attachment.ts'
import type { AttachmentId } from '../../domain/kernel/ids.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import { filesOf } from '../data/needed-files.ts'

type Ports = {
  desk: DeskClient
  /** All files of an action are on the server now, so it may go. */
  ready(): void
  /** A file can never be brought: the action that needs it is the agent's again. */
  lost(mutation: Mutation): Promise<void>
  track(work: Promise<void>): Promise<void>
  failed(error: unknown): void
}

/** A file that does not arrive whole, or that the server asks for although it was brought, is not sent for ever. */
const TRIES_AT_MOST = 3

/**
 * Brings the files of waiting replies to the server, one after another, beside all else: what has no file, or another
 * lane, does not wait for them. What failed is tried again the next time the engine looks.
 */
export function bringFiles({ desk, ready, lost, track, failed }: Ports) {
  /** On the server, as far as this start of the desk knows; asking again costs little. */
  const brought = new Set<AttachmentId>()
  const tries = new Map<AttachmentId, number>()
  let isUnderWay = false

  const countTry = (id: AttachmentId): void => void tries.set(id, (tries.get(id) ?? 0) + 1)

  async function bring({ id, sizeBytes, sha256 }: Attachment): Promise<'brought' | 'again' | 'lost' | 'unreachable'> {
    if ((tries.get(id) ?? 0) >= TRIES_AT_MOST) return 'lost'
    const answer = await desk.call('file.upload', { id, sizeBytes, sha256 })
    if (answer.ok) {
      brought.add(id)
      return 'brought'
    }
    const { kind } = answer.failure
    if (kind === 'refused') return 'lost'
    if (kind !== 'damaged' && kind !== 'disk') return 'unreachable'
    countTry(id)
    return 'again'
  }

  async function bringAll(mutations: readonly Mutation[]): Promise<void> {
    for (const mutation of mutations) {
      for (const file of filesOf(mutation)) {
        const outcome = brought.has(file.id) ? 'brought' : await bring(file)
        // The server is busy or gone, or nobody is signed in: the rest would fare no better.
        if (outcome === 'unreachable') return
        if (outcome === 'lost') await lost(mutation)
        if (outcome !== 'brought') break
      }
      if (isReady(mutation)) ready()
    }
  }

  const isReady = (mutation: Mutation): boolean => filesOf(mutation).every(({ id }) => brought.has(id))

  return {
    isReady,
    /** Begins with those of these actions that are not there yet, unless it is at it. */
    want(mutations: readonly Mutation[]): void {
      const wanted = mutations.filter((mutation) => !isReady(mutation))
      if (isUnderWay || wanted.length === 0) return
      isUnderWay = true
      void track(
        bringAll(wanted)
          .catch(failed)
          .finally(() => (isUnderWay = false)),
      )
    },
    /** The server says that these are not there. */
    missing(ids: readonly AttachmentId[]): void {
      for (const id of ids) {
        brought.delete(id)
        countTry(id)
      }
    },
    /** Another server, or an earlier life of it: nothing is known. */
    forget: () => brought.clear(),
  }
}
