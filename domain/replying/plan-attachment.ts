import type { Attachment } from '../cases/attachment.ts'
import type { Channel } from '../cases/channel.ts'

/** Largest file, in bytes. */
export const FILE_LIMIT_BYTES = 20 * 1_024 * 1_024
/** All files of one message together, in bytes: mail servers commonly stop at 25 MB. */
export const MESSAGE_LIMIT_BYTES = 25 * 1_024 * 1_024
/** Files of one message. */
export const FILES_LIMIT = 10
/** Longest name, in UTF-16 code units. */
export const NAME_LIMIT = 120

/** Why a file cannot go with a message. The text, and the files that are there, are always kept. */
export const ATTACHMENT_REFUSALS = [
  'empty-file',
  'file-too-large',
  'together-too-large',
  'too-many-files',
  'unfit-name', // not as `safeName` makes it; no desk of ours sends one
  'program', // it would run where it is opened
  'no-files-here', // the channel carries none
] as const
export type AttachmentRefusal = (typeof ATTACHMENT_REFUSALS)[number]

/** Endings that a common system runs, mounts or installs when the file is opened. What large mail services refuse. */
const PROGRAM_ENDINGS = new Set(
  (
    'ade adp apk app appimage application appref-ms appx appxbundle bat cab chm cmd com command cpl deb desktop diagcab ' +
    'dll dmg exe gadget hta img inf ins iso isp jar jnlp js jse ksh lib lnk mde mjs msc msh msi msix msixbundle msp mst nsh ' +
    'pif pkg ps1 ps1xml ps2 psc1 psm1 rdp reg rpm scf scr sct settingcontent-ms sh shb shs svg sys url vb vbe vbs vhd ' +
    'vhdx vxd webloc wsc wsf wsh xll xbap'
  ).split(' '),
)

/** First bytes of programs: Windows, Linux, macOS (both orders, fat), a script's "#!". */
const PROGRAM_STARTS = [
  [0x4d, 0x5a],
  [0x7f, 0x45, 0x4c, 0x46],
  [0xfe, 0xed, 0xfa, 0xce],
  [0xfe, 0xed, 0xfa, 0xcf],
  [0xce, 0xfa, 0xed, 0xfe],
  [0xcf, 0xfa, 0xed, 0xfe],
  [0xca, 0xfe, 0xba, 0xbe],
  [0x23, 0x21],
]

/** Whether a file would run where it is opened, by its name. */
export function isProgramName(name: string): boolean {
  const ending = /\.([^.]+)$/.exec(name.replace(/[\s.]+$/, ''))?.[1] ?? ''
  return PROGRAM_ENDINGS.has(ending.toLowerCase())
}

/** Whether a file is a program, by its first bytes; a false name does not help it. Four bytes are enough. */
export const isProgramStart = (start: Uint8Array): boolean =>
  PROGRAM_STARTS.some((sign) => sign.every((byte, at) => start[at] === byte))

/** Names that mean a device on Windows, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i
// Controls, signs that some system keeps for itself, and those that turn the direction of what follows ("txt.exe").
// oxlint-disable-next-line no-control-regex -- these are the characters meant
const UNFIT = /[\u0000-\u001f\u007f-\u009f"*/:<>?\\|\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g

/**
 * The name as it may lie on any disk and be read without being misled: no folder, no control or direction signs, no
 * device of Windows, no leading or trailing dots, at most `NAME_LIMIT` long with its ending kept. Never empty.
 */
export function safeName(given: string): string {
  const plain = given.normalize('NFC').replace(/^.*[/\\]/s, '')
  const fit = plain
    .replace(UNFIT, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(DEVICE, '_$1')
  if (fit === '') return 'file'
  const ending = /\.[^. ]{1,16}$/.exec(fit)?.[0] ?? ''
  return cut(fit.slice(0, fit.length - ending.length), NAME_LIMIT - ending.length) + ending
}

/** Not in the middle of a surrogate pair, and with nothing at the end that a disk would drop. */
const cut = (text: string, length: number): string =>
  text.length <= length
    ? text
    : text
        .slice(0, length)
        .replace(/[\ud800-\udbff]$/, '')
        .replace(/[. ]+$/, '')

/** The name, with a number where one of the same name is there already: "picture (2).png". */
export function freeName(name: string, taken: readonly string[]): string {
  const held = new Set(taken.map((each) => each.toLowerCase()))
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let count = 1; ; count++) {
    const tail = ` (${count})${ending}`
    const tried = count === 1 ? name : cut(stem, NAME_LIMIT - tail.length) + tail
    if (!held.has(tried.toLowerCase())) return tried
  }
}

/** A media type fit for a header; lower case. What is none becomes "application/octet-stream". */
export function safeMediaType(given: string): string {
  const type = given.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return /^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}$/.test(type) ? type : 'application/octet-stream'
}

/** Whether a message on this channel can bring files along. */
export const carriesFiles = (channel: Channel): boolean => channel === 'email' || channel === 'chat'

/** Whether one more file may go with a message. Null: it may. The desk asks before it keeps the bytes. */
export function planAttachment(
  file: Pick<Attachment, 'name' | 'sizeBytes'>,
  already: readonly Pick<Attachment, 'sizeBytes'>[],
  channel: Channel,
): AttachmentRefusal | null {
  if (!carriesFiles(channel)) return 'no-files-here'
  if (isProgramName(file.name)) return 'program'
  if (file.sizeBytes <= 0) return 'empty-file'
  if (file.sizeBytes > FILE_LIMIT_BYTES) return 'file-too-large'
  if (already.length >= FILES_LIMIT) return 'too-many-files'
  const together = already.reduce((sum, { sizeBytes }) => sum + sizeBytes, file.sizeBytes)
  return together > MESSAGE_LIMIT_BYTES ? 'together-too-large' : null
}

/** Whether all these files may go with one message. Null: they may. The desk and the server both ask this. */
export function planAttachments(files: readonly Attachment[], channel: Channel): AttachmentRefusal | null {
  for (const [at, file] of files.entries()) {
    const refusal =
      safeName(file.name) === file.name ? planAttachment(file, files.slice(0, at), channel) : ('unfit-name' as const)
    if (refusal !== null) return refusal
  }
  return null
}
