// placed at: renderer/data/breaks-date.ts
// must break: house/no-ambient-date
export const startedAt = new Date()
