import { ATTACHMENT_REFUSALS, type AttachmentRefusal } from '../../../domain/replying/plan-attachment.ts'
import { BODY_LIMIT } from '../../../domain/replying/plan-reply.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { Icon } from '../../kit/icon.tsx'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import type { SendRefusal } from './use-send.ts'

const isAboutFiles = (refusal: SendRefusal): refusal is AttachmentRefusal =>
  ATTACHMENT_REFUSALS.some((each) => each === refusal)

/** A refusal as a sentence the agent can act on. */
export function refusalWords(words: Words, refusal: SendRefusal): string {
  if (isAboutFiles(refusal)) return words(`attach.why.${refusal}`)
  switch (refusal) {
    case 'empty-body':
    case 'too-long':
    case 'case-closed':
      return words(`reply.refusal.${refusal}`, { limit: BODY_LIMIT })
    default:
      return words(`refusal.${refusal}`)
  }
}

/** Beside the text, read out at once: why nothing was sent, or why the newest text is not on the disk. */
export function Refused(props: { id: string; refusal: SendRefusal | null; draftRefusal: KeepRefusal | null }) {
  const { id, refusal, draftRefusal } = props
  const words = useWords()
  const shown = refusal ?? draftRefusal
  return (
    <div role="alert" className="reply-refused" id={id} hidden={shown === null}>
      {shown === null ? null : (
        <>
          <Icon name="refused" size={14} />
          <b>{words(refusal === null ? 'reply.draft-not-kept' : 'reply.not-sent')}</b>
          <span>{refusalWords(words, shown)}</span>
        </>
      )}
    </div>
  )
}
