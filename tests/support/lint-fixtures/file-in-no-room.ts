// placed at: somewhere/breaks-rule.ts
// must break: boundaries/no-unknown-files
export const lost = true
