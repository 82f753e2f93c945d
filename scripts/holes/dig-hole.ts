import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import type { World } from '../../server/store/world.ts'
import type { Chance } from './seeded-chance.ts'

export type DiggableReply = { message: MessageRecord; customer: CustomerRecord; facts: (text: string) => ReplyFacts }
export const HOLE_KINDS = [
  'greeting with another given name',
  'greeting with a title and another family name',
  'greeting with another full name',
  'full name of another customer in the text',
  'title and family name of another customer in the text',
  'order number of another customer',
  'own order number with two digits swapped',
  'own order number with a wrong digit',
  'placeholder',
] as const
export type HoleKind = (typeof HOLE_KINDS)[number]
export type Hole = { reply: DiggableReply; text: string; kind: HoleKind; from: number; to: number }

/** How each language greets: with a given name, with a title and a family name; and a sentence that names somebody. */
const GREETINGS: Record<string, { given: string[]; titled: string[]; titledInside: string[] }> = {
  en: {
    given: [
      'Dear {given},',
      'Hi {given},',
      'Hello {given}!',
      'Good morning {given},',
      'hi {given},',
      'Hi {given} thanks for writing.',
    ],
    titled: ['Dear Mr {family},', 'Dear Ms. {family},', 'Good afternoon Mrs {family},', 'Hello Dr. {family},'],
    titledInside: ['We have told Ms {family} as well.', 'Mr. {family}’s parcel is on its way.'],
  },
  de: {
    given: ['Hallo {given},', 'Liebe {given},', 'Lieber {given},', 'Guten Tag {given},'],
    titled: ['Guten Tag Frau {family},', 'Sehr geehrter Herr {family},', 'Sehr geehrte Frau Dr. {family},'],
    titledInside: ['Wir haben Frau {family} informiert.', 'Das Paket an Herrn {family} ist unterwegs.'],
  },
  es: {
    given: ['Hola, {given}.', 'Hola {given}:', 'Estimada {given}:', 'Querido {given},'],
    titled: ['Estimado señor {family}:', 'Buenos días, Sra. {family}:', 'Estimada señora {family},'],
    titledInside: ['Hemos avisado a la señora {family}.', 'Se lo hemos enviado al Sr. {family}.'],
  },
  fr: {
    given: ['Bonjour {given},', 'Chère {given},', 'Cher {given},'],
    titled: ['Bonjour Madame {family},', 'Bonjour M. {family},', 'Chère Mme {family},'],
    titledInside: ['Nous avons prévenu Madame {family}.', 'Le colis de Monsieur {family} est parti.'],
  },
  pt: {
    given: ['Olá, {given}!', 'Oi {given},', 'Prezada {given},'],
    titled: ['Prezado senhor {family},', 'Bom dia, Sra. {family},'],
    titledInside: ['Avisamos a senhora {family}.', 'O pedido do Sr. {family} saiu hoje.'],
  },
  it: {
    given: ['Ciao {given},', 'Gentile {given},', 'Buongiorno {given},'],
    titled: ['Gentile signora {family},', 'Buongiorno Sig. {family},'],
    titledInside: ['Abbiamo avvisato la signora {family}.'],
  },
  nl: {
    given: ['Beste {given},', 'Hoi {given},', 'Goedemorgen {given},'],
    titled: ['Geachte heer {family},', 'Beste mevrouw {family},'],
    titledInside: ['Wij hebben mevrouw {family} ingelicht.'],
  },
  pl: {
    given: ['Dzień dobry, Pani {given},', 'Cześć {given},', 'Droga {given},'],
    titled: ['Szanowna Pani {family},', 'Dzień dobry Panie {family},'],
    titledInside: ['Poinformowaliśmy już Panią i pana {family}.', 'Pani {family} otrzymała przesyłkę.'],
  },
  ja: {
    given: ['{given}様、', '{given}さん、'],
    titled: ['{family}様\n', '{family} 様、'],
    titledInside: ['{family}様のお荷物は発送済みです。'],
  },
  ar: {
    given: ['عزيزي {given}،', 'أستاذ {given}،', 'مرحبا {given}،'],
    titled: ['السيد {family}،', 'عزيزتي السيدة {family}،'],
    titledInside: ['لقد أبلغنا السيد {family} بذلك.'],
  },
  hi: {
    given: ['प्रिय {given},', 'नमस्ते {given} जी,'],
    titled: ['प्रिय श्री {family},', 'नमस्ते श्रीमती {family},'],
    titledInside: ['हमने श्री {family} को बता दिया है।'],
  },
  tr: {
    given: ['Merhaba {given},', 'Sevgili {given},', 'Merhaba {given} Hanım,'],
    titled: ['Sayın {family},', 'Sayın Bay {family},'],
    titledInside: ['Bayan {family} bilgilendirildi.'],
  },
}
/** Scripts in which a name of another script would not be written. */
const SCRIPTS: Record<string, RegExp> = {
  ar: /^\p{sc=Arabic}/u,
  hi: /^\p{sc=Devanagari}/u,
  ja: /^[\p{sc=Han}\p{sc=Katakana}]/u,
}

const PLACEHOLDERS = [
  '{{customer.givenName}}',
  '{{ order.number | upcase }}',
  '{% if order %}',
  '[date of update]',
  '[NAME]',
  '[اسم العميل]',
  '<name>',
  '<<tracking number>>',
  'XXXX',
  '____',
  'TBD',
  '%FIRST_NAME%',
  '$NAME$',
  '${'.concat('order.total}'),
  '{first_name}',
  '〇〇',
]

/** The reply with one hole of the kind, and where it is. Null: this chance gave a reply into which none can be dug. */
export function digHole(replies: readonly DiggableReply[], world: World, kind: HoleKind, chance: Chance): Hole | null {
  const reply = chance.of(replies)
  const { body } = reply.message
  const spoken = reply.customer.language.split('-')[0] ?? 'en'
  const language = chance.below(3) === 0 || GREETINGS[spoken] === undefined ? chance.of(Object.keys(GREETINGS)) : spoken
  const words = GREETINGS[language]
  if (words === undefined) return null
  const placed = (pattern: string, hole: string, name: string, isAtStart: boolean): Hole => {
    const filled = pattern.replace(/\{(?:given|family|full|hole)\}/, hole)
    const start = pattern.search(/\{(?:given|family|full|hole)\}/)
    const at = isAtStart ? 0 : placeInside(body, chance)
    const gap = isAtStart || at === 0 ? '' : ' '
    const from = at + gap.length + start
    const text = `${body.slice(0, at)}${gap}${filled}${isAtStart && chance.below(2) === 0 ? '\n\n' : ' '}${body.slice(at).trimStart()}`
    return { reply, text, kind, from, to: from + name.length }
  }
  if (kind === 'placeholder') {
    const hole = chance.of(PLACEHOLDERS)
    return placed(
      chance.of(['We will write again on {hole}.', 'Hello {hole},', 'Your number is {hole}', '{hole}']),
      hole,
      hole,
      false,
    )
  }
  if (kind.includes('order number')) {
    const number = wrongNumber(reply, world, kind, chance)
    return number === null
      ? null
      : placed(
          chance.of([
            'Your order {hole} is on its way.',
            'Bestellnummer: {hole}.',
            '注文番号 {hole}',
            'طلبكم {hole}',
            '({hole})',
          ]),
          number,
          number,
          false,
        )
  }
  const other = chance.of(world.customers)
  if (!isSomebodyElse(other, reply, SCRIPTS[language])) return null
  const full =
    language === 'ja' && SCRIPTS['ja']?.test(other.familyName)
      ? other.familyName + other.givenName
      : `${other.givenName} ${other.familyName}`
  switch (kind) {
    case 'greeting with another given name':
      return placed(chance.of(words.given), other.givenName, other.givenName, true)
    case 'greeting with a title and another family name':
      return placed(chance.of(words.titled), other.familyName, other.familyName, true)
    case 'greeting with another full name':
      return placed(chance.of(words.given).replace('{given}', '{full}'), full, full, true)
    case 'full name of another customer in the text':
      return placed(chance.of(['{full}', 'The parcel went to {full}.', '{full}: DHL.']), full, full, false)
    default:
      return placed(chance.of(words.titledInside), other.familyName, other.familyName, false)
  }
}

/** Behind the end of some sentence. */
function placeInside(body: string, chance: Chance): number {
  const ends = [...body.matchAll(/[.!?。！？](?=\s|$|[^\s\d])/gu)].map((match) => match.index + match[0].length)
  return ends.length === 0 ? body.length : chance.of(ends)
}

/** A name is only a hole if the customer neither bears nor wrote it, and no colleague bears it. */
function isSomebodyElse(other: CustomerRecord, reply: DiggableReply, script: RegExp | undefined): boolean {
  if (
    script === undefined
      ? Object.values(SCRIPTS).some((each) => each.test(other.familyName))
      : !script.test(other.familyName)
  )
    return false
  const facts = reply.facts('')
  const theirs = [reply.customer.givenName, reply.customer.familyName, facts.knownText, ...facts.staffNames]
    .join('\n')
    .toLowerCase()
  return [other.givenName, other.familyName].every((name) => !theirs.includes(name.toLowerCase()))
}

function wrongNumber(reply: DiggableReply, world: World, kind: HoleKind, chance: Chance): string | null {
  const own = reply.facts('').orderNumbers
  let number: string
  if (kind === 'order number of another customer') number = chance.of(world.orders).number
  else {
    if (own.length === 0) return null
    const digits = Array.from(chance.of(own))
    const places = digits.flatMap((sign, at) => (/\d/.test(sign) ? [at] : []))
    const at = chance.of(places.slice(0, -1))
    const next = at + 1
    if (kind === 'own order number with two digits swapped')
      [digits[at], digits[next]] = [digits[next] ?? '', digits[at] ?? '']
    else digits[at] = String((Number(digits[at]) + 1 + chance.below(9)) % 10)
    number = digits.join('')
  }
  if (own.includes(number)) return null
  return chance.of([
    number,
    number,
    number.toLowerCase(),
    number.replace('-', ' '),
    number.replace('-', ''),
    number.replace('-', '‑'),
    `#${number}`,
  ])
}
