/** Judges words by the dictionaries of the desk. Nothing leaves the machine. */
export type Spelling = {
  /**
   * Those of the words that are in no dictionary of the language (BCP 47).
   * Null: nothing can be said, as there is no dictionary for the language or it could not be opened.
   */
  wrongOf(language: string, words: readonly string[]): Promise<ReadonlySet<string> | null>
  /** At most five words that may have been meant, likeliest first. */
  suggest(language: string, word: string): Promise<string[]>
}
