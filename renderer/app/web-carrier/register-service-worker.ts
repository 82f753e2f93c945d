/** Lets the web edition open without a connection: the worker keeps the application's files, never what the server answers. */
export function registerServiceWorker(navigator: Navigator, document: Document): void {
  // Absent where the address is neither https nor this machine: the screen then says that it cannot be reopened offline.
  if (!('serviceWorker' in navigator) || document.location.protocol === 'app:') return
  navigator.serviceWorker.register('/sw.js', { scope: '/' }).catch(() => {
    // A browser may forbid it (private windows do); the desk works without.
  })
}
