/** So many boxes up from what is pointed at may be the one that cuts it. */
const NEAR = 4

/**
 * Words cut for want of room say themselves whole to whoever points at them, wherever they stand. A title somebody wrote
 * stays as it is. Answers how to stop.
 */
export function titleCutWords(page: Document): () => void {
  const titled = new WeakSet<Element>()
  const pointedAt = ({ target }: Event) => {
    let at = target instanceof Element ? target : null
    for (let step = 0; at !== null && step < NEAR; step += 1, at = at.parentElement) {
      if (at.hasAttribute('title') && !titled.has(at)) return
      if (isCut(at)) {
        titled.add(at)
        at.setAttribute('title', (at.textContent ?? '').trim())
        return
      }
      if (titled.delete(at)) at.removeAttribute('title')
    }
  }
  page.addEventListener('pointerover', pointedAt, { passive: true })
  return () => page.removeEventListener('pointerover', pointedAt)
}

function isCut(element: Element): boolean {
  const isWider = element.scrollWidth > element.clientWidth
  const isTaller = element.scrollHeight > element.clientHeight
  if (!isWider && !isTaller) return false
  const { textOverflow, webkitLineClamp } = getComputedStyle(element)
  return (isWider && textOverflow === 'ellipsis') || (isTaller && webkitLineClamp !== 'none' && webkitLineClamp !== '')
}
