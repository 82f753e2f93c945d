import type { Stretch } from './stretches.ts'

/** Selects a stretch and brings it into view: a text area does not scroll the sheet it lies on. */
export function selectStretch(area: HTMLTextAreaElement, { from, to }: Stretch): void {
  area.focus()
  area.setSelectionRange(from, to)
  area.parentElement?.querySelector(`[data-from="${from}"]`)?.scrollIntoView({ block: 'nearest' })
}

/** Puts text in place of the selection, so that the area's own undo takes it back. */
export function insertText(area: HTMLTextAreaElement, text: string): boolean {
  area.focus()
  return document.execCommand('insertText', false, text)
}
