import { useEffect, useMemo, useRef, useState } from 'react'
import { WHAT_IF_SETTING } from '../../../domain/people/settings.ts'
import { useDeps } from '../../deps/deps.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { Button } from '../../kit/button.tsx'
import type { Command } from '../../kit/keymap.ts'
import { keymap } from '../../kit/keymap.ts'
import { TopDialog } from '../../kit/top-dialog.tsx'
import { useWords } from '../../words/use-words.ts'
import { KeyRow } from './key-row.tsx'
import type { KeyChanges } from './plan-key.ts'
import { writeKeys } from './plan-key.ts'
import { LockPart } from './lock-part.tsx'
import './settings.css'
import { SpellingPart } from './spelling-part.tsx'
import { useSettings } from './use-settings.ts'

const COMMANDS = Object.keys(keymap) as Command[]

/** The agent's own settings: the sound, and every key of the desk. Each change holds at once. */
export function SettingsDialog({ startsAt, onClose }: { startsAt: 'top' | 'keys'; onClose: () => void }) {
  const words = useWords()
  const { repository, lock } = useDeps()
  const { keyChanges, isSoundOn, isSpellingOn, isWhatIfOn, myWords } = useSettings()
  const [filter, setFilter] = useState('')
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const shown = useMemo(() => {
    const typed = filter.trim().toLocaleLowerCase()
    return COMMANDS.filter((command) => words(`command.${command}`).toLocaleLowerCase().includes(typed))
  }, [filter, words])
  useEffect(() => {
    if (startsAt === 'keys') search.current?.focus()
  }, [startsAt])

  const set = (key: string, value: string | null) =>
    void repository.commit('settings.set', { key, value }).then((kept) => setRefusal(kept.ok ? null : kept.refusal))
  const setKeys = (changes: KeyChanges) => set('keys', writeKeys(changes))

  return (
    <TopDialog label={words('settings.name')} className="settings" onClose={onClose}>
      <div className="settings-head">
        <h2>{words('settings.name')}</h2>
        <Button tone="quiet" icon="close" label={words('settings.close')} onPress={onClose} />
      </div>
      {refusal === null ? null : (
        <p className="problem settings-problem" role="alert">
          {words(`refusal.${refusal}`)}
        </p>
      )}
      <section className="settings-part">
        <label className="settings-check">
          <input
            type="checkbox"
            checked={isSoundOn}
            onChange={(event) => set('sound', event.target.checked ? null : 'off')}
          />
          <span>{words('settings.sound')}</span>
        </label>
        <p className="muted">{words('settings.soundWhy')}</p>
      </section>
      <section className="settings-part">
        <label className="settings-check">
          <input
            type="checkbox"
            checked={isWhatIfOn}
            onChange={(event) => set(WHAT_IF_SETTING, event.target.checked ? null : 'off')}
          />
          <span>{words('settings.whatIf')}</span>
        </label>
        <p className="muted">{words('settings.whatIfWhy')}</p>
      </section>
      {lock === null ? null : <LockPart />}
      <SpellingPart isOn={isSpellingOn} myWords={myWords} onSet={set} />
      <section className="settings-part settings-keys" aria-label={words('settings.keys')}>
        <div className="settings-keys-head">
          <h3>{words('settings.keys')}</h3>
          <input
            ref={search}
            type="search"
            className="field"
            aria-label={words('settings.filter')}
            placeholder={words('settings.filter')}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          {Object.keys(keyChanges).length === 0 ? null : (
            <Button icon="undo" onPress={() => setKeys({})}>
              {words('settings.allAsDelivered')}
            </Button>
          )}
        </div>
        <ul className="settings-list">
          {shown.map((command) => (
            <KeyRow key={command} command={command} changes={keyChanges} onChange={setKeys} />
          ))}
        </ul>
        {shown.length === 0 ? <p className="soft">{words('settings.noCommand', { words: filter })}</p> : null}
        <p className="muted">{words('settings.keysWhy')}</p>
      </section>
    </TopDialog>
  )
}
