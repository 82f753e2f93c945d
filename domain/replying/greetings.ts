import { foldName } from './name-words.ts'

const fold = (words: string): string => words.split(' ').map(foldName).join(' ')
const listed = (...lists: string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split('|')).map((each) => fold(each.trim())))

/**
 * How sure a word makes us that a name follows. name: "Dear"; comma: "Hola," too, where the language wants the comma;
 * maybe: "Hello" in a script without capitals, "Thanks": only a name we know counts.
 */
export type GreetingKind = 'name' | 'comma' | 'maybe'

const GREETINGS: Record<GreetingKind, ReadonlySet<string>> = {
  name: listed(
    'dear|hi|hello|hey|hiya|greetings|good morning|good afternoon|good evening|good day',
    'liebe|lieber|hallo|moin|servus|guten tag|guten morgen|guten abend|grüß gott|sehr geehrte|sehr geehrter|geehrte|geehrter|werte|werter',
    'beste|geachte|hoi|goedemorgen|goedemiddag|goedenavond|goedendag|dag|goeiedag',
    'hej|hejsan|kära|käre|bästa|kære|kjære|hei|hyvä|god dag',
    'droga|drogi|szanowna|szanowny|dzień dobry|cześć|witam|witaj|vážený|vážená|dobrý den|ahoj|milý|milá',
    'merhaba|sayın|sevgili|selam|iyi günler|kedves|tisztelt|jó napot|dragă|stimate|stimată|bună ziua|bună',
    'здравствуйте|уважаемый|уважаемая|дорогой|дорогая|добрый день|привет|шановний|шановна|вітаю|добрий день|доброго дня|привіт',
    'αγαπητέ|αγαπητή|γεια σας|γεια σου|καλημέρα|καλησπέρα',
    'عزيزي|عزيزتي|प्रिय|आदरणीय',
  ),
  comma: listed(
    'hola|estimado|estimada|querido|querida|buenos días|buen día|buenas tardes|buenas noches|buenas',
    'bonjour|bonsoir|salut|cher|chère|chers',
    'olá|oi|caro|cara|prezado|prezada|bom dia|boa tarde|boa noite',
    'ciao|buongiorno|buonasera|salve|gentile|egregio|egregia|gentilissimo|gentilissima',
  ),
  maybe: listed(
    'thank you|thanks|many thanks|welcome|sorry|of course|certainly|danke|vielen dank|merci|gracias|muchas gracias|obrigado|obrigada',
    'grazie|grazie mille|dank u|dank je|dziękuję|teşekkürler|спасибо|дякую|tack|tak|takk',
    'مرحبا|أهلا|أهلا وسهلا|السلام عليكم|وعليكم السلام|تحية طيبة|شكرا|नमस्ते|नमस्कार|धन्यवाद|שלום|היי|תודה',
  ),
}
/** Greetings by their last folded words, the longest first. */
export const LONGEST_GREETING = 2

/** What kind of greeting the folded words are. Null: none. */
export function greetingKind(words: string): GreetingKind | null {
  for (const kind of ['name', 'comma', 'maybe'] as const) if (GREETINGS[kind].has(words)) return kind
  return null
}

/** "Mr", "Frau", "Señora"...: a name follows. */
export const TITLES = listed(
  'm|mr|mrs|ms|miss|mx|dr|prof|professor|madam|mister|doctor',
  'herr|herrn|frau|fräulein|señor|señora|señorita|sr|sra|srta|don|doña|monsieur|madame|mademoiselle|mme|mlle|mm',
  'senhor|senhora|dom|dona|signor|signore|signora|signorina|sig|dott|dottor|dottoressa|avv',
  'meneer|mevrouw|heer|dhr|mevr|mw|fru|herra|rouva|pan|pani|panie|pana|panu|panią|panem|państwo|pán|paní|paní|pane|bay|bayan|úr|domnul|doamna|domnule|doamnă',
  'господин|господина|господину|госпожа|госпожу|госпоже|пан|пана|пану|пані|пане|κύριε|κυρία|κ',
  'السيد|السيدة|سيد|سيدة|أستاذ|أستاذة|الأستاذ|الأستاذة|دكتور|دكتورة|الدكتور|آنسة|الآنسة|श्री|श्रीमती|सुश्री|कुमारी|מר|גברת|גב',
)
/** Titles that are an ordinary word of some language: only before a capital. */
export const LOOSE_TITLES = listed('m|miss|don|dom|dona|pan|pana|pane|bay|sig|mm|dag|heer|sr|κ|doctor|professor|prof')
/** Titles that stand behind the name. */
export const TITLES_BEHIND = listed('जी|साहब|bey|hanım|hanim|حفظه')

/** What is said where a name might stand, and is none. */
export const NO_NAMES = listed(
  'there|all|everyone|everybody|team|again|sir|sirs|madam|maam|customer|customers|client|clients|valued|guest|friend|friends|folks|both|colleague|colleagues|ladies|gentlemen|shopper|member|subscriber|buyer|seller|user|support|service|parents|family|neighbour|world|and|or|to|from|for|concern',
  'thanks|thank|yes|no|ok|okay|sure|sorry|welcome|absolutely|certainly|great|perfect|good|please|unfortunately|of|i|we|you|your|my|it|this|that|the|a|an|apologies|understood|noted|right|morning|afternoon|evening|day|today|well|so|just|as|if|once|regarding|re|hi|hello|dear|hey|greetings',
  'kunde|kundin|kunden|kundinnen|damen|herren|zusammen|leute|freunde|grüße|grüsse|gruß|wünsche|danke|ja|nein|gerne|gern|leider|vielen|natürlich|entschuldigung|wir|ich|sie|ihre|ihr|es|das|die|der|liebe|lieber|interessent|interessentin|kollege|kollegin|kolleginnen|nochmals',
  'cliente|clientes|equipo|todos|todas|amigo|amiga|amigos|señores|señoras|gracias|sí|claro|lamento|usuario|usuaria|compañero|de|nuevo|perdón',
  'client|cliente|clients|équipe|tous|toutes|messieurs|mesdames|madame|monsieur|merci|oui|non|désolé|désolée|bien|je|nous|vous|collègue|ami|amie|amis|à',
  'equipe|senhores|senhoras|tudo|obrigado|obrigada|sim|não|claro|desculpe|consumidor|consumidora|signori|tutti|tutte|utente|grazie|certo|purtroppo|amici|squadra',
  'klant|klanten|allemaal|iedereen|lezer|heer|mevrouw|groeten|groet|helaas|bedankt|collega|kund|kunder|hälsningar|hilsen|hilsener|kunde|asiakas',
  'kliencie|klientko|klienci|państwo|państwu|panie|pani|panowie|dziękuję|tak|niestety|wszystkim|zákazníku|zákaznice|müşterimiz|müşteri|herkese|vásárlónk|ügyfelünk|client|clientă',
  'клиент|клиенты|покупатель|покупець|клієнте|клієнт|друзья|друзі|коллеги|спасибо|дякую|господа|пані|пане|πελάτη|πελάτισσα',
  'العميل|عميلنا|العميلة|عميلتنا|الزبون|بك|بكم|الكريم|الكريمة|سيدي|سيدتي|ग्राहक|सर|मैडम|महोदय|महोदया|मित्र|जी|לקוח|לקוחה',
  'undefined|null|name|kind|regards',
)
/** Small words inside family names. */
export const PARTICLES = listed(
  'van|von|de|der|den|ter|te|da|di|do|dos|das|del|della|la|le|el|al|bin|ibn|ben|du|zu|zur|y|e',
)

/** Words of a text that are also names: alone they say nothing about a person. */
export const ORDINARY_WORDS = listed(
  'will|may|grace|rose|mark|hope|faith|joy|summer|april|june|august|autumn|lily|daisy|ruby|amber|pearl|holly|olive|bill|frank|art|pat|sue|miles|chase|chance|rich|star|sky|page|grant|penny|long|love|price|park|parks|king|young|white|black|brown|green|gray|grey|gold|silver|short|small|little|wood|woods|stone|field|fields|hill|rice|case|day|days|may|church|cook|baker|bishop|cross|early|english|french|german|holiday|house|light|lane|major|moore|nice|north|west|power|rush|sharp|singer|street|strong|swift|temple|wise|winter|winters|wells|banks|bond|bush|best|bright|fish|fox|wolf|bird|bell|ball|ring|rush|mills|mill|harbour|an|see|so|do|an|my|man|wall|walls|ward|warner|waters|glass|good|hand|hands',
  'klein|gross|lang|lange|kurz|braun|schwarz|weiss|grün|richter|koch|bauer|jung|neu|neumann|herz|stark|blum|blume|ernst|fröhlich|rosa|luz|mar|paz|blanco|rubio|cruz|flores|campos|petit|blanc|noir|roux|grand|legrand|bon|bela|branco|nowy|maja|maj|lato',
)

/** Of these, the ones with which a sentence begins: "Will May suit you?" */
export const SENTENCE_OPENERS = listed(
  'will|may|mark|see|so|do|an|hope|sue|love|chase|grant|cook|park|ring|hand|art|best|good|long|case|day',
)
