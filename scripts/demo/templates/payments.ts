import type { WrittenTemplate } from './kit.ts'
import { day, letter, money, refund, status, tag, text } from './kit.ts'

export const payments: WrittenTemplate[] = [
  letter(
    'payment-failed',
    'Payment did not go through',
    ['payment', 'failed', 'card', 'declined'],
    {
      en: 'The payment of {{ order.total | money }} for order {{ order.number }} did not go through, and nothing was taken from your account. The order is kept until {{ input.kept_until | day }}.\n\nPlease try again in your account under "Orders", with the same card or another way of payment.',
      de: 'die Zahlung von {{ order.total | money }} für Bestellung {{ order.number }} ist nicht zustande gekommen, und von Ihrem Konto wurde nichts abgebucht. Die Bestellung bleibt bis {{ input.kept_until | day }} für Sie zurückgelegt.\n\nBitte versuchen Sie es in Ihrem Konto unter „Bestellungen“ noch einmal, mit derselben Karte oder auf einem anderen Weg.',
      es: 'el pago de {{ order.total | money }} del pedido {{ order.number }} no se ha completado y no se ha cobrado nada en su cuenta. Le guardamos el pedido hasta el {{ input.kept_until | day }}.\n\nInténtelo de nuevo en su cuenta, en «Pedidos», con la misma tarjeta o con otro medio de pago.',
      fr: 'Le paiement de {{ order.total | money }} pour la commande {{ order.number }} n’a pas abouti et rien n’a été débité de votre compte. Nous gardons la commande jusqu’au {{ input.kept_until | day }}.\n\nVous pouvez réessayer dans votre compte, sous « Commandes », avec la même carte ou un autre moyen de paiement.',
      'pt-BR':
        'O pagamento de {{ order.total | money }} do pedido {{ order.number }} não foi concluído, e nada foi cobrado da sua conta. O pedido fica reservado até {{ input.kept_until | day }}.\n\nTente novamente na sua conta, em “Pedidos”, com o mesmo cartão ou outro meio de pagamento.',
      ja: 'ご注文{{ order.number }}のお支払い{{ order.total | money }}が完了しておりません。お客様の口座からの引き落としはございません。ご注文は{{ input.kept_until | day }}までお取り置きいたします。\n\nお手数ですが、マイページの「ご注文」から、同じカードまたは別のお支払い方法でもう一度お試しください。',
      ar: 'لم تكتمل عملية دفع {{ order.total | money }} للطلب {{ order.number }}، ولم يُخصم أي مبلغ من حسابك. نحتفظ لك بالطلب حتى {{ input.kept_until | day }}.\n\nيمكنك المحاولة مرة أخرى من حسابك، تحت «الطلبات»، بالبطاقة نفسها أو بوسيلة دفع أخرى.',
    },
    {
      reasons: ['payment-failed', 'invalid-credit-card'],
      inputs: [day('kept_until', 'Order is kept until')],
      actions: [tag('payment'), status('pending')],
    },
  ),
  letter(
    'charged-twice',
    'Charged twice: one was only held',
    ['double', 'twice', 'charged', 'duplicate'],
    {
      en: 'I have checked order {{ order.number }}: {{ order.total | money }} was paid once. The second entry is a hold by your bank, which it lets go of by itself, mostly within 7 days.\n\nShould it still be there on {{ input.check_on | day }}, send me a picture of the statement, and I will have our finance team talk to the bank.',
      de: 'ich habe Bestellung {{ order.number }} geprüft: {{ order.total | money }} wurden einmal bezahlt. Der zweite Eintrag ist eine Vormerkung Ihrer Bank, die sie von selbst wieder freigibt, meist innerhalb von 7 Tagen.\n\nSteht sie am {{ input.check_on | day }} noch da, schicken Sie mir ein Foto des Auszugs, und unsere Buchhaltung spricht mit der Bank.',
      es: 'he comprobado el pedido {{ order.number }}: {{ order.total | money }} se ha pagado una sola vez. El segundo apunte es una retención de su banco, que se libera sola, normalmente en 7 días.\n\nSi el {{ input.check_on | day }} sigue ahí, envíeme una foto del extracto y nuestro departamento financiero hablará con el banco.',
      fr: 'J’ai vérifié la commande {{ order.number }} : {{ order.total | money }} n’ont été payés qu’une fois. La deuxième ligne est une réserve de votre banque, qui la libère d’elle-même, en général sous 7 jours.\n\nSi elle est encore là le {{ input.check_on | day }}, envoyez-moi une photo du relevé et notre service financier contactera la banque.',
      hi: 'मैंने ऑर्डर {{ order.number }} जाँच लिया है: {{ order.total | money }} एक ही बार चुकाया गया है। दूसरी प्रविष्टि आपके बैंक की रोक है, जिसे बैंक अपने आप, प्रायः 7 दिनों में, हटा देता है।\n\nयदि वह {{ input.check_on | day }} को भी दिखे, तो विवरण की तस्वीर भेजें; हमारी वित्त टीम बैंक से बात करेगी।',
    },
    {
      reasons: ['charged-twice'],
      inputs: [day('check_on', 'When to look again', { hint: 'A week from now.' })],
      actions: [tag('charged-twice'), status('pending')],
    },
  ),
  letter(
    'charged-twice-refund',
    'Charged twice: the second goes back',
    ['double', 'twice', 'charged', 'refund'],
    {
      en: 'You are right: order {{ order.number }} was charged twice. I have started the refund of the second {{ order.total | money }}; most banks show it within 5 working days. I am sorry for the trouble.',
    },
    {
      reasons: ['charged-twice', 'mistimed-billing-never-bought'],
      actions: [refund('{{ order.total | major }}', 'Charged twice'), tag('charged-twice'), status('solved')],
    },
  ),
  letter(
    'invoice-copy',
    'Copy of the invoice',
    ['invoice', 'receipt', 'bill', 'vat', 'company'],
    {
      en: 'The invoice for order {{ order.number }} over {{ order.total | money }} is attached. You also find it in your account under "Orders" at any time.',
      de: 'die Rechnung zu Bestellung {{ order.number }} über {{ order.total | money }} hängt an. Sie finden sie auch jederzeit in Ihrem Konto unter „Bestellungen“.',
      es: 'le adjunto la factura del pedido {{ order.number }} por {{ order.total | money }}. También la encuentra en cualquier momento en su cuenta, en «Pedidos».',
      fr: 'Vous trouverez ci-joint la facture de la commande {{ order.number }} d’un montant de {{ order.total | money }}. Elle est aussi à tout moment dans votre compte, sous « Commandes ».',
      'pt-BR':
        'Segue em anexo a nota fiscal do pedido {{ order.number }}, no valor de {{ order.total | money }}. Ela também fica disponível na sua conta, em “Pedidos”.',
      ja: 'ご注文{{ order.number }}の請求書({{ order.total | money }})を添付いたします。マイページの「ご注文」からもいつでもご覧いただけます。',
    },
    { reasons: ['other'], actions: [tag('invoice'), status('solved')] },
  ),
  letter(
    'invoice-name',
    'Invoice in the name of a company',
    ['invoice', 'company', 'vat number'],
    {
      en: 'The invoice for order {{ order.number }} is now made out to {{ input.company }}; the new one is attached and replaces the first.',
    },
    {
      reasons: ['other'],
      inputs: [text('company', 'Name and address of the company')],
      actions: [tag('invoice'), status('solved')],
    },
  ),
  letter(
    'voucher',
    'Voucher given',
    ['voucher', 'promo code', 'discount', 'coupon'],
    {
      en: 'Here is a voucher for your next order: {{ input.code }}. It takes 20 % off and holds for 7 days; enter it in the basket before you pay.',
      de: 'hier ist ein Gutschein für Ihre nächste Bestellung: {{ input.code }}. Er bringt 20 % Nachlass und gilt 7 Tage; geben Sie ihn im Warenkorb ein, bevor Sie bezahlen.',
      fr: 'Voici un bon d’achat pour votre prochaine commande : {{ input.code }}. Il vous donne 20 % de réduction et il est valable 7 jours ; saisissez-le dans le panier avant de payer.',
    },
    {
      reasons: ['promo-code-invalid', 'promo-code-out-of-date', 'bad-price-competitor', 'bad-price-yesterday'],
      inputs: [text('code', 'Code')],
      actions: [tag('voucher'), status('solved')],
    },
  ),
  letter(
    'voucher-expired',
    'Voucher has run out',
    ['voucher', 'expired', 'invalid', 'promo code'],
    {
      en: 'I have looked up the voucher {{ input.code }}: it held for 7 days and has run out, so the basket no longer takes it. {{ input.instead }}',
    },
    {
      reasons: ['promo-code-out-of-date', 'promo-code-invalid'],
      inputs: [text('code', 'Code'), text('instead', 'What we can do instead')],
      actions: [tag('voucher'), status('pending')],
      reviewInDays: -34,
    },
  ),
  letter(
    'price-changed',
    'Prices change',
    ['price', 'cheaper', 'competitor', 'price match'],
    {
      en: 'I understand that it is annoying to find {{ order.firstItem }} cheaper so soon. Our prices follow demand from day to day, and the one you saw in the basket is the one that counts for order {{ order.number }}.',
    },
    { reasons: ['bad-price-competitor', 'bad-price-yesterday'], actions: [tag('price'), status('pending')] },
  ),
  letter(
    'credit-added',
    'Credit is on the account',
    ['credit', 'missing', 'balance'],
    {
      en: 'The credit of {{ input.amount | money }} is on your account again. If you do not see it, please log out and in once. It is used up first with your next order.',
    },
    {
      reasons: ['status-credit-missing'],
      inputs: [money('amount', 'Credit', { suggest: '40.00' })],
      actions: [tag('credit'), status('solved')],
    },
  ),
  letter(
    'payment-method',
    'Way of payment changed',
    ['payment', 'card', 'paypal', 'change'],
    {
      en: 'The way of payment in your account is changed as you wished. Orders that have gone out already stay with the one they had.',
    },
    { reasons: ['manage-payment-method', 'status-payment-method'], actions: [tag('payment-method'), status('solved')] },
  ),
  letter(
    'finance-answer',
    'Answer of our finance team',
    ['finance', 'answer', 'billing'],
    {
      en: 'Our finance team has looked at the payment of order {{ order.number }}: {{ input.answer }}\n\nIf anything about it is unclear, just write back; I have the whole thread here.',
    },
    {
      reasons: ['charged-twice', 'mistimed-billing-never-bought'],
      owner: 'Lea Brandt',
      inputs: [text('answer', 'What finance says', { hint: 'In your words, one or two sentences.' })],
      actions: [tag('finance'), status('pending')],
    },
  ),
  letter(
    'winter-sale-refunds',
    'Winter sale: refunds take longer',
    ['refund', 'sale', 'delay'],
    {
      en: 'During the winter sale a refund takes up to 10 working days until your bank shows it. Yours of {{ order.total | money }} for order {{ order.number }} is among them; it is not forgotten.',
    },
    { reasons: ['refund-status'], expiresInDays: -220, reviewInDays: -230 },
  ),
]
