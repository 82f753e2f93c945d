// placed at: domain/kernel/breaks-clock.ts
// must break: no-restricted-properties
export const startedAt = Date.now()
