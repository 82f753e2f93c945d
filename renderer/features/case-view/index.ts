export type { CaseViewProps } from './case-view.tsx'
export { CaseView } from './case-view.tsx'
