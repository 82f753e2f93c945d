export { GuidePanel } from './guide-panel.tsx'
