import { expect, it } from 'vitest'
import type { ArticleId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import { pieceOf } from '../../renderer/features/knowledge/hand-over.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeWords } from '../../renderer/words/use-words.ts'

const words = makeWords('en', english)
const article: ArticleRecord = {
  id: 'late' as ArticleId,
  title: 'Late parcel',
  body: '',
  version: 14,
  changedAt: 0 as EpochMs,
  changedBy: 'Returns policy',
  isInternal: false,
  url: 'https://help.example/late',
  tags: [],
}

it('an article given to a customer leaves its link in the text and its version in the case [C32]', () => {
  expect(pieceOf(words, article)).toEqual({
    text: 'Late parcel: https://help.example/late',
    links: [{ articleId: 'late', title: 'Late parcel', version: 14 }],
  })
})

it('an internal article goes into a note, with its version [C32]', () => {
  const piece = pieceOf(words, { ...article, isInternal: true })
  expect(piece).toEqual({ text: 'Late parcel (internal article, version 14)', mode: 'note' })
})
