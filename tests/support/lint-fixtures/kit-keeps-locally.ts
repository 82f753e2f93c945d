// placed at: renderer/kit/breaks-storage.ts
// must break: no-restricted-globals
export const keep = (theme: string) => localStorage.setItem('theme', theme)
