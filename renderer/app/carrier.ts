import type { DeskClient } from '../../protocol/desk-bridge.ts'
import { registerServiceWorker } from './web-carrier/register-service-worker.ts'

declare global {
  interface Window {
    /** Put there by the preload script; absent in a plain browser. */
    readonly evenkeelBridge?: DeskClient
  }
}

/** How this page reaches network, keys and journal: through the desktop app, or by itself in a plain browser. */
export function pickCarrier(): DeskClient {
  const bridge = window.evenkeelBridge
  if (bridge !== undefined) return bridge
  registerServiceWorker(navigator, document)
  return carrierToCome(loadWebCarrier())
}

/** Not part of what a desk loads: it checks what it is sent by schemas, which the main process does for a desk. */
async function loadWebCarrier(): Promise<DeskClient> {
  const { createWebCarrier } = await import('./web-carrier/create-web-carrier.ts')
  return createWebCarrier({
    fetch: (address, init) => fetch(address, init),
    storage: localStorage,
    origin: location.origin,
    isReopenable: () => Boolean(navigator.serviceWorker?.controller),
    userAgent: navigator.userAgent,
    randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)),
    sha256: (bytes) => crypto.subtle.digest('SHA-256', bytes),
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    random: () => Math.random(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    offerFile(name, bytes) {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    },
    openWindow: (address) => void window.open(address, '_blank', 'noopener,noreferrer'),
    writeLine: (level, line) => console[level](line),
  })
}

/** What is asked waits until it is there. */
function carrierToCome(coming: Promise<DeskClient>): DeskClient {
  return {
    call: async (...asked) => (await coming).call(...asked),
    on(name, told) {
      let isOver = false
      let stop = () => {}
      coming.then(
        (carrier) => {
          if (!isOver) stop = carrier.on(name, told)
        },
        () => undefined,
      )
      return () => {
        isOver = true
        stop()
      }
    },
  }
}
