import type { TemplateId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { DeskRepository } from '../../data/repository.ts'

/** Setting that holds when the agent last sent something made of which template. */
export const USED_SETTING = 'templates.used'
const KEPT = 50

/** The setting after these were used: the newest fifty. */
export function withUse(setting: string | undefined, ids: readonly TemplateId[], at: EpochMs): string {
  const before = readUses(setting)
  const uses: [string, number][] = [...Object.entries(before), ...ids.map((id): [string, number] => [id, at])]
  const newest = [...new Map(uses)].sort((a, b) => b[1] - a[1]).slice(0, KEPT)
  return JSON.stringify(Object.fromEntries(newest))
}

function readUses(setting: string | undefined): Record<string, number> {
  try {
    return (JSON.parse(setting ?? '{}') as Record<string, number> | null) ?? {}
  } catch {
    return {}
  }
}

/** Written when a reply is sent, so that what was looked at and left does not count. */
export async function rememberUse(
  repository: Pick<DeskRepository, 'settings' | 'commit'>,
  ids: readonly TemplateId[],
  at: EpochMs,
): Promise<void> {
  const settings = await new Promise<Record<string, string>>((done) => {
    const live = repository.settings()
    const watching = live.subscribe((value) => {
      done(value)
      // Called back at once where the value is known: then there is nothing to end yet.
      queueMicrotask(() => watching.unsubscribe())
    })
  })
  await repository.commit('settings.set', { key: USED_SETTING, value: withUse(settings[USED_SETTING], ids, at) })
}
