/** Whether a slash typed there begins a word: only then it may mean "insert a template". */
export const isAtWordStart = (text: string, caret: number): boolean => caret === 0 || /\s/.test(text[caret - 1] ?? '')
