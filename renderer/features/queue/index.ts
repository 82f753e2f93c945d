export { Queue } from './queue.tsx'
