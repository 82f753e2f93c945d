// placed at: server/sync/breaks-promise.ts
// must break: typescript/no-floating-promises
const work = async (): Promise<number> => 1

export function begin(): void {
  work()
}
