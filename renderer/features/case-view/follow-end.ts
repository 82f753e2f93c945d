/** So near to the end, in px, the agent is reading the end. */
const AT_END_WITHIN_PX = 48
/** More entries than a tall window shows at once. */
const IN_SIGHT = 40

export type Followed = {
  /** How many of the drawn entries lie above what is in view. */
  above: number
  isAtEnd: boolean
}

export type Follower = ReturnType<typeof makeFollower>

/**
 * Keeps the end of a scrolling box in view while the agent reads the end; otherwise nothing moves. Remembers where it was
 * while the box is hidden: a box without a place loses its scroll position.
 */
export function makeFollower(told: (followed: Followed) => void) {
  let box: HTMLElement | null = null
  let isAtEnd = true
  let fromEnd = 0
  let known: Followed = { above: 0, isAtEnd: true }
  /** The agent's hand is on it. What else moves the box is its content growing, and must not end the following. */
  let isHandled = false

  const tell = (followed: Followed) => {
    if (known.above === followed.above && known.isAtEnd === followed.isAtEnd) return
    known = followed
    told(followed)
  }
  const look = () => {
    if (box === null || box.clientHeight === 0) return
    const distance = (of: HTMLElement) => of.scrollHeight - of.scrollTop - of.clientHeight
    if (isAtEnd && !isHandled && distance(box) > 0) box.scrollTop = box.scrollHeight
    fromEnd = distance(box)
    isAtEnd = fromEnd < AT_END_WITHIN_PX
    tell({ above: entriesAbove(box), isAtEnd })
  }
  const toEnd = () => {
    isAtEnd = true
    isHandled = false
    look()
  }
  return {
    attach(element: HTMLElement | null) {
      box = element
    },
    look,
    toEnd,
    /** Something was asked to come into view: that is where the agent reads now. */
    letGo() {
      isAtEnd = false
      // No hand moves it now: without a scroll to come nothing would say that the hand has gone.
      isHandled = false
    },
    /** The box has a place again. */
    comeBack() {
      if (box !== null && !isAtEnd) box.scrollTop = box.scrollHeight - box.clientHeight - fromEnd
      look()
    },
    /** Its content changed. `isOwn`: the newest entry is the agent's own and fresh, which is always shown. */
    grow(isOwn: boolean) {
      if (isOwn || isAtEnd) toEnd()
      else look()
    },
    /** Hears hands and sizes until it is stopped. */
    watch(): () => void {
      if (box === null) return () => undefined
      const watched = box
      const handled = () => {
        isHandled = true
      }
      const released = () => {
        isHandled = false
      }
      const hands = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const
      for (const name of hands) watched.addEventListener(name, handled, { passive: true })
      watched.addEventListener('scrollend', released)
      // An entry that comes near takes its real height instead of the guessed one: in a long case the end moves away.
      watched.addEventListener('contentvisibilityautostatechange', look)
      // A growing composer takes height away: the last words stay above it.
      const room = new ResizeObserver(() => (isAtEnd ? toEnd() : look()))
      room.observe(watched)
      // A mail that is laid out late would push the last words out of view, wherever in sight it stands. What the agent
      // opened themself grows where they look.
      const sizes = new ResizeObserver(() => (isAtEnd && !isHandled ? toEnd() : look()))
      for (const entry of [...watched.children].slice(-IN_SIGHT)) sizes.observe(entry)
      return () => {
        for (const name of hands) watched.removeEventListener(name, handled)
        watched.removeEventListener('scrollend', released)
        watched.removeEventListener('contentvisibilityautostatechange', look)
        room.disconnect()
        sizes.disconnect()
      }
    },
  }
}

/** How many entries end above the upper edge. By halving: a long case has thousands. */
function entriesAbove(box: HTMLElement): number {
  const entries = box.children
  const edge = box.scrollTop + 4
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    const entry = entries[middle] as HTMLElement
    if (entry.offsetTop + entry.offsetHeight <= edge) low = middle + 1
    else high = middle
  }
  return low
}
