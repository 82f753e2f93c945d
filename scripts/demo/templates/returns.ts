import type { WrittenTemplate } from './kit.ts'
import { day, letter, pick, refund, status, tag, text } from './kit.ts'

export const returns: WrittenTemplate[] = [
  letter(
    'return-label',
    'Return label',
    ['return', 'label', 'send back'],
    {
      en: 'The label for the return of order {{ order.number }} is attached. Print it, put it on the parcel and hand it in by {{ input.until | day }}.\n\nOnce it is with us I refund {{ order.total | money }}; you pay nothing for the return.',
      de: 'das Etikett für die Rücksendung von Bestellung {{ order.number }} hängt an. Drucken Sie es aus, kleben Sie es auf das Paket und geben Sie es bis {{ input.until | day }} ab.\n\nSobald es bei uns ist, erstatte ich {{ order.total | money }}; die Rücksendung kostet Sie nichts.',
      es: 'le adjunto la etiqueta para devolver el pedido {{ order.number }}. Imprímala, péguela en el paquete y entréguelo a más tardar el {{ input.until | day }}.\n\nEn cuanto lo tengamos, le devuelvo {{ order.total | money }}; la devolución no le cuesta nada.',
      fr: 'Vous trouverez ci-joint l’étiquette de retour de la commande {{ order.number }}. Imprimez-la, collez-la sur le colis et déposez-le au plus tard le {{ input.until | day }}.\n\nDès qu’il est chez nous, je vous rembourse {{ order.total | money }} ; le retour ne vous coûte rien.',
      'pt-BR':
        'Segue em anexo a etiqueta de devolução do pedido {{ order.number }}. Imprima, cole no pacote e poste até {{ input.until | day }}.\n\nAssim que ele chegar aqui, reembolso {{ order.total | money }}; a devolução não tem custo para você.',
      ja: 'ご注文{{ order.number }}の返送用ラベルを添付いたします。印刷してお荷物に貼り、{{ input.until | day }}までにお出しください。\n\n到着を確認しだい、{{ order.total | money }}をご返金いたします。返送料はかかりません。',
      ar: 'أرفقتُ ملصق إرجاع الطلب {{ order.number }}. اطبعه وألصقه على الطرد وسلّمه في موعد أقصاه {{ input.until | day }}.\n\nفور وصوله إلينا أعيد إليك {{ order.total | money }}، والإرجاع مجاني.',
      hi: 'ऑर्डर {{ order.number }} लौटाने का लेबल साथ में है। इसे छापकर पार्सल पर लगाएँ और {{ input.until | day }} तक जमा कर दें।\n\nहमारे पास पहुँचते ही हम {{ order.total | money }} लौटा देंगे; लौटाने का कोई ख़र्च नहीं है।',
    },
    {
      reasons: ['return-pickup', 'return-due-to-size', 'return-due-to-color', 'return-due-to-stain'],
      inputs: [day('until', 'Hand in by')],
      actions: [tag('return'), status('pending')],
    },
  ),
  letter(
    'wrong-item',
    'Wrong item came',
    ['wrong', 'mix-up', 'different'],
    {
      en: 'I am sorry: we have sent you the wrong item with order {{ order.number }}. The right one, {{ order.firstItem }}, leaves our house today, and the label for sending back the other is attached. You pay nothing.',
      de: 'es tut mir leid: Wir haben Ihnen mit Bestellung {{ order.number }} den falschen Artikel geschickt. Der richtige, {{ order.firstItem }}, verlässt heute unser Haus; das Etikett für die Rücksendung des anderen hängt an. Sie zahlen nichts.',
      es: 'lo siento: con el pedido {{ order.number }} le hemos enviado un artículo equivocado. El correcto, {{ order.firstItem }}, sale hoy de nuestro almacén, y le adjunto la etiqueta para devolver el otro. No tiene que pagar nada.',
      fr: 'Nous sommes désolés : avec la commande {{ order.number }}, nous vous avons envoyé le mauvais article. Le bon, {{ order.firstItem }}, part aujourd’hui, et l’étiquette pour renvoyer l’autre est jointe. Vous n’avez rien à payer.',
      'pt-BR':
        'Sinto muito: enviamos o item errado no pedido {{ order.number }}. O item certo, {{ order.firstItem }}, sai hoje do nosso depósito, e a etiqueta para devolver o outro está em anexo. Você não paga nada.',
    },
    { reasons: ['wrong-item'], actions: [tag('wrong-item'), status('pending')] },
  ),
  letter(
    'damaged-item',
    'Arrived damaged',
    ['damaged', 'broken', 'cracked', 'scratched'],
    {
      en: 'I am sorry that {{ order.firstItem }} came damaged. Thank you for telling us.\n\nYou can choose: another one at once, a part of the price back if you keep it, or a return with all of the money back. Which would you like? A picture helps us, but you need not wait for it.',
      de: 'es tut mir leid, dass {{ order.firstItem }} beschädigt bei Ihnen angekommen ist. Danke, dass Sie es uns sagen.\n\nSie haben die Wahl: sofort ein neues Exemplar, einen Teil des Preises zurück, wenn Sie es behalten, oder die Rücksendung gegen volle Erstattung. Was ist Ihnen lieber? Ein Foto hilft uns, ist aber nicht nötig.',
      es: 'siento que {{ order.firstItem }} haya llegado con daños. Gracias por avisarnos.\n\nPuede elegir: otra unidad de inmediato, una parte del precio si se lo queda o la devolución con el reembolso completo. ¿Qué prefiere? Una foto nos ayuda, pero no hace falta que espere por ella.',
      fr: 'Nous sommes désolés que {{ order.firstItem }} soit arrivé abîmé. Merci de nous l’avoir dit.\n\nVous avez le choix : un autre exemplaire tout de suite, une partie du prix si vous le gardez, ou un retour contre remboursement complet. Que préférez-vous ? Une photo nous aide, mais rien ne l’exige.',
      ja: '{{ order.firstItem }}が破損した状態で届き、申し訳ございません。ご連絡いただきありがとうございます。\n\n新しい商品をすぐにお送りする、そのままお使いいただき一部をご返金する、返品して全額をご返金する、のいずれかをお選びください。写真があると助かりますが、なくてもかまいません。',
      ar: 'نأسف لوصول {{ order.firstItem }} تالفًا، وشكرًا لإبلاغنا.\n\nلك أن تختار: قطعة جديدة فورًا، أو استرداد جزء من الثمن إن احتفظت بها، أو إرجاعها واسترداد المبلغ كاملًا. ما الذي تفضّله؟ تفيدنا صورة، لكنها ليست ضرورية.',
    },
    { reasons: ['damaged-item', 'return-due-to-stain'], actions: [tag('damaged'), status('pending')] },
  ),
  letter(
    'faulty-item',
    'Does not work',
    ['faulty', 'broken', 'defect', 'warranty'],
    {
      en: 'I am sorry that {{ order.firstItem }} does not work. Before you send it back, please try this: {{ input.try }}\n\nIf it does not help, write to me, and I will send you another one.',
    },
    {
      reasons: ['faulty-item'],
      inputs: [text('try', 'What to try first', { hint: 'From the article on the item.' })],
      actions: [tag('faulty'), status('pending')],
    },
  ),
  letter(
    'exchange',
    'Exchange for another one',
    ['exchange', 'size', 'colour', 'swap'],
    {
      en: 'I have set {{ input.wanted }} aside for you. It leaves our house as soon as the label for {{ order.firstItem }} has been scanned; the label is attached, and you pay nothing.',
      de: 'ich habe {{ input.wanted }} für Sie zurückgelegt. Sobald das Etikett für {{ order.firstItem }} eingescannt ist, geht es hinaus; das Etikett hängt an, und Sie zahlen nichts.',
    },
    {
      reasons: ['exchange', 'return-due-to-size', 'return-due-to-color'],
      inputs: [text('wanted', 'What they want instead', { hint: 'Name, size and colour.' })],
      actions: [tag('exchange'), status('pending')],
    },
  ),
  letter(
    'return-received',
    'Return has arrived',
    ['return', 'received', 'arrived'],
    {
      en: 'Your return of order {{ order.number }} is with us. I have started the refund of {{ order.total | money }}; most banks show it within 5 working days.',
      de: 'Ihre Rücksendung von Bestellung {{ order.number }} ist bei uns. Die Erstattung von {{ order.total | money }} ist angewiesen; bei den meisten Banken ist sie innerhalb von 5 Werktagen zu sehen.',
      es: 'ya tenemos su devolución del pedido {{ order.number }}. He iniciado el reembolso de {{ order.total | money }}; en la mayoría de los bancos aparece en un plazo de 5 días laborables.',
      fr: 'Votre retour de la commande {{ order.number }} est chez nous. J’ai lancé le remboursement de {{ order.total | money }} ; la plupart des banques l’affichent sous 5 jours ouvrés.',
    },
    {
      reasons: ['refund-status', 'mistimed-billing-already-returned'],
      actions: [refund('{{ order.total | major }}', 'Return received'), tag('return'), status('solved')],
    },
  ),
  letter(
    'return-refused',
    'Return is over time',
    ['return', 'refused', 'too late', 'policy'],
    {
      en: 'I am sorry: the time in which order {{ order.number }} can be returned is over. With the receipt, or in the original packaging, I can often still help: do you have one of them?',
    },
    {
      reasons: ['return-due-to-size', 'return-due-to-color', 'return-due-to-stain'],
      actions: [tag('return-refused'), status('pending')],
    },
  ),
  letter(
    'pickup',
    'We collect the return',
    ['pickup', 'collection', 'heavy'],
    {
      en: 'The carrier collects {{ order.firstItem }} on {{ input.on | day }}, {{ input.slot }}. Please have it packed; the driver brings the label.',
    },
    {
      reasons: ['return-pickup'],
      inputs: [day('on', 'Day'), pick('slot', 'Between', ['8:00 and 12:00', '12:00 and 16:00', '16:00 and 20:00'])],
      actions: [tag('pickup'), status('pending')],
    },
  ),
  letter(
    'not-as-described',
    'Not as described',
    ['description', 'different', 'misleading'],
    {
      en: 'Thank you for telling me how {{ order.firstItem }} differs from its page. I have passed it on, so that the page is put right.\n\nYou can return it and have all of the money back: the label is attached, and you pay nothing.',
    },
    { reasons: ['not-as-described'], actions: [tag('not-as-described'), status('pending')] },
  ),
]
