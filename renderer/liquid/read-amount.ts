/** "24.50", "24,50" or "1200" as a number of whole currency units. Null: it is none. */
export function readAmount(text: string): number | null {
  const plain = text.trim()
  return /^\d{1,9}(?:[.,]\d{1,3})?$/.test(plain) ? Number(plain.replace(',', '.')) : null
}
