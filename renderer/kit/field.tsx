import type { ReactNode, Ref } from 'react'
import { Input, Label, TextField } from 'react-aria-components'

/** One line of text with its label above. */
export function Field(props: {
  label: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'password'
  autoComplete?: string
  autoFocus?: boolean
  isRequired?: boolean
  describedBy?: string | undefined
  inputRef?: Ref<HTMLInputElement>
  children?: ReactNode
}) {
  return (
    <TextField
      className="labelled"
      value={props.value}
      onChange={props.onChange}
      type={props.type ?? 'text'}
      validationBehavior="aria"
      {...(props.isRequired ? { isRequired: true } : {})}
      {...(props.autoFocus ? { autoFocus: true } : {})}
      {...(props.autoComplete === undefined ? {} : { autoComplete: props.autoComplete })}
      {...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy })}
    >
      <Label>{props.label}</Label>
      <Input className="field" autoCapitalize="none" spellCheck={false} ref={props.inputRef ?? null} />
      {props.children}
    </TextField>
  )
}
