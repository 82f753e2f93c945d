/**
 * Draws the page with the desk's letters, these among them, until it is told to stop: with none of its own the page would look for
 * those of the system at each line. They are no part of what a store takes of the memory.
 */
export async function drawLikeTheDesk(letters: string): Promise<() => void> {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/styles/index.css' })
  const came = new Promise<void>((resolve, reject) => {
    sheet.addEventListener('load', () => resolve())
    sheet.addEventListener('error', () => reject(new Error('The style sheet of the desk did not come.')))
  })
  document.head.append(sheet)
  await came
  await document.fonts.load(`1em ${getComputedStyle(document.body).fontFamily}`, letters)
  return () => sheet.remove()
}
