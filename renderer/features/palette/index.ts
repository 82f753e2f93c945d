export { Palette } from './palette.tsx'
export type { PaletteEntry } from './rank-entries.ts'
