import type { KeyboardEvent } from 'react'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { customerName } from '../../../domain/cases/customer.ts'
import type { TemplateRecord, TemplateVariant } from '../../../domain/templates/template.ts'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { chooseVariant } from './choose-variant.ts'
import { freshness } from './find-templates.ts'
import { suggestAnswers } from './fill-template.ts'
import { OptionRow } from './option-row.tsx'
import { Preview } from './preview.tsx'
import type { usePicking } from './use-picking.ts'
import { useRoom } from './use-room.ts'

const LIKED_HEIGHT = 340
/** So many are drawn at first, and beyond the one that is looked at: more than fit into the list. */
const DRAWN_AHEAD = 16
/** With less over the thread it takes the window's height. */
const LEAST_HEIGHT = 150

type Props = {
  picking: NonNullable<ReturnType<typeof usePicking>>
  query: string
  onQuery: (query: string) => void
  onClose: () => void
  onTake: (template: TemplateRecord, variant: TemplateVariant) => void
}

/** The list over the thread: what was found at the left, what it becomes for this customer at the right. */
export function PickerPanel({ picking, query, onQuery, onClose, onTake }: Props) {
  const words = useWords()
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const room = useRoom(panel, words('thread.label'))
  const { found, view, now, language, order } = picking
  const hits = found.hits
  const [at, setAt] = useState(0)
  /** So many the agent has scrolled to. */
  const [scrolled, setScrolled] = useState(0)
  const drawn = hits.slice(0, Math.max(at, scrolled) + DRAWN_AHEAD)
  /** Another language than the customer's, chosen for the template that is looked at. */
  const [other, setOther] = useState<{ id: string; step: number } | null>(null)
  const [said, setSaid] = useState('')
  const hit = hits[Math.min(at, hits.length - 1)]

  useLayoutEffect(() => field.current?.focus(), [])
  useEffect(() => {
    panel.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const pointed = ({ target }: PointerEvent) => {
      if (target instanceof Node && panel.current?.contains(target) === false) close.current()
    }
    document.addEventListener('pointerdown', pointed)
    return () => document.removeEventListener('pointerdown', pointed)
  }, [])

  const chosen = hit && variantOf(hit.template, language, other?.id === hit.template.id ? other.step : 0)
  const filled =
    hit && chosen ? picking.fill(hit.template, chosen.variant, suggestAnswers(hit.template, picking.scope)) : null

  function take(): void {
    if (hit === undefined || chosen === undefined || filled === null) return
    const { template } = hit
    if (freshness(template, now) === 'expired')
      setSaid(words('template.not-inserted.expired', { owner: template.owner }))
    else if (!filled.ok) setSaid(words('template.not-inserted.broken', { owner: template.owner }))
    else onTake(template, chosen.variant)
  }
  function move(to: number): void {
    setSaid('')
    setAt(Math.max(0, Math.min(hits.length - 1, to)))
  }
  function keyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const isCtrl = event.ctrlKey || event.metaKey
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 6, PageUp: at - 6 }
    const to = moves[event.key]
    // With the focus in the preview these keys scroll it.
    if (to !== undefined && event.target !== field.current) return
    if (to !== undefined && !isCtrl) move(to)
    else if (event.key === 'Enter' && !isCtrl) take()
    else if (event.key === 'Escape') onClose()
    else if (event.key === 'Backspace' && query === '' && event.target === field.current) onClose()
    else if (isCtrl && (event.key === 'ArrowRight' || event.key === 'ArrowLeft') && hit !== undefined) {
      const step = (other?.id === hit.template.id ? other.step : 0) + (event.key === 'ArrowRight' ? 1 : -1)
      setOther({ id: hit.template.id, step })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={panel}
      className="template-panel"
      data-is-tight={room < LEAST_HEIGHT}
      style={room < LEAST_HEIGHT ? {} : { blockSize: Math.min(room, LIKED_HEIGHT) }}
      onKeyDown={keyDown}
      onBlur={(event) => {
        // Tab leads back to the text; the window losing the focus changes nothing.
        const to = event.relatedTarget
        if (to instanceof Node && !event.currentTarget.contains(to)) onClose()
      }}
    >
      <div className="template-head">
        <Icon name="search" />
        <input
          ref={field}
          className="template-field"
          role="combobox"
          aria-label={words('template.insert')}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={hit === undefined ? undefined : `${id}-${hit.template.id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          value={query}
          onChange={(event) => {
            move(0)
            setScrolled(0)
            onQuery(event.target.value)
          }}
        />
        <span className="template-meta">{words('template.count', { found: found.total, all: picking.count })}</span>
        <kbd aria-hidden="true">{words('template.key.escape')}</kbd>
      </div>
      <div className="template-columns">
        <div className="template-found">
          {found.isNearest ? (
            <p className="template-nothing">
              {words(hits.length > 0 ? 'template.nearest' : 'template.nothing', { query: query.trim() })}
            </p>
          ) : null}
          <div
            id={`${id}-list`}
            className="template-list"
            role="listbox"
            aria-label={words('template.list')}
            onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
              if (scrollTop + 2 * clientHeight >= scrollHeight) setScrolled(drawn.length)
            }}
          >
            {drawn.map((each, place) => (
              <OptionRow
                key={each.template.id}
                id={`${id}-${each.template.id}`}
                hit={each}
                place={place + 1}
                count={hits.length}
                language={language}
                now={now}
                isChosen={each === hit}
                onPoint={() => setAt(place)}
                onTake={() => (each === hit ? take() : setAt(place))}
              />
            ))}
          </div>
        </div>
        {hit === undefined || chosen === undefined || filled === null ? (
          <div className="template-preview" />
        ) : (
          <Preview
            template={hit.template}
            variant={chosen.variant}
            missing={chosen.isMissing ? language : null}
            filled={filled}
            customer={view.customer === null ? '' : customerName(view.customer)}
            currency={order?.currency ?? null}
            now={now}
          />
        )}
      </div>
      <div className="template-foot">
        <span>
          <kbd aria-hidden="true">↑</kbd> <kbd aria-hidden="true">↓</kbd> {words('template.key.choose')}
        </span>
        <span>
          <kbd aria-hidden="true">{words('keys.enter')}</kbd> {words('template.key.insert')}
        </span>
        <span>
          <kbd aria-hidden="true">{words('template.key.ctrl-right')}</kbd> {words('template.key.language')}
        </span>
        <span role="status" className="template-said">
          {said}
        </span>
        {hit === undefined ? null : (
          <button type="button" className="button button-plain template-take" tabIndex={-1} onClick={take}>
            {words(hit.template.inputs.length > 0 ? 'template.ask' : 'template.put-in')}
          </button>
        )}
      </div>
    </div>
  )

  function variantOf(template: TemplateRecord, wanted: string, step: number) {
    const { variant, isExact } = chooseVariant(template, wanted)
    const { variants } = template
    if (step === 0) return { variant, isMissing: !isExact }
    const place = (((variants.indexOf(variant) + step) % variants.length) + variants.length) % variants.length
    return { variant: variants[place] ?? variant, isMissing: false }
  }
}
