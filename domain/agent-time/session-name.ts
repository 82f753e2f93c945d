/**
 * Sessions of time are named after the desk they ran on, so that a desk can tell what was recorded at another one, also when
 * its own memory of it is gone. Names given before that hold no dot and belong to no desk that is known.
 */
export const nameSession = (deskId: string, id: string): string => `${deskId.slice(-12)}.${id}`

/** Whether a session is known to have run on another desk than this one. */
export function isOfOtherDesk(session: string | undefined, deskId: string): boolean {
  const [desk, id] = session?.split('.') ?? []
  return id !== undefined && desk !== deskId.slice(-12)
}
