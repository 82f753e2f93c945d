/**
 * Lets go of the databases of a profile that did not open once and were replaced. Nothing waits for it: one that still
 * hangs is tried again at the next start.
 */
export function forgetOtherDatabases(
  indexedDB: IDBFactory,
  profile: string,
  current: string,
  report: (error: unknown) => void,
): void {
  indexedDB.databases().then((known) => {
    for (const { name } of known) {
      if (name !== undefined && name !== current && (name === profile || name.startsWith(`${profile}.`)))
        indexedDB.deleteDatabase(name)
    }
  }, report)
}
