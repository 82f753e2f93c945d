import type { QueueLookup } from '../data/queue-news.ts'
import { Button } from '../kit/button.tsx'
import { AskDialog } from '../kit/overlay.tsx'
import { useWords } from '../words/use-words.ts'
import { useDeskState } from './desk-state.ts'
import { MAX_TABS } from './tabs.ts'

/** All tabs are taken and another case wants one. Which of them goes is the agent's to say, never the desk's. */
export function TabsFull({ rows }: { rows: QueueLookup }) {
  const words = useWords()
  const { tabs, wantsTab, openCase, closeCase, forgetWanted } = useDeskState()
  const replace = (id: (typeof tabs.ids)[number]) => {
    if (wantsTab === null) return
    closeCase(id)
    openCase(wantsTab)
  }
  return (
    <AskDialog title={words('tabs.full', { max: MAX_TABS })} isOpen={wantsTab !== null} onClose={forgetWanted}>
      <p>{words('tabs.fullWhy')}</p>
      <ul className="tabs-full">
        {tabs.ids.map((id) => {
          const row = rows.get(id)
          const name = row === undefined ? words('tabs.gone') : row.customerName || words('tabs.unnamed')
          return (
            <li key={id}>
              <Button icon={row?.hasDraft ? 'pencil' : 'close'} tone="quiet" onPress={() => replace(id)}>
                <span className="clip" dir="auto">
                  {words('tabs.close', { name })}
                  {row === undefined ? '' : `: ${row.case.subject}`}
                </span>
              </Button>
            </li>
          )
        })}
      </ul>
      <div className="dialog-ways">
        <Button tone="primary" autoFocus onPress={forgetWanted}>
          {words('tabs.keep')}
        </Button>
      </div>
    </AskDialog>
  )
}
