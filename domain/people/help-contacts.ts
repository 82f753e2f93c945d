/** Whom to turn to. Null: the house has not said; the screen says whom to ask instead. */
export type HelpContact = {
  name: string | null
  phone: string | null
  email: string | null
  /** When somebody answers, in words: "day and night". */
  hours: string | null
}

/** What the house says about help, on this machine, readable without a connection and without anybody signed in. */
export type HelpContacts = {
  /** Employee assistance: confidential counselling by somebody outside the house. */
  assistance: HelpContact
  supervisor: HelpContact
  /** Whoever deals with threats in the house. */
  security: HelpContact
  /** The public number, "112". */
  emergencyPhone: string | null
  /** The house's own steps for threats and abuse, in order. Null: the ones of the desk. */
  safetySteps: string[] | null
}

const nobody: HelpContact = { name: null, phone: null, email: null, hours: null }

/** What a machine says that was told nothing. */
export const noHelpContacts: HelpContacts = {
  assistance: nobody,
  supervisor: nobody,
  security: nobody,
  emergencyPhone: null,
  safetySteps: null,
}
