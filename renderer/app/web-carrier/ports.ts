/** What the web edition takes from its browser. */
export type WebPorts = {
  fetch(address: string, init: RequestInit): Promise<Response>
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  origin: string
  /** Whether a service worker keeps the application's files, so that the page opens without a connection. */
  isReopenable(): boolean
  userAgent: string
  randomBytes(size: number): Uint8Array<ArrayBuffer>
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  now(): number
  monotonicMs(): number
  random(): number
  /** Returns the way to stop. */
  after(ms: number, run: () => void): () => void
  /** Hands bytes to the browser's own downloads; nothing is opened. */
  offerFile(name: string, bytes: Uint8Array<ArrayBuffer>): void
  /** Opens an address in a tab that knows nothing of this one. */
  openWindow(address: string): void
  writeLine(level: 'info' | 'warn' | 'error', line: string): void
}
