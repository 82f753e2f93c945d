import { useObservable } from 'dexie-react-hooks'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { PopoverAt } from '../../kit/overlay.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import './connection.css'
import { connectionDetail, connectionIcon, connectionWords } from './connection-words.ts'
import { useSettled } from './use-settled.ts'

type Props = {
  onSignIn: () => void
  /** Something in the outbox needs the agent. */
  onNeedsYou: () => void
}

/** The state of the connection, always in the same place, with its line of detail on a press. */
export function ConnectionStatus({ onSignIn, onNeedsYou }: Props) {
  const words = useWords()
  const format = useFormat()
  const { connection, timers, syncNow } = useDeps()
  const shown = useSettled(useObservable(connection), timers)
  if (shown === undefined) return <div role="status" aria-label={words('connection.name')} className="connection" />
  const name = connectionWords(words, shown)
  const face = { tone: 'quiet', icon: connectionIcon[shown.state], className: 'connection-face' } as const
  const detail = connectionDetail(words, format, shown)
  return (
    <div role="status" aria-label={words('connection.name')} className="connection" data-state={shown.state}>
      {detail.length === 0 ? (
        <Button {...face} onPress={shown.state === 'sign-in' ? onSignIn : onNeedsYou}>
          {name}
        </Button>
      ) : (
        <PopoverAt trigger={<Button {...face}>{name}</Button>} label={words('connection.name')}>
          {detail.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {shown.state === 'offline' || shown.state === 'needs-attention' ? (
            <div className="connection-ways">
              <Button icon="refresh" onPress={syncNow}>
                {words('connection.tryNow')}
              </Button>
              {shown.state === 'needs-attention' && shown.count > 0 ? (
                <Button onPress={onNeedsYou}>{words('connection.showRefused', { count: shown.count })}</Button>
              ) : null}
            </div>
          ) : null}
        </PopoverAt>
      )}
    </div>
  )
}
