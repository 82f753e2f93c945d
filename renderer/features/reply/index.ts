export { ReplyBox } from './reply-box.tsx'
