/** A code of the house as people read it: "late-parcel" is "late parcel". */
export const codeWords = (code: string): string => code.replaceAll(/[-_]/g, ' ')
