import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'

/** Who, by which way, when. */
export function EntryHead(props: { name: string; via: string; at: number; now: number; children?: ReactNode }) {
  const format = useFormat()
  return (
    <div className="case-entry-head">
      <b>
        <bdi>{props.name}</bdi>
      </b>
      <span className="case-entry-via">{props.via}</span>
      {props.children}
      <time className="num" dateTime={new Date(props.at).toISOString()}>
        {format.moment(props.at, props.now)}
      </time>
    </div>
  )
}
