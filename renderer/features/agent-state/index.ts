export { IdleQuestion } from './idle-question.tsx'
export { StatePicker } from './state-picker.tsx'
