// placed at: renderer/breaks-rule.ts
// must break: boundaries/no-unknown-files
export const lost = true
