import type { ReactNode, RefObject } from 'react'
import { useRef } from 'react'
import {
  Dialog,
  DialogTrigger,
  Heading,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Header,
  Modal,
  ModalOverlay,
  Popover,
} from 'react-aria-components'
import type { IconName } from './icon.tsx'
import { Icon } from './icon.tsx'
import { useFocusStays } from './use-focus-stays.ts'

/** A small panel that opens at its button. Esc closes it and gives the focus back. */
export function PopoverAt({ trigger, label, children }: { trigger: ReactNode; label: string; children: ReactNode }) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className="popover" placement="bottom end" offset={4}>
        <Dialog className="popover-body" aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** A dialog over everything: only where the agent must decide before going on. */
export function AskDialog(props: { title: string; isOpen: boolean; onClose: () => void; children: ReactNode }) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen={props.isOpen}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose()
      }}
    >
      <Modal className="modal">
        <AskBody title={props.title}>{props.children}</AskBody>
      </Modal>
    </ModalOverlay>
  )
}

function AskBody({ title, children }: { title: string; children: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  useFocusStays(box)
  return (
    <Dialog ref={box} className="dialog">
      <Heading slot="title" level={2} className="dialog-title">
        {title}
      </Heading>
      {children}
    </Dialog>
  )
}

/** `language`: BCP 47, where the words are not in the agent's own. */
export type MenuChoice = { id: string; words: string; icon?: IconName; language?: string }
export type MenuPart =
  | { kind: 'choose'; title: string; choices: MenuChoice[]; chosen: string; onChoose: (id: string) => void }
  | { kind: 'do'; title: string; choices: MenuChoice[]; onDo: (id: string) => void }

/** A menu at its button: parts where one of several is chosen, and parts that do something. */
export function MenuAt({ trigger, label, parts }: { trigger: ReactNode; label: string; parts: MenuPart[] }) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" placement="bottom end" offset={4}>
        <MenuParts label={label} parts={parts} />
      </Popover>
    </MenuTrigger>
  )
}

/** The menu of something that is no button, such as a row. Esc closes it and gives the focus back. */
export function MenuOver(props: {
  at: RefObject<Element | null>
  label: string
  parts: MenuPart[]
  placement?: 'bottom start' | 'top start'
  onClose: () => void
}) {
  return (
    <Popover
      className="popover"
      placement={props.placement ?? 'bottom start'}
      offset={props.placement === 'top start' ? 4 : -8}
      triggerRef={props.at}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose()
      }}
    >
      <MenuParts label={props.label} parts={props.parts} onClose={props.onClose} />
    </Popover>
  )
}

function MenuParts({ label, parts, onClose }: { label: string; parts: MenuPart[]; onClose?: () => void }) {
  return (
    <Menu className="menu" aria-label={label} {...(onClose === undefined ? {} : { onClose, autoFocus: 'first' })}>
      {parts.map((part) =>
        part.kind === 'choose' ? (
          <MenuSection
            key={part.title}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[part.chosen]}
            onSelectionChange={(keys) => {
              for (const id of keys === 'all' ? [] : keys) part.onChoose(String(id))
            }}
          >
            <Header className="menu-title">{part.title}</Header>
            {part.choices.map((choice) => (
              <MenuItem key={choice.id} id={choice.id} className="menu-item" textValue={choice.words}>
                {({ isSelected }) => (
                  <>
                    <span className="menu-mark">{isSelected ? <Icon name="check" size={14} /> : null}</span>
                    {choice.words}
                  </>
                )}
              </MenuItem>
            ))}
          </MenuSection>
        ) : (
          <MenuSection key={part.title} aria-label={part.title}>
            {part.choices.map((choice) => (
              <MenuItem
                key={choice.id}
                id={choice.id}
                className="menu-item"
                textValue={choice.words}
                onAction={() => part.onDo(choice.id)}
              >
                <span className="menu-mark">
                  {choice.icon === undefined ? null : <Icon name={choice.icon} size={14} />}
                </span>
                <span lang={choice.language}>{choice.words}</span>
              </MenuItem>
            ))}
          </MenuSection>
        ),
      )}
    </Menu>
  )
}
