import { agent, by, customer, type WrittenCase } from './written-case.ts'

export const europeanCases: WrittenCase[] = [
  {
    ...by('de', 'Holger', 'Brinkmann', 'h.brinkmann'),
    product: 'Grill',
    reason: 'late-parcel',
    subject: 'Grill: wo bleibt die Lieferung?',
    turns: [
      customer(
        'Moin, der Grill (Bestellung {order}) sollte gestern zwischen 8 und 12 kommen. Hab mir extra frei genommen, gekommen ist niemand. Was ist da los?',
      ),
      agent(
        'Moin Herr Brinkmann, das tut mir leid. Der Spediteur hat den Termin nicht bestätigt; ich frage dort nach und melde mich heute noch bei Ihnen.',
      ),
      customer('Und? Der Tag ist gleich rum. Samstag kommen zwölf Leute zum Grillen.'),
    ],
  },
  {
    ...by('de', 'Yasemin', 'Aydın', 'y.aydin'),
    product: 'Vacuum Cleaner',
    reason: 'faulty-item',
    subject: 'Staubsauger geht nach 10 Minuten aus',
    turns: [
      customer(
        'Hallo, der Staubsauger aus {order} schaltet sich immer nach ca. 10 Minuten ab, Filter ist sauber, Beutel leer. Garantie müsste ja noch drauf sein oder? LG',
      ),
    ],
  },
  {
    ...by('de', 'Friedrich', 'Wöhler', 'f.woehler'),
    product: 'Wall Clock',
    reason: 'refund-status',
    subject: 'Erstattung Wanduhr steht noch aus',
    turns: [
      customer(
        'Sehr geehrte Damen und Herren, die Wanduhr (Best.-Nr. {order}) habe ich vor drei Wochen zurückgesandt. Eine Gutschrift ist bis heute nicht eingegangen. Ich bitte um Klärung bis Ende der Woche. Hochachtungsvoll',
      ),
      agent(
        'Sehr geehrter Herr Wöhler, die Rücksendung ist bei uns eingetroffen, die Gutschrift liegt bei der Buchhaltung. Sie erhalten eine Nachricht, sobald der Betrag angewiesen ist.',
      ),
    ],
  },
  {
    ...by('de', 'Svenja', 'Petersen', 'svenja.p'),
    product: 'Running Shoes',
    reason: 'manage-change-address',
    subject: 'Umgezogen – neue Lieferadresse',
    turns: [
      customer(
        'Hi! Bin am Wochenende umgezogen 😅 könnt ihr bei {order} die Adresse noch ändern? Neue Straße: Hafenweg 14, gleiche PLZ.',
      ),
      agent('Hallo Svenja, klar – die Adresse ist geändert, das Paket geht morgen an den Hafenweg 14 raus.'),
      customer('Ihr seid die Besten, danke!!'),
      agent('Sehr gern. Viel Freude mit den Schuhen und gutes Ankommen im neuen Zuhause!'),
    ],
  },
  {
    ...by('es', 'Lucía', 'Ferrer', 'lucia.ferrer'),
    product: 'Sneakers',
    reason: 'return-due-to-size',
    subject: 'Zapatillas: me quedan pequeñas',
    turns: [
      customer(
        'Buenas, las zapatillas del pedido {order} me quedan pequeñísimas, y eso que pedí mi talla de siempre. ¿Cómo hago el cambio? No las he estrenado.',
      ),
      agent('Hola, Lucía. Sin problema. Le he enviado una etiqueta de devolución a su correo. ¿Qué número necesita?'),
      customer('Un 39, porfa. ¿Y cuánto tarda? Las quería para el sábado que viene.'),
    ],
  },
  {
    ...by('es', 'Joaquín', 'Salvatierra', 'joaquin.s'),
    product: 'Laptop',
    reason: 'charged-twice',
    subject: 'Me han cobrado dos veces',
    turns: [
      customer(
        'Hola: en el extracto de la tarjeta aparecen DOS cargos iguales por el pedido {order}. Solo compré un portátil, no dos. Quiero que me devuelvan uno ya, por favor.',
      ),
    ],
  },
  {
    ...by('es', 'Inés', 'Cordero', 'ines.cordero'),
    product: 'Perfume',
    reason: 'damaged-item',
    subject: 'El frasco llegó roto',
    turns: [
      customer(
        'El perfume ({order}) ha llegado con el frasco roto y toda la caja empapada. Huele muy bien el cartón, eso sí 🙄',
      ),
      agent('Hola, Inés. Lo siento mucho. Le enviamos uno nuevo hoy mismo, no hace falta que devuelva el roto.'),
      customer('¡Perfecto! Muchas gracias por la rapidez.'),
      agent('A usted. Que lo disfrute.'),
    ],
  },
  {
    ...by('fr', 'Baptiste', 'Garnier', 'b.garnier'),
    product: 'Bookshelf',
    reason: 'parts-missing',
    subject: 'Bibliothèque : il manque les vis',
    turns: [
      customer(
        'Bonjour, j’ai reçu la bibliothèque (commande {order}) mais le sachet de vis n’était pas dans le carton. Impossible de la monter, elle traîne dans le salon depuis mardi.',
      ),
      agent(
        'Bonjour Monsieur Garnier, toutes mes excuses. Je vous fais parvenir un nouveau sachet ; pouvez-vous me donner la référence au dos de la notice ?',
      ),
      customer('C’est marqué « B-42 / noir ». Merci de faire vite, ma compagne commence à perdre patience.'),
    ],
  },
  {
    ...by('fr', 'Aïcha', 'Benali', 'aicha.benali'),
    product: 'Air Purifier',
    reason: 'manage-cancel',
    subject: 'Annuler ma commande',
    turns: [
      customer(
        'Bonjour je voudrais annuler la commande {order} svp, j’ai commandé 2 fois le même purificateur sans faire exprès. Le paiement est déjà parti je crois.',
      ),
    ],
  },
  {
    ...by('fr', 'Étienne', 'Vasseur', 'etienne.vasseur'),
    product: 'Digital Camera',
    reason: 'status-mystery-fee',
    subject: 'Frais inconnus sur la facture',
    turns: [
      customer(
        'Bonjour. Sur la facture de la commande {order} figure une ligne « frais divers 9,90 ». De quoi s’agit-il ? Rien de tel n’était annoncé au moment de payer.',
      ),
      agent(
        'Bonjour Monsieur Vasseur, il s’agit d’un emballage cadeau coché lors de la commande. Comme il ne vous a pas été proposé clairement, je vous le rembourse.',
      ),
      customer('Je vous remercie, c’est très correct de votre part.'),
      agent('Je vous en prie. Le remboursement est visible sous trois jours. Bonne journée !'),
    ],
  },
  {
    ...by('it', 'Chiara', 'Bellini', 'chiara.bellini'),
    product: 'Coffee Maker',
    reason: 'wrong-item',
    subject: 'Arrivato il modello sbagliato',
    turns: [
      customer(
        'Buongiorno, ho ordinato la macchina da caffè nera ({order}) ed è arrivata quella bianca, e pure senza la brocca. Come si fa?',
      ),
      agent('Buongiorno Chiara, ci scusi per l’errore. Preferisce la sostituzione o il rimborso?'),
      customer(
        'La sostituzione, ma non vorrei restare senza caffè per due settimane… potete mandare prima quella giusta?',
      ),
    ],
  },
  {
    ...by('it', 'Matteo', 'Serra', 'matteo.serra'),
    product: 'Cycling Helmet',
    reason: 'shipping-status',
    subject: 'Dov’è il mio pacco?',
    turns: [
      customer(
        'Salve, il tracking dell’ordine {order} è fermo da quattro giorni su "in transito". Sapete dirmi qualcosa? Domenica ho una gara.',
      ),
    ],
  },
  {
    ...by('nl', 'Joris', 'van den Heuvel', 'joris.vdheuvel'),
    product: 'Bicycle',
    reason: 'damaged-item',
    subject: 'Fiets met deuk in het frame',
    turns: [
      customer(
        'Hoi, de fiets van bestelling {order} is binnen maar er zit een flinke deuk in het frame. Zo wil ik ’m niet houden. Foto’s kan ik sturen.',
      ),
      agent(
        'Hoi Joris, dat is balen. Stuur de foto’s gerust hierheen, dan regel ik een nieuwe en laat ik deze ophalen.',
      ),
      customer('Foto’s gestuurd via het formulier. Wanneer komen ze ’m halen? Ik werk alleen dinsdag thuis.'),
    ],
  },
  {
    ...by('nl', 'Fenna', 'Dijkstra', 'fenna.dijkstra'),
    product: 'Tea Kettle',
    reason: 'promo-code-invalid',
    subject: 'Kortingscode werkt niet',
    turns: [
      customer(
        'Goedemiddag, de code WELKOM10 werd geweigerd toen ik {order} bestelde, terwijl hij pas eind van de maand verloopt. Kan de korting er alsnog af?',
      ),
    ],
  },
  {
    ...by('pl', 'Agnieszka', 'Wiśniewska', 'a.wisniewska'),
    product: 'Espresso Machine',
    reason: 'initiate-refund',
    subject: 'Zwrot ekspresu do kawy',
    turns: [
      customer(
        'Dzień dobry, chciałabym zwrócić ekspres z zamówienia {order}. Jest sprawny, po prostu okazał się za duży do mojej kuchni. Czy mam jeszcze na to czas?',
      ),
      agent('Dzień dobry Pani Agnieszko, oczywiście, ma Pani na zwrot 30 dni. Wysłałam etykietę na Pani adres e-mail.'),
      customer('Dziękuję! A czy kurier może przyjść po 17? Wcześniej jestem w pracy.'),
    ],
  },
  {
    ...by('pl', 'Krzysztof', 'Zieliński', 'k.zielinski'),
    product: 'Gaming Mouse',
    reason: 'faulty-item',
    subject: 'Myszka nie klika',
    turns: [
      customer(
        'Siema, myszka z {order} po tygodniu przestała klikać lewym przyciskiem. Próbowałem na dwóch komputerach i to samo. Wymiana czy naprawa?',
      ),
    ],
  },
  {
    ...by('pt', 'Beatriz', 'Carvalho', 'beatriz.carvalho'),
    product: 'Patio Umbrella',
    reason: 'bad-price-yesterday',
    subject: 'O preço baixou no dia seguinte',
    turns: [
      customer(
        'Boa tarde. Comprei o guarda-sol (encomenda {order}) na terça e na quarta já estava 20 € mais barato. Não acho justo. Podem devolver a diferença?',
      ),
      agent(
        'Boa tarde, Beatriz. Compreendo. Se a descida foi no prazo de 48 horas devolvemos a diferença; vou confirmar o preço de quarta-feira.',
      ),
      customer('Foi de certeza menos de 48 horas, tenho a captura de ecrã. Fico a aguardar.'),
    ],
  },
  {
    ...by('sv', 'Elin', 'Sjöberg', 'elin.sjoberg'),
    product: 'Fleece Jacket',
    reason: 'return-due-to-color',
    subject: 'Jackan har fel färg',
    turns: [
      customer(
        'Hej! Fleecejackan från order {order} är mycket mörkare än på bilden, jag trodde den var ljusblå. Går det att byta mot den grå i stället?',
      ),
    ],
  },
  {
    ...by('el', 'Δήμητρα', 'Παππά', 'dimitra.pappa'),
    product: 'Desk Lamp',
    reason: 'missing-item',
    subject: 'Το δέμα δεν έφτασε ποτέ',
    turns: [
      customer(
        'Καλημέρα σας, το δέμα με αριθμό παραγγελίας {order} φαίνεται ως παραδομένο από τη Δευτέρα, αλλά δεν έχω παραλάβει τίποτα. Ρώτησα και τους γείτονες. Τι κάνουμε τώρα;',
      ),
    ],
  },
]
