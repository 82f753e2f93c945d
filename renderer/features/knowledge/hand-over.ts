import type { ArticleRecord } from '../../../domain/knowledge/article.ts'
import type { Piece } from '../../deps/composer-port.ts'
import type { Words } from '../../words/use-words.ts'

/** Whether its link may go to a customer. */
export const isForCustomers = (article: ArticleRecord): article is ArticleRecord & { url: string } =>
  !article.isInternal && article.url !== null

/** An article as the composer takes it. Internal ones go into a note, by name and version, and never into a reply. */
export function pieceOf(words: Words, article: ArticleRecord): Piece {
  const { id, title, version } = article
  return isForCustomers(article)
    ? {
        text: words('knowledge.piece', { title, url: article.url }),
        links: [{ articleId: id, title, version }],
      }
    : { text: words('knowledge.piece.internal', { title, version }), mode: 'note' }
}
