export { TemplatePicker } from './template-picker.tsx'
export { useTemplatesAhead } from './use-templates-ahead.ts'
