import type { FocusEvent } from 'react'
import { useMemo, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { OrderedPart, QueueFilter } from './order-rows.ts'
import { keepOrder } from './order-rows.ts'

/**
 * Lets the order change only while the list is at rest, that is, has neither pointer nor focus. `isKnown`: the same function
 * for as long as it says the same.
 */
export function useRestingOrder(fresh: readonly OrderedPart[], filter: QueueFilter, isKnown: (id: CaseId) => boolean) {
  const [hasPointer, setPointer] = useState(false)
  const [hasFocus, setFocus] = useState(false)
  const [held, setHeld] = useState<readonly OrderedPart[] | null>(null)
  const [heldFilter, setHeldFilter] = useState(filter)
  const isAtRest = !(hasPointer || hasFocus)
  const isHolding = !isAtRest && held !== null && held.length > 0 && heldFilter === filter
  const kept = useMemo(
    () => (isHolding ? keepOrder(held, fresh, isKnown) : { parts: [...fresh], newCount: 0 }),
    [isHolding, held, fresh, isKnown],
  )
  // What is shown while at rest is what stays when the pointer or the focus comes.
  if (!isHolding && held !== fresh) setHeld(fresh)
  if (heldFilter !== filter) setHeldFilter(filter)
  return {
    ...kept,
    showNew: () => setHeld(null),
    watch: {
      onPointerEnter: () => setPointer(true),
      onPointerLeave: () => setPointer(false),
      onFocus: ({ target }: FocusEvent) => setFocus(!target.matches('[data-first-focus]')),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocus(false)
      },
    },
  }
}
