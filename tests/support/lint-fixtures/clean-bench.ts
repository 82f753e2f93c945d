// placed at: bench/page/contenders/store.ts
// must break: nothing
import { here as electron } from '../../../electron/target.ts'
import { here as store } from '../../../renderer/data/target.ts'

export const began = Date.now()
export const places = [electron, store]
