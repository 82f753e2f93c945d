import type { Doubt } from '../../../domain/replying/find-doubts.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'

type Names = Pick<CustomerRecord, 'givenName' | 'familyName'> | null

/** A hole or doubt as a sentence, with what was probably meant. */
export function doubtWords(words: Words, doubt: Doubt, count: number, customer: Names): string {
  const { kind, text, meant } = doubt
  switch (kind) {
    case 'placeholder':
      return words('reply.hole.placeholder', { count, name: text.replace(/^[^\p{L}]+|[^\p{L}\p{N}]+$/gu, '') || text })
    case 'name':
      return words('reply.hole.name', {
        name: text,
        customer: customer ? `${customer.givenName} ${customer.familyName}`.trim() : '',
        known: customer === null ? 'no' : 'yes',
      })
    case 'order':
      return words('reply.hole.order', { number: text, meant: meant ?? '', guess: meant === null ? 'no' : 'yes' })
  }
}

type Props = { doubt: Doubt | null; count: number; customer: Names; onTake: (doubt: Doubt) => void }

/** After Send was refused: which hole it is, and one press that puts right what can be guessed. */
export function HeldUp({ doubt, count, customer, onTake }: Props) {
  const words = useWords()
  const meant = doubt?.meant ?? null
  return (
    <div className="reply-refused" hidden={doubt === null}>
      <div role="alert" className="reply-refused-words">
        {doubt === null ? null : (
          <>
            <Icon name="refused" size={14} />
            <b>{words('reply.not-sent')}</b>
            <span>{doubtWords(words, doubt, count, customer)}</span>
          </>
        )}
      </div>
      {doubt === null || meant === null ? null : (
        <Button className="reply-take" command="composer.takeSuggestion" onPress={() => onTake(doubt)}>
          {words('reply.hole.take', { meant })}
        </Button>
      )}
    </div>
  )
}
