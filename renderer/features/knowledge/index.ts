export { KnowledgePanel } from './knowledge-panel.tsx'
