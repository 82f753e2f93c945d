import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { sha256Of } from '../../electron/attachments/file-store.ts'
import { saveFile } from '../../electron/attachments/save-file.ts'
import { uploadFile } from '../../electron/attachments/upload-file.ts'
import { realDisk } from '../../electron/journal/disk.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import { PART_BYTES, type UploadAnswer } from '../../protocol/attachment.ts'
import { someFile } from '../support/some-file.ts'
import { openFiles } from './file-store-kit.ts'
import { newFolder, troubledDisk } from './journal-kit.ts'

const { bytes, attachment } = someFile(PART_BYTES * 2 + 100)
const facts = { id: attachment.id, sizeBytes: attachment.sizeBytes, sha256: attachment.sha256 }
const kept = { ok: true, value: { sizeBytes: bytes.length, sha256: attachment.sha256 } }
const isWhole = (read: Buffer | null) => read !== null && read.equals(Buffer.from(bytes))

describe('the bytes of an attached file', () => {
  it('are there, whole, when the desk is started again', async () => {
    const folder = await newFolder()
    expect(await openFiles(folder).keep('f-1', bytes)).toEqual(kept)
    expect(isWhole(await openFiles(folder).read('f-1'))).toBe(true)
    expect(await openFiles(folder).read('f-2')).toBeNull()
  })

  it('lie on the disk sealed, for this profile and under this id only', async () => {
    const folder = await newFolder()
    await openFiles(folder).keep('f-1', bytes)
    const raw = await readFile(join(folder, 'f-1.file'))
    expect(raw.includes('%PDF')).toBe(false)
    expect(await openFiles(folder, undefined, 'profile2').read('f-1')).toBeNull()
    await writeFile(join(folder, 'f-2.file'), raw)
    expect(await openFiles(folder).read('f-2')).toBeNull()
  })

  it('are nothing rather than wrong where the disk has damaged or cut them', async () => {
    const folder = await newFolder()
    await openFiles(folder).keep('f-1', bytes)
    const raw = await readFile(join(folder, 'f-1.file'))
    for (const at of [0, 5, 20, raw.length >> 1, raw.length - 1]) {
      const flipped = Buffer.from(raw)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      await writeFile(join(folder, 'f-1.file'), flipped)
      expect(await openFiles(folder).read('f-1'), `bit at ${at}`).toBeNull()
    }
    for (const length of [0, 10, 28, raw.length - 1]) {
      await writeFile(join(folder, 'f-1.file'), raw.subarray(0, length))
      expect(await openFiles(folder).read('f-1'), `cut to ${length}`).toBeNull()
    }
  })

  it.each(['ENOSPC', 'EIO'] as const)('are told to be kept only if they are, wherever %s strikes', async (code) => {
    const plain = troubledDisk(() => null)
    await openFiles(await newFolder(), plain).keep('f-1', bytes)
    for (let nth = 0; nth < plain.calls; nth++) {
      const folder = await newFolder()
      const told = await openFiles(
        folder,
        troubledDisk((_verb, call) => (call === nth ? code : null)),
      ).keep('f-1', bytes)
      if (told.ok) expect(isWhole(await openFiles(folder).read('f-1'))).toBe(true)
      else {
        expect(told.failure).toMatchObject({ kind: 'disk', code: code === 'ENOSPC' ? 'full' : 'failed' })
        // What was begun gives its room back.
        expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([])
      }
    }
    expect(plain.calls).toBeGreaterThan(5)
  })

  it('that were told to be kept survive SIGKILL, and nothing half-written counts', async () => {
    const folder = await newFolder()
    const child = spawn(process.execPath, [join(import.meta.dirname, 'keep-for-ever.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const told: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      told.push(line)
      if (told.length === 12) child.kill('SIGKILL')
    }
    const files = openFiles(folder)
    expect(told.length).toBeGreaterThanOrEqual(12)
    for (const id of told) expect(sha256Of((await files.read(id)) ?? Buffer.alloc(0)), id).toBe(attachment.sha256)
    // The one it was at is whole or not there.
    const next = await files.read(`f-${told.length}`)
    expect(next === null || isWhole(next)).toBe(true)
  })

  it('of a program, of nothing and of too much are not taken', async () => {
    const files = openFiles(await newFolder())
    for (const each of [new TextEncoder().encode('#!/bin/sh'), new Uint8Array(), new Uint8Array(20 * 1_048_576 + 1)])
      expect(await files.keep('f-1', each)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
  })

  it('go when nothing names them any more, but never before the desk was started again', async () => {
    const folder = await newFolder()
    const first = openFiles(folder)
    for (const id of ['f-1', 'f-2']) await first.keep(id, bytes)
    expect(await first.retain([])).toEqual({ ok: true, value: { removed: 0 } })
    await writeFile(join(folder, 'f-3.file.new'), 'begun')
    await writeFile(join(folder, 'notes.txt'), 'not ours')
    expect(await openFiles(folder).retain(['f-2'])).toEqual({ ok: true, value: { removed: 2 } })
    expect((await readdir(folder)).sort()).toEqual(['f-2.file', 'notes.txt'])
  })

  it('stay where they are kept while it is looked which may go', async () => {
    const folder = await newFolder()
    let begun = () => {}
    const looking = new Promise<void>((begins) => (begun = begins))
    let goOn = () => {}
    const held = new Promise<void>((goes) => (goOn = goes))
    const files = openFiles(folder, {
      ...realDisk,
      async list(path) {
        begun()
        await held
        return realDisk.list(path)
      },
    })
    const retaining = files.retain([])
    await looking
    expect(await files.keep('f-1', bytes)).toMatchObject({ ok: true })
    goOn()
    expect(await retaining).toEqual({ ok: true, value: { removed: 0 } })
    expect(await files.read('f-1')).toEqual(Buffer.from(bytes))
  })

  it('go from a desk that stays open, too, once they were named and are named no more', async () => {
    const folder = await newFolder()
    const files = openFiles(folder)
    for (const id of ['f-1', 'f-2']) await files.keep(id, bytes)
    expect(await files.retain(['f-1'])).toEqual({ ok: true, value: { removed: 0 } })
    expect(await files.retain([])).toEqual({ ok: true, value: { removed: 1 } })
    expect(await readdir(folder)).toEqual(['f-2.file'])
  })
})

describe('a file on its way to the server', () => {
  /** The other end: takes parts in order, and may fail or forget as told. */
  function serverEnd(fails: (call: number) => Outcome<UploadAnswer> | null = () => null) {
    const end = { got: Buffer.alloc(0), calls: 0, isRight: true }
    const putPart = async (file: typeof facts, at: number, part: Uint8Array): Promise<Outcome<UploadAnswer>> => {
      const failed = fails(end.calls++)
      if (at === end.got.length) end.got = Buffer.concat([end.got, part])
      if (failed !== null) return failed
      const isAll = end.got.length === file.sizeBytes
      if (isAll && !end.isRight) end.got = Buffer.alloc(0)
      return { ok: true, value: { received: end.got.length, isComplete: isAll && end.isRight } }
    }
    return Object.assign(end, { putPart })
  }
  const withFile = async () => {
    const folder = await newFolder()
    const files = openFiles(folder)
    await files.keep(facts.id, bytes)
    return { folder, files }
  }

  it('goes in parts, and asking again once it is there costs one question', async () => {
    const { files } = await withFile()
    const end = serverEnd()
    expect(await uploadFile(files, facts, end.putPart)).toEqual({ ok: true, value: {} })
    expect(end.calls).toBe(4)
    expect(isWhole(end.got)).toBe(true)
    await uploadFile(files, facts, end.putPart)
    expect(end.calls).toBe(5)
  })

  it('goes on where the line broke, even if the part had arrived and only the answer was lost', async () => {
    const { files } = await withFile()
    const broken: Outcome<never> = { ok: false, failure: { kind: 'unreachable', detail: 'the cable' } }
    const end = serverEnd((call) => (call === 2 ? broken : null))
    expect(await uploadFile(files, facts, end.putPart)).toEqual(broken)
    expect(await uploadFile(files, facts, end.putPart)).toMatchObject({ ok: true })
    expect(isWhole(end.got)).toBe(true)
    // Three before the break, one question, one last part.
    expect(end.calls).toBe(5)
  })

  it('is given up where the server never finds it right, instead of being sent for ever', async () => {
    const { files } = await withFile()
    const end = serverEnd()
    end.isRight = false
    expect(await uploadFile(files, facts, end.putPart)).toMatchObject({ ok: false, failure: { kind: 'damaged' } })
    expect(end.calls).toBeLessThan(10)
  })

  it.each([
    ['gone', async (folder: string) => writeFile(join(folder, `${facts.id}.file`), '')],
    ['another', async (folder: string) => void (await openFiles(folder).keep(facts.id, bytes.subarray(1)))],
  ])('is lost for good where it is %s on this machine, and nothing is sent', async (_what, spoil) => {
    const { folder, files } = await withFile()
    await spoil(folder)
    const end = serverEnd()
    expect(await uploadFile(files, facts, end.putPart)).toMatchObject({
      ok: false,
      failure: { kind: 'refused', code: 'file-lost' },
    })
    expect(end.got).toHaveLength(0)
  })

  it('that is gone from this machine is no loss where the server has it already', async () => {
    const { files } = await withFile()
    const end = serverEnd()
    await uploadFile(files, facts, end.putPart)
    const empty = openFiles(await newFolder())
    expect(await uploadFile(empty, facts, end.putPart)).toEqual({ ok: true, value: {} })
  })
})

describe('a file of a message that is saved', () => {
  const target = async () => join(await mkdtemp(join(tmpdir(), 'evenkeel-save-')), 'label.pdf')
  const nowhere = { read: async () => null }
  const fetches = (value: Uint8Array) => async (): Promise<Outcome<Uint8Array>> => ({ ok: true, value })
  const fails = async (): Promise<Outcome<never>> => ({ ok: false, failure: { kind: 'unreachable', detail: '' } })

  it('is taken from this machine where it is here, without the network', async () => {
    const path = await target()
    const names: string[] = []
    const ports = {
      store: { read: async () => Buffer.from(bytes) },
      fetchFile: fails,
      choosePath: async (name: string) => {
        names.push(name)
        return path
      },
    }
    expect(await saveFile(ports, { ...attachment, name: '../../label.pdf' })).toEqual({
      ok: true,
      value: { isSaved: true },
    })
    expect(names).toEqual(['label.pdf'])
    expect(isWhole(await readFile(path))).toBe(true)
  })

  it('comes from the server else, and is written only if it is what was sent', async () => {
    const path = await target()
    const choosePath = async () => path
    const wrong = { store: nowhere, fetchFile: fetches(bytes.toReversed()), choosePath }
    expect(await saveFile(wrong, attachment)).toMatchObject({ ok: false, failure: { kind: 'damaged' } })
    await expect(readFile(path)).rejects.toThrow('ENOENT')
    expect(await saveFile({ store: nowhere, fetchFile: fetches(bytes), choosePath }, attachment)).toMatchObject({
      ok: true,
    })
    expect(isWhole(await readFile(path))).toBe(true)
  })

  it('is not written where the person changes their mind, or it is a program', async () => {
    let asked = 0
    const choosePath = async () => {
      asked++
      return null
    }
    const ports = { store: nowhere, fetchFile: fetches(bytes), choosePath }
    expect(await saveFile(ports, attachment)).toEqual({ ok: true, value: { isSaved: false } })
    expect(await saveFile(ports, { ...attachment, name: 'label.exe' })).toMatchObject({ ok: false })
    expect(asked).toBe(1)
  })
})
