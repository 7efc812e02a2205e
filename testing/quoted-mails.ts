// Replies as mail programs of 22 languages write them: one row a language, one template a program. The persons' own words are known,
// so a test can ask for exactly these.

interface Locale {
  /** What the person writes above or below the quotation. */
  readonly own: string;
  /** Attributions of Gmail, Apple Mail, Thunderbird and Yahoo. `~` is a line break. */
  readonly gmail: string;
  readonly apple: string;
  readonly thunderbird: string;
  readonly yahoo: string;
  /** Outlook's labels: author, day, recipient, subject; and the day as it writes it. */
  readonly labels: readonly [from: string, sent: string, to: string, subject: string];
  readonly day: string;
  /** What stands between the dashes of "-----Original Message-----". */
  readonly title: string;
  readonly device: string;
  readonly closing: string;
}

const R = "Robin Sample <robin@sampleworks.example>";

const LOCALES: Readonly<Record<string, Locale>> = {
  en: {
    own: "Sounds good, let's talk on Monday.",
    gmail: `On Fri, Nov 27, 2026 at 1:55 PM ${R}~wrote:`,
    apple: `On 27 Nov 2026, at 13:55, ${R} wrote:`,
    thunderbird: "On 27/11/2026 13:55, Robin Sample wrote:",
    yahoo: `On Friday, November 27, 2026 at 01:55:00 PM GMT+1, ${R} wrote:`,
    labels: ["From", "Sent", "To", "Subject"],
    day: "Friday, November 27, 2026 1:55 PM",
    title: "Original Message",
    device: "Sent from my iPhone",
    closing: "Best regards,",
  },
  de: {
    own: "Klingt gut, rufen Sie mich am Montag an.",
    gmail: "Am Fr., 27. Nov. 2026 um 13:55 Uhr schrieb Robin Sample <~robin@sampleworks.example>:",
    apple: `Am 27.11.2026 um 13:55 schrieb ${R}:`,
    thunderbird: "Am 27.11.26 um 13:55 schrieb Robin Sample:",
    yahoo: `Am Freitag, 27. November 2026 um 13:55:00 MEZ hat ${R} Folgendes geschrieben:`,
    labels: ["Von", "Gesendet", "An", "Betreff"],
    day: "Freitag, 27. November 2026 13:55",
    title: "Ursprüngliche Nachricht",
    device: "Von meinem iPhone gesendet",
    closing: "Mit freundlichen Grüßen",
  },
  fr: {
    own: "Parfait, appelez-moi lundi.",
    gmail: `Le ven. 27 nov. 2026 à 13:55, ${R} a~écrit :`,
    apple: `Le 27 nov. 2026 à 13:55, ${R} a écrit :`,
    thunderbird: "Le 27/11/2026 à 13:55, Robin Sample a écrit :",
    yahoo: `Le vendredi 27 novembre 2026 à 13:55:00 UTC+1, ${R} a écrit :`,
    labels: ["De ", "Envoyé ", "À ", "Objet "],
    day: "vendredi 27 novembre 2026 13:55",
    title: "Message d'origine",
    device: "Envoyé de mon iPhone",
    closing: "Cordialement,",
  },
  es: {
    own: "Suena bien, hablamos el lunes.",
    gmail: `El vie, 27 nov 2026 a las 13:55, ${R}~escribió:`,
    apple: `El 27 nov 2026, a las 13:55, ${R} escribió:`,
    thunderbird: "El 27/11/2026 a las 13:55, Robin Sample escribió:",
    yahoo: `El viernes, 27 de noviembre de 2026, 13:55:00 CET, ${R} escribió:`,
    labels: ["De", "Enviado", "Para", "Asunto"],
    day: "viernes, 27 de noviembre de 2026 13:55",
    title: "Mensaje original",
    device: "Enviado desde mi iPhone",
    closing: "Un saludo,",
  },
  it: {
    own: "Va bene, sentiamoci lunedì.",
    gmail: `Il giorno ven 27 nov 2026 alle ore 13:55 Robin Sample <~robin@sampleworks.example> ha scritto:`,
    apple: `Il giorno 27 nov 2026, alle ore 13:55, ${R} ha scritto:`,
    thunderbird: "Il 27/11/2026 13:55, Robin Sample ha scritto:",
    yahoo: `Il venerdì 27 novembre 2026 alle ore 13:55:00 CET, ${R} ha scritto:`,
    labels: ["Da", "Inviato", "A", "Oggetto"],
    day: "venerdì 27 novembre 2026 13:55",
    title: "Messaggio originale",
    device: "Inviato da iPhone",
    closing: "Cordiali saluti",
  },
  pt: {
    own: "Parece ótimo, falamos na segunda.",
    gmail: `Em sex., 27 de nov. de 2026 às 13:55, ${R}~escreveu:`,
    apple: `No dia 27/11/2026, às 13:55, ${R} escreveu:`,
    thunderbird: "Em 27/11/2026 13:55, Robin Sample escreveu:",
    yahoo: `Em sexta-feira, 27 de novembro de 2026 às 13:55:00 BRT, ${R} escreveu:`,
    labels: ["De", "Enviada em", "Para", "Assunto"],
    day: "sexta-feira, 27 de novembro de 2026 13:55",
    title: "Mensagem original",
    device: "Enviado do meu iPhone",
    closing: "Atenciosamente,",
  },
  nl: {
    own: "Klinkt goed, we spreken elkaar maandag.",
    gmail: `Op vr 27 nov 2026 om 13:55 schreef ${R}:`,
    apple: `Op 27 nov 2026, om 13:55 heeft ${R} het volgende geschreven:`,
    thunderbird: "Op 27-11-2026 om 13:55 schreef Robin Sample:",
    yahoo: `Op vrijdag 27 november 2026 om 13:55:00 CET schreef ${R}:`,
    labels: ["Van", "Verzonden", "Aan", "Onderwerp"],
    day: "vrijdag 27 november 2026 13:55",
    title: "Oorspronkelijk bericht",
    device: "Verstuurd vanaf mijn iPhone",
    closing: "Met vriendelijke groet,",
  },
  pl: {
    own: "Brzmi dobrze, porozmawiajmy w poniedziałek.",
    gmail: `pt., 27 lis 2026 o 13:55 ${R}~napisał(a):`,
    apple: `Wiadomość napisana przez ${R} w dniu 27.11.2026, o godz. 13:55:`,
    thunderbird: "W dniu 27.11.2026 o 13:55, Robin Sample pisze:",
    yahoo: `W piątek, 27 listopada 2026 13:55:00 CET użytkownik ${R} napisał:`,
    labels: ["Od", "Wysłano", "Do", "Temat"],
    day: "piątek, 27 listopada 2026 13:55",
    title: "Wiadomość oryginalna",
    device: "Wysłane z iPhone'a",
    closing: "Pozdrawiam,",
  },
  sv: {
    own: "Låter bra, vi hörs på måndag.",
    gmail: `Den fre 27 nov. 2026 kl 13:55 skrev ${R}:`,
    apple: `27 nov. 2026 kl. 13:55 skrev ${R}:`,
    thunderbird: "Den 2026-11-27 kl. 13:55, skrev Robin Sample:",
    yahoo: `Den fredag 27 november 2026 13:55:00 CET skrev ${R}:`,
    labels: ["Från", "Skickat", "Till", "Ämne"],
    day: "den 27 november 2026 13:55",
    title: "Ursprungligt meddelande",
    device: "Skickat från min iPhone",
    closing: "Med vänliga hälsningar",
  },
  da: {
    own: "Det lyder godt, lad os tale mandag.",
    gmail: `Den fre. 27. nov. 2026 kl. 13.55 skrev ${R}:`,
    apple: `Den 27. nov. 2026 kl. 13.55 skrev ${R}:`,
    thunderbird: "Den 27.11.2026 kl. 13.55 skrev Robin Sample:",
    yahoo: `Den fredag den 27. november 2026 13.55.00 CET skrev ${R}:`,
    labels: ["Fra", "Sendt", "Til", "Emne"],
    day: "27. november 2026 13:55",
    title: "Oprindelig meddelelse",
    device: "Sendt fra min iPhone",
    closing: "Med venlig hilsen",
  },
  nb: {
    own: "Høres bra ut, vi snakkes mandag.",
    gmail: `fre. 27. nov. 2026 kl. 13:55 skrev ${R}:`,
    apple: `27. nov. 2026 kl. 13:55 skrev ${R}:`,
    thunderbird: "Den 27.11.2026 13:55, skrev Robin Sample:",
    yahoo: `fredag 27. november 2026 kl. 13:55:00 CET skrev ${R}:`,
    labels: ["Fra", "Sendt", "Til", "Emne"],
    day: "fredag 27. november 2026 13:55",
    title: "Opprinnelig melding",
    device: "Sendt fra min iPhone",
    closing: "Vennlig hilsen",
  },
  fi: {
    own: "Kuulostaa hyvältä, puhutaan maanantaina.",
    gmail: `pe 27. marrask. 2026 klo 13.55 ${R}~kirjoitti:`,
    apple: `${R} kirjoitti 27.11.2026 kello 13.55:`,
    thunderbird: "Robin Sample kirjoitti 27.11.2026 klo 13.55:",
    yahoo: `perjantaina 27. marraskuuta 2026 klo 13.55.00 UTC+2 ${R} kirjoitti:`,
    labels: ["Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"],
    day: "perjantai 27. marraskuuta 2026 13.55",
    title: "Alkuperäinen viesti",
    device: "Lähetetty iPhonesta",
    closing: "Ystävällisin terveisin",
  },
  cs: {
    own: "Zní to dobře, ozvěte se v pondělí.",
    gmail: `pá 27. 11. 2026 v 13:55 odesílatel ${R}~napsal:`,
    apple: `27. 11. 2026 v 13:55, ${R}:`,
    thunderbird: "Dne 27. 11. 2026 v 13:55 Robin Sample napsal(a):",
    yahoo: `Dne pátek 27. listopadu 2026 13:55:00 SEČ, ${R} napsal(a):`,
    labels: ["Od", "Odesláno", "Komu", "Předmět"],
    day: "pátek 27. listopadu 2026 13:55",
    title: "Původní zpráva",
    device: "Odesláno z iPhonu",
    closing: "S pozdravem",
  },
  tr: {
    own: "Kulağa hoş geliyor, pazartesi konuşalım.",
    gmail: `${R}, 27 Kas 2026 Cum, 13:55 tarihinde şunu~yazdı:`,
    apple: `${R} şunları yazdı (27 Kas 2026 13:55):`,
    thunderbird: "27.11.2026 13:55 tarihinde Robin Sample yazdı:",
    yahoo: `27 Kasım 2026 Cuma 13:55:00 GMT+3 tarihinde ${R} şunu yazdı:`,
    labels: ["Kimden", "Gönderildi", "Kime", "Konu"],
    day: "27 Kasım 2026 Cuma 13:55",
    title: "Orijinal Mesaj",
    device: "iPhone'umdan gönderildi",
    closing: "Saygılarımla,",
  },
  ja: {
    own: "月曜日にお電話ください。",
    gmail: `2026年11月27日(金) 13:55 ${R}:`,
    apple: `2026/11/27 13:55、${R}のメール:`,
    thunderbird: "2026/11/27 13:55、Robin Sample さんは書きました:",
    yahoo: `2026年11月27日金曜日 13:55:00 JST、${R} は書きました:`,
    labels: ["差出人", "送信日時", "宛先", "件名"],
    day: "2026年11月27日 13:55",
    title: "元のメッセージ",
    device: "iPhoneから送信",
    closing: "よろしくお願いいたします。",
  },
  zh: {
    own: "很好，周一再谈。",
    gmail: `${R} 于2026年11月27日周五 13:55写道：`,
    apple: `在 2026年11月27日，13:55，${R} 写道：`,
    thunderbird: "在 2026/11/27 13:55, Robin Sample 写道:",
    yahoo: `在 2026年11月27日星期五 GMT+8 13:55:00， ${R} 写道：`,
    labels: ["发件人", "发送时间", "收件人", "主题"],
    day: "2026年11月27日 13:55",
    title: "原始邮件",
    device: "发自我的 iPhone",
    closing: "谢谢",
  },
  ru: {
    own: "Звучит хорошо, созвонимся в понедельник.",
    gmail: `пт, 27 нояб. 2026 г. в 13:55, ${R}:`,
    apple: `27 нояб. 2026 г., в 13:55, ${R} написал(а):`,
    thunderbird: "27.11.2026 13:55, Robin Sample пишет:",
    yahoo: `пятница, 27 ноября 2026 г. в 13:55:00 GMT+3, ${R} написал:`,
    labels: ["От", "Отправлено", "Кому", "Тема"],
    day: "27 ноября 2026 г. 13:55",
    title: "Исходное сообщение",
    device: "Отправлено с iPhone",
    closing: "С уважением,",
  },
  uk: {
    own: "Звучить добре, поговоримо в понеділок.",
    gmail: `пт, 27 лист. 2026 р. о 13:55 ${R} пише:`,
    apple: `27 лист. 2026 р. о 13:55 ${R} написав:`,
    thunderbird: "27.11.2026 13:55, Robin Sample пише:",
    yahoo: `27 листопада 2026 р. о 13:55:00 EET, ${R} написав:`,
    labels: ["Від", "Надіслано", "Кому", "Тема"],
    day: "27 листопада 2026 р. 13:55",
    title: "Вихідне повідомлення",
    device: "Надіслано з iPhone",
    closing: "З повагою,",
  },
  hu: {
    own: "Jól hangzik, beszéljünk hétfőn.",
    gmail: `${R} ezt írta (időpont: 2026. nov.~27., P, 13:55):`,
    apple: `2026. nov. 27. dátummal, 13:55 időpontban ${R} írta:`,
    thunderbird: "2026. 11. 27. 13:55 keltezéssel, Robin Sample írta:",
    yahoo: `2026. november 27., péntek 13:55:00 CET időpontban ${R} ezt írta:`,
    labels: ["Feladó", "Elküldve", "Címzett", "Tárgy"],
    day: "2026. november 27., péntek 13:55",
    title: "Eredeti üzenet",
    device: "Elküldve iPhone-ról",
    closing: "Üdvözlettel,",
  },
  ro: {
    own: "Sună bine, vorbim luni.",
    gmail: `vin., 27 nov. 2026 la 13:55, ${R} a scris:`,
    apple: `Pe 27 nov. 2026, la 13:55, ${R} a scris:`,
    thunderbird: "În 27.11.2026 13:55, Robin Sample a scris:",
    yahoo: `Pe vineri, 27 noiembrie 2026 la 13:55:00 EET, ${R} a scris:`,
    labels: ["De la", "Trimis", "Către", "Subiect"],
    day: "vineri, 27 noiembrie 2026 13:55",
    title: "Mesaj original",
    device: "Trimis de pe iPhone",
    closing: "Cu stimă,",
  },
  ko: {
    own: "좋습니다, 월요일에 이야기합시다.",
    gmail: `2026년 11월 27일 (금) 오후 1:55, ${R}님이 작성:`,
    apple: `2026. 11. 27. 오후 1:55, ${R} 작성:`,
    thunderbird: "2026-11-27 오후 1:55에 Robin Sample 이(가) 쓴 글:",
    yahoo: `2026년 11월 27일 금요일 오후 01시 55분 00초 GMT+9, ${R}님이 작성:`,
    labels: ["보낸 사람", "보낸 날짜", "받는 사람", "제목"],
    day: "2026년 11월 27일 금요일 오후 1:55",
    title: "원본 메시지",
    device: "나의 iPhone에서 보냄",
    closing: "감사합니다.",
  },
  el: {
    own: "Ακούγεται καλό, μιλάμε τη Δευτέρα.",
    gmail: `Στις Παρ 27 Νοε 2026 στις 1:55 μ.μ., ο χρήστης ${R} έγραψε:`,
    apple: `Στις 27 Νοε 2026, 13:55, ${R} έγραψε:`,
    thunderbird: "Στις 27/11/2026 13:55, Robin Sample έγραψε:",
    yahoo: `Στις Παρασκευή 27 Νοεμβρίου 2026 στις 13:55:00 EET, ${R} έγραψε:`,
    labels: ["Από", "Στάλθηκε", "Προς", "Θέμα"],
    day: "Παρασκευή, 27 Νοεμβρίου 2026 1:55 μμ",
    title: "Αρχικό μήνυμα",
    device: "Στάλθηκε από το iPhone μου",
    closing: "Με εκτίμηση,",
  },
};

/** What we sent, with the footer that must not count as the person's. */
const QUOTED =
  "Hello,\n\nhere is what our product does for your team.\n\nUnsubscribe: https://sampleworks.example/u/1\nYou can unsubscribe at any time.";

const marked = (text: string): string => text.replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
const inLines = (text: string): string => text.replaceAll("~", "\n");
const headers = ({ labels: [from, sent, to, subject], day }: Locale, who: string): string =>
  [`${from}: ${who}`, `${sent}: ${day}`, `${to}: Marta Muster`, `${subject}: Hello`].join("\n");

/** What each program writes above a quotation. */
const PROGRAMS: Readonly<Record<string, (locale: Locale) => string>> = {
  gmail: ({ gmail }) => inLines(gmail),
  outlook: (locale) => headers(locale, R),
  "outlook mobile": (locale) => `________________________________\n${headers(locale, "Robin Sample")}`,
  "apple mail": ({ apple }) => `\n${inLines(apple)}\n`,
  thunderbird: ({ thunderbird }) => inLines(thunderbird),
  "yahoo and others": (locale) => `-----${locale.title}-----\n${headers(locale, R)}\n\n${inLines(locale.yahoo)}\n`,
};

export interface QuotedMail {
  readonly name: string;
  readonly text: string;
  /** Exactly the person's own words. */
  readonly own: string;
}

const LOWER = "PS: the lower half is mine, too.";

/** Every language with every program: quotations with and without marks, with a signature and a device line above, and answers below. */
export const quotedMails = (): readonly QuotedMail[] =>
  Object.entries(LOCALES).flatMap(([language, locale]) =>
    Object.entries(PROGRAMS).flatMap(([program, above]) => {
      const { own, device, closing } = locale;
      const head = above(locale);
      const name = `${language}, ${program}`;
      return [
        { name: `${name}, marked`, own, text: `${own}\n\n${head}\n\n${marked(QUOTED)}\n` },
        { name: `${name}, unmarked`, own, text: `${own}\n\n${head}\n\n${QUOTED}\n` },
        {
          name: `${name}, signed`,
          own,
          text: `${own}\n\n${closing}\nMarta Muster\nMuster GmbH\n+49 30 1234567\n\n${device}\n\n${head}\n\n${QUOTED}\n`,
        },
        {
          name: `${name}, answered below`,
          own: `${own}\n\n${LOWER}`,
          text: `${own}\n\n${head}\n${marked(QUOTED)}\n\n${LOWER}\n`,
        },
        { name: `${name}, only below`, own, text: `${head}\n${marked(QUOTED)}\n\n${own}\n` },
        {
          name: `${name}, with CRLF and no empty line`,
          own,
          text: `${own}\n${head}\n${QUOTED}`.replaceAll("\n", "\r\n"),
        },
      ];
    }),
  );
