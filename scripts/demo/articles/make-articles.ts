import { payArticles } from './pay-articles.ts'
import { policyArticles } from './policy-articles.ts'
import { shopArticles } from './shop-articles.ts'

/** All articles: the shop's own, its policy, its card and wallet; times as milliseconds before the start. */
export function makeArticles(from: string) {
  const own = shopArticles.map(({ key, daysAgo, by, title, tags, isInternal, version, body }) => ({
    id: key,
    title,
    body,
    version,
    changedAgoMs: daysAgo * 86_400_000,
    changedBy: by,
    isInternal,
    url: isInternal ? null : `https://harbour-mill.example/help/${key}`,
    tags,
  }))
  const articles = [...own, ...policyArticles(from), ...payArticles(from)]
  const ids = new Set<string>()
  for (const { id } of articles) {
    if (ids.has(id)) throw new Error(`Two articles have the id "${id}".`)
    ids.add(id)
  }
  return articles
}
