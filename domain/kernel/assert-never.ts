/** Ends a `switch` that has handled every case; reaching it at run time is a bug. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled value: ${JSON.stringify(value)}`)
}
