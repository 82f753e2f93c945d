// placed at: renderer/features/reply/breaks-lazy.ts
// must break: boundaries/dependencies
export const load = () => import('../../sync/target.ts')
