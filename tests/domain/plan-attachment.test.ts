import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attachment } from '../../domain/cases/attachment.ts'
import type { AttachmentId } from '../../domain/kernel/ids.ts'
import {
  FILE_LIMIT_BYTES,
  freeName,
  isProgramStart,
  NAME_LIMIT,
  planAttachment,
  planAttachments,
  safeMediaType,
  safeName,
} from '../../domain/replying/plan-attachment.ts'

const MB = 1_024 * 1_024
const file = (name: string, sizeBytes = 1_000): Attachment => ({
  id: 'a-1' as AttachmentId,
  name,
  sizeBytes,
  mediaType: 'application/pdf',
  sha256: '0'.repeat(64),
})

describe('a name that goes out', () => {
  const names: [string, string, string][] = [
    ['stays as it is where it is fit', 'Rechnung Ä 2026.pdf', 'Rechnung Ä 2026.pdf'],
    ['loses the folders it came from', '/home/ana/Desktop/label.pdf', 'label.pdf'],
    ['loses those of Windows too', 'C:\\Users\\Ana\\label.pdf', 'label.pdf'],
    ['climbs nowhere', '../../etc/passwd', 'passwd'],
    ['is no hidden file', '.bashrc', 'bashrc'],
    ['ends in no dot and no space', 'label.pdf. . ', 'label.pdf'],
    ['is no device', 'CON.pdf', '_CON.pdf'],
    ['is no device without an ending', 'lpt1', '_lpt1'],
    ['but may begin like one', 'console.pdf', 'console.pdf'],
    ['turns no direction', 'invoice\u202efdp.exe', 'invoice_fdp.exe'],
    ['holds no line', 'a\r\nBcc: all@example.com', 'a_Bcc_ all@example.com'],
    ['is one whether its accents are written in one sign or two', 'Re\u0301sume\u0301.pdf', 'Résumé.pdf'],
    ['is never nothing', '...', 'file'],
    ['is never nothing either where there was none', '', 'file'],
  ]
  it.each(names)('%s', (_what, given, made) => expect(safeName(given)).toBe(made))

  it('keeps its ending when it is cut', () => {
    const made = safeName(`${'a'.repeat(300)}.pdf`)
    expect(made).toHaveLength(NAME_LIMIT)
    expect(made.endsWith('a.pdf')).toBe(true)
  })

  it('is fit for good, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const made = safeName(given)
        expect(made.length).toBeGreaterThan(0)
        expect(made.length).toBeLessThanOrEqual(NAME_LIMIT)
        expect(made).not.toMatch(/[/\\]/)
        expect(safeName(made)).toBe(made)
        expect(safeName(freeName(made, [made]))).toBe(freeName(made, [made]))
      }),
    )
  })

  it('is told from the one that is there already, whatever the case of its letters', () => {
    expect(freeName('image.png', [])).toBe('image.png')
    expect(freeName('image.png', ['Image.PNG'])).toBe('image (2).png')
    expect(freeName('image.png', ['image.png', 'image (2).png'])).toBe('image (3).png')
    expect(freeName('label', ['label'])).toBe('label (2)')
  })
})

describe('a file that is attached', () => {
  const many = (count: number, sizeBytes = 1) => Array.from({ length: count }, () => ({ sizeBytes }))
  const table: [string, ReturnType<typeof planAttachment>, ReturnType<typeof planAttachment>][] = [
    ['may go with a mail', planAttachment(file('a.pdf'), [], 'email'), null],
    ['may go into a chat', planAttachment(file('a.pdf'), [], 'chat'), null],
    ['goes into no call', planAttachment(file('a.pdf'), [], 'phone'), 'no-files-here'],
    ['has something in it', planAttachment(file('a.pdf', 0), [], 'email'), 'empty-file'],
    ['is 20 MB at most', planAttachment(file('a.pdf', FILE_LIMIT_BYTES), [], 'email'), null],
    ['is not a byte more', planAttachment(file('a.pdf', FILE_LIMIT_BYTES + 1), [], 'email'), 'file-too-large'],
    ['is with the others 25 MB at most', planAttachment(file('a.pdf', 5 * MB), many(1, 20 * MB), 'email'), null],
    [
      'is with the others not a byte more',
      planAttachment(file('a.pdf', 5 * MB + 1), many(1, 20 * MB), 'email'),
      'together-too-large',
    ],
    ['is the tenth at most', planAttachment(file('a.pdf'), many(9), 'email'), null],
    ['is not the eleventh', planAttachment(file('a.pdf'), many(10), 'email'), 'too-many-files'],
    ['is no program', planAttachment(file('setup.EXE'), [], 'email'), 'program'],
    ['is no program behind another ending', planAttachment(file('invoice.pdf.scr'), [], 'email'), 'program'],
    ['is no script', planAttachment(file('run.ps1'), [], 'email'), 'program'],
    ['may have a harmless word in its name', planAttachment(file('exe.pdf'), [], 'email'), null],
    ['may have no ending', planAttachment(file('label'), [], 'email'), null],
  ]
  it.each(table)('%s', (_what, planned, expected) => expect(planned).toBe(expected))

  it('is held against all others when the message is decided', () => {
    expect(planAttachments([], 'phone')).toBeNull()
    expect(planAttachments([file('a.pdf'), file('b.exe')], 'email')).toBe('program')
    expect(planAttachments([file('a.pdf', 20 * MB), file('b.pdf', 6 * MB)], 'email')).toBe('together-too-large')
    expect(planAttachments([file('../a.pdf')], 'email')).toBe('unfit-name')
  })

  it('is known for a program by its first bytes', () => {
    const starts = (text: string) => isProgramStart(new TextEncoder().encode(text))
    expect(starts('MZ\u0000')).toBe(true)
    expect(starts('\u007fELF')).toBe(true)
    expect(starts('#!/bin/sh')).toBe(true)
    expect(isProgramStart(new Uint8Array([0xcf, 0xfa, 0xed, 0xfe]))).toBe(true)
    expect(starts('%PDF-1.7')).toBe(false)
    expect(starts('M')).toBe(false)
    expect(starts('# A heading')).toBe(false)
  })

  it('has a media type that fits into a header, or none that says anything', () => {
    expect(safeMediaType('Image/PNG; charset=utf-8')).toBe('image/png')
    expect(safeMediaType('application/vnd.openxmlformats-officedocument.wordprocessingml.document')).toMatch(/^app/)
    expect(safeMediaType('')).toBe('application/octet-stream')
    expect(safeMediaType('text/html\r\nx: y')).toBe('application/octet-stream')
  })
})
