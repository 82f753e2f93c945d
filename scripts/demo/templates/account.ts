import type { WrittenTemplate } from './kit.ts'
import { day, letter, money, promiseOn, status, tag, text } from './kit.ts'

const ours = 'Chie Tanaka'
export const account: WrittenTemplate[] = [
  letter(
    'account-locked',
    'Account is locked',
    ['locked', 'login', 'sign in', 'blocked'],
    {
      en: 'Your account was locked after several wrong passwords, so that nobody else gets in. I have opened it again.\n\nPlease sign in with a new password: on the sign-in page, choose "Forgotten password". Your orders and addresses are as you left them.',
      de: 'Ihr Konto wurde nach mehreren falschen Passwörtern gesperrt, damit niemand anderes hineinkommt. Ich habe es wieder geöffnet.\n\nBitte melden Sie sich mit einem neuen Passwort an: Wählen Sie auf der Anmeldeseite „Passwort vergessen“. Ihre Bestellungen und Adressen sind unverändert.',
      es: 'su cuenta se bloqueó tras varias contraseñas incorrectas para que nadie más pudiera entrar. Ya la he desbloqueado.\n\nEntre con una contraseña nueva: en la página de acceso, elija «He olvidado la contraseña». Sus pedidos y direcciones siguen como estaban.',
      fr: 'Votre compte a été verrouillé après plusieurs mots de passe erronés, pour que personne d’autre n’y entre. Je l’ai rouvert.\n\nConnectez-vous avec un nouveau mot de passe : sur la page de connexion, choisissez « Mot de passe oublié ». Vos commandes et vos adresses n’ont pas changé.',
      'pt-BR':
        'Sua conta foi bloqueada depois de várias senhas incorretas, para que ninguém mais entrasse. Já a desbloqueei.\n\nEntre com uma senha nova: na página de acesso, escolha “Esqueci minha senha”. Seus pedidos e endereços continuam como estavam.',
      ja: 'パスワードの入力間違いが続いたため、第三者のログインを防ぐ目的でアカウントがロックされておりました。ただいま解除いたしました。\n\nログインページの「パスワードをお忘れの方」から新しいパスワードを設定のうえ、ログインしてください。ご注文やお届け先の情報はそのまま残っております。',
      ar: 'أُقفل حسابك بعد إدخال كلمة مرور خاطئة عدة مرات، حتى لا يدخله أحد غيرك. وقد فتحتُه من جديد.\n\nيُرجى الدخول بكلمة مرور جديدة: اختر «نسيت كلمة المرور» في صفحة الدخول. طلباتك وعناوينك باقية كما هي.',
      hi: 'कई बार ग़लत पासवर्ड डाले जाने पर आपका खाता बंद हो गया था, ताकि कोई और उसमें न जा सके। अब वह फिर से खुला है।\n\nकृपया नए पासवर्ड से साइन इन करें: साइन-इन पेज पर “पासवर्ड भूल गए” चुनें। आपके ऑर्डर और पते वैसे ही हैं।',
    },
    { reasons: ['recover-password'], owner: ours, actions: [tag('account'), status('solved')] },
  ),
  letter(
    'password-reset',
    'New password',
    ['password', 'forgotten', 'reset', 'sign in'],
    {
      en: 'I have sent a link for a new password to the e-mail address of your account. It holds for one hour. Please do not pass it on: we never ask for a password.',
      de: 'ich habe einen Link für ein neues Passwort an die E-Mail-Adresse Ihres Kontos geschickt. Er gilt eine Stunde. Bitte geben Sie ihn nicht weiter: Wir fragen nie nach einem Passwort.',
      es: 'he enviado un enlace para crear una contraseña nueva al correo electrónico de su cuenta. Es válido durante una hora. No lo comparta: nunca pedimos contraseñas.',
      fr: 'J’ai envoyé un lien pour un nouveau mot de passe à l’adresse e-mail de votre compte. Il est valable une heure. Ne le transmettez à personne : nous ne demandons jamais de mot de passe.',
      ja: '新しいパスワードを設定するためのリンクを、ご登録のメールアドレスにお送りしました。有効期限は1時間です。リンクは他の方に教えないでください。当店がパスワードをお尋ねすることはございません。',
      hi: 'नए पासवर्ड का लिंक आपके खाते के ई-मेल पते पर भेज दिया गया है। यह एक घंटे तक चलेगा। कृपया इसे किसी को न दें: हम कभी पासवर्ड नहीं पूछते।',
    },
    { reasons: ['recover-password'], owner: ours, actions: [tag('password'), status('solved')] },
  ),
  letter(
    'username',
    'Username',
    ['username', 'login', 'forgotten'],
    { en: 'Your username is {{ input.username }}. You can change it in your account under "Sign-in".' },
    {
      reasons: ['recover-username'],
      owner: ours,
      inputs: [
        text('username', 'Username', {
          hint: 'First letter of the given name, family name, then 1.',
          suggest: '{{ customer.givenName | slice: 0 | downcase }}{{ customer.familyName | downcase }}1',
        }),
      ],
      actions: [status('solved')],
    },
  ),
  letter(
    'second-factor',
    'Second factor reset',
    ['2fa', 'code', 'second factor', 'two-factor'],
    {
      en: 'I have sent a code for a new second factor to the e-mail address of your account. It holds for 15 minutes. Please set up the app again at the next sign-in, and keep the spare codes in a safe place.',
    },
    { reasons: ['reset-two-factor-auth'], owner: ours, actions: [tag('second-factor'), status('solved')] },
  ),
  letter(
    'who-are-you',
    'We need to know who you are',
    ['identity', 'verify', 'check'],
    {
      en: 'To keep your account safe I need three of these before I change anything: your postcode, phone number, username, the e-mail address of the account, or the number of an earlier order. Please never send a password or a card number.',
      de: 'damit Ihr Konto sicher bleibt, brauche ich drei dieser Angaben, bevor ich etwas ändere: Postleitzahl, Telefonnummer, Benutzername, E-Mail-Adresse des Kontos oder die Nummer einer früheren Bestellung. Bitte schicken Sie nie ein Passwort oder eine Kartennummer.',
      es: 'para proteger su cuenta, necesito tres de estos datos antes de cambiar nada: código postal, teléfono, nombre de usuario, correo electrónico de la cuenta o el número de un pedido anterior. No envíe nunca una contraseña ni un número de tarjeta.',
    },
    {
      reasons: ['manage-change-address', 'manage-change-name', 'manage-change-phone'],
      owner: ours,
      actions: [tag('not-verified'), status('pending')],
    },
  ),
  letter(
    'account-changed',
    'Account is changed',
    ['name', 'phone', 'address', 'change', 'account'],
    {
      en: 'Your account is changed: {{ input.what }}. If it was not you who asked for it, write to me at once.',
      de: 'Ihr Konto ist geändert: {{ input.what }}. Falls nicht Sie darum gebeten haben, schreiben Sie mir bitte sofort.',
    },
    {
      reasons: ['manage-change-address', 'manage-change-name', 'manage-change-phone'],
      owner: ours,
      inputs: [text('what', 'What has changed', { hint: 'As it stands in the text: "the phone number".' })],
      actions: [tag('account'), status('solved')],
    },
  ),
  letter(
    'service-removed',
    'Service taken off',
    ['service', 'unknown', 'subscription'],
    {
      en: 'You were right: {{ input.service }} was added to your account by mistake. I have taken it off, and it costs you nothing.',
    },
    {
      reasons: ['status-service-added'],
      owner: ours,
      inputs: [text('service', 'Service')],
      actions: [tag('service'), status('solved')],
    },
  ),
  letter(
    'not-our-mail',
    'That e-mail was not from us',
    ['phishing', 'scam', 'fake', 'suspicious'],
    {
      en: 'That e-mail was not from us: our addresses end in harbour-mill.example. Please do not click on anything in it and delete it. If you have entered a password there, change it now, and tell me, so that I can lock the account until then.',
      de: 'diese E-Mail war nicht von uns: Unsere Adressen enden auf harbour-mill.example. Bitte klicken Sie darin nichts an und löschen Sie sie. Falls Sie dort ein Passwort eingegeben haben, ändern Sie es jetzt und sagen Sie mir Bescheid, damit ich das Konto so lange sperren kann.',
    },
    {
      reasons: ['status-service-added', 'status-service-removed'],
      owner: ours,
      actions: [tag('phishing'), status('solved')],
    },
  ),
  letter(
    'membership-due',
    'What is due for the membership',
    ['membership', 'due', 'subscription', 'renewal'],
    {
      en: 'Your membership renews on {{ input.due_on | day }}; {{ input.amount | money }} is due then. You can pay it in your account under "Membership" at any time.',
    },
    {
      reasons: ['status-due-amount', 'status-due-date', 'status-active'],
      owner: ours,
      inputs: [day('due_on', 'Due on'), money('amount', 'Amount', { suggest: '99.00' })],
      actions: [tag('membership'), status('solved')],
    },
  ),
  letter(
    'membership-extended',
    'More time to pay',
    ['membership', 'extension', 'late'],
    {
      en: 'You have until {{ input.until | day }} to pay for your membership. Until then everything in it stays as it is.',
    },
    {
      reasons: ['manage-extension'],
      owner: ours,
      inputs: [day('until', 'Until')],
      actions: [tag('membership'), status('solved')],
    },
  ),
  letter(
    'website-trouble',
    'Something on the website does not work',
    ['website', 'slow', 'search', 'basket', 'error'],
    {
      en: 'Thank you for telling us. Please try this first: log out and in again, and clear the cookies of the browser. If it still does not work, tell me which browser you use and what you see, and I pass it on to the people who look after the website.',
    },
    {
      reasons: ['cart-not-updating', 'search-not-working', 'website-too-slow'],
      owner: ours,
      actions: [tag('website'), status('pending')],
    },
  ),
  letter(
    'delete-account',
    'Account will be deleted',
    ['delete', 'privacy', 'gdpr', 'erase'],
    {
      en: 'Your account will be deleted on {{ input.on | day }}, with everything in it except invoices, which the law makes us keep. Until then you can still stop it by writing back.',
    },
    {
      reasons: ['other'],
      owner: ours,
      inputs: [day('on', 'Deleted on', { hint: '14 days from now.' })],
      actions: [tag('privacy'), promiseOn('Delete the account as promised', 'on'), status('pending')],
      reviewInDays: -3,
    },
  ),
]
