import { describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { Tabs } from '../../renderer/app/tabs.ts'
import { closeTab, MAX_TABS, noTabs, openTab, readTabs, stepTab, writeTabs } from '../../renderer/app/tabs.ts'

const id = (name: string | number) => `case-${name}` as CaseId
const opened = (...names: (string | number)[]): Tabs =>
  names.reduce<Tabs>((tabs, name) => openTab(tabs, id(name)) ?? tabs, noTabs)

describe('the tabs of open cases', () => {
  it('open at the end and come to the front', () => {
    expect(opened('a', 'b', 'c')).toMatchObject({ ids: [id('a'), id('b'), id('c')], openId: id('c') })
  })

  it('keep their places when an open case is opened again', () => {
    const tabs = openTab(opened('a', 'b', 'c'), id('a'))
    expect(tabs).toMatchObject({ ids: [id('a'), id('b'), id('c')], openId: id('a') })
  })

  it('are twelve, and the thirteenth closes none of them [C4]', () => {
    const full = opened(...Array.from({ length: MAX_TABS }, (_, at) => at))
    expect(MAX_TABS).toBe(12)
    expect(openTab(full, id('thirteenth'))).toBe(null)
    expect(openTab(full, id(3))?.openId).toBe(id(3))
  })

  it.each([
    ['b', 'b', 'c'],
    ['c', 'c', 'b'],
    ['a', 'c', 'c'],
    ['a', 'a', 'b'],
  ])('closing %s while %s is in front leaves %s in front', (closed, front, left) => {
    const tabs = openTab(opened('a', 'b', 'c'), id(front)) ?? noTabs
    const after = closeTab(tabs, id(closed))
    expect(after.openId).toBe(id(left))
    expect(after.ids).toEqual(['a', 'b', 'c'].filter((each) => each !== closed).map(id))
  })

  it('have nothing in front once the last is closed, and forget its tool', () => {
    const tabs: Tabs = { ...opened('a'), side: { [id('a')]: 'guide' } }
    expect(closeTab(tabs, id('a'))).toEqual(noTabs)
    // Closed by the agent, so it is kept that way; a desk cleared for the next agent is not.
    expect(closeTab(tabs, id('a'))).not.toBe(noTabs)
  })

  it('step round in both directions', () => {
    const tabs = opened('a', 'b', 'c')
    expect(stepTab(tabs, 1)).toBe(id('a'))
    expect(stepTab(tabs, -1)).toBe(id('b'))
    expect(stepTab({ ...tabs, openId: id('a') }, -1)).toBe(id('c'))
    expect(stepTab(noTabs, 1)).toBe(null)
    expect(stepTab({ ...tabs, openId: null }, -1)).toBe(id('c'))
  })

  it('come back as they were kept [C4]', () => {
    const tabs: Tabs = { ...opened('a', 'b'), openId: id('a'), side: { [id('b')]: 'knowledge' } }
    expect(readTabs(writeTabs(tabs))).toEqual(tabs)
  })

  it.each([null, 'not json', '7', 'null', '{"ids":"a"}', '{"ids":[1,null],"openId":3,"side":{"x":"customer"}}'])(
    'open empty from %s',
    (kept) => {
      expect(readTabs(kept)).toEqual(noTabs)
    },
  )

  it('take from what was kept only as much as fits', () => {
    const ids = Array.from({ length: 20 }, (_, at) => id(at))
    const read = readTabs(JSON.stringify({ ids: [...ids, ...ids], openId: id(19), side: { [id(1)]: 'nonsense' } }))
    expect(read).toEqual({ ids: ids.slice(0, MAX_TABS), openId: null, side: {} })
  })
})
