import { execFileSync, spawn } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { encodeFrame, scanFrames } from '../../electron/journal/frame.ts'
import { diskFailure } from '../../electron/journal/journal.ts'
import { NewerJournalError } from '../../electron/journal/recover.ts'
import { draft, markOf, newFolder, open, reread, seal, troubledDisk } from './journal-kit.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** A journal of 50 records, closed, and where each of its frames ends. */
async function fifty() {
  const folder = await newFolder()
  const journal = await open(folder)
  for (const n of range(1, 50)) expect(await journal.append([draft(n)])).toEqual({ ok: true, value: { seq: n } })
  await journal.close()
  const bytes = await readFile(join(folder, 'journal'))
  return { folder, bytes, ends: scanFrames(seal, bytes).frames.map(({ end }) => end) }
}

async function journalOf(bytes: Uint8Array): Promise<string> {
  const folder = await newFolder()
  await writeFile(join(folder, 'journal'), bytes)
  // The reserve is not what these tests are about, and writing it 10,000 times is slow.
  await writeFile(join(folder, 'reserve'), '')
  return folder
}

describe('the journal', () => {
  it('gives back what was appended, in order, after it was closed', async () => {
    const { folder } = await fifty()
    expect(await reread(folder)).toEqual({ numbers: range(1, 50), report: { tornBytes: 0, quarantined: 0 } })
  })

  it('holds no word of a customer readably', async () => {
    const { bytes } = await fifty()
    expect(bytes.includes('parcel')).toBe(false)
    expect(bytes.includes('c-7')).toBe(false)
  })

  it('opens with another profile only what is its own: nothing', async () => {
    const { bytes } = await fifty()
    expect(scanFrames({ ...seal, profileId: 'profile2' }, bytes).frames).toEqual([])
  })

  it('keeps every whole record when it is cut at any byte', async () => {
    const { bytes, ends } = await fifty()
    expect(ends).toHaveLength(50)
    const wrong: unknown[] = []
    let whole = 0
    for (let cut = 0; cut <= bytes.length; cut++) {
      if (cut === ends[whole]) whole += 1
      // From two records before: what lies further back was opened just so at the cuts before this one.
      const from = Math.max(0, whole - 2)
      const start = ends[from - 1] ?? 0
      const { frames, tornBytes, damaged } = scanFrames(seal, bytes.subarray(start, cut))
      const isAll = frames.length === whole - from && frames.every(({ seq }, at) => seq === from + 1 + at)
      if (!isAll || tornBytes !== cut - (ends[whole - 1] ?? 0) || damaged.length > 0) wrong.push({ cut, tornBytes })
    }
    expect(wrong).toEqual([])
    for (const [at, end] of ends.entries())
      expect(scanFrames(seal, bytes.subarray(0, end + 7)).frames.map(({ seq }) => seq)).toEqual(range(1, at + 1))
  })

  it('loses to a flipped bit only the record that it is in, whichever of its bytes is hit', async () => {
    const { bytes, ends } = await fifty()
    for (const hit of [1, 25, 49]) {
      const [start, end] = [ends[hit - 2] ?? 0, ends[hit - 1] ?? 0]
      for (let at = start; at < end; at++) {
        const flipped = Buffer.from(bytes)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
        // The neighbours tell as much as all fifty.
        const [from, to] = [ends[hit - 4] ?? 0, ends[hit + 1] ?? bytes.length]
        const { frames, damaged, tornBytes } = scanFrames(seal, flipped.subarray(from, to))
        expect({ at, seqs: frames.map(({ seq }) => seq) }).toEqual({
          at,
          seqs: range(from === 0 ? 1 : hit - 2, Math.min(50, hit + 2)).filter((seq) => seq !== hit),
        })
        expect(damaged).toEqual([{ start: start - from, end: end - from }])
        expect(tornBytes).toBe(0)
      }
    }
  })

  it('of a newer version is refused as it lies there, and its damage with it', async () => {
    const { bytes, ends } = await fifty()
    const newer = encodeFrame(seal, 51, Buffer.from(JSON.stringify([{ kind: 'of tomorrow' }])))
    const torn = bytes.subarray(0, 40)
    const flipped = Buffer.from(bytes)
    flipped.fill(0, (ends[3] ?? 0) + 30, (ends[3] ?? 0) + 34)
    for (const lies of [Buffer.concat([bytes, newer]), Buffer.concat([flipped, newer, torn])]) {
      const folder = await journalOf(lies)
      await expect(open(folder)).rejects.toBeInstanceOf(NewerJournalError)
      expect(await readFile(join(folder, 'journal'))).toEqual(lies)
      expect(await readdir(folder)).not.toContain('journal.bad')
    }
    expect(diskFailure(new NewerJournalError())).toEqual({ ok: false, failure: { kind: 'upgrade' } })
  })

  it('cuts the torn end off the file and goes on after it', async () => {
    const { bytes, ends } = await fifty()
    const sample = range(0, 60).map((i) => Math.floor((bytes.length * i) / 60))
    for (const cut of [...sample, bytes.length - 1, (ends[20] ?? 0) + 1]) {
      const folder = await journalOf(bytes.subarray(0, cut))
      const whole = ends.filter((end) => end <= cut)
      const journal = await open(folder)
      expect((await stat(join(folder, 'journal'))).size).toBe(whole.at(-1) ?? 0)
      await journal.append([draft(99)])
      await journal.close()
      expect(await reread(folder)).toEqual({
        numbers: [...range(1, whole.length), 99],
        report: { tornBytes: 0, quarantined: 0 },
      })
    }
  })

  it('loses one record at most to a flipped bit, sets it aside and says so', async () => {
    const { bytes, ends } = await fifty()
    for (const at of range(0, 120).map((i) => Math.floor(((bytes.length - 1) * i) / 120))) {
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ 0x10
      const hit = ends.findIndex((end) => at < end) + 1
      const folder = await journalOf(flipped)
      const { numbers, report } = await reread(folder)
      expect(numbers).toEqual(range(1, 50).filter((n) => n !== hit))
      // The length of the very last record may have grown beyond the end: that looks like a torn one.
      if (hit < 50) {
        expect(report).toEqual({ tornBytes: 0, quarantined: 1 })
        const start = ends[hit - 2] ?? 0
        expect(await readFile(join(folder, 'journal.bad'))).toEqual(flipped.subarray(start, ends[hit - 1]))
      }
      // Once repaired it is repaired.
      expect((await reread(folder)).report).toEqual({ tornBytes: 0, quarantined: 0 })
    }
  })

  it('goes on with higher numbers after it was compacted, even to nothing', async () => {
    const { folder } = await fifty()
    const journal = await open(folder)
    expect(await journal.compact([draft(1), draft(2)], await markOf(journal))).toEqual({ ok: true, value: { seq: 51 } })
    expect(await journal.append([draft(3)])).toEqual({ ok: true, value: { seq: 52 } })
    expect(await journal.compact([], await markOf(journal))).toEqual({ ok: true, value: { seq: 53 } })
    await journal.close()
    expect((await reread(folder)).numbers).toEqual([])
    const again = await open(folder)
    expect(await again.append([draft(4)])).toEqual({ ok: true, value: { seq: 54 } })
    await again.close()
  })

  it('stays small through a day of typing, and keeps all that is no replaced text', async () => {
    const folder = await newFolder()
    const journal = await open(folder)
    const text = (n: number) => draft(n % 3, `${n} ${'word '.repeat(9_000)}`)
    for (const n of range(1, 300)) await journal.append(n % 30 === 0 ? [text(n), draft(1_000 + n)] : [text(n)])
    const { size } = await stat(join(folder, 'journal'))
    expect(size).toBeLessThan(9_000_000)
    await journal.append([draft(2_000)])
    await journal.close()
    const kept = range(1, 10).map((tenth) => 1_000 + tenth * 30)
    const { numbers } = await reread(folder)
    expect(numbers.toSorted((a, b) => a - b)).toEqual([0, 1, 2, ...kept, 2_000])
    const again = await open(folder)
    const read = await again.read()
    await again.close()
    const texts = read.ok
      ? read.value.entries.flatMap((entry) => (entry.kind === 'draft' ? [entry.draft?.reply ?? ''] : []))
      : []
    expect(
      texts
        .filter((each) => each.includes('word'))
        .map((each) => Number(each.split(' ')[0]))
        .toSorted((a, b) => a - b),
    ).toEqual([298, 299, 300])
  })

  it('loses nothing that is appended while it is compacted', async () => {
    const folder = await newFolder()
    const journal = await open(folder)
    const compacted = journal.compact([draft(10), draft(11)], await markOf(journal))
    const after = [journal.append([draft(12)]), journal.append([draft(13)])]
    await Promise.all([compacted, ...after])
    await journal.close()
    expect((await reread(folder)).numbers).toEqual([10, 11, 12, 13])
  })

  it('is not compacted over what was written since it was read', async () => {
    const folder = await newFolder()
    const journal = await open(folder)
    await journal.append([draft(1)])
    const mark = await markOf(journal)
    // Not on the disk yet when the other window compacts.
    const since = journal.append([draft(2)])
    expect(await journal.compact([draft(10)], mark)).toEqual({ ok: true, value: { seq: null } })
    expect(await since).toMatchObject({ ok: true })
    expect(await journal.compact([draft(1), draft(2), draft(3)], await markOf(journal))).toMatchObject({ ok: true })
    // One that read the same as the other has come too late.
    expect(await journal.compact([draft(10)], mark)).toEqual({ ok: true, value: { seq: null } })
    await journal.close()
    expect((await reread(folder)).numbers).toEqual([1, 2, 3])
  })

  it('is not compacted by what was read before it was opened anew, however far it has come', async () => {
    const folder = await newFolder()
    const before = await open(folder)
    await before.append([draft(1)])
    const mark = await markOf(before)
    await before.close()
    const journal = await open(folder)
    expect(await journal.compact([], mark)).toEqual({ ok: true, value: { seq: null } })
    await journal.close()
    expect((await reread(folder)).numbers).toEqual([1])
  })
})

describe('a journal on a disk that is full or failing', () => {
  /** What the agent was told was kept must be there afterwards, wherever the disk failed. */
  async function actUntilTrouble(code: 'ENOSPC' | 'EIO', failAt: number) {
    const folder = await newFolder()
    const disk = troubledDisk((verb, nth) => (nth === failAt && verb !== 'close' ? code : null))
    const kept: number[] = []
    const refused: number[] = []
    const journal = await open(folder, disk).catch(() => null)
    if (journal === null) return { folder, kept, calls: disk.calls, reached: true, refused }
    for (const n of range(1, 6)) {
      const answer = await journal.append([draft(n)])
      ;(answer.ok ? kept : refused).push(n)
      if (!answer.ok)
        expect(answer.failure).toMatchObject({ kind: 'disk', code: code === 'ENOSPC' ? 'full' : 'failed' })
      if (n === 3) {
        const read = await journal.read()
        const compacted = read.ok ? await journal.compact(read.value.entries, read.value.mark) : read
        if (!compacted.ok) expect(compacted.failure.kind).toBe('disk')
      }
    }
    await journal.close()
    return { folder, kept, calls: disk.calls, reached: disk.calls > failAt, refused }
  }

  it.each(['ENOSPC', 'EIO'] as const)('keeps what it has acknowledged, whichever call fails with %s', async (code) => {
    let failAt = 0
    let troubles = 0
    for (; ; failAt++) {
      const { folder, kept, reached, refused } = await actUntilTrouble(code, failAt)
      if (!reached) break
      troubles += refused.length
      expect({ failAt, ...(await reread(folder)) }).toEqual({
        failAt,
        numbers: kept,
        report: { tornBytes: 0, quarantined: 0 },
      })
    }
    expect(failAt).toBeGreaterThan(30)
    expect(troubles).toBeGreaterThan(5)
  })

  it('writes again once the disk has room, and nothing half-written stands between', async () => {
    const folder = await newFolder()
    let isFull = false
    const disk = troubledDisk((verb) => (isFull && verb === 'write' ? 'ENOSPC' : null))
    const journal = await open(folder, disk)
    await journal.append([draft(1)])
    isFull = true
    expect(await journal.append([draft(2)])).toMatchObject({ ok: false, failure: { kind: 'disk', code: 'full' } })
    expect(await journal.compact([], await markOf(journal))).toMatchObject({
      ok: false,
      failure: { kind: 'disk', code: 'full' },
    })
    isFull = false
    await journal.append([draft(3)])
    await journal.close()
    expect((await reread(folder)).numbers).toEqual([1, 3])
    expect(await readdir(folder)).not.toContain('journal.new')
  })

  const isRoot = process.getuid?.() === 0 && process.platform === 'linux'
  it.skipIf(!isRoot)('refuses on a really full disk, and its reserve lets the next action through', async () => {
    const mount = await newFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', mount])
    try {
      const folder = join(mount, 'journal')
      await mkdir(folder)
      const journal = await open(folder)
      const kept: number[] = []
      const words = 'w'.repeat(50_000)
      let n = 0
      for (;;) {
        n += 1
        const answer = await journal.append([draft(n, words)])
        if (answer.ok) kept.push(n)
        else {
          expect(answer.failure).toMatchObject({ kind: 'disk', code: 'full' })
          break
        }
      }
      expect(kept.length).toBeGreaterThan(10)
      // As large as what has just been refused: only the reserve makes room for it.
      expect(await journal.append([draft(1_000, words)])).toMatchObject({ ok: true })
      await journal.close()
      const elsewhere = await newFolder()
      await copyFile(join(folder, 'journal'), join(elsewhere, 'journal'))
      expect(await reread(elsewhere)).toEqual({
        numbers: [...kept, 1_000],
        report: { tornBytes: 0, quarantined: 0 },
      })
    } finally {
      execFileSync('umount', ['-l', mount])
    }
  })
})

describe('a desk that is killed while it writes', () => {
  it('finds every acknowledged entry afterwards', async () => {
    const folder = await newFolder()
    const child = spawn(process.execPath, [join(import.meta.dirname, 'append-for-ever.ts'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let acknowledged = 0
    const ended = new Promise((resolve) => child.once('close', resolve))
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Math.max(acknowledged, Number(line))
      if (acknowledged >= 200) child.kill('SIGKILL')
    }
    await ended
    const { numbers, report } = await reread(folder)
    expect(acknowledged).toBeGreaterThanOrEqual(200)
    expect(numbers).toEqual(range(1, numbers.length))
    expect(numbers.length).toBeGreaterThanOrEqual(acknowledged)
    expect(report.quarantined).toBe(0)
  })
})
