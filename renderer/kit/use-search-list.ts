import type { KeyboardEvent } from 'react'
import { useEffect, useId, useState } from 'react'

/** How far Page Up and Page Down go. */
const PAGE = 8

/**
 * A text box above a list of what it finds: the focus stays in the box, arrows walk the list, Enter chooses. A new query
 * begins at the best match again.
 */
export function useSearchList({
  query,
  ids,
  onChoose,
}: {
  query: string
  ids: readonly string[]
  onChoose: (id: string) => void
}) {
  const listId = useId()
  const [walked, setWalked] = useState<{ query: string; id: string } | null>(null)
  const at = walked !== null && walked.query === query ? ids.indexOf(walked.id) : 0
  const activeId = ids[Math.max(at, 0)] ?? null
  const domId = (id: string) => `${listId}-${id}`

  useEffect(() => {
    if (activeId === null) return
    document.getElementById(`${listId}-${activeId}`)?.scrollIntoView({ block: 'nearest' })
  }, [listId, activeId])

  const walkTo = (to: number) => {
    const id = ids[Math.min(Math.max(to, 0), ids.length - 1)]
    if (id !== undefined) setWalked({ query, id })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const here = Math.max(at, 0)
    const steps: Record<string, () => void> = {
      ArrowDown: () => walkTo(here === ids.length - 1 ? 0 : here + 1),
      ArrowUp: () => walkTo(here === 0 ? ids.length - 1 : here - 1),
      PageDown: () => walkTo(here + PAGE),
      PageUp: () => walkTo(here - PAGE),
      Enter: () => {
        if (activeId !== null) onChoose(activeId)
      },
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    step()
  }
  return {
    activeId,
    onKeyDown,
    inputProps: {
      'aria-controls': listId,
      'aria-autocomplete': 'list',
      'aria-activedescendant': activeId === null ? undefined : domId(activeId),
    } as const,
    listProps: { id: listId, role: 'listbox' } as const,
    optionProps: (id: string) =>
      ({
        id: domId(id),
        role: 'option',
        'aria-selected': id === activeId,
        onPointerMove: () => setWalked({ query, id }),
        // The box keeps the focus.
        onPointerDown: (event: { preventDefault(): void }) => event.preventDefault(),
        onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
        onClick: () => onChoose(id),
      }) as const,
  }
}
