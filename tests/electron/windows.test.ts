import { describe, expect, it } from 'vitest'
import { afterRendererGone, type GoneHistory } from '../../electron/windows/renderer-gone.ts'
import { fitPlace } from '../../electron/windows/window-place.ts'

const fresh: GoneHistory = { reloadedAt: [], hasRelaunched: false }
const play = (events: [reason: string, atMs: number][]) => {
  let history = fresh
  return events.map(([reason, atMs]) => {
    const next = afterRendererGone(reason, history, atMs)
    history = next.history
    return next.step.do === 'reload' ? next.step.afterMs : next.step.do
  })
}

describe('a page whose process is gone', () => {
  it.each<[string, [string, number][], (number | string)[]]>([
    ['a clean exit is no trouble', [['clean-exit', 0]], ['nothing']],
    [
      'comes back three times within a minute, then not',
      [
        ['crashed', 0],
        ['oom', 1_000],
        ['killed', 5_000],
        ['crashed', 9_000],
      ],
      [0, 1_000, 3_000, 'give-up'],
    ],
    [
      'comes back at once after a good minute',
      [
        ['crashed', 0],
        ['crashed', 1_000],
        ['crashed', 61_000],
      ],
      [0, 1_000, 0],
    ],
    [
      'is relaunched once if it cannot start',
      [
        ['launch-failed', 0],
        ['launch-failed', 1],
      ],
      ['relaunch', 'give-up'],
    ],
    ['is relaunched once if its files are not right', [['integrity-failure', 0]], ['relaunch']],
    ['reloads for a reason that is new to us', [['something-new', 0]], [0]],
  ])('%s', (_name, events, steps) => expect(play(events)).toEqual(steps))
})

describe("the window's place", () => {
  const display = { x: 0, y: 0, width: 1920, height: 1080 }
  const second = { x: 1920, y: 0, width: 1280, height: 1024 }
  const kept = (bounds: object, isMaximized = false) => ({ bounds, isMaximized })

  it('is kept where it was', () => {
    const place = kept({ x: 100, y: 80, width: 1200, height: 800 }, true)
    expect(fitPlace(place, [display])).toEqual(place)
    const beside = kept({ x: 2000, y: 10, width: 1000, height: 700 })
    expect(fitPlace(beside, [display, second])).toEqual(beside)
  })

  it('comes back to a display that is there', () => {
    const beside = kept({ x: 2000, y: 10, width: 1000, height: 700 })
    expect(fitPlace(beside, [display]).bounds).toEqual({ width: 1000, height: 700 })
    expect(fitPlace(kept({ x: 10, y: -500, width: 1000, height: 700 }), [display]).bounds).not.toHaveProperty('y')
    expect(fitPlace(kept({ x: 1900, y: 10, width: 1000, height: 700 }), [display]).bounds).not.toHaveProperty('x')
  })

  it('is never larger than the displays', () => {
    const place = fitPlace(kept({ x: 0, y: 0, width: 9_000, height: 9_000 }), [display])
    expect(place.bounds).toEqual({ x: 0, y: 0, width: 1920, height: 1080 })
  })

  it.each([null, 'x', {}, kept({ width: Number.NaN, height: 5 }), kept({ width: 5, height: 5, x: 0.5 })])(
    'is a sensible one when what was kept is %j',
    (broken) => {
      expect(fitPlace(broken, [{ ...display, width: 1280, height: 720 }])).toEqual({
        bounds: { width: 1280, height: 720 },
        isMaximized: false,
      })
    },
  )
})
