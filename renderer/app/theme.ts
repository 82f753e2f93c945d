import { createStore } from 'zustand/vanilla'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

type Page = {
  root: HTMLElement
  systemDark: Pick<MediaQueryList, 'matches' | 'addEventListener'>
  /** Read before the first paint, so it must answer at once. */
  read(): string | null
  write(theme: Theme): void
}

/** Light or dark, as the agent or else the system chooses. Set on the page at once and whenever either changes. */
export function makeTheme(page: Page) {
  const kept = THEMES.find((theme) => theme === page.read()) ?? 'system'
  const paint = (theme: Theme) => {
    page.root.dataset['theme'] = theme === 'system' ? (page.systemDark.matches ? 'dark' : 'light') : theme
  }
  const store = createStore<{ theme: Theme; choose(theme: Theme): void }>()((set) => ({
    theme: kept,
    choose(theme) {
      set({ theme })
      page.write(theme)
    },
  }))
  paint(kept)
  store.subscribe(({ theme }) => paint(theme))
  page.systemDark.addEventListener('change', () => paint(store.getState().theme))
  return store
}
export type ThemeStore = ReturnType<typeof makeTheme>
