import { useState } from 'react'
import type { MutationArgs, MutationName, SeenThread } from '../../../domain/mutations/mutation.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'

/** Does things and keeps why the last one was refused, to be said beside them. */
export function useCommit() {
  const { repository } = useDeps()
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  async function commit<Name extends MutationName>(
    name: Name,
    args: MutationArgs[Name],
    options?: { pre?: SeenThread; forms?: Readonly<Record<string, string | null>> },
  ): Promise<boolean> {
    const done = await repository.commit(name, args, options)
    setRefusal(done.ok ? null : done.refusal)
    return done.ok
  }
  return { commit, refusal, forget: () => setRefusal(null) }
}
