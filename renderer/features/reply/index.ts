export { ReplyBox } from './reply-box.tsx'
export { useIsReplying } from './use-is-replying.ts'
export { useUndo } from './use-undo.ts'
