// The words by which mail programs mark the mail that they quote: labels of headers, verbs of attributions, titles of separators.
// The shapes come first (quote-shapes.ts); these words decide where a shape alone could be a person's own list or sentence.
import { folded } from "./phrase-search.ts";

const set = (text: string): ReadonlySet<string> =>
  new Set(text.split("|").map((word) => folded(word).trim().replaceAll(/\s+/g, " ")));

/** Labels of the author. */
export const FROM_LABELS = set(
  `from|von|de|van|fra|från|od|lähettäjä|kimden|gönderen|da|mittente|expéditeur|remitente|remetente|差出人|送信者|送信元|发件人|寄件者|寄件人|發件人|보낸 사람|보낸사람|от|от кого|від|від кого
  |feladó|de la|από|προς από|frá|saatja|kellelt|no|nuo|siuntėjas|sūtītājs|từ|người gửi|จาก|من|מאת|dari|pengirim|kirjoittaja|odesílatel|odosielateľ|nadawca|afzender|avsändare|afsender|avsender
  |absender|expeditor|pošiljatelj|šalje|nga|kuri|від`,
);

/** The other labels, by what they hold. Two labels of one kind count once. */
export const OTHER_LABELS: Readonly<Record<string, ReadonlySet<string>>> = {
  date: set(
    `sent|date|date sent|sent on|gesendet|datum|gesendet am|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada em|enviado em|enviada|fecha|fecha de envío|data|data de envio|inviato|data invio|inviato il|verzonden|datum verzonden
    |sendt|dato|skickat|skickades|wysłano|wysłane|data wysłania|odesláno|odoslané|dátum|lähetetty|päiväys|päivämäärä|pvm|gönderildi|gönderilme tarihi|gönderme tarihi|tarih|送信日時|日付|日時|送信日|发送时间|发送日期|日期|傳送時間|寄件日期|寄送日期|時間
    |보낸 날짜|날짜|отправлено|дата|надіслано|elküldve|trimis|în data|στάλθηκε|ημερομηνία|saadetud|kuupäev|išsiųsta|nosūtīts|đã gửi|ngày|ส่ง|วันที่|تاريخ|التاريخ|נשלח|תאריך|dikirim|tanggal|poslano|dátum elküldve`,
  ),
  to: set(
    `to|an|à|a|para|aan|til|till|do|komu|vastaanottaja|kime|alıcı|宛先|收件人|收件者|받는 사람|받는사람|кому|címzett|către|catre|pre|προς|destinatario|destinatário|destinataire|kam|kellele|đến|người nhận|ถึง|إلى|אל|kepada|za|prima|empfänger`,
  ),
  cc: set(
    `cc|kopie|kopia|kopi|cópia|copie|copia|dw|kopio|bilgi|抄送|副本|참조|копия|копія|másolatot kap|κοιν|kopija|עותק|bcc|cci|نسخة|kopyası|tembusan`,
  ),
  subject: set(
    `subject|betreff|objet|asunto|oggetto|assunto|onderwerp|emne|ämne|temat|předmět|predmet|aihe|konu|件名|主题|主旨|標題|主題|제목|тема|tárgy|subiect|θέμα|teema|temats|tema|chủ đề|เรื่อง|الموضوع|נושא|subjek|perihal|naslov`,
  ),
  other: set(
    `importance|priority|reply-to|attachments|wichtigkeit|priorität|antwort an|anlagen|importance haute|pièces jointes|importancia|importância|priorità|belang|prioriteit|vigtighed|prioritet|betydelse|ważność|důležitost|tärkeys|önem|重要度|重要性|répondre à|organization|organisation|newsgroups|when|where|required attendees`,
  ),
};

/** "wrote" and its kin. An attribution may also do without: then it needs an address. */
export const WROTE = set(
  `wrote|writes|written|scritto|escrito|scris|skrivit|schrieb|schreibt|hat geschrieben|geschrieben|écrit|a écrit|écrivait|escribió|escribio|ha escrito|scrisse|ha scritto|escreveu|schreef|geschreven|heeft geschreven
  |skrev|skriver|har skrivit|kirjoitti|kirjoittaa|napisał|napisała|napisał(a)|pisze|napsal|napsala|napsal(a)|píše|napísal|napísala|napísal(a)|yazdı|yazmış|şöyle yazdı|şunları yazdı|şunu yazdı|írta|ezt írta
  |a scris|έγραψε|написал|написала|написал(а)|пишет|писал|писал(а)|написав|написала|пише|viết|đã viết|เขียน|כתב|כתבה|כתב/ה|كتب|menulis|napisao|napisala|je napisao|je napisala|je napisal|napisal|rašė|parašė|rakstīja|kirjutas|skrifaði|va escriure|escribiu|ha escrit|idatzi du|shkroi`,
);

/** Verbs of scripts without spaces, found anywhere near the end. */
export const WROTE_UNSPACED =
  /(?:写道|寫道|写了|写到|撰写|書きました|書き|のメール|さんは|작성|썼습니다|쓴 글|님이|เขียนว่า|เขียน)/u;

/** What stands between the dashes of a separator, or alone before a forwarded header. Each a part of the title, folded. */
export const SEPARATOR_TITLES = [
  ...set(
    `original message|forwarded message|forwarded by|original appointment|original email|original e-mail|original mail|reply message|previous message|ursprüngliche nachricht|originalnachricht|original-nachricht|original nachricht|ursprüngliche mail|ursprungliche e-mail
    |weitergeleitete nachricht|weitergeleitete mail|message d'origine|message original|message d’origine|message initial|message transféré|message réexpédié|message transmis|mensaje original|mensaje reenviado|correo original|messaggio originale|messaggio inoltrato|mensagem original
    |mensagem encaminhada|mensagem reencaminhada|oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|przekazana wiadomość|treść przekazanej wiadomości|ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande
    |vidarebefordrat brev|oprindelig meddelelse|original meddelelse|videresendt meddelelse|videresendt besked|oprindelig besked|opprinnelig melding|original melding|videresendt melding|alkuperäinen viesti|välitetty viesti|edelleenlähetetty viesti|původní zpráva|přeposlaná zpráva|původní e-mail|preposlaná správa|pôvodná správa
    |orijinal mesaj|özgün ileti|orijinal ileti|iletilmiş mesaj|yönlendirilmiş mesaj|iletilen mesaj|yönlendirilen ileti|元のメッセージ|元のメール|転送されたメッセージ|転送メッセージ|オリジナルメッセージ|原始邮件|原邮件|原始郵件|原始訊息|原始信息|转发的邮件|转发邮件|轉寄郵件|轉寄的郵件|轉寄訊息|已转发的邮件|원본 메시지|원본 메일|전달된 메시지|전달된 메일
    |исходное сообщение|оригинальное сообщение|пересланное сообщение|пересылаемое сообщение|перенаправленное сообщение|вихідне повідомлення|переслане повідомлення|eredeti üzenet|továbbított üzenet|eredeti levél|mesaj original|mesajul original|mesaj redirecționat|mesaj redirectionat|αρχικό μήνυμα|προωθημένο μήνυμα|originalno sporočilo
    |posredovano sporočilo|izvorna poruka|proslijeđena poruka|originalna poruka|thư gốc|tin nhắn được chuyển tiếp|ข้อความต้นฉบับ|ข้อความที่ส่งต่อ|הודעה מקורית|הודעה שהועברה|הודעה מועברת|الرسالة الأصلية|رسالة معاد توجيهها|pesan asli|pesan terusan|algkiri|edastatud kiri|pradinis laiškas|sākotnējā ziņa|missatge original|missatge reenviat`,
  ),
];

/** Said without dashes, as a whole line: below it is the mail that was sent to the person. */
export const WHOLE_LINE_SEPARATORS = set(
  `begin forwarded message|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|début du message réexpédié|début du message transféré|inicio del mensaje reenviado|comienzo del mensaje reenviado|inizio messaggio inoltrato|início da mensagem reencaminhada|início da mensagem encaminhada|begin doorgestuurd bericht
    |vidarebefordrat brev|vidarebefordrat mejl|start på videresendt besked|videresendt melding|begynnelse på videresendt melding|välitetty viesti alkaa|lähetetty viesti|początek przekazanej wiadomości|początek przesyłanej dalej wiadomości|začátek přeposílané zprávy|iletilmiş mesajın başlangıcı|yönlendirilen ileti başlangıcı|転送されたメッセージ|开始转发的邮件|开始转发邮件|以下是转发的邮件|開始轉寄郵件|下面是被转发的邮件|начало переадресованного сообщения|전달된 메시지 시작
    |the original message follows|original message follows|your original message follows|the original message was|original message headers|original message header|the original message is below|a copy of your message follows|this is a copy of your message, including all the headers|here is a copy of your message|below is a copy of your message|below this line is a copy of the message|your original message|text of the original message|a copy of the original message is attached
    |die ursprüngliche nachricht folgt|es folgt die ursprüngliche nachricht|ihre ursprüngliche nachricht|ihre nachricht lautete|nachfolgend ihre nachricht|es folgt eine kopie ihrer nachricht|voici le message d'origine|le message d'origine suit|votre message d'origine|votre message initial|el mensaje original sigue|su mensaje original|il messaggio originale segue|il tuo messaggio originale|a mensagem original segue|sua mensagem original|het oorspronkelijke bericht volgt|uw oorspronkelijke bericht
    |reply above this line|please reply above this line|please type your reply above this line|write above this line|type your reply above this line|please do not write below this line|bitte oberhalb dieser zeile antworten|bitte antworten sie oberhalb dieser zeile|antworten sie oberhalb dieser linie|veuillez répondre au-dessus de cette ligne|répondre au-dessus de cette ligne|responda por encima de esta línea|rispondi sopra questa riga|responda acima desta linha|antwoord boven deze lijn|typ uw antwoord boven deze regel`,
);

/** The words with which an attribution begins in the languages that begin it with a preposition. */
export const ATTRIBUTION_BEGINS =
  /^(?:on|am|le|el|il giorno|il|em|a|op|den|d\.|dne|dnia|w dniu|v|pe|på|kl|on the|tarihinde|på|στις|vào|pada|la|în|in data|em data|no dia|el dia|le jour)[\s,.]/u;
