import { describe, expect, it } from 'vitest'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import { findDoubts } from '../../domain/replying/find-doubts.ts'

const name = (givenName: string, familyName: string) => ({ givenName, familyName })
const facts = (change: Partial<ReplyFacts> = {}): ReplyFacts => ({
  customer: name('Nadia', 'Osei'),
  orderNumbers: ['EK-2611340', 'EK-5550917'],
  knownText: 'My husband Kwame was at home all day. will you send it again? I wear brown.',
  strangers: [name('Emma', 'Brown'), name('Jürgen', 'Müller'), name('Grace', 'May'), name('Will', 'Long')],
  staffNames: ['Ana Ribeiro', 'Ben Okafor'],
  ...change,
})
const marked = (text: string, change: Partial<ReplyFacts> = {}) =>
  findDoubts(text, facts(change)).map((doubt) => `${doubt.kind}: ${doubt.text}`)

describe('an unfilled placeholder', () => {
  const shapes: [string, string][] = [
    ['Dear {{customer.givenName}},', '{{customer.givenName}}'],
    ['Total {{ order.total | money }} today', '{{ order.total | money }}'],
    ['Dear {{customer.givenName', '{{customer.givenName'],
    ['{% if late %}Sorry', '{% if late %}'],
    ['Dear {first_name}, hello', '{first_name}'],
    ['Dear ${name}, hello', '${name}'],
    ['We write again on [date of update].', '[date of update]'],
    ['within [12-digit number] days', '[12-digit number]'],
    ['Dear [Ihr Name],', '[Ihr Name]'],
    ['عزيزي [اسم العميل]،', '[اسم العميل]'],
    ['Dear <name>, hello', '<name>'],
    ['Number <<order number>>.', '<<order number>>'],
    ['Your code is XXXX.', 'XXXX'],
    ['order 405-XXXXXXX', 'XXXXXXX'],
    ['You will have it on ____.', '____'],
    ['Delivery: TBD', 'TBD'],
    ['TODO: ask the warehouse', 'TODO'],
    ['Hello %FIRST_NAME%, thanks', '%FIRST_NAME%'],
    ['Hello $NAME$, thanks', '$NAME$'],
    ['Hello *|FNAME|*, thanks', '*|FNAME|*'],
    ['Lorem ipsum dolor', 'Lorem ipsum'],
    ['Dear undefined,', 'undefined'],
    ['〇〇様、お世話になっております。', '〇〇'],
  ]
  it.each(shapes)('is marked in: %s', (text, hole) => {
    expect(marked(text)).toEqual([`placeholder: ${hole}`])
  })

  const harmless: string[] = [
    'See [the returns page](https://example.com/returns) and [1].',
    'You wrote: "it arived [sic] late" […]',
    'Open Settings > About > Reset, then <b>wait</b>.',
    'Reply to <nadia@example.com> or <https://example.com>.',
    'It was 100% cotton and 50% off, 20%!',
    'It costs $20 and US$ 30.',
    'The card ending XXXX-XXXX-XXXX-4242 was charged.',
    'Size XXL or XL; model x360.',
    '________________________\nBen Okafor',
    'Le devolvemos todo. TODO está en su cuenta, no falta una moneda.',
    '二〇〇〇年の製品です。',
    'snake_case_name and 3 < 5 > 2',
    'Insert the battery. Enter the code (see label).',
  ]
  it.each(harmless)('is not seen in: %s', (text) => {
    expect(marked(text)).toEqual([])
  })

  it('is marked one by one where two stand together', () => {
    expect(marked('on [date][time]: ')).toEqual(['placeholder: [date]', 'placeholder: [time]'])
    expect(marked('Sign: ____ and\n________\n____ here')).toEqual(['placeholder: ____', 'placeholder: ____'])
  })

  it('is found even where nothing is known of the customer', () => {
    expect(marked('Dear Emma Brown, {{x}}', { customer: null })).toEqual(['placeholder: {{x}}'])
  })
})

describe("somebody else's name", () => {
  const wrong: [string, string][] = [
    ['Dear Mr Berg, your parcel left.', 'Berg'],
    ['Dear Mr Berg it left today.', 'Berg'],
    ['Hi John,\nyour parcel left.', 'John'],
    ['hi emma, your parcel left.', 'emma'],
    ['Hi Emma thanks for writing.', 'Emma'],
    ['Hello Will,', 'Will'],
    ['Hi Ben,\nyour parcel left.', 'Ben'],
    ['Thank you, Emma.', 'Emma'],
    ['Dear Nadia Brown,', 'Nadia Brown'],
    ['Sehr geehrte Frau Dr. Mueller-Berg,', 'Mueller-Berg'],
    ['Guten Tag Herr Müller, gerne.', 'Müller'],
    ['Hola, Pedro.', 'Pedro'],
    ['Bonjour Mme Petit,', 'Petit'],
    ['Olá, Tiago! Tudo bem?', 'Tiago'],
    ['Gentile signora Bianchi,', 'Bianchi'],
    ['Beste mevrouw De Vries,', 'De Vries'],
    ['Szanowna Pani Kowalska,', 'Kowalska'],
    ['Sayın Yılmaz,', 'Yılmaz'],
    ['Шановний пане Петренко,', 'Петренко'],
    ['The parcel of Emma Brown came back.', 'Emma Brown'],
    ["Emma Brown's parcel came back.", 'Emma Brown'],
    ['It went to Brown, Emma.', 'Brown, Emma'],
    ['It went to E. Brown.', 'E. Brown'],
    ['it went to jurgen muller.', 'jurgen muller'],
    ['We also told Ms Brown about it.', 'Brown'],
    ['Write to emma.brown@example.com.', 'emma.brown'],
    ['It went to Grace May.', 'Grace May'],
  ]
  it.each(wrong)('is marked in: %s', (text, who) => {
    expect(marked(text)).toEqual([`name: ${who}`])
  })

  const right: string[] = [
    'Dear Nadia,',
    'Dear Ms Osei,',
    'Dear Nadia Osei,',
    'Hi N. Osei,',
    'DEAR NADIA,',
    "Nadia's parcel and Osei, Nadia.",
    'Hi Kwame, tell Nadia it is on its way.',
    'Hello, Ana here from Harbour & Mill.',
    'Ben Okafor has looked into it.\nThanks, Ana',
    'Dear customer, dear Sir or Madam,',
    'Hi there,\nHi all!\nHello again,\nGood morning!',
    'Hello, Yes, we can.',
    'Hi Thank you for your message.',
    'Sehr geehrte Damen und Herren,\nLiebe Kundin,\nHallo zusammen,',
    'Liebe Grüße\nAna',
    'Estimado cliente:\nBonjour,\nOlá! Tudo bem?',
    'Will you be in on 3 May? Grace is given until then.',
    'Will Long waits end? May we hope so.',
    'It will long be remembered.',
    'A brown box, a long strap: we will send both.',
    'We deliver to Berg am Laim and to Brown Street.',
    'Miss it? Mark it as read.',
  ]
  it.each(right)('is not seen in: %s', (text) => {
    expect(marked(text)).toEqual([])
  })

  it('may be said when the customer wrote it, and only as a name when it is an ordinary word', () => {
    const brown = { knownText: 'Please send it to Emma Brown, my aunt.' }
    expect(marked('It goes to Emma Brown today.', brown)).toEqual([])
    expect(marked('Dear Ms Brown,', { knownText: 'I ordered the brown one.' })).toEqual(['name: Brown'])
  })

  it('is known by the form a Polish greeting gives it', () => {
    const pawel = { customer: name('Paweł', 'Nowak'), strangers: [name('Tomasz', 'Wójcik')] }
    expect(marked('Dzień dobry Panie Pawle,', pawel)).toEqual([])
    expect(marked('Dzień dobry Panie Tomaszu,', pawel)).toEqual(['name: Tomaszu'])
  })
})

describe('names in scripts without capitals', () => {
  const takahashi = {
    customer: name('純', '高橋'),
    strangers: [name('花子', '佐藤'), name('Emma', 'Brown')],
    knownText: '高橋です。',
  }
  const samir = { customer: name('سمير', 'حداد'), strangers: [name('ليلى', 'منصور')], knownText: '' }
  const meera = { customer: name('मीरा', 'शर्मा'), strangers: [name('आरव', 'पटेल')], knownText: '' }
  const kim = { customer: name('민수', '김'), strangers: [], knownText: '' }
  const table: [string, Partial<ReplyFacts>, string[]][] = [
    ['高橋様、ご連絡ありがとうございます。', takahashi, []],
    ['高橋純様', takahashi, []],
    ['お客様、皆様、お世話になっております。', takahashi, []],
    ['仕様の変更がありました。同様に', takahashi, []],
    ['田中様、ご連絡ありがとうございます。', takahashi, ['name: 田中']],
    ['お荷物は佐藤花子に届きました。', takahashi, ['name: 佐藤花子']],
    ['お荷物は佐藤さんに届きました。', takahashi, ['name: 佐藤']],
    ['Brown様のお荷物です。', takahashi, ['name: Brown']],
    ['尊敬的王先生，您好', takahashi, ['name: 王']],
    ['김민수 고객님, 안녕하세요', kim, []],
    ['이영희 고객님, 안녕하세요', kim, ['name: 이영희']],
    ['وعليكم السلام أستاذ سمير، أعتذر عن التأخير.', samir, []],
    ['عزيزي العميل،', samir, []],
    ['السيد منصور، أعتذر عن التأخير.', samir, ['name: منصور']],
    ['وصل الطرد إلى ليلى منصور أمس.', samir, ['name: ليلى منصور']],
    ['नमस्ते मीरा जी, हम देखते हैं।', meera, []],
    ['प्रिय ग्राहक,', meera, []],
    ['नमस्ते आरव जी, हम देखते हैं।', meera, ['name: आरव']],
    ['प्रिय श्री पटेल,', meera, ['name: पटेल']],
  ]
  it.each(table)('%s', (text, change, expected) => {
    expect(marked(text, change)).toEqual(expected)
  })
})
