import { type DeflateAsked, deflateWithWords } from '../../../renderer/data/deflate.ts'

/** As `renderer/app/deflate-worker.ts`. */
self.addEventListener('message', ({ data: { id, bytes } }: MessageEvent<DeflateAsked>) => {
  const small = deflateWithWords(bytes)
  self.postMessage({ id, small }, { transfer: [small.buffer] })
})
