/** What different Electrons have of it: newer ones know what is only marked as a clipboard of its own, older ones by a word. */
export type ClipboardLike = { clear(type?: 'selection'): void; selection?: { clear(): void } }

/** What was copied goes; on Linux also what was only marked, because a middle click would paste it. */
export function emptyClipboard(clipboard: ClipboardLike, platform: string): void {
  clipboard.clear()
  if (platform !== 'linux') return
  if (clipboard.selection === undefined) clipboard.clear('selection')
  else clipboard.selection.clear()
}
