import type { WrittenTemplate } from './kit.ts'
import { day, letter, line, pick, promiseOn, status, tag, text } from './kit.ts'

const soon = { reviewInDays: 200 }
export const conversation: WrittenTemplate[] = [
  line(
    'greeting',
    'Greeting',
    ['hello', 'hi', 'welcome', 'start'],
    {
      en: 'Hello {{ customer.givenName }}, this is {{ agent.givenName }} from {{ shop.name }}. I have read what you wrote and am looking into it.',
      de: 'Guten Tag {{ customer.name }}, hier ist {{ agent.givenName }} von {{ shop.name }}. Ich habe Ihre Nachricht gelesen und sehe es mir an.',
      es: 'Hola, {{ customer.givenName }}, soy {{ agent.givenName }}, de {{ shop.name }}. He leído su mensaje y lo estoy mirando.',
      fr: 'Bonjour {{ customer.name }}, ici {{ agent.givenName }} de {{ shop.name }}. J’ai lu votre message et je m’en occupe.',
      'pt-BR':
        'Olá, {{ customer.givenName }}, aqui é {{ agent.givenName }}, da {{ shop.name }}. Li sua mensagem e já estou verificando.',
      ja: '{{ customer.name }}様、{{ shop.name }}の{{ agent.givenName }}です。メッセージを拝見し、ただいまお調べしております。',
      ar: 'مرحبًا {{ customer.givenName }}، معك {{ agent.givenName }} من {{ shop.name }}. قرأتُ رسالتك وأتابع الأمر الآن.',
      hi: 'नमस्ते {{ customer.givenName }} जी, {{ shop.name }} से {{ agent.givenName }}। आपका संदेश पढ़ लिया है; इस पर अभी काम हो रहा है।',
    },
    soon,
  ),
  line(
    'one-moment',
    'One moment',
    ['wait', 'hold', 'moment', 'checking'],
    {
      en: 'I am looking that up; it takes me about {{ input.minutes }} minutes. You can leave this window open.',
      de: 'Ich sehe nach; das dauert etwa {{ input.minutes }} Minuten. Sie können dieses Fenster offen lassen.',
      es: 'Lo estoy mirando; tardaré unos {{ input.minutes }} minutos. Puede dejar esta ventana abierta.',
      fr: 'Je vérifie ; cela me prend environ {{ input.minutes }} minutes. Vous pouvez laisser cette fenêtre ouverte.',
      ja: 'お調べいたしますので、{{ input.minutes }}分ほどお待ちください。この画面は開いたままでかまいません。',
    },
    { inputs: [pick('minutes', 'Minutes', ['2', '5', '10'])] },
  ),
  line(
    'closing',
    'Closing',
    ['bye', 'anything else', 'end'],
    {
      en: 'Is there anything else I can help with? If not, I wish you a good day, {{ customer.givenName }}.',
      de: 'Kann ich sonst noch etwas für Sie tun? Wenn nicht, wünsche ich Ihnen einen guten Tag.',
      es: '¿Puedo ayudarle en algo más? Si no, que tenga un buen día, {{ customer.givenName }}.',
      fr: 'Puis-je faire autre chose pour vous ? Sinon, je vous souhaite une bonne journée.',
      'pt-BR': 'Posso ajudar em mais alguma coisa? Se não, tenha um bom dia, {{ customer.givenName }}.',
      ja: 'ほかにお手伝いできることはございますか。なければ、これで失礼いたします。',
      ar: 'هل هناك شيء آخر أستطيع مساعدتك فيه؟ وإلا، أتمنى لك يومًا طيبًا.',
      hi: 'क्या और कोई मदद चाहिए? नहीं तो आपका दिन शुभ हो।',
    },
    { ...soon, actions: [status('solved')] },
  ),
  line(
    'still-there',
    'Still there?',
    ['idle', 'no answer', 'inactive'],
    {
      en: 'Are you still there, {{ customer.givenName }}? I keep this chat open for another {{ input.minutes }} minutes. If it closes, just write again: I have everything here under number {{ case.number }}.',
      de: 'Sind Sie noch da? Ich lasse diesen Chat noch {{ input.minutes }} Minuten offen. Schließt er sich, schreiben Sie einfach wieder: Unter der Nummer {{ case.number }} habe ich alles hier.',
    },
    { inputs: [pick('minutes', 'Minutes', ['2', '5', '10'])], actions: [status('pending')] },
  ),
  line(
    'which-order',
    'Which order is it?',
    ['order number', 'which'],
    {
      en: 'Which order is it about? The number stands in the confirmation and begins with {{ input.prefix }}.',
    },
    { inputs: [text('prefix', 'Numbers begin with', { suggest: 'EK-' })], channels: ['email', 'chat'] },
  ),
  line(
    'photo',
    'Ask for a picture',
    ['photo', 'picture', 'evidence'],
    {
      en: 'Could you send me a picture of {{ input.of }}? It saves you a second letter from me. If you cannot, tell me what you see; that is enough.',
      de: 'Könnten Sie mir ein Foto von {{ input.of }} schicken? Das erspart Ihnen eine Rückfrage. Wenn es nicht geht, beschreiben Sie es; das genügt.',
    },
    {
      inputs: [text('of', 'Of what?', { suggest: '{{ order.firstItem }}' })],
      channels: ['email', 'chat'],
      actions: [status('pending')],
    },
  ),
  letter(
    'follow-up',
    'Follow-up',
    ['follow up', 'still open', 'reminder'],
    {
      en: 'On {{ input.last | day }} I wrote to you about {{ input.about }} and have not heard from you since. Is it settled, or shall I do something more?\n\nIf I hear nothing by {{ input.until | day }}, I close the case; a reply opens it again at any time.',
      de: 'am {{ input.last | day }} habe ich Ihnen wegen {{ input.about }} geschrieben und seitdem nichts von Ihnen gehört. Ist es erledigt, oder soll ich noch etwas tun?\n\nHöre ich bis {{ input.until | day }} nichts, schließe ich den Fall; eine Antwort öffnet ihn jederzeit wieder.',
    },
    {
      inputs: [day('last', 'When we wrote'), text('about', 'About what'), day('until', 'Closed on')],
      actions: [status('pending')],
    },
  ),
  letter(
    'survey',
    'How did we do?',
    ['survey', 'feedback', 'rating'],
    {
      en: 'Your question number {{ case.number }} is settled. Would you tell us in one minute how we did? https://harbour-mill.example/ask/{{ case.number }}\n\nEvery answer is read by a person of our team.',
      de: 'Ihre Anfrage mit der Nummer {{ case.number }} ist erledigt. Sagen Sie uns in einer Minute, wie es war? https://harbour-mill.example/ask/{{ case.number }}\n\nJede Antwort wird von einem Menschen in unserem Team gelesen.',
      fr: 'Votre demande numéro {{ case.number }} est réglée. Pouvez-vous nous dire en une minute comment cela s’est passé ? https://harbour-mill.example/ask/{{ case.number }}\n\nChaque réponse est lue par une personne de notre équipe.',
    },
    { channels: ['email'], owner: 'Quinn Murphy', actions: [status('solved')] },
  ),
  letter(
    'thank-you',
    'Thank you for the kind words',
    ['thanks', 'praise', 'compliment'],
    { en: 'Thank you for your kind words. I have passed them on to everyone who had a hand in it.' },
    { ...soon, actions: [status('solved')] },
  ),
  letter(
    'complaint',
    'Complaint is with our lead',
    ['complaint', 'escalation', 'manager', 'supervisor'],
    {
      en: 'I understand that you are not content with how we handled this, and have given all of it to {{ input.lead }}, who leads our team. You will hear from {{ input.lead }} by {{ input.until | day }}; until then nothing is closed.',
      de: 'ich verstehe, dass Sie damit nicht zufrieden sind, und habe alles an {{ input.lead }} gegeben, die Leitung unseres Teams. Sie hören bis {{ input.until | day }} von {{ input.lead }}; bis dahin wird nichts geschlossen.',
      es: 'entiendo que no esté conforme con cómo lo hemos llevado, y se lo he pasado todo a {{ input.lead }}, responsable de nuestro equipo. Tendrá noticias de {{ input.lead }} a más tardar el {{ input.until | day }}; hasta entonces no cerramos nada.',
      fr: 'Je comprends votre mécontentement quant à la façon dont nous avons traité votre demande ; j’ai tout transmis à {{ input.lead }}, responsable de notre équipe. Vous aurez des nouvelles de {{ input.lead }} avant le {{ input.until | day }} ; d’ici là, rien n’est clos.',
    },
    {
      owner: 'Lea Brandt',
      inputs: [pick('lead', 'Lead', ['Lea Brandt']), day('until', 'Hears by')],
      actions: [tag('complaint'), promiseOn('Lead answers the complaint', 'until'), status('pending')],
    },
  ),
  letter(
    'call-back',
    'We call back',
    ['call', 'phone', 'callback'],
    {
      en: 'We call you back on {{ input.on | day }}, {{ input.slot }}, on the number in your account. If another one is better, just write it here.',
    },
    {
      inputs: [day('on', 'Day'), pick('slot', 'Between', ['9:00 and 12:00', '12:00 and 15:00', '15:00 and 18:00'])],
      actions: [tag('call-back'), promiseOn('Call the customer back, {{ input.slot }}', 'on'), status('pending')],
    },
  ),
  letter(
    'after-the-call',
    'What we agreed on the phone',
    ['phone', 'summary', 'call'],
    {
      en: 'Thank you for the call. This is what we agreed:\n\n{{ input.agreed }}\n\nIf you remember it differently, write back and I will put it right.',
    },
    { channels: ['phone', 'email'], inputs: [text('agreed', 'What was agreed')], actions: [status('pending')] },
  ),
  letter(
    'out-of-stock',
    'Out of stock',
    ['stock', 'sold out', 'unavailable', 'back in stock'],
    {
      en: 'I am sorry: {{ input.item }} is out of stock. It should be back on {{ input.back_on | day }}. Shall I order it ahead for you? You pay only when it goes out.',
      de: 'es tut mir leid: {{ input.item }} ist nicht auf Lager. Ab {{ input.back_on | day }} sollte es wieder da sein. Soll ich es für Sie vorbestellen? Sie zahlen erst, wenn es hinausgeht.',
      es: 'lo siento: {{ input.item }} está agotado. Debería volver a estar disponible el {{ input.back_on | day }}. ¿Quiere que se lo reserve? Solo paga cuando se envíe.',
      fr: 'Nous sommes désolés : {{ input.item }} est épuisé. L’article devrait revenir le {{ input.back_on | day }}. Voulez-vous que je le réserve pour vous ? Vous ne payez qu’à l’expédition.',
      ja: '申し訳ございません、{{ input.item }}は在庫切れです。{{ input.back_on | day }}に再入荷の予定です。ご予約を承りましょうか。お支払いは発送時となります。',
    },
    {
      reasons: ['out-of-stock-one-item', 'out-of-stock-general'],
      inputs: [text('item', 'Item', { suggest: '{{ order.firstItem }}' }), day('back_on', 'Back on')],
      actions: [tag('out-of-stock'), status('pending')],
    },
  ),
  letter(
    'cancel-order',
    'Order is cancelled',
    ['cancel', 'stop', 'order'],
    {
      en: '{% if order.status == "shipped" or order.status == "delivered" %}Order {{ order.number }} has left our house already, so it can no longer be cancelled. You can return it once it is there, and all of the money goes back: just write to me, and I send the label.{% else %}Order {{ order.number }} is cancelled. {{ order.total | money }} goes back the way you paid; most banks show it within 5 working days.{% endif %}',
      de: '{% if order.status == "shipped" or order.status == "delivered" %}Bestellung {{ order.number }} hat unser Haus schon verlassen und kann nicht mehr storniert werden. Sie können sie nach der Ankunft zurückschicken und erhalten alles zurück: Schreiben Sie mir einfach, und ich schicke das Etikett.{% else %}Bestellung {{ order.number }} ist storniert. {{ order.total | money }} gehen den Weg zurück, auf dem Sie bezahlt haben; bei den meisten Banken ist der Betrag innerhalb von 5 Werktagen zu sehen.{% endif %}',
      es: '{% if order.status == "shipped" or order.status == "delivered" %}El pedido {{ order.number }} ya ha salido de nuestro almacén y no se puede cancelar. Podrá devolverlo cuando le llegue y le reembolsamos todo: escríbame y le envío la etiqueta.{% else %}El pedido {{ order.number }} está cancelado. {{ order.total | money }} se devuelve por el mismo medio con el que pagó; en la mayoría de los bancos aparece en un plazo de 5 días laborables.{% endif %}',
      fr: '{% if order.status == "shipped" or order.status == "delivered" %}La commande {{ order.number }} a déjà quitté notre entrepôt et ne peut plus être annulée. Vous pourrez la renvoyer à son arrivée et nous vous rembourserons intégralement : écrivez-moi et je vous envoie l’étiquette.{% else %}La commande {{ order.number }} est annulée. {{ order.total | money }} vous sont remboursés par le même moyen de paiement ; la plupart des banques l’affichent sous 5 jours ouvrés.{% endif %}',
      'pt-BR':
        '{% if order.status == "shipped" or order.status == "delivered" %}O pedido {{ order.number }} já saiu do nosso depósito e não pode mais ser cancelado. Você pode devolvê-lo quando chegar, com reembolso total: é só me escrever que envio a etiqueta.{% else %}O pedido {{ order.number }} foi cancelado. {{ order.total | money }} volta pelo mesmo meio de pagamento; na maioria dos bancos, o valor aparece em até 5 dias úteis.{% endif %}',
    },
    { reasons: ['manage-cancel'], actions: [tag('cancel'), status('solved')] },
  ),
  letter(
    'item-added',
    'Item is added',
    ['add', 'order', 'item'],
    {
      en: '{% if order.status == "pending" or order.status == "processed" %}I have added {{ input.item }} to order {{ order.number }}; both come together.{% else %}Order {{ order.number }} is on its way already, so I have ordered {{ input.item }} separately. It goes out today.{% endif %}',
    },
    { reasons: ['manage-create'], inputs: [text('item', 'Item')], actions: [tag('item-added'), status('solved')] },
  ),
  letter(
    'overnight',
    'Overnight delivery',
    ['overnight', 'express', 'upgrade', 'faster'],
    { en: 'Order {{ order.number }} now goes by overnight delivery and is with you tomorrow.' },
    { reasons: ['manage-upgrade'], actions: [tag('shipping-upgrade'), status('solved')] },
  ),
  letter(
    'where-we-deliver',
    'Where we deliver',
    ['shipping', 'abroad', 'international', 'countries'],
    {
      en: 'We deliver to every country in the list at https://harbour-mill.example/help/delivery, with the fee and the time for each. What your basket shows before you pay is what counts.',
    },
    { reasons: ['status-shipping-question', 'pricing-faq'], actions: [status('solved')] },
  ),
  letter(
    'quantity',
    'Confirmation shows too many',
    ['quantity', 'confirmation', 'twice', 'ordered too many'],
    {
      en: 'I have checked order {{ order.number }}: it holds {{ order.items | list }}, and {{ order.total | money }} was paid for it. {{ input.then }}',
    },
    { reasons: ['status-quantity'], inputs: [text('then', 'What happens now')], actions: [status('pending')] },
  ),
  letter(
    'item-question',
    'Question about an item',
    ['question', 'item', 'size', 'material', 'wash'],
    { en: 'Thank you for your question about {{ input.item }}. {{ input.answer }}' },
    {
      reasons: ['boots-faq', 'shirt-faq', 'jeans-faq', 'jacket-faq'],
      inputs: [text('item', 'Item'), text('answer', 'Answer', { hint: 'In your own words.' })],
      actions: [status('solved')],
    },
  ),
  letter(
    'storm-week',
    'Storm: deliveries stand still',
    ['storm', 'weather', 'delay'],
    {
      en: 'Because of the storm the carriers have stood still since {{ input.since | day }}. Order {{ order.number }} is safe and dry in the depot and moves on as soon as the roads are open.',
    },
    {
      reasons: ['late-parcel'],
      inputs: [day('since', 'Since')],
      actions: [tag('late-parcel'), status('pending')],
      expiresInDays: -12,
      reviewInDays: null,
    },
  ),
]
