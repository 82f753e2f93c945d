import type { CaseRecord } from '../../domain/cases/case.ts'
import type { AgentAction, Counts, OpenedCase, Rows, TableName } from '../dataset/logical-rows.ts'

/** A store that is measured. All do the same logical work; what each leaves out is in docs/bench.md. */
export type Contender = {
  open(): Promise<void>
  /** Brings the whole data set in and resolves when it can be read. */
  load(): Promise<void>
  counts(): Promise<Counts>
  /** The 50 most pressing open cases of the agent. */
  queue(agent: string): Promise<CaseRecord[]>
  openCase(id: string): Promise<OpenedCase>
  /** Tells the queue's page now and at every change of it. Resolves to the way to stop. */
  live(agent: string, told: (page: CaseRecord[]) => void): Promise<() => void>
  /** Takes the delta into memory, so that only storing it is timed. */
  prepare(delta: number): Promise<void>
  /** Resolves when what was prepared is stored as durably as this store stores such things by default. */
  apply(): Promise<void>
  /** Does what is put off until the agent is idle. False, or absent: this store puts nothing off. */
  compact?(): Promise<boolean>
  /** From now on `act` resolves when the disk has it. False: this store has no such promise. */
  beStrict(): Promise<boolean>
  act(action: AgentAction): Promise<void>
  close(): Promise<void>
}

/** What the loader needs of a store that is loaded table by table. */
export type Table = {
  batch: number
  begin?(): Promise<void>
  put(table: TableName, rows: Rows[TableName]): Promise<void>
  end?(): Promise<void>
}
