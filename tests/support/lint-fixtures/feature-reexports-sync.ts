// placed at: renderer/features/reply/breaks-reexport.ts
// must break: boundaries/dependencies
export { here } from '../../sync/target.ts'
