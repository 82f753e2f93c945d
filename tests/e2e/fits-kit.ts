import type { Page } from '@playwright/test'

/**
 * What somebody with this window could not get at: controls that no scrolling brings wholly into view or that something
 * lies over, whatever is wider than its place, and words that are cut without saying so. Empty: all is well.
 */
export const cutThings = (page: Page): Promise<string[]> => page.evaluate(findCutThings)

/** How many pixels of the thread's height can be seen, whatever lies over it or cuts it off. */
export const threadHeight = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const lists = [...document.querySelectorAll<HTMLElement>('[aria-label="Conversation"]')]
    const list = lists.find((each) => each.checkVisibility())
    if (list === undefined) return 0
    const { left, top, bottom, width } = list.getBoundingClientRect()
    let seen = 0
    for (let y = Math.max(0, Math.ceil(top)); y < bottom; y += 1) {
      if (list.contains(document.elementFromPoint(left + width / 3, y))) seen += 1
    }
    return seen
  })

/** Runs in the page, so it stands alone. */
async function findCutThings(): Promise<string[]> {
  const CONTROLS =
    'button, a[href], input, select, textarea, [role="option"], [role="tab"], [role="row"], [role="menuitem"], [role="combobox"]'
  /** May be wider than their place, as they scroll sideways: what is in them has no narrower form. */
  const SCROLL_SIDEWAYS = 'pre, .article-table, .guide-picture, iframe'
  const found = new Set<string>()
  const frames = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))

  // What lies over the rest for a moment covers it on purpose; then only what is in it counts.
  const over = ['dialog:modal', '.scrim', '.popover', '.template-panel', '.finder:has([role="option"])']
  const root = over.map((each) => document.querySelector(each)).find((each) => each !== null) ?? document.body
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return (
      width > 1 &&
      height > 1 &&
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('.vh, [inert], iframe, [style*="clip-path"]') === null &&
      getComputedStyle(element).clipPath === 'none'
    )
  }
  const nameOf = (element: Element): string => {
    const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
    const kind = element.className === '' ? '' : `.${String(element.className).split(' ').join('.')}`
    return `${element.tagName.toLowerCase()}${kind} "${words.trim().replaceAll(/\s+/g, ' ').slice(0, 60)}"`
  }
  const seen = [...root.querySelectorAll('*')].filter(isSeen)

  for (const element of [document.documentElement, ...seen]) {
    const style = getComputedStyle(element)
    if (
      element.scrollWidth <= element.clientWidth + 1 ||
      (style.overflowX === 'visible' && element !== document.documentElement)
    )
      continue
    if (style.textOverflow === 'ellipsis' || element.matches(`input, textarea, ${SCROLL_SIDEWAYS}`)) continue
    found.add(`wider than its place: ${nameOf(element)} (${element.scrollWidth} in ${element.clientWidth})`)
  }

  /** The nearest boxes that cut an element off, from the inside out. */
  const cutters = (element: Element): Element[] => {
    const list: Element[] = []
    let position = getComputedStyle(element).position
    for (let at = element.parentElement; at !== null && position !== 'fixed'; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (position === 'absolute' && style.position === 'static') continue
      position = style.position
      if (style.overflowX !== 'visible' || style.overflowY !== 'visible') list.push(at)
    }
    return list
  }
  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const holder = node.parentElement
    if (holder === null || (node.nodeValue ?? '').trim() === '' || !isSeen(holder)) continue
    if (holder.closest('option, script, style, textarea, [aria-hidden="true"].reply-marks') !== null) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const text = range.getBoundingClientRect()
    const control = holder.closest('button, a, [role="tab"], [role="option"]')
    let [scrollsAcross, scrollsDown] = [false, false]
    for (const cutter of [holder, ...cutters(holder)]) {
      const style = getComputedStyle(cutter)
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
      const box = cutter.getBoundingClientRect()
      const isCutAcross = !scrollsAcross && (text.left < box.left - 1 || text.right > box.right + 1)
      const isCutBelow = !scrollsDown && (text.top < box.top - 3 || text.bottom > box.bottom + 3)
      // A box that scrolls can bring into view what no box inside it cuts.
      scrollsAcross ||= cutter.matches(SCROLL_SIDEWAYS) || ['auto', 'scroll'].includes(style.overflowX)
      scrollsDown ||= ['auto', 'scroll'].includes(style.overflowY)
      if ((!isCutAcross || scrollsAcross) && (!isCutBelow || scrollsDown)) continue
      const saysSo = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
      holder.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
      await frames()
      const whole = holder.closest('[title]')?.getAttribute('title') ?? ''
      if (!saysSo) found.add(`cut without an ellipsis: ${nameOf(holder)} in ${nameOf(cutter)}`)
      else if (whole === '') found.add(`cut without a title: ${nameOf(holder)}`)
      break
    }
    if (control !== null && isSeen(control)) {
      const box = control.getBoundingClientRect()
      const isClipped = [holder, ...cutters(holder)].some(
        (each) => control.contains(each) && getComputedStyle(each).overflowX !== 'visible',
      )
      if (!isClipped && (text.left < box.left - 1 || text.right > box.right + 1)) {
        found.add(`runs out of its control: ${nameOf(control)}`)
      }
    }
  }

  for (const control of [...root.querySelectorAll<HTMLElement>(CONTROLS)].filter(isSeen)) {
    const shown = control.closest('label') ?? control
    const scroller = cutters(shown).find((each) => ['auto', 'scroll'].includes(getComputedStyle(each).overflowY))
    const isTall = scroller !== undefined && shown.getBoundingClientRect().height > scroller.clientHeight
    shown.scrollIntoView({ block: isTall ? 'start' : 'nearest', inline: 'nearest', behavior: 'instant' })
    const { left, right, top, bottom } = shown.getBoundingClientRect()
    const [middle, centre] = [(left + right) / 2, (top + bottom) / 2]
    const low = isTall ? top + 12 : bottom - 3
    const points = [
      ['top', middle, top + 3],
      ['bottom', middle, low],
      ['left', left + 3, isTall ? top + 12 : centre],
      ['right', right - 3, isTall ? top + 12 : centre],
    ] as const
    const area = shown.closest('[data-area]')
    let isLoose = area === null
    for (let at: Element | null = shown; at !== null && at !== area; at = at.parentElement) {
      isLoose ||= ['fixed', 'absolute'].includes(getComputedStyle(at).position)
    }
    const place = (area ?? root).getBoundingClientRect()
    if (!isLoose && (left < place.left - 1 || right > place.right + 1)) {
      found.add(`stands out of its area: ${nameOf(control)}`)
    }
    for (const [edge, x, y] of points) {
      const hit = document.elementFromPoint(x, y)
      // Its own way to close lies over the end of a tab behind the front one.
      const tab = shown.closest('.case-tab')
      const isOwn = tab !== null && hit?.closest('.case-tab') === tab
      const isHit = hit !== null && (shown.contains(hit) || isOwn || (hit.contains(shown) && hit.matches('label')))
      if (isHit) continue
      found.add(
        `cannot be seen whole (${edge}): ${nameOf(control)}, ${hit === null ? 'outside the window' : `under ${nameOf(hit)}`}`,
      )
      break
    }
  }
  return [...found]
}
