import { chosen, pick } from './chance.ts'

/** Where customers of a language live. Lines are streets, "Postcode City", region; the phone numbers are kept free for fiction or lead nowhere. */
type Place = {
  country: string
  currency: string
  phone: string
  streets: string[]
  cities: [postcode: string, city: string, region: string][]
}

const PLACES: Record<string, Place> = {
  de: {
    country: 'Deutschland',
    currency: 'EUR',
    phone: '+49 30 23125 ',
    streets: ['Lindenstraße', 'Mühlweg', 'Am Anger'],
    cities: [
      ['04109', 'Leipzig', 'Sachsen'],
      ['24103', 'Kiel', 'Schleswig-Holstein'],
      ['79098', 'Freiburg', 'Baden-Württemberg'],
    ],
  },
  es: {
    country: 'España',
    currency: 'EUR',
    phone: '+34 900 000 ',
    streets: ['Calle Mayor', 'Calle del Olmo', 'Paseo del Río'],
    cities: [
      ['41001', 'Sevilla', 'Andalucía'],
      ['50003', 'Zaragoza', 'Aragón'],
      ['46002', 'Valencia', 'Comunitat Valenciana'],
    ],
  },
  fr: {
    country: 'France',
    currency: 'EUR',
    phone: '+33 1 99 00 9',
    streets: ['rue des Tilleuls', 'rue du Moulin', 'quai Vert'],
    cities: [
      ['69002', 'Lyon', ''],
      ['35000', 'Rennes', ''],
      ['31000', 'Toulouse', ''],
    ],
  },
  it: {
    country: 'Italia',
    currency: 'EUR',
    phone: '+39 055 000 0',
    streets: ['Via dei Mille', 'Via del Porto', 'Corso Italia'],
    cities: [
      ['50123', 'Firenze', 'FI'],
      ['40121', 'Bologna', 'BO'],
    ],
  },
  nl: {
    country: 'Nederland',
    currency: 'EUR',
    phone: '+31 20 000 0',
    streets: ['Molenstraat', 'Havenkade'],
    cities: [
      ['3512 JE', 'Utrecht', ''],
      ['9711 LM', 'Groningen', ''],
    ],
  },
  'pt-BR': {
    country: 'Brasil',
    currency: 'BRL',
    phone: '+55 11 5550 0',
    streets: ['Rua das Flores', 'Rua do Sol', 'Avenida Atlântica'],
    cities: [
      ['80010-010', 'Curitiba', 'PR'],
      ['50010-000', 'Recife', 'PE'],
    ],
  },
  pt: {
    country: 'Portugal',
    currency: 'EUR',
    phone: '+351 210 000 ',
    streets: ['Rua da Boavista', 'Largo do Rato'],
    cities: [
      ['4050-107', 'Porto', ''],
      ['3000-213', 'Coimbra', ''],
    ],
  },
  pl: {
    country: 'Polska',
    currency: 'PLN',
    phone: '+48 22 555 0 ',
    streets: ['ul. Lipowa', 'ul. Krótka', 'ul. Młyńska'],
    cities: [
      ['31-011', 'Kraków', ''],
      ['80-831', 'Gdańsk', ''],
    ],
  },
  tr: {
    country: 'Türkiye',
    currency: 'TRY',
    phone: '+90 212 555 0',
    streets: ['Çınar Sokak', 'Deniz Caddesi'],
    cities: [
      ['35220', 'İzmir', ''],
      ['06420', 'Ankara', ''],
    ],
  },
  uk: {
    country: 'Україна',
    currency: 'UAH',
    phone: '+380 44 000 0',
    streets: ['вул. Садова', 'вул. Липова'],
    cities: [
      ['79000', 'Львів', ''],
      ['65000', 'Одеса', ''],
    ],
  },
  zh: {
    country: '中国',
    currency: 'CNY',
    phone: '+86 21 5555 0',
    streets: ['中山路', '和平街'],
    cities: [
      ['200001', '上海', ''],
      ['610000', '成都', ''],
    ],
  },
  ja: {
    country: '日本',
    currency: 'JPY',
    phone: '+81 3 5555 0',
    streets: ['本町', '桜台'],
    cities: [
      ['600-8001', '京都市', '京都府'],
      ['060-0001', '札幌市', '北海道'],
    ],
  },
  ko: {
    country: '대한민국',
    currency: 'KRW',
    phone: '+82 2 555 0',
    streets: ['은행나무로', '강변로'],
    cities: [
      ['04524', '서울', ''],
      ['48058', '부산', ''],
    ],
  },
  ar: {
    country: 'مصر',
    currency: 'EGP',
    phone: '+20 2 5550 0',
    streets: ['شارع النيل', 'شارع الورد'],
    cities: [
      ['11511', 'القاهرة', ''],
      ['21500', 'الإسكندرية', ''],
    ],
  },
  he: {
    country: 'ישראל',
    currency: 'ILS',
    phone: '+972 2 555 0',
    streets: ['רחוב הגפן'],
    cities: [['9190401', 'ירושלים', '']],
  },
  hi: {
    country: 'भारत',
    currency: 'INR',
    phone: '+91 11 5550 0',
    streets: ['गुलाब मार्ग', 'स्टेशन रोड'],
    cities: [
      ['302001', 'जयपुर', ''],
      ['411001', 'पुणे', ''],
    ],
  },
  'hi-Latn': {
    country: 'India',
    currency: 'INR',
    phone: '+91 22 5550 0',
    streets: ['Station Road', 'Lake View'],
    cities: [
      ['400001', 'Mumbai', ''],
      ['226001', 'Lucknow', ''],
    ],
  },
  sv: {
    country: 'Sverige',
    currency: 'SEK',
    phone: '+46 31 390 06 ',
    streets: ['Storgatan'],
    cities: [['411 08', 'Göteborg', '']],
  },
  el: {
    country: 'Ελλάδα',
    currency: 'EUR',
    phone: '+30 21 0000 0',
    streets: ['Οδός Ελαιών'],
    cities: [['546 24', 'Θεσσαλονίκη', '']],
  },
  en: {
    country: 'USA',
    currency: 'USD',
    phone: '+1 303 555 01',
    streets: ['Maple Drive', 'Cedar Lane', 'Hill Street'],
    cities: [
      ['80202', 'Denver', 'CO'],
      ['97201', 'Portland', 'OR'],
      ['55401', 'Minneapolis', 'MN'],
    ],
  },
}

/** Minor units the currency has to one major one, and roughly how many major ones a dollar makes. */
const RATES: Record<string, [minor: number, perDollar: number]> = {
  USD: [100, 1],
  EUR: [100, 0.9],
  BRL: [100, 5.4],
  PLN: [100, 3.9],
  TRY: [100, 33],
  UAH: [100, 41],
  CNY: [100, 7.2],
  JPY: [1, 150],
  KRW: [1, 1_350],
  EGP: [100, 48],
  ILS: [100, 3.7],
  INR: [100, 83],
  SEK: [100, 10.5],
}

/** A home for a customer of the language. */
export function homeOf(language: string, key: string) {
  const place = PLACES[language]
  if (place === undefined)
    throw new Error(`Nobody has said where customers who write "${language}" live (scripts/demo/places.ts).`)
  const [postcode, city, region] = pick(`city ${key}`, place.cities)
  return {
    address: {
      line1: `${pick(`street ${key}`, place.streets)} ${2 + chosen(`house ${key}`, 90)}`,
      line2: '',
      city,
      region,
      postcode,
      country: place.country,
    },
    phone: `${place.phone}${10 + chosen(`phone ${key}`, 90)}`,
    currency: place.currency,
  }
}

/** A price in US cents in the minor units of the currency, as a shop would round it. */
export function priceIn(currency: string, cents: number): number {
  const [minor, perDollar] = RATES[currency] ?? [100, 1]
  return currency === 'USD' ? cents : Math.max(1, Math.round((cents / 100) * perDollar)) * minor
}
