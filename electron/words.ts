/** What the main process itself says to a person: only when there is no page that could. */
export const words = {
  /** The desk's language as a tag: days before months and 24 hours, as in the words of the page. */
  locale: 'en-GB',
  pageGoneTitle: 'Evenkeel has stopped working',
  pageGone:
    'The window failed several times in a row. Nothing you have sent or written is lost: it is kept on this device.',
  restart: 'Restart Evenkeel',
  quit: 'Quit',
  notBuilt: 'The app is not built. Run: npm run build',
  badServerUrl: (given: string) =>
    `EVENKEEL_SERVER_URL is "${given}", which is no http or https address: correct it, for example https://desk.example.com`,
} as const
