// placed at: renderer/features/reply/clean.ts
// must break: nothing
import { here as rule } from '../../../domain/target.ts'
import { here as row } from '../../data/target.ts'
import { here as button } from '../../kit/target.ts'
import { here as word } from '../../words/target.ts'
import { own } from './own.ts'

export const all = [rule, row, button, word, own]
