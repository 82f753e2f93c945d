import { useState } from 'react'
import type { KeepRefusal } from '../../data/repository.ts'
import { Button } from '../../kit/button.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import { ChoiceField } from './choice-field.tsx'
import { RefusedLine } from './refused-line.tsx'

type Props = {
  title: string
  label: string
  choices: readonly { id: string; words: string }[]
  /** What happens then, in a sentence. Null: the title says it. */
  then: string | null
  act: string
  refusal: KeepRefusal | null
  onPick: (id: string) => Promise<boolean>
  onClose: () => void
}

/** Asks for one of several and does one thing with it. Enter does it, Esc leaves everything as it is. */
export function PickForm({ title, label, choices, then, act, refusal, onPick, onClose }: Props) {
  const words = useWords()
  const [picked, setPicked] = useState(choices[0]?.id ?? '')
  return (
    <AskDialog title={title} isOpen onClose={onClose}>
      <form
        className="case-form"
        onSubmit={(event) => {
          event.preventDefault()
          void onPick(picked).then((isDone) => isDone && onClose())
        }}
      >
        <ChoiceField label={label} value={picked} choices={choices} onChoose={setPicked} autoFocus />
        {then === null ? null : <p className="muted">{then}</p>}
        <RefusedLine refusal={refusal} />
        <div className="dialog-ways">
          <Button onPress={onClose}>{words('case.edit.cancel')}</Button>
          <Button tone="primary" type="submit">
            {act}
          </Button>
        </div>
      </form>
    </AskDialog>
  )
}
