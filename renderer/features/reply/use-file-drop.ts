import type { ClipboardEvent, DragEvent } from 'react'
import { useState } from 'react'
import type { GivenFile } from './use-attaching.ts'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

/** Files that are dragged onto the composer or pasted into it. Text goes its usual way. */
export function useFileDrop(add: (files: readonly GivenFile[], folders: readonly string[]) => void) {
  const [isOver, setOver] = useState(false)
  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      onDragLeave(event: DragEvent) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop(event: DragEvent) {
        setOver(false)
        if (!hasFiles(event)) return
        event.preventDefault()
        const items = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file')
        const isFolder = (at: number) => items[at]?.webkitGetAsEntry()?.isDirectory ?? false
        const given = [...event.dataTransfer.files]
        add(
          given.filter((_, at) => !isFolder(at)),
          given.filter((_, at) => isFolder(at)).map(({ name }) => name),
        )
      },
      onPaste(event: ClipboardEvent) {
        const { files, types } = event.clipboardData
        // Office programs put a picture of the text beside it: whoever copied words wants the words.
        if (files.length === 0 || types.includes('text/plain')) return
        event.preventDefault()
        add([...files], [])
      },
    },
  }
}
