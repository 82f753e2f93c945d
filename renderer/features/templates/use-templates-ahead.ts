import { useObservable } from 'dexie-react-hooks'
import { useEffect } from 'react'
import type { TemplateRecord } from '../../../domain/templates/template.ts'
import { useDeps } from '../../deps/deps.ts'
import { indexOf } from './template-index.ts'

const NONE: readonly TemplateRecord[] = []
/** A few milliseconds' work, with room for a frame in between. */
const PIECE = 25
const PAUSE_MS = 40
/** The first screen comes first. */
const BEGIN_AFTER_MS = 1_000

/** All templates; their index is made ready meanwhile, so that the first search is as quick as the others. */
export function useTemplatesAhead(): readonly TemplateRecord[] {
  const { repository, timers } = useDeps()
  const templates = useObservable(() => repository.templates(), [repository]) ?? NONE
  useEffect(() => {
    const index = indexOf(templates)
    let stop = timers.after(BEGIN_AFTER_MS, function goOn() {
      if (index.takeIn(PIECE)) stop = timers.after(PAUSE_MS, goOn)
    })
    return () => stop()
  }, [templates, timers])
  return templates
}
