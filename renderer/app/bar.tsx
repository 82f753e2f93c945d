import type { ReactNode } from 'react'
import { memo, useId } from 'react'
import { useStore } from 'zustand'
import { useDeps } from '../deps/deps.ts'
import { Button } from '../kit/button.tsx'
import { useCommands } from '../kit/use-command.ts'
import { Mark } from '../kit/mark.tsx'
import { AskDialog, MenuAt } from '../kit/overlay.tsx'
import { useWords } from '../words/use-words.ts'
import type { Column } from './desk-state.ts'
import { useDeskState } from './desk-state.ts'
import { ConnectionStatus, Finder, StatePicker, useOutboxCount, useUnkeptPromises } from './slots.ts'
import type { ThemeStore } from './theme.ts'
import { THEMES } from './theme.ts'

type Props = {
  theme: ThemeStore
  /** What needs the agent now, in the middle. */
  notice: ReactNode
  /** One line about what was just asked for, read out once. Empty: nothing. */
  said: string
  isSideShown: boolean
  onOutbox: () => void
  onSide: () => void
  onLeave: () => void
}

const COLUMNS = ['queue', 'case', 'side'] as const satisfies readonly Column[]

/** The bar along the top: always there, always the same. */
export const Bar = memo(function Bar({ theme, notice, said, isSideShown, onOutbox, onSide, onLeave }: Props) {
  const words = useWords()
  const commands = useCommands()
  const { tabs, panel, column, showColumn, showPanel, showOver, showSignInAgain } = useDeskState()
  const columns = COLUMNS.filter((each) => each !== 'case' || tabs.openId !== null)
  return (
    <header className="bar" data-area="bar" aria-label={words('bar.name')}>
      <div className="bar-brand">
        <Mark />
        <h1 className="vh">{words('app.name')}</h1>
      </div>
      <div className="bar-columns" role="group" aria-label={words('areas.switch')}>
        <div className="seg">
          {columns.map((each) => (
            <button key={each} type="button" aria-pressed={column === each} onClick={() => showColumn(each)}>
              {words(each === 'side' ? 'areas.details' : `areas.${each}`)}
            </button>
          ))}
        </div>
      </div>
      <Finder />
      <Button
        tone="quiet"
        icon="keyboard"
        command="palette.open"
        className="bar-commands"
        onPress={() => showOver('palette')}
      >
        <span className="bar-word">{words('bar.commands')}</span>
      </Button>
      {notice}
      <p className="clip bar-said" role="status">
        {said}
      </p>
      <Button
        tone="quiet"
        icon="side"
        command="side.toggle"
        className="bar-side"
        aria-pressed={isSideShown}
        onPress={onSide}
      >
        <span className="bar-word">{words('areas.details')}</span>
      </Button>
      <StatePicker />
      <ConnectionStatus onSignIn={() => showSignInAgain(true)} onNeedsYou={() => showPanel('outbox')} />
      <OutboxWay isShown={panel === 'outbox'} onPress={onOutbox} />
      <Button
        tone="quiet"
        icon="help"
        command="help.open"
        className="bar-help"
        onPress={() => commands?.run('help.open')}
      >
        <span className="bar-word">{words('help.button')}</span>
      </Button>
      <Me theme={theme} onLeave={onLeave} />
    </header>
  )
})

/** The way to what waits, with its count. By itself, since the count changes with all that is sent and the bar does not. */
function OutboxWay({ isShown, onPress }: { isShown: boolean; onPress: () => void }) {
  const words = useWords()
  const countId = useId()
  const unsent = useOutboxCount()
  return (
    <>
      <Button
        tone="quiet"
        icon="outbox"
        command="outbox.toggle"
        className="bar-outbox"
        aria-describedby={countId}
        aria-expanded={isShown}
        onPress={onPress}
      >
        <span className="bar-word">{words('bar.outbox')}</span>
        <span className="bar-count num" aria-hidden="true">
          {unsent}
        </span>
      </Button>
      <span id={countId} className="vh">
        {words('bar.outboxWaiting', { count: unsent })}
      </span>
    </>
  )
}

/** The agent's menu. */
function Me({ theme, onLeave }: { theme: ThemeStore; onLeave: () => void }) {
  const words = useWords()
  const { account, lock } = useDeps()
  const { theme: chosen, choose } = useStore(theme)
  const showOver = useDeskState((state) => state.showOver)
  return (
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
          choices: [
            { id: 'recorded', words: words('palette.recorded') },
            ...(lock === null ? [] : [{ id: 'lock', words: words('command.desk.lock'), icon: 'key' as const }]),
            { id: 'sign-out', words: words('me.signOut'), icon: 'sign-out' },
          ],
          onDo: (id) => (id === 'recorded' ? showOver('recorded') : id === 'lock' ? void lock?.() : onLeave()),
        },
      ]}
    />
  )
}

/** Signing out with unsent work, or with promises that nobody would keep, asks first. */
export function LeaveDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const words = useWords()
  const { signOut, lock, info } = useDeps()
  const { showPanel } = useDeskState()
  const unsent = useOutboxCount()
  const unkept = useUnkeptPromises().length
  return (
    <AskDialog title={words('signOut.title')} isOpen={isOpen} onClose={onClose}>
      {unsent === 0 ? null : (
        <p>{words(info.rules.mayLeaveUnsent ? 'signOut.unsent' : 'signOut.sendFirst', { count: unsent })}</p>
      )}
      {unkept === 0 ? null : <p>{words('signOut.promises', { count: unkept })}</p>}
      <div className="dialog-ways">
        {unkept === 0 ? null : (
          <Button
            onPress={() => {
              onClose()
              showPanel('promises')
            }}
          >
            {words('signOut.seePromises')}
          </Button>
        )}
        {lock === null ? null : <Button onPress={() => void lock()}>{words('signOut.lock')}</Button>}
        {unsent > 0 && !info.rules.mayLeaveUnsent ? null : (
          <Button onPress={() => void signOut()}>{words('signOut.anyway')}</Button>
        )}
        <Button tone="primary" autoFocus onPress={onClose}>
          {words('signOut.stay')}
        </Button>
      </div>
    </AskDialog>
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
