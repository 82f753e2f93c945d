export { KnowledgePanel } from './knowledge-panel.tsx'
export { readInKnowledge } from './knowledge-state.ts'
