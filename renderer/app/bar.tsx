import { useId, useState } from 'react'
import { useStore } from 'zustand'
import { useDeps } from '../deps/deps.ts'
import { ConnectionStatus } from '../features/connection/index.ts'
import { useOutboxCount } from '../features/outbox/index.ts'
import { Button } from '../kit/button.tsx'
import { Mark } from '../kit/mark.tsx'
import { AskDialog, MenuAt } from '../kit/overlay.tsx'
import { useWords } from '../words/use-words.ts'
import { useDeskState } from './desk-state.ts'
import type { ThemeStore } from './theme.ts'
import { THEMES } from './theme.ts'

type Props = { theme: ThemeStore; onOutbox: () => void; onSide: () => void }

/** The bar along the top: always there, always the same. */
export function Bar({ theme, onOutbox, onSide }: Props) {
  const words = useWords()
  const countId = useId()
  const unsent = useOutboxCount()
  const { openId, isOutboxOpen, column, showColumn, showOutbox, showSignInAgain } = useDeskState()
  return (
    <header className="bar" data-area="bar" aria-label={words('bar.name')}>
      <div className="bar-brand">
        <Mark />
        <span className="bar-name">{words('app.name')}</span>
      </div>
      {openId === null ? null : (
        <div className="bar-columns" role="group" aria-label={words('areas.switch')}>
          <div className="seg">
            {(['queue', 'case'] as const).map((each) => (
              <button key={each} type="button" aria-pressed={column === each} onClick={() => showColumn(each)}>
                {words(`areas.${each}`)}
              </button>
            ))}
          </div>
        </div>
      )}
      <span className="grow" />
      {openId === null ? null : (
        <Button tone="quiet" icon="side" command="side.toggle" className="bar-side" onPress={onSide}>
          {words('areas.details')}
        </Button>
      )}
      <ConnectionStatus onSignIn={() => showSignInAgain(true)} onNeedsYou={() => showOutbox(true)} />
      <Button
        tone="quiet"
        icon="outbox"
        command="outbox.toggle"
        className="bar-outbox"
        aria-describedby={countId}
        aria-expanded={isOutboxOpen}
        onPress={onOutbox}
      >
        {words('bar.outbox')}
        <span className="bar-count num" aria-hidden="true">
          {unsent === 0 ? null : unsent}
        </span>
      </Button>
      <span id={countId} className="vh">
        {words('bar.outboxWaiting', { count: unsent })}
      </span>
      <Me theme={theme} unsent={unsent} />
    </header>
  )
}

/** The agent's menu. Signing out with unsent work asks first. */
function Me({ theme, unsent }: { theme: ThemeStore; unsent: number }) {
  const words = useWords()
  const { account, signOut } = useDeps()
  const { theme: chosen, choose } = useStore(theme)
  const [isAsking, setAsking] = useState(false)
  const leave = () => void signOut()
  return (
    <>
      <MenuAt
        label={account.name}
        trigger={
          <Button tone="quiet" className="bar-me">
            <span aria-hidden="true">{initialsOf(account.name)}</span>
            <span className="vh">{words('bar.me', { name: account.name })}</span>
          </Button>
        }
        parts={[
          {
            kind: 'choose',
            title: words('me.theme'),
            choices: THEMES.map((id) => ({ id, words: words(`me.theme.${id}`) })),
            chosen,
            onChoose: (id) => choose(THEMES.find((each) => each === id) ?? 'system'),
          },
          {
            kind: 'do',
            title: words('me.signedInAs', { name: account.name, login: account.login }),
            choices: [{ id: 'sign-out', words: words('me.signOut'), icon: 'sign-out' }],
            onDo: () => (unsent > 0 ? setAsking(true) : leave()),
          },
        ]}
      />
      <AskDialog title={words('signOut.title')} isOpen={isAsking} onClose={() => setAsking(false)}>
        <p>{words('signOut.unsent', { count: unsent })}</p>
        <div className="dialog-ways">
          <Button onPress={leave}>{words('signOut.anyway')}</Button>
          <Button tone="primary" autoFocus onPress={() => setAsking(false)}>
            {words('signOut.stay')}
          </Button>
        </div>
      </AskDialog>
    </>
  )
}

const letters = new Intl.Segmenter()

/** First letters of the first and the last name. */
function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const chosen = parts.length > 1 ? [parts[0], parts.at(-1)] : parts
  return chosen
    .map((part) => letters.segment(part ?? '').containing(0)?.segment ?? '')
    .join('')
    .toLocaleUpperCase()
}
