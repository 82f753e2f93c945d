// placed at: server/sync/breaks-timer.ts
// must break: no-restricted-globals
export const wait = (done: () => void) => setTimeout(done, 5)
