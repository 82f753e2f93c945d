/** A case written for this project, as customers write. "{order}" in a text stands for the order's number. */
export type WrittenTurn = { by: 'customer' | 'agent'; text: string }
export type WrittenCase = {
  language: string
  givenName: string
  familyName: string
  email: string
  /** What the order holds, by its name in the catalogue. */
  product: string
  reason: string
  subject: string
  turns: WrittenTurn[]
}
export const customer = (text: string): WrittenTurn => ({ by: 'customer', text })
export const agent = (text: string): WrittenTurn => ({ by: 'agent', text })

/** Who writes: language, given name, family name, mail address before the "@". */
export const by = (language: string, givenName: string, familyName: string, mailbox: string) => ({
  language,
  givenName,
  familyName,
  email: `${mailbox}@example.com`,
})
