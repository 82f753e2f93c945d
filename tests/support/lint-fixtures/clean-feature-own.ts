// placed at: renderer/features/reply/own.ts
// must break: nothing
export const own = 'reply'
