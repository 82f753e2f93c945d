import { z } from 'zod'

/** Where the window was when it was last closed. */
export const windowPlace = z.object({
  bounds: z.object({
    x: z.number().int().optional(),
    y: z.number().int().optional(),
    width: z.number().int().min(1).max(20_000),
    height: z.number().int().min(1).max(20_000),
  }),
  isMaximized: z.boolean(),
})
export type WindowPlace = {
  bounds: { x?: number; y?: number; width: number; height: number }
  isMaximized: boolean
}

type Area = { x: number; y: number; width: number; height: number }

const WANTED = { width: 1366, height: 768 }
/** So much of the window must lie on a display, or nobody finds it again. */
const GRIP = { width: 200, height: 100 }

/** The kept place if it still lies on one of the displays (work areas, the first is the main one), else a sensible one. */
export function fitPlace(kept: unknown, displays: readonly Area[]): WindowPlace {
  const main = displays[0] ?? { x: 0, y: 0, ...WANTED }
  const fresh = { width: Math.min(WANTED.width, main.width), height: Math.min(WANTED.height, main.height) }
  const parsed = windowPlace.safeParse(kept)
  if (!parsed.success) return { bounds: fresh, isMaximized: false }
  const { bounds, isMaximized } = parsed.data
  const { x, y } = bounds
  const widest = Math.max(...displays.map((area) => area.width), main.width)
  const tallest = Math.max(...displays.map((area) => area.height), main.height)
  const size = { width: Math.min(bounds.width, widest), height: Math.min(bounds.height, tallest) }
  if (x === undefined || y === undefined) return { bounds: size, isMaximized }
  const isSeen = displays.some((area) => {
    const wide = Math.min(x + size.width, area.x + area.width) - Math.max(x, area.x)
    // The title bar must be reachable, so the top edge itself has to be on the display.
    return wide >= GRIP.width && y >= area.y && y <= area.y + area.height - GRIP.height
  })
  return { bounds: isSeen ? { x, y, ...size } : size, isMaximized }
}
