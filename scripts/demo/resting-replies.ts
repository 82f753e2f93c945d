/** What our agents have answered where a written case rests: the customer has the word. */
const REPLIES: Record<string, string> = {
  en: 'Hello, thank you for writing to us. I have looked into it and put it right; you will get a confirmation by e-mail. Please tell me if anything is still open.',
  de: 'Guten Tag, danke für Ihre Nachricht. Ich habe das geprüft und in die Wege geleitet; eine Bestätigung kommt per E-Mail. Passt das so für Sie?',
  es: 'Hola, gracias por escribirnos. Ya lo he revisado y está en marcha; recibirá una confirmación por correo. ¿Le parece bien así?',
  fr: 'Bonjour, merci pour votre message. J’ai vérifié et fait le nécessaire ; vous recevrez une confirmation par e-mail. Cela vous convient-il ?',
  it: 'Buongiorno, grazie per averci scritto. Ho verificato e ho già provveduto; riceverà una conferma via e-mail. Va bene così?',
  nl: 'Goedendag, bedankt voor uw bericht. Ik heb het nagekeken en in gang gezet; u krijgt een bevestiging per e-mail. Is het zo goed voor u?',
  pt: 'Boa tarde, obrigada pela sua mensagem. Já verifiquei e tratei do assunto; vai receber uma confirmação por e-mail. Fica bem assim?',
  'pt-BR':
    'Olá, obrigada pela mensagem! Já verifiquei e dei andamento; a confirmação chega por e-mail. Pode ser assim?',
  pl: 'Dzień dobry, dziękujemy za wiadomość. Sprawdziłam i sprawa jest już w toku; potwierdzenie przyjdzie e-mailem. Czy tak będzie dobrze?',
  sv: 'Hej, tack för ditt meddelande. Jag har kontrollerat och ordnat det; en bekräftelse kommer med e-post. Är det bra så?',
  el: 'Καλημέρα σας, ευχαριστούμε για το μήνυμα. Το έλεγξα και το προώθησα· θα λάβετε επιβεβαίωση με e-mail. Σας εξυπηρετεί έτσι;',
  tr: 'Merhaba, mesajınız için teşekkür ederiz. Konuyu inceledim ve işleme aldım; onay e-posta ile gelecek. Sizin için uygun mu?',
  zh: '您好，感谢您的来信。我已经核实并开始处理，确认信息会发送到您的邮箱。这样可以吗？',
  ja: 'お問い合わせありがとうございます。確認のうえ手続きを進めました。確認メールをお送りいたします。こちらでよろしいでしょうか。',
  ko: '안녕하세요, 문의해 주셔서 감사합니다. 확인 후 처리를 진행했으며 확인 메일을 보내 드리겠습니다. 괜찮으실까요?',
  ar: 'مرحبًا، شكرًا لرسالتكم. راجعت الأمر وبدأت الإجراء، وسيصلكم تأكيد بالبريد الإلكتروني. هل يناسبكم ذلك؟',
  he: 'שלום, תודה על הפנייה. בדקתי והתחלתי לטפל בזה; אישור יישלח בדואר אלקטרוני. זה בסדר מבחינתך?',
  hi: 'नमस्ते, संदेश के लिए धन्यवाद। मैंने जाँच कर कार्रवाई शुरू कर दी है; पुष्टि ईमेल से मिलेगी। क्या यह ठीक रहेगा?',
  'hi-Latn':
    'Namaste, message ke liye dhanyavaad. Maine check karke process shuru kar diya hai, confirmation email se aayega. Theek rahega?',
  uk: 'Добрий день, дякуємо за повідомлення. Я перевірила й усе запустила; підтвердження надійде електронною поштою. Так вас влаштує?',
}

/** The reply in the customer's language. */
export function restingReply(language: string): string {
  const reply = REPLIES[language]
  if (reply === undefined)
    throw new Error(`There is no resting reply in "${language}" (scripts/demo/resting-replies.ts).`)
  return reply
}
