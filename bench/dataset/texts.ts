import type { Dice } from './dice.ts'

// Words of customer service in four languages, and 20,000 made-up ones behind them, so that a vocabulary is as long as a real one.
const words = (text: string) => text.trim().split(/\s+/)
const EN =
  words(`order refund delivery package invoice payment account password shipping address return label tracking number
  broken damaged missing late customer service please help thanks hello regards warranty exchange product quality size color
  shirt shoes laptop charger battery screen phone cable box courier driver neighbour signature weekend monday friday credit card
  bank transfer voucher discount code newsletter unsubscribe login email verification reset subscription renewal cancel contract
  upgrade plan price increase tax receipt warehouse stock availability estimate arrival customs duty import replacement technician
  appointment installation manual instructions setup firmware update error message crash freeze connection router internet outage
  slow speed support ticket agent supervisor escalate complaint feedback survey rating review policy terms privacy deletion request
  confirm received sent resolved pending waiting again still never always today yesterday tomorrow week month urgent soon possible
  problem issue question answer reply information details photo picture attached document proof purchase original packaging seal
  open unused fit wrong correct different item second first third another gift wrap birthday wedding season sale offer promotion
  loyalty points membership gold silver`)
const SMALL =
  words(`the a to i of and is it that for my you have not was on in with this but be we your me are as if so can from
  they will has when what do would or at there been an after how any did could no our about just get which more than only`)
const DE =
  words(`Bestellung Rückerstattung Lieferung Paket Rechnung Zahlung Konto Passwort Versandadresse Rücksendeetikett
  Sendungsnummer Kundendienst Lieferverzögerung Gewährleistung Umtausch Größe Farbe Schuhe Ladegerät Akku Bildschirm Kreditkarte
  Überweisung Gutschein Rabattcode Anmeldung Bestätigung Kündigung Vertrag Preiserhöhung Mehrwertsteuer Lagerbestand
  Zollgebühren Ersatzlieferung Terminvereinbarung Installationsanleitung Fehlermeldung Beschwerde Datenschutz bitte danke leider
  beschädigt verspätet fehlt heute gestern morgen dringend immer noch nicht ist das die der und ich habe mein wir Sie mit für auf`)
const JA =
  words(`注文 返金 配送 荷物 請求書 支払い アカウント パスワード 配送先住所 返品 追跡番号 破損 遅延 お客様 サービス お願いします
  ありがとうございます 保証 交換 商品 品質 サイズ 色 靴 充電器 画面 クレジットカード 銀行振込 クーポン 割引 ログイン 確認 解約 契約 領収書 在庫`)
const JA_ENDS = words(`は が を に で の と も から まで です ます ください ました ません について`)
const ZH =
  words(`订单 退款 配送 包裹 发票 付款 账户 密码 收货地址 退货 快递单号 损坏 延迟 客户 服务 请 谢谢 保修 换货 产品 质量 尺寸 颜色 鞋子
  充电器 屏幕 信用卡 银行转账 优惠券 折扣 登录 邮箱 验证 取消 合同 收据 库存 我的 没有 收到 什么时候 可以 需要 已经 还是 为什么`)
const SYLLABLES =
  words(`ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge gi go ha he hi ho ja je jo ka ke ki ko la le
  li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo wa we wi wo za ze zo`)

export const LANGUAGES = ['en', 'de', 'ja', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]
export const TOPICS: readonly string[] = EN.slice(0, 60)
export const KNOWN_WORDS: readonly string[] = EN
/** With all letters that no Latin text has. */
export const FOREIGN_WORDS: readonly string[] = [...JA, ...JA_ENDS, ...ZH, '。']

const MADE_UP = 20_000
const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

export type Texts = {
  /** 70 % English, 12 % German, 9 % Japanese, 9 % Chinese. */
  language(dice: Dice): Language
  /** Some sentences of about so many characters. */
  write(dice: Dice, language: Language, characters: number): string
  /** A family name or the name of a street. */
  name(dice: Dice): string
}

/** Writes texts whose words are as unevenly spread as those of a real language. `dice` makes up the rarer ones. */
export function makeTexts(dice: Dice): Texts {
  const seen = new Set(EN)
  const madeUp: string[] = []
  while (madeUp.length < MADE_UP) {
    let word = ''
    for (let syllables = 2 + dice.below(3); syllables > 0; syllables--) word += dice.pick(SYLLABLES)
    if (dice.roll() < 0.3) word += dice.pick(['n', 's', 'r', 't', 'l'])
    if (seen.has(word)) continue
    seen.add(word)
    madeUp.push(word)
  }
  const vocabulary = [...EN, ...madeUp]
  // Zipf: the share of the words up to each place.
  const upTo = new Float64Array(vocabulary.length)
  let sum = 0
  for (let at = 0; at < upTo.length; at++) upTo[at] = sum += 1 / (at + 3) ** 0.95
  const wordBy = (own: Dice) => {
    const wanted = own.roll() * sum
    let low = 0
    let high = upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return vocabulary[low] ?? ''
  }
  return {
    language: (own) => {
      const rolled = own.roll()
      return rolled < 0.7 ? 'en' : rolled < 0.82 ? 'de' : rolled < 0.91 ? 'ja' : 'zh'
    },
    write: (own, language, characters) => {
      if (language === 'ja') return unspacedText(characters, () => own.pick(JA) + own.pick(JA_ENDS))
      if (language === 'zh') return unspacedText(characters, () => own.pick(ZH))
      if (language === 'de') return spacedText(own, characters, () => (own.roll() < 0.85 ? own.pick(DE) : wordBy(own)))
      return spacedText(own, characters, () => (own.roll() < 0.4 ? own.pick(SMALL) : wordBy(own)))
    },
    name: (own) => capital(own.pick(madeUp)),
  }
}

function unspacedText(characters: number, next: () => string): string {
  let text = ''
  for (let count = 1; text.length < characters; count++) text += next() + (count % 6 === 0 ? '。' : '')
  return text
}

function spacedText(dice: Dice, characters: number, next: () => string): string {
  let text = ''
  let length = 0
  while (text.length < characters) {
    text += length === 0 ? capital(next()) : next()
    length++
    if (length > 5 && dice.roll() < 0.12) {
      text += dice.roll() < 0.2 ? '?\n' : '. '
      length = 0
    } else text += dice.roll() < 0.06 ? ', ' : ' '
  }
  return text.trim()
}
