// placed at: electron/journal/breaks-crypto.ts
// must break: no-restricted-globals
export const id = () => crypto.randomUUID()
