// placed at: renderer/sync/breaks-chance.ts
// must break: no-restricted-properties
export const jitter = Math.random()
