// placed at: renderer/features/reply/breaks-protocol.ts
// must break: boundaries/dependencies
import type { Here } from '../../../protocol/target.ts'

export type Elsewhere = Here
