import type { WrittenTemplate } from './kit.ts'
import { day, letter, pick, promiseOn, status, tag, text } from './kit.ts'

const updateBy = day('update_by', 'When do we write again?', { hint: 'The second working day from now is usual.' })

export const parcels: WrittenTemplate[] = [
  letter(
    'delay',
    'Parcel is late',
    ['late', 'delay', 'delivery', 'where is my order', 'tracking'],
    {
      en: 'I am sorry that order {{ order.number }} is not with you yet.{% if order.carrier %} {{ order.carrier }} has it{% if order.trackingNumber %} under number {{ order.trackingNumber }}{% endif %}.{% else %} It has not left our house yet.{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %} It was to arrive on {{ order.deliveryDueAt | day }}, so it is late.{% else %} It is to arrive on {{ order.deliveryDueAt | day }}.{% endif %}{% endif %}\n\nI will write to you again by {{ input.update_by | day }}, whatever I find out.',
      de: 'es tut mir leid, dass Bestellung {{ order.number }} noch nicht bei Ihnen ist.{% if order.carrier %} Sie ist bei {{ order.carrier }}{% if order.trackingNumber %} unter der Nummer {{ order.trackingNumber }}{% endif %}.{% else %} Sie hat unser Haus noch nicht verlassen.{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %} Sie sollte am {{ order.deliveryDueAt | day }} ankommen und ist damit verspätet.{% else %} Sie soll am {{ order.deliveryDueAt | day }} ankommen.{% endif %}{% endif %}\n\nIch melde mich bis {{ input.update_by | day }} wieder, was immer ich herausfinde.',
      es: 'siento que el pedido {{ order.number }} todavía no le haya llegado.{% if order.carrier %} Lo tiene {{ order.carrier }}{% if order.trackingNumber %} con el número {{ order.trackingNumber }}{% endif %}.{% else %} Todavía no ha salido de nuestro almacén.{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %} Tenía que llegar el {{ order.deliveryDueAt | day }}, así que va con retraso.{% else %} Está previsto que llegue el {{ order.deliveryDueAt | day }}.{% endif %}{% endif %}\n\nLe escribiré de nuevo a más tardar el {{ input.update_by | day }}, averigüe lo que averigüe.',
      fr: 'Nous sommes désolés que la commande {{ order.number }} ne vous soit pas encore parvenue.{% if order.carrier %} Elle est chez {{ order.carrier }}{% if order.trackingNumber %} sous le numéro {{ order.trackingNumber }}{% endif %}.{% else %} Elle n’a pas encore quitté notre entrepôt.{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %} Elle devait arriver le {{ order.deliveryDueAt | day }} : elle est donc en retard.{% else %} Elle doit arriver le {{ order.deliveryDueAt | day }}.{% endif %}{% endif %}\n\nJe vous écris de nouveau au plus tard le {{ input.update_by | day }}, quoi que j’apprenne d’ici là.',
      'pt-BR':
        'Sinto muito que o pedido {{ order.number }} ainda não tenha chegado.{% if order.carrier %} Ele está com a {{ order.carrier }}{% if order.trackingNumber %}, sob o número {{ order.trackingNumber }}{% endif %}.{% else %} Ele ainda não saiu do nosso depósito.{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %} A entrega estava prevista para {{ order.deliveryDueAt | day }}, portanto está atrasada.{% else %} A entrega está prevista para {{ order.deliveryDueAt | day }}.{% endif %}{% endif %}\n\nEscrevo novamente até {{ input.update_by | day }}, seja qual for o resultado.',
      ja: 'ご注文{{ order.number }}がまだお手元に届いておらず、申し訳ございません。{% if order.carrier %}お荷物は{{ order.carrier }}がお預かりしております{% if order.trackingNumber %}(お問い合わせ番号:{{ order.trackingNumber }}){% endif %}。{% else %}まだ発送前の状態です。{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %}{{ order.deliveryDueAt | day }}のお届け予定でしたが、遅れております。{% else %}お届け予定日は{{ order.deliveryDueAt | day }}です。{% endif %}{% endif %}\n\n状況にかかわらず、{{ input.update_by | day }}までに改めてご連絡いたします。',
      ar: 'نأسف لأن الطلب {{ order.number }} لم يصلك بعد.{% if order.carrier %} الشحنة لدى {{ order.carrier }}{% if order.trackingNumber %} برقم التتبع {{ order.trackingNumber }}{% endif %}.{% else %} لم تغادر الشحنة مستودعنا بعد.{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %} كان موعد وصولها {{ order.deliveryDueAt | day }}، فهي إذن متأخرة.{% else %} موعد وصولها {{ order.deliveryDueAt | day }}.{% endif %}{% endif %}\n\nسأكتب إليك مرة أخرى في موعد أقصاه {{ input.update_by | day }} مهما كانت النتيجة.',
      hi: 'हमें खेद है कि ऑर्डर {{ order.number }} अब तक आपके पास नहीं पहुँचा।{% if order.carrier %} पार्सल {{ order.carrier }} के पास है{% if order.trackingNumber %}, ट्रैकिंग नंबर {{ order.trackingNumber }}{% endif %}।{% else %} यह अभी हमारे गोदाम से नहीं निकला है।{% endif %}{% if order.deliveryDueAt %}{% if order.isDelayed %} इसे {{ order.deliveryDueAt | day }} तक पहुँचना था, इसलिए इसमें देर हो गई है।{% else %} इसके पहुँचने की तारीख {{ order.deliveryDueAt | day }} है।{% endif %}{% endif %}\n\nजो भी पता चलेगा, हम आपको {{ input.update_by | day }} तक फिर लिखेंगे।',
    },
    {
      reasons: ['late-parcel', 'shipping-status'],
      inputs: [updateBy],
      actions: [
        tag('late-parcel'),
        promiseOn('Write again about order {{ order.number }}', 'update_by'),
        status('pending'),
      ],
    },
  ),
  letter(
    'lost-parcel',
    'Parcel is lost: what would you like?',
    ['lost', 'missing', 'never arrived', 'gone'],
    {
      en: 'The search for order {{ order.number }} has ended, and the parcel was not found. I am sorry.\n\nYou can choose: I send {{ order.items | list }} again at once, or I refund {{ order.total | money }}. Tell me which you would like, and I will do it today.',
      de: 'die Suche nach Bestellung {{ order.number }} ist beendet, und das Paket wurde nicht gefunden. Das tut mir leid.\n\nSie haben die Wahl: Ich schicke {{ order.items | list }} sofort noch einmal, oder ich erstatte Ihnen {{ order.total | money }}. Sagen Sie mir, was Ihnen lieber ist, und ich erledige es heute.',
      es: 'la búsqueda del pedido {{ order.number }} ha terminado y el paquete no ha aparecido. Lo siento.\n\nPuede elegir: le envío de nuevo {{ order.items | list }} o le devuelvo {{ order.total | money }}. Dígame qué prefiere y lo hago hoy mismo.',
      fr: 'Les recherches pour la commande {{ order.number }} sont terminées et le colis n’a pas été retrouvé. Nous en sommes désolés.\n\nVous avez le choix : je vous renvoie tout de suite {{ order.items | list }}, ou je vous rembourse {{ order.total | money }}. Dites-moi ce que vous préférez et je m’en occupe aujourd’hui.',
      ja: 'ご注文{{ order.number }}の調査が終わりましたが、お荷物は見つかりませんでした。誠に申し訳ございません。\n\n{{ order.items | list }}をすぐに再送するか、{{ order.total | money }}をご返金するか、お選びいただけます。ご希望をお知らせくだされば、本日中に手配いたします。',
    },
    { reasons: ['lost-parcel', 'missing-item'], actions: [tag('lost-parcel'), status('pending')] },
  ),
  letter(
    'search-started',
    'Search with the carrier is started',
    ['search', 'trace', 'investigation', 'stuck'],
    {
      en: 'I have asked {{ order.carrier | default: "the carrier" }} to search for order {{ order.number }} today. A search takes one to two working days.\n\nI will write to you by {{ input.update_by | day }}, whatever they have found.',
      de: 'ich habe {{ order.carrier | default: "den Zusteller" }} heute beauftragt, nach Bestellung {{ order.number }} zu suchen. Eine Suche dauert ein bis zwei Werktage.\n\nIch melde mich bis {{ input.update_by | day }}, was immer dabei herauskommt.',
    },
    {
      reasons: ['late-parcel', 'lost-parcel'],
      inputs: [updateBy],
      actions: [
        tag('search'),
        promiseOn('Tell the result of the search for order {{ order.number }}', 'update_by'),
        status('pending'),
      ],
    },
  ),
  letter(
    'marked-delivered',
    'Marked as delivered, not there',
    ['delivered', 'neighbour', 'not received'],
    {
      en: 'The carrier says that order {{ order.number }} was delivered. That you have nothing is something we will clear up.\n\nCould you first ask your neighbours and look for a card in the letter box? If the parcel does not turn up by {{ input.look_until | day }}, write to me, and I will start a search at once.',
      de: 'laut Zusteller wurde Bestellung {{ order.number }} zugestellt. Dass bei Ihnen nichts ist, klären wir.\n\nBitte fragen Sie zuerst in der Nachbarschaft und sehen Sie im Briefkasten nach einer Karte. Taucht das Paket bis {{ input.look_until | day }} nicht auf, schreiben Sie mir, und ich lasse sofort suchen.',
    },
    {
      reasons: ['missing-item', 'lost-parcel'],
      inputs: [day('look_until', 'Look until')],
      actions: [tag('missing-item'), status('pending')],
    },
  ),
  letter(
    'on-its-way',
    'Order has left our house',
    ['shipped', 'tracking', 'on its way'],
    {
      en: 'Order {{ order.number }} has left our house{% if order.carrier %} with {{ order.carrier }}{% endif %}.{% if order.trackingNumber %} You can follow it with number {{ order.trackingNumber }}.{% endif %}{% if order.deliveryDueAt %} It should be with you on {{ order.deliveryDueAt | day }}.{% endif %}',
      de: 'Bestellung {{ order.number }} hat unser Haus verlassen{% if order.carrier %} und ist bei {{ order.carrier }}{% endif %}.{% if order.trackingNumber %} Mit der Nummer {{ order.trackingNumber }} können Sie sie verfolgen.{% endif %}{% if order.deliveryDueAt %} Sie sollte am {{ order.deliveryDueAt | day }} bei Ihnen sein.{% endif %}',
      es: 'el pedido {{ order.number }} ya ha salido de nuestro almacén{% if order.carrier %} con {{ order.carrier }}{% endif %}.{% if order.trackingNumber %} Puede seguirlo con el número {{ order.trackingNumber }}.{% endif %}{% if order.deliveryDueAt %} Debería llegarle el {{ order.deliveryDueAt | day }}.{% endif %}',
      fr: 'La commande {{ order.number }} a quitté notre entrepôt{% if order.carrier %} avec {{ order.carrier }}{% endif %}.{% if order.trackingNumber %} Vous pouvez la suivre avec le numéro {{ order.trackingNumber }}.{% endif %}{% if order.deliveryDueAt %} Elle devrait vous parvenir le {{ order.deliveryDueAt | day }}.{% endif %}',
      'pt-BR':
        'O pedido {{ order.number }} já saiu do nosso depósito{% if order.carrier %} com a {{ order.carrier }}{% endif %}.{% if order.trackingNumber %} Acompanhe a entrega com o número {{ order.trackingNumber }}.{% endif %}{% if order.deliveryDueAt %} A previsão de chegada é {{ order.deliveryDueAt | day }}.{% endif %}',
    },
    { reasons: ['shipping-status'], actions: [status('solved')] },
  ),
  letter(
    'parts-missing',
    'Parts missing: we send them',
    ['parts', 'incomplete', 'missing'],
    {
      en: 'I am sorry that order {{ order.number }} came without {{ input.parts }}. I am sending it to you today; you pay nothing, and there is nothing for you to return.',
    },
    {
      reasons: ['parts-missing'],
      inputs: [text('parts', 'What is missing?', { hint: 'As it stands in the text: "the four screws".' })],
      actions: [tag('parts-missing'), status('pending')],
    },
  ),
  letter(
    'address-before-shipping',
    'Delivery address changed',
    ['address', 'change', 'delivery'],
    {
      en: 'Order {{ order.number }} now goes to:\n{{ input.address }}\n\nNothing else about the order has changed.',
      de: 'Bestellung {{ order.number }} geht jetzt an:\n{{ input.address }}\n\nSonst hat sich an der Bestellung nichts geändert.',
      es: 'el pedido {{ order.number }} se enviará ahora a:\n{{ input.address }}\n\nNo ha cambiado nada más en el pedido.',
      fr: 'La commande {{ order.number }} sera livrée à l’adresse suivante :\n{{ input.address }}\n\nRien d’autre n’a changé.',
      ja: 'ご注文{{ order.number }}のお届け先を、次のとおり変更いたしました。\n{{ input.address }}\n\nその他のご注文内容に変更はございません。',
      hi: 'ऑर्डर {{ order.number }} अब इस पते पर भेजा जाएगा:\n{{ input.address }}\n\nऑर्डर में और कुछ नहीं बदला है।',
    },
    {
      reasons: ['manage-shipping', 'manage-change-address'],
      inputs: [text('address', 'New address, in full')],
      actions: [tag('address-change'), status('solved')],
    },
  ),
  letter(
    'address-too-late',
    'Too late to change the address',
    ['address', 'already shipped', 'redirect'],
    {
      en: 'Order {{ order.number }} has left our house already, so I can no longer change its address.{% if order.carrier %} {{ order.carrier }} may still redirect it: on their website{% if order.trackingNumber %}, with number {{ order.trackingNumber }}{% endif %}.{% endif %} Should it come back to us, we send it to the new address at once.',
    },
    { reasons: ['manage-shipping'], actions: [tag('address-change'), status('pending')] },
  ),
  letter(
    'delivery-slot',
    'Delivery moved to another time',
    ['time', 'evening', 'slot'],
    {
      en: 'I have moved the delivery of order {{ order.number }} to {{ input.slot | downcase }} on {{ input.on | day }}.',
    },
    {
      reasons: ['status-delivery-time'],
      inputs: [pick('slot', 'Time of day', ['Morning', 'Afternoon', 'Evening']), day('on', 'Day')],
      actions: [tag('delivery-time'), status('solved')],
    },
  ),
  letter(
    'cut-off',
    'Carrier does not deliver there',
    ['island', 'region', 'not delivered'],
    {
      en: 'I am sorry: none of our carriers delivers to the address of order {{ order.number }}. I can send it to another address or to a pick-up point, or cancel it and refund {{ order.total | money }}. Which would you like?',
    },
    { reasons: ['status-shipping-question', 'manage-shipping'], actions: [status('pending')], reviewInDays: -21 },
  ),
]
