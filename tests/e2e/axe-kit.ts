import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** The barriers that a machine finds on what is shown, with where they are. Empty: all is well. */
export async function barriersOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page } as never).setLegacyMode(true).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
