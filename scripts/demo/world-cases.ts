import { agent, by, customer, type WrittenCase } from './written-case.ts'

export const worldCases: WrittenCase[] = [
  {
    ...by('tr', 'Elif', 'Demir', 'elif.demir'),
    product: 'Smart Watch',
    reason: 'faulty-item',
    subject: 'Akıllı saat şarj olmuyor',
    turns: [
      customer(
        'Merhaba, {order} numaralı siparişimdeki akıllı saat üç gündür şarj olmuyor. Kabloyu değiştirdim, yine olmadı. Değişim yapabilir misiniz?',
      ),
      agent(
        'Merhaba Elif Hanım, yaşadığınız sorun için özür dileriz. Saatin arkasındaki seri numarasını paylaşabilir misiniz?',
      ),
      customer(
        'Seri numarası çok küçük yazılmış, okuyabildiğim kadarıyla TR-88 ile başlıyor. Fotoğrafını da gönderebilirim. Bir an önce çözülsün lütfen.',
      ),
    ],
  },
  {
    ...by('tr', 'Burak', 'Yıldız', 'burak.yildiz'),
    product: 'Office Chair',
    reason: 'late-parcel',
    subject: 'Sandalye hâlâ gelmedi',
    turns: [
      customer(
        'İyi günler, ofis sandalyesi ({order}) iki hafta oldu hâlâ ortada yok. Kargo “dağıtımda” diyor ama dört gündür aynı yazı. İptal mi edeyim?',
      ),
    ],
  },
  {
    ...by('tr', 'Zeynep', 'Aksoy', 'zeynep.aksoy'),
    product: 'Makeup Kit',
    reason: 'refund-status',
    subject: 'İade ücreti yatmadı',
    turns: [
      customer('Makyaj setini ({order}) geri göndermiştim, size ulaşmış görünüyor ama param hâlâ yatmadı 😕'),
      agent('Merhaba Zeynep Hanım, iadeniz onaylandı. Tutar iki iş günü içinde kartınıza geçecek.'),
      customer('Tamam, teşekkür ederim, bekliyorum.'),
      agent('Rica ederiz, iyi günler.'),
    ],
  },
  {
    ...by('zh', '晓梅', '王', 'xiaomei.wang'),
    product: 'Air Purifier',
    reason: 'not-as-described',
    subject: '空气净化器与页面描述不符',
    turns: [
      customer('你好，订单 {order} 的空气净化器页面上写的是静音，实际开到二档就很吵，晚上根本没法睡觉。这个能退吗？'),
      agent('王女士您好，非常抱歉给您带来不便。可以退货，请问外包装还在吗？'),
      customer('包装箱还在，但是里面的泡沫已经扔了。运费谁出呢？'),
    ],
  },
  {
    ...by('zh', '建国', '刘', 'jianguo.liu'),
    product: 'E-Reader',
    reason: 'manage-shipping',
    subject: '想改收货地址',
    turns: [
      customer('您好，我刚下的单 {order} 地址填错了，门牌号应该是 18 号不是 81 号。还没发货的话麻烦帮我改一下，谢谢！'),
    ],
  },
  {
    ...by('zh', '思远', '陈', 'siyuan.chen'),
    product: 'Mechanical Keyboard',
    reason: 'wrong-item',
    subject: '键盘轴体发错了',
    turns: [
      customer('我买的是红轴，收到的是青轴，声音太大了同事都有意见。订单号 {order}。'),
      agent('陈先生您好，确实是我们仓库的失误。已为您安排换货，快递员明天上门取件。'),
      customer('好的，辛苦了。'),
      agent('感谢您的理解，祝您生活愉快。'),
    ],
  },
  {
    ...by('ja', '美咲', '小林', 'misaki.kobayashi'),
    product: 'Yoga Mat',
    reason: 'manage-cancel',
    subject: '注文のキャンセルについて',
    turns: [
      customer(
        'こんにちは。昨夜注文した {order} ですが、同じヨガマットを家族も注文していたことがわかりました。まだ発送前でしたらキャンセルをお願いできますか。',
      ),
    ],
  },
  {
    ...by('ja', '健太', '渡辺', 'kenta.watanabe'),
    product: 'Running Shoes',
    reason: 'return-due-to-size',
    subject: 'サイズ交換をお願いします',
    turns: [
      customer(
        'ランニングシューズ(注文 {order})が少しきついので、0.5cm大きいサイズに交換したいです。室内で一度履いただけです。',
      ),
      agent('渡辺様、お問い合わせありがとうございます。交換を承ります。返送用の伝票をメールでお送りしました。'),
      customer('伝票が届いていないようです。迷惑メールにもありませんでした。再送していただけますか。'),
    ],
  },
  {
    ...by('ko', '민서', '김', 'minseo.kim'),
    product: 'Headphones',
    reason: 'late-parcel',
    subject: '배송이 너무 늦어요',
    turns: [
      customer('안녕하세요, 주문번호 {order} 헤드폰 배송 조회가 5일째 그대로예요. 혹시 분실된 건 아닌가요?'),
      agent('김민서 고객님, 불편을 드려 죄송합니다. 택배사에 확인 중이며 오늘 안에 답변드리겠습니다.'),
      customer('네 기다려볼게요. 만약 분실이면 재발송 말고 환불로 부탁드려요.'),
    ],
  },
  {
    ...by('ko', '지훈', '박', 'jihoon.park'),
    product: 'Notebook',
    reason: 'parts-missing',
    subject: '한 권이 빠졌어요',
    turns: [customer('노트 두 권 세트를 샀는데 한 권만 왔어요. 주문번호는 {order} 입니다. 확인 부탁드립니다.')],
  },
  {
    ...by('ar', 'ليلى', 'منصور', 'layla.mansour'),
    product: 'Perfume',
    reason: 'damaged-item',
    subject: 'وصلت زجاجة العطر مكسورة',
    turns: [
      customer(
        'مرحبًا، استلمت اليوم الطلب رقم {order} وكانت زجاجة العطر مكسورة والعلبة مبللة بالكامل. كانت هدية لأمي وعيد ميلادها غدًا. ماذا يمكنكم أن تفعلوا؟',
      ),
    ],
  },
  {
    ...by('ar', 'يوسف', 'خليل', 'youssef.khalil'),
    product: 'Laptop',
    reason: 'charged-twice',
    subject: 'تم خصم المبلغ مرتين',
    turns: [
      customer(
        'السلام عليكم، خُصم ثمن الطلب {order} من بطاقتي مرتين، مرة 12:40 ومرة 12:42. أرفقت كشف الحساب (PDF). أرجو إعادة المبلغ الزائد.',
      ),
      agent('وعليكم السلام أستاذ يوسف، نعتذر عن ذلك. حوّلت الأمر إلى قسم المالية وسنؤكد لكم خلال يومي عمل.'),
      customer('شكرًا، لكن أحتاج المبلغ قبل نهاية الأسبوع لأن عليّ إيجارًا. هل يمكن تسريع الإجراء؟'),
    ],
  },
  {
    ...by('he', 'נועה', 'לוי', 'noa.levi'),
    product: 'Pet Bed',
    reason: 'return-due-to-stain',
    subject: 'המיטה לכלב הגיעה עם כתם',
    turns: [
      customer('שלום, המיטה לכלב מהזמנה {order} הגיעה עם כתם גדול בצד אחד. הכלב דווקא מרוצה, אני פחות 🙂 אפשר להחליף?'),
    ],
  },
  {
    ...by('uk', 'Оксана', 'Бондаренко', 'oksana.bondarenko'),
    product: 'Electric Kettle',
    reason: 'faulty-item',
    subject: 'Чайник не вмикається',
    turns: [
      customer(
        'Добрий день! Чайник із замовлення {order} працював два дні, а сьогодні не вмикається взагалі. Чек і коробка є. Що робити далі?',
      ),
      agent(
        'Добрий день, пані Оксано! Перепрошуємо за незручності. Чи світиться індикатор, коли чайник стоїть на підставці?',
      ),
      customer('Ні, нічого не світиться. Пробувала в іншу розетку — те саме. Хотіла б заміну, а не повернення грошей.'),
    ],
  },
  {
    ...by('uk', 'Тарас', 'Шевчук', 'taras.shevchuk'),
    product: 'Backpack',
    reason: 'shipping-status',
    subject: 'Де моя посилка?',
    turns: [
      customer(
        'Вітаю. Замовлення {order}: трекінг показує, що рюкзак уже тиждень лежить на складі перевізника. Коли його нарешті привезуть?',
      ),
    ],
  },
  {
    ...by('uk', 'Ірина', 'Мельник', 'iryna.melnyk'),
    product: 'Jigsaw Puzzle',
    reason: 'parts-missing',
    subject: 'У пазлі бракує деталей',
    turns: [
      customer('Склали пазл на 1000 деталей ({order}) усією родиною — бракує трьох 😢 Діти дуже засмутилися.'),
      agent('Пані Ірино, нам дуже прикро! Надсилаємо новий набір безкоштовно, цей можете залишити собі.'),
      customer('Ого, дякую! Діти передають привіт.'),
      agent('Привіт дітям! Гарного складання.'),
    ],
  },
  {
    ...by('pt-BR', 'Thiago', 'Azevedo', 'thiago.azevedo'),
    product: 'Smartphone',
    reason: 'missing-item',
    subject: 'Consta entregue, mas não chegou',
    turns: [
      customer(
        'Gente, o pedido {order} consta como ENTREGUE desde ontem e aqui não chegou nada. Falei com o porteiro, com os vizinhos, ninguém recebeu. É um celular, não é um lápis!',
      ),
      agent(
        'Olá, Thiago. Entendo a sua preocupação. Abri uma apuração com a transportadora; ela tem 24 horas para responder.',
      ),
      customer(
        'Ok, mas se não aparecer eu quero outro aparelho ou o dinheiro de volta. Já estou sem celular há uma semana.',
      ),
    ],
  },
  {
    ...by('pt-BR', 'Camila', 'Rocha', 'camila.rocha'),
    product: 'Sunglasses',
    reason: 'exchange',
    subject: 'Trocar por outro modelo',
    turns: [
      customer(
        'Oie! Os óculos do pedido {order} ficaram grandes no meu rosto rs. Dá pra trocar pelo modelo menor? Pago a diferença se precisar.',
      ),
    ],
  },
  {
    ...by('hi', 'अनिल', 'वर्मा', 'anil.verma'),
    product: 'Water Bottle',
    reason: 'late-parcel',
    subject: 'ऑर्डर अभी तक नहीं पहुँचा',
    turns: [
      customer('मेरा ऑर्डर {order} पाँच दिन पहले पहुँचना था, अभी तक नहीं आया। ट्रैकिंग में कुछ नहीं दिख रहा। कृपया बताइए कब तक आएगा?'),
      agent('नमस्ते अनिल जी, देरी के लिए क्षमा करें। मैंने कूरियर से जानकारी माँगी है और आज शाम तक आपको बताऊँगी।'),
      customer('शाम हो गई है, कोई जवाब नहीं मिला।'),
    ],
  },
  {
    ...by('hi', 'पूजा', 'राठौर', 'pooja.rathore'),
    product: 'T-Shirt',
    reason: 'return-due-to-color',
    subject: 'टी-शर्ट का रंग उतर गया',
    turns: [customer('एक ही धुलाई में टी-शर्ट (ऑर्डर {order}) का रंग उतर गया और बाकी कपड़े भी खराब हो गए। मुझे पैसे वापस चाहिए।')],
  },
]
