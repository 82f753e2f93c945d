/**
 * One window of a profile leads: it sends, and keeps the agent's time. `lead` runs once, in the window that has the lock;
 * resolves when it is known whether that is this one for now. A window that waits comes to lead when the one before closes.
 */
export async function takeTheLead(
  locks: LockManager | undefined,
  name: string,
  closing: AbortSignal,
  lead: () => void,
  report: (error: unknown) => void,
): Promise<void> {
  // The only window there is.
  if (locks === undefined) return lead()
  const untilClosed = () => new Promise<void>((resolve) => closing.addEventListener('abort', () => resolve()))
  const failed = (error: unknown) => {
    if (!closing.aborted) report(error)
  }
  const isLeading = await new Promise<boolean>((decided) => {
    const held = locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) return decided(false)
      lead()
      decided(true)
      return untilClosed()
    })
    held.catch(failed)
  })
  if (isLeading) return
  const next = locks.request(name, { signal: closing }, () => {
    lead()
    return untilClosed()
  })
  next.catch(failed)
}
