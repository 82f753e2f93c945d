import app from './en/app.json'
import kase from './en/case.json'

/** English, the language every other catalogue is measured by. One file per part of the desk. */
export const english = { ...app, ...kase }

/** The name of a sentence. A name that no catalogue has does not compile. */
export type WordsKey = keyof typeof english
