import type { WrittenTemplate } from './kit.ts'
import { letter, money, pick, promise, refund, status, tag, text } from './kit.ts'

const amount = money('amount', 'Amount', {
  hint: 'Goes back to the way of payment of the order.',
  suggest: '{{ order.total | major }}',
})

export const refunds: WrittenTemplate[] = [
  letter(
    'refund-started',
    'Refund is started',
    ['refund', 'money back', 'reimburse'],
    {
      en: 'I have started your refund of {{ input.amount | money }} for order {{ order.number }}. It goes back the way you paid; most banks show it within 5 working days.',
      de: 'ich habe Ihre Erstattung von {{ input.amount | money }} für Bestellung {{ order.number }} angewiesen. Sie geht den Weg zurück, auf dem Sie bezahlt haben; bei den meisten Banken ist sie innerhalb von 5 Werktagen zu sehen.',
      es: 'he iniciado el reembolso de {{ input.amount | money }} del pedido {{ order.number }}. Se hace por el mismo medio con el que pagó; en la mayoría de los bancos aparece en un plazo de 5 días laborables.',
      fr: 'J’ai lancé le remboursement de {{ input.amount | money }} pour la commande {{ order.number }}. Il suit le même chemin que votre paiement ; la plupart des banques l’affichent sous 5 jours ouvrés.',
      'pt-BR':
        'Já iniciei o reembolso de {{ input.amount | money }} do pedido {{ order.number }}. O valor volta pelo mesmo meio de pagamento; na maioria dos bancos, ele aparece em até 5 dias úteis.',
      ja: 'ご注文{{ order.number }}について、{{ input.amount | money }}の返金手続きをいたしました。お支払いと同じ方法でご返金いたします。多くの銀行では5営業日以内に反映されます。',
      ar: 'بدأتُ إجراءات استرداد مبلغ {{ input.amount | money }} عن الطلب {{ order.number }}. سيعود المبلغ بالطريقة نفسها التي دفعت بها، ويظهر في معظم البنوك خلال 5 أيام عمل.',
      hi: 'मैंने ऑर्डर {{ order.number }} के लिए {{ input.amount | money }} का रिफ़ंड शुरू कर दिया है। पैसा उसी माध्यम से लौटेगा जिससे आपने भुगतान किया था; ज़्यादातर बैंकों में यह 5 कार्य दिवसों में दिख जाता है।',
    },
    {
      reasons: ['initiate-refund', 'lost-parcel', 'damaged-item', 'cancelled-but-charged'],
      inputs: [amount],
      actions: [refund('{{ input.amount }}', 'Refund agreed with the customer'), tag('refund'), status('solved')],
    },
  ),
  letter(
    'refund-where',
    'Where the refund is',
    ['refund', 'status', 'not received', 'when'],
    {
      en: 'Your refund for order {{ order.number }} {% case input.state %}{% when "Asked for" %}has been asked for and will be checked next{% when "With finance" %}is with our finance team and goes out next{% when "Paid" %}has been paid; it can take up to 5 working days until your bank shows it{% else %}{{ input.state }}{% endcase %}.\n\nIf you do not see it by then, write to me and I will ask the bank.',
      de: 'Ihre Erstattung für Bestellung {{ order.number }} {% case input.state %}{% when "Asked for" %}ist beantragt und wird als Nächstes geprüft{% when "With finance" %}liegt bei unserer Buchhaltung und geht als Nächstes hinaus{% when "Paid" %}ist ausgezahlt; bis Ihre Bank sie anzeigt, kann es bis zu 5 Werktage dauern{% else %}{{ input.state }}{% endcase %}.\n\nSehen Sie sie bis dahin nicht, schreiben Sie mir, und ich frage bei der Bank nach.',
      es: 'su reembolso del pedido {{ order.number }} {% case input.state %}{% when "Asked for" %}está solicitado y se revisará a continuación{% when "With finance" %}está en nuestro departamento financiero y saldrá en breve{% when "Paid" %}ya está pagado; su banco puede tardar hasta 5 días laborables en mostrarlo{% else %}{{ input.state }}{% endcase %}.\n\nSi para entonces no lo ve, escríbame y preguntaré al banco.',
      fr: 'Votre remboursement pour la commande {{ order.number }} {% case input.state %}{% when "Asked for" %}est demandé et va être vérifié{% when "With finance" %}est chez notre service financier et part ensuite{% when "Paid" %}est versé ; votre banque peut mettre jusqu’à 5 jours ouvrés à l’afficher{% else %}{{ input.state }}{% endcase %}.\n\nSi vous ne le voyez pas d’ici là, écrivez-moi et je me renseignerai auprès de la banque.',
      hi: 'ऑर्डर {{ order.number }} का आपका रिफ़ंड {% case input.state %}{% when "Asked for" %}माँगा जा चुका है और अब जाँचा जाएगा{% when "With finance" %}हमारी वित्त टीम के पास है और इसके बाद भेजा जाएगा{% when "Paid" %}चुका दिया गया है; बैंक में दिखने में 5 कार्य दिवस तक लग सकते हैं{% else %}{{ input.state }}{% endcase %}।\n\nयदि तब तक न दिखे, तो मुझे लिखें; हम बैंक से पूछेंगे।',
    },
    {
      reasons: ['refund-status'],
      inputs: [pick('state', 'How far it is', ['Asked for', 'With finance', 'Paid'])],
      actions: [tag('refund'), status('solved')],
    },
  ),
  letter(
    'refund-refused',
    'Refund is not possible under our terms',
    ['refund', 'refused', 'policy', 'no'],
    {
      en: 'I have looked at order {{ order.number }} again, and I am sorry: I cannot refund it. {{ input.why }}\n\nWhat I can do: {{ input.instead }}',
      de: 'ich habe mir Bestellung {{ order.number }} noch einmal angesehen, und es tut mir leid: Ich kann sie nicht erstatten. {{ input.why }}\n\nWas ich tun kann: {{ input.instead }}',
      es: 'he vuelto a revisar el pedido {{ order.number }} y lo siento: no puedo reembolsarlo. {{ input.why }}\n\nLo que sí puedo hacer: {{ input.instead }}',
      fr: 'Nous avons revu la commande {{ order.number }} et nous en sommes désolés : je ne peux pas la rembourser. {{ input.why }}\n\nCe que je peux faire : {{ input.instead }}',
      ja: 'ご注文{{ order.number }}を改めて確認いたしましたが、申し訳ございません、ご返金はいたしかねます。{{ input.why }}\n\n代わりに次のご対応が可能です。{{ input.instead }}',
    },
    {
      reasons: ['initiate-refund', 'mistimed-billing-already-returned'],
      inputs: [
        text('why', 'Why not', { hint: 'One sentence, from our terms.' }),
        text('instead', 'What we can do instead', { hint: 'Never leave it at a no.' }),
      ],
      actions: [tag('refund-refused'), status('pending')],
    },
  ),
  letter(
    'refund-to-finance',
    'Handed to our finance team',
    ['finance', 'escalation', 'refund', 'billing'],
    {
      en: 'Your question about the payment of order {{ order.number }} needs our finance team, so I have given them everything you told me. You need not write it again.\n\nI stay with it and will write to you within two working days.',
      de: 'Ihre Frage zur Zahlung von Bestellung {{ order.number }} gehört in unsere Buchhaltung; ich habe alles, was Sie mir geschrieben haben, dorthin gegeben. Sie müssen es nicht noch einmal schreiben.\n\nIch bleibe dran und melde mich innerhalb von zwei Werktagen.',
    },
    {
      reasons: ['charged-twice', 'refund-status', 'cancelled-but-charged'],
      owner: 'Lea Brandt',
      actions: [
        tag('finance'),
        promise('Write again about the payment of order {{ order.number }}', 2),
        status('pending'),
      ],
    },
  ),
  letter(
    'partial-refund',
    'A part of the price back',
    ['discount', 'partial', 'keep it', 'goodwill'],
    {
      en: 'Thank you for keeping {{ order.firstItem }} all the same. I have started a refund of {{ input.amount | money }} for it; most banks show it within 5 working days. There is nothing for you to return.',
    },
    {
      reasons: ['damaged-item', 'not-as-described'],
      inputs: [money('amount', 'Amount', { hint: 'Up to a third of the price without asking a lead.' })],
      actions: [refund('{{ input.amount }}', 'Customer keeps a flawed item'), status('solved')],
    },
  ),
  letter(
    'shipping-fee-back',
    'Shipping fee back',
    ['shipping cost', 'fee', 'postage'],
    {
      en: 'I have started a refund of {{ input.amount | money }}, the shipping fee of order {{ order.number }}. Most banks show it within 5 working days.',
    },
    {
      reasons: ['shipping-cost', 'late-parcel'],
      inputs: [money('amount', 'Fee', { suggest: '8.00' })],
      actions: [refund('{{ input.amount }}', 'Shipping fee'), tag('shipping-cost'), status('solved')],
    },
  ),
  letter(
    'fee-explained',
    'What the fee is',
    ['fee', 'charge', 'unknown'],
    {
      en: 'The fee of {{ input.amount | money }} on order {{ order.number }} is {{ input.what }}. It was shown in the basket before you paid. If it still looks wrong to you, tell me what you expected, and I will check it again.',
    },
    {
      reasons: ['status-mystery-fee'],
      inputs: [
        money('amount', 'Fee'),
        text('what', 'What it is', { hint: 'As it stands in the text: "for overnight delivery".' }),
      ],
      actions: [status('pending')],
    },
  ),
  letter(
    'gift-card-refund',
    'Refund as a gift card',
    ['gift card', 'refund'],
    {
      en: 'As you wished, the refund of {{ input.amount | money }} for order {{ order.number }} comes as a gift card. It is on its way by post and holds for three years.',
    },
    {
      reasons: ['initiate-refund'],
      inputs: [amount],
      actions: [refund('{{ input.amount }}', 'Gift card'), tag('gift-card'), status('solved')],
      reviewInDays: -9,
    },
  ),
]
