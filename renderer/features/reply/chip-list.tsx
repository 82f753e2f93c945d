import type { ReactNode, Ref } from 'react'
import { useId } from 'react'
import { Icon } from '../../kit/icon.tsx'

/** What goes with a reply, as a row of chips behind its title. */
export function ChipList(props: { title: string; listRef?: Ref<HTMLUListElement>; children: ReactNode }) {
  const titleId = useId()
  return (
    <div className="reply-chips">
      <span className="reply-chips-title" id={titleId}>
        {props.title}
      </span>
      <ul ref={props.listRef ?? null} aria-labelledby={titleId}>
        {props.children}
      </ul>
    </div>
  )
}

type TakeOffProps = {
  label: string
  onTakeOff: () => void
  /** Where the focus goes when the last chip is gone. */
  onEmpty: () => void
}

/** The way to take a chip off its list, by press, Delete or Backspace. */
export function TakeOff({ label, onTakeOff, onEmpty }: TakeOffProps) {
  function takeOff(button: HTMLElement): void {
    // The neighbour takes the focus, so that Delete goes on.
    const all = [...(button.closest('ul')?.querySelectorAll('button') ?? [])]
    const at = all.findIndex((each) => each === button)
    const next = all[at + 1] ?? all[at - 1]
    if (next === undefined) onEmpty()
    else next.focus()
    onTakeOff()
  }
  return (
    <button
      type="button"
      aria-label={label}
      onClick={(event) => takeOff(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key !== 'Delete' && event.key !== 'Backspace') return
        event.preventDefault()
        takeOff(event.currentTarget)
      }}
    >
      <Icon name="close" size={14} />
    </button>
  )
}
