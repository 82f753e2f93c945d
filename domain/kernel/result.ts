/** An expected outcome: a value, or a refusal that the agent can be told about. Bugs throw instead. */
export type Result<Value, Refusal> = { ok: true; value: Value } | { ok: false; refusal: Refusal }

/** The good outcome. */
export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

/** The expected bad outcome. */
export const refuse = <Refusal>(refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal })
