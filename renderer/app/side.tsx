import type { ReactNode } from 'react'
import { Activity, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { SideTab } from '../deps/go.ts'
import { SIDE_TABS } from '../deps/go.ts'
import { Button } from '../kit/button.tsx'
import { useWords } from '../words/use-words.ts'
import { CustomerPanel, GuidePanel, HistoryPanel, KnowledgePanel } from './slots.ts'

type Props = {
  /** Null: no case is open, only the knowledge is of use. */
  caseId: CaseId | null
  tab: SideTab
  /** The customer has a column of their own beside the tools. */
  isWide: boolean
  onTab: (tab: SideTab) => void
  onClose: () => void
}

const panelOf: Record<SideTab, (caseId: CaseId) => ReactNode> = {
  customer: (caseId) => <CustomerPanel caseId={caseId} />,
  knowledge: (caseId) => <KnowledgePanel caseId={caseId} />,
  guide: (caseId) => <GuidePanel caseId={caseId} />,
  history: (caseId) => <HistoryPanel caseId={caseId} />,
}

/** The tools in their order, and the one that is shown. */
function toolsOf(tab: SideTab, hasCase: boolean, isWide: boolean): { tools: readonly SideTab[]; shown: SideTab } {
  const tools = hasCase ? SIDE_TABS.filter((each) => !isWide || each !== 'customer') : (['knowledge'] as const)
  return { tools, shown: tools.find((each) => each === tab) ?? 'knowledge' }
}

/** What is seen of the side of a case before it is drawn: its heads stay where they stand beside every case. */
export function SideGround({ tab, isWide }: Pick<Props, 'tab' | 'isWide'>) {
  const words = useWords()
  const { tools, shown } = toolsOf(tab, true, isWide)
  return (
    <div className="side" data-wide={isWide} aria-hidden="true">
      {isWide ? (
        <div className="side-customer">
          <h2 className="side-title">{words('side.customerAndOrder')}</h2>
        </div>
      ) : null}
      <div className="side-tools">
        <div className="side-head">
          <div className="side-tabs">
            {tools.map((each) => (
              <span key={each} className="side-tab" data-selected={each === shown || undefined}>
                {words(`side.${each}`)}
              </span>
            ))}
          </div>
        </div>
      </div>
    </div>
  )
}

/** What stands beside the case: the customer, and the tools. What was begun in one stays while another is shown. */
export function Side({ caseId, tab, isWide, onTab, onClose }: Props) {
  const words = useWords()
  const { tools, shown } = toolsOf(tab, caseId !== null, isWide)
  // A tool that nobody opened costs nothing.
  const [seen, setSeen] = useState<ReadonlySet<SideTab>>(() => new Set([shown]))
  if (!seen.has(shown)) setSeen(new Set([...seen, shown]))
  return (
    <div className="side" data-wide={isWide && caseId !== null}>
      {isWide && caseId !== null ? (
        <div className="side-customer" data-area="side">
          <h2 className="side-title">{words('side.customerAndOrder')}</h2>
          <div className="side-scroll">
            <CustomerPanel caseId={caseId} />
          </div>
        </div>
      ) : null}
      <Tabs
        className="side-tools"
        data-area="side"
        selectedKey={shown}
        onSelectionChange={(key) => {
          const chosen = tools.find((each) => each === key)
          if (chosen !== undefined) onTab(chosen)
        }}
      >
        <div className="side-head">
          <TabList className="side-tabs" aria-label={words('side.tabs')}>
            {tools.map((each) => (
              <Tab key={each} id={each} className="side-tab">
                {words(`side.${each}`)}
              </Tab>
            ))}
          </TabList>
          <Button tone="quiet" icon="close" label={words('side.close')} className="side-close" onPress={onClose} />
        </div>
        {tools.map((each) => (
          <TabPanel key={each} id={each} shouldForceMount className="side-scroll side-panel" data-tool={each}>
            {seen.has(each) || each === shown ? (
              <Activity mode={each === shown ? 'visible' : 'hidden'}>
                {caseId === null ? <KnowledgePanel caseId={null} /> : panelOf[each](caseId)}
              </Activity>
            ) : null}
          </TabPanel>
        ))}
      </Tabs>
    </div>
  )
}
