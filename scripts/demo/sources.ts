import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

export type SourceAddress = {
  address1: string
  address2: string
  city: string
  country: string
  state: string
  zip: string
}
export type SourceOrder = {
  order_id: string
  user_id: string
  address: SourceAddress
  items: { name: string; item_id: string; price: number; options: Record<string, string> }[]
  fulfillments: { tracking_id: string[] }[]
  status: string
  payment_history: { transaction_type: string; amount: number; payment_method_id: string }[]
}
export type SourceUser = {
  name: { first_name: string; last_name: string }
  address: SourceAddress
  email: string
  payment_methods: Record<string, { source: string; brand?: string; last_four?: string; id: string }>
}
export type SourceProduct = {
  name: string
  variants: Record<string, { item_id: string; options: Record<string, string>; price: number }>
}
export type Dialogue = { id: string; turns: { role: string; content: string }[] }

/** The public data sets under one folder; which ones: resources/demo/LICENCES.md. */
export function readSources(from: string) {
  const text = (path: string) => readFileSync(join(from, path), 'utf8')
  const lines = <T>(all: string) =>
    all
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as T)
  return {
    orders: Object.values(JSON.parse(text('tau-bench/retail/orders.json')) as Record<string, SourceOrder>),
    users: JSON.parse(text('tau-bench/retail/users.json')) as Record<string, SourceUser>,
    products: Object.values(JSON.parse(text('tau-bench/retail/products.json')) as Record<string, SourceProduct>),
    lookUps: lines<{ messages_display: string }>(text('tau-bench/retail/few_shot.jsonl')),
    complaints: lines<Dialogue>(gunzipSync(readFileSync(join(from, 'cucom/ecommerce.jsonl.gz'))).toString('utf8')),
    banking: lines<Dialogue>(text('cucom/banking_sample.jsonl')),
  }
}
