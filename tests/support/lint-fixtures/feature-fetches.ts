// placed at: renderer/features/reply/breaks-fetch.ts
// must break: no-restricted-globals
export const ask = () => fetch('/api/v1/cases')
