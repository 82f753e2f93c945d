import { agent, customer, type WrittenCase } from './written-case.ts'

/** Written for this project, so that other languages and scripts are in the queue from the start. */
export const foreignCases: WrittenCase[] = [
  {
    language: 'de',
    givenName: 'Greta',
    familyName: 'Lindner',
    email: 'greta.lindner@example.com',
    product: 'Hiking Boots',
    reason: 'return-due-to-size',
    subject: 'Wanderschuhe zu klein, Umtausch',
    turns: [
      customer(
        'Guten Tag, die Wanderschuhe aus Bestellung {order} fallen viel kleiner aus als angegeben. Kann ich sie gegen eine Nummer größer tauschen? Den Karton habe ich schon geöffnet, getragen habe ich sie nur in der Wohnung.',
      ),
      agent(
        'Guten Tag Frau Lindner, gerne. Ein Umtausch ist möglich, solange die Sohlen sauber sind. Welche Größe brauchen Sie?',
      ),
      customer(
        'Größe 41 bitte. Wer bezahlt die Rücksendung? Am Samstag geht es in den Urlaub, bis dahin bräuchte ich sie wirklich.',
      ),
    ],
  },
  {
    language: 'es',
    givenName: 'Tomás',
    familyName: 'Herrero',
    email: 'tomas.herrero@example.com',
    product: 'Desk Lamp',
    reason: 'parts-missing',
    subject: 'La lámpara llegó sin bombilla',
    turns: [
      customer(
        'Hola, buenas. Me llegó la lámpara del pedido {order} pero sin la bombilla que ponía en la página. ¿Me la mandan aparte o tengo que devolver todo?',
      ),
      agent('Hola, Tomás. Siento las molestias. ¿Puede decirme si en la caja pone "E14" o "E27"?'),
      customer('Pone E14. Y otra cosa: el cable hace un ruido raro al enchufarla, no sé si es normal…'),
    ],
  },
  {
    language: 'fr',
    givenName: 'Louise',
    familyName: 'Petit',
    email: 'louise.petit@example.com',
    product: 'Espresso Machine',
    reason: 'faulty-item',
    subject: 'Machine à expresso : fuite d’eau',
    turns: [
      customer(
        'Bonjour, ma machine à expresso (commande {order}) fuit par le dessous depuis hier matin. Il y avait de l’eau partout sur le plan de travail. Elle a à peine dix jours ! Que dois-je faire ?',
      ),
    ],
  },
  {
    language: 'ja',
    givenName: '純',
    familyName: '高橋',
    email: 'jun.takahashi@example.com',
    product: 'Tea Kettle',
    reason: 'damaged-item',
    subject: 'ケトルのふたに傷がありました',
    turns: [
      customer(
        'お世話になっております。注文番号 {order} のケトルが本日届きましたが、ふたに大きな傷がありました。贈り物なので、新しいものと交換していただけますでしょうか。写真もお送りできます。',
      ),
      agent(
        '高橋様、ご連絡ありがとうございます。ご不便をおかけし申し訳ございません。お写真をこのメールへの返信でお送りいただけますでしょうか。',
      ),
      customer('写真を撮りました。なお、金曜日までに届くと大変助かります。難しい場合は返金でも構いません。'),
    ],
  },
  {
    language: 'ar',
    givenName: 'سمير',
    familyName: 'حداد',
    email: 'samir.haddad@example.com',
    product: 'Luggage Set',
    reason: 'late-parcel',
    subject: 'طلبي لم يصل حتى الآن',
    turns: [
      customer(
        'السلام عليكم، طلبي رقم {order} كان من المفترض أن يصل يوم الأحد ولم يصل حتى الآن. سفري بعد ثلاثة أيام وأحتاج إلى الحقائب قبل ذلك. أين الشحنة؟',
      ),
      agent('وعليكم السلام أستاذ سمير، أعتذر عن التأخير. أتحقق الآن مع شركة الشحن وأعود إليك خلال ساعة.'),
      customer('مرّت ساعتان ولم يصلني أي رد. إذا لم تصل قبل الخميس أريد استرداد المبلغ كاملًا من فضلكم.'),
    ],
  },
  {
    language: 'hi',
    givenName: 'मीरा',
    familyName: 'शर्मा',
    email: 'meera.sharma@example.com',
    product: 'Yoga Mat',
    reason: 'return-due-to-color',
    subject: 'योगा मैट का रंग गलत आया है',
    turns: [
      customer(
        'नमस्ते, मैंने ऑर्डर {order} में नीले रंग की योगा मैट मँगवाई थी, लेकिन गुलाबी रंग की आई है। क्या आप इसे बदल सकते हैं? मुझे वापस भेजने के लिए क्या करना होगा?',
      ),
    ],
  },
  {
    language: 'pt-BR',
    givenName: 'Mariana',
    familyName: 'Lopes',
    email: 'mariana.lopes@example.com',
    product: 'Smart Thermostat',
    reason: 'faulty-item',
    subject: 'Termostato não conecta ao Wi-Fi',
    turns: [
      customer(
        'Oi, tudo bem? Comprei o termostato do pedido {order} e ele não conecta no Wi-Fi de jeito nenhum. Já reiniciei umas cinco vezes. Vocês conseguem me ajudar ou eu devolvo?',
      ),
      agent('Olá, Mariana! Vamos resolver. A luz da frente está piscando em azul ou em vermelho?'),
      customer('Vermelho. E o aplicativo diz "erro 12". Não achei nada sobre isso no manual.'),
    ],
  },
  {
    language: 'pl',
    givenName: 'Paweł',
    familyName: 'Nowak',
    email: 'pawel.nowak@example.com',
    product: 'Bicycle',
    reason: 'parts-missing',
    subject: 'Rower przyszedł bez pedałów',
    turns: [
      customer(
        'Dzień dobry, rower z zamówienia {order} dotarł bez pedałów i bez klucza do montażu. Karton był cały, więc chyba ktoś zapomniał zapakować. Proszę o dosłanie.',
      ),
    ],
  },
]
