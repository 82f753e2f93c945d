import { useRef, useState } from 'react'
import type { Channel } from '../../../domain/cases/channel.ts'
import type { AttachmentRefusal } from '../../../domain/replying/plan-attachment.ts'
import { freeName, planAttachment, safeName } from '../../../domain/replying/plan-attachment.ts'
import type { FileRefusal } from '../../deps/attachments-port.ts'
import { useDeps } from '../../deps/deps.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import type { Mode } from './draft-text.ts'

export type NotAttached = {
  name: string
  why: AttachmentRefusal | FileRefusal | 'unreadable' | 'folder' | 'note'
}
/** A file that is on its way to the disk. */
export type Keeping = { name: string; sizeBytes: number; mediaType: string }

/** A file as the page is given it: chosen, dropped or pasted. */
export type GivenFile = Pick<File, 'name' | 'size' | 'type' | 'arrayBuffer'>

/**
 * Takes files into the draft of a case. One becomes part of it only when its bytes are safe on this machine; Send waits
 * for those that are not yet, and does not go where one of them could not be kept.
 */
export function useAttaching(keeper: DraftKeeper, channel: Channel, mode: Mode) {
  const { attachments } = useDeps()
  const [keeping, setKeeping] = useState<readonly Keeping[]>([])
  const [refused, setRefused] = useState<readonly NotAttached[]>([])
  /** Name of the file that was attached last, for whoever listens. */
  const [attached, setAttached] = useState<string | null>(null)
  /** The same as the state, for what goes on between two frames. */
  const waiting = useRef<readonly Keeping[]>([])
  const turn = useRef<Promise<void>>(Promise.resolve())
  /** Files that Send was waiting for and that could not be kept. */
  const failed = useRef(0)

  function setWaiting(next: readonly Keeping[]): void {
    waiting.current = next
    setKeeping(next)
  }

  async function keep(file: GivenFile, as: Keeping): Promise<NotAttached['why'] | null> {
    let bytes: Uint8Array<ArrayBuffer>
    try {
      bytes = new Uint8Array(await file.arrayBuffer())
    } catch {
      return 'unreadable'
    }
    const kept = await attachments.keep({ name: as.name, mediaType: file.type, bytes })
    if (!kept.ok) return kept.refusal
    keeper.setMore({ attachments: [...keeper.getState().more.attachments, kept.value] })
    await keeper.flush()
    setAttached(as.name)
    return null
  }

  const refuse = (each: NotAttached): void => setRefused((before) => [...before, each])

  return {
    keeping,
    refused,
    attached,
    dismiss: () => setRefused([]),
    /** `folders`: names of what was dropped and is none. */
    add(files: readonly GivenFile[], folders: readonly string[] = []): void {
      setRefused([])
      setAttached(null)
      for (const name of folders) refuse({ name, why: 'folder' })
      for (const file of files) {
        const there = [...keeper.getState().more.attachments, ...waiting.current]
        const name = freeName(
          safeName(file.name),
          there.map((each) => each.name),
        )
        const as: Keeping = { name, sizeBytes: file.size, mediaType: file.type }
        const why = mode === 'note' ? 'note' : attachments.canKeep ? planAttachment(as, there, channel) : 'not-here'
        if (why !== null) {
          refuse({ name: file.name, why })
          continue
        }
        setWaiting([...waiting.current, as])
        // One after another: ten large files at once would not fit into memory.
        turn.current = turn.current.then(async () => {
          const refusal = await keep(file, as)
          setWaiting(waiting.current.filter((each) => each !== as))
          if (refusal === null) return
          failed.current += 1
          refuse({ name: file.name, why: refusal })
        })
      }
    },
    /** Waits for what is being kept. False: something of it could not be. */
    async settled(): Promise<boolean> {
      if (waiting.current.length === 0) return true
      failed.current = 0
      await turn.current
      return failed.current === 0
    },
  }
}
export type Attaching = ReturnType<typeof useAttaching>
