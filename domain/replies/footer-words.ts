// The words of what stands below or around a person's own words without being theirs: device lines, closings, legal and list footers,
// banners of a mail gateway.
import { phrases } from "./phrase-search.ts";

/** Devices and programs that sign a mail. */
const DEVICE =
  "iphone|ipad|ipod|android|galaxy|samsung|huawei|xiaomi|redmi|pixel|oneplus|nokia|motorola|blackberry|windows|outlook|hotmail|yahoo|proton|protonmail|gmx|web\\.de|t-online|freenet|aol|gmail|mail|mailbird|spark|superhuman|airmail|canary|thunderbird|k-9|fairemail|tutanota|tuta|zoho|hey|newton|bluemail|boxer|nine|mobile|handy|smartphone|telephone|phone|mobil|mobiltelefon|portable|telefono|telefone|telefoon|telefon|móvil|movil|celular|cellulare|puhelin|puhelimesta|cep|watch|mac|携帯|手机|手機|xperia|lg|htc|oppo|vivo|realme|honor|mi|smart-?phone|tablet|workspace|fairphone";

/** "Sent from", "get it" and their kin; whole lines only, folded. */
const SENT =
  "sent|send|get|written|typed|composed|gesendet|diese nachricht wurde|diese mail wurde|verschickt|verfasst|geschrieben|holen sie sich|laden sie|outlook für|envoye|envoi|telecharge[rz]?|obtenez|obtenir|enviado|enviada|enviada?o|mandado|obtener|obten|descarga|inviato|inviata|spedito|scarica|ottieni|obter|obtenha|baixar|verzonden|verstuurd|download|wyslane|wyslano|wyslana|pobierz|skickat|skickad|hamta|sendt|hent|lahetetty|hanki|odeslano|ziskat|ziskejte|gonderildi|gonderilmistir|edinin|indirin|odoslane|отправлено|надіслано|загрузите|elkuldve|kuldve|trimis|poslano|dikirim|送信|发自|發自|傳送|發送|发送|傳自|下载|取得|入手|보냄|보냈습니다|보낸|다운로드|נשלח|أرسلت|مرسل|gui tu|ส่งจาก";

/**
 * A whole line with a device and a word of sending, and no mark that a sentence would need. Two orders: "Sent from my iPhone", "Von meinem
 * iPhone gesendet".
 */
export const DEVICE_LINE = new RegExp(
  String.raw`^(?=.{0,90}$)(?!.*[?!;])(?:(?:${SENT})(?=[\s\p{L}]).*(?:${DEVICE})|[^.,]{0,40}(?:${DEVICE})[^.,]{0,20}(?:${SENT})|(?:von|fra|fran|from|mit) (?:meinem|meiner|min|mein|my|mit)? ?[^.,]{0,20}(?:${DEVICE})[^.,]{0,20}(?:gesendet|verschickt|sendt|skickat|sent))`,
  "u",
);
/** Lines that a free mail provider or program adds below. */
export const PROVIDER_LINE =
  /^(?:yahoo mail:? (?:search|organi[sz]e|conquer)|virus-?free|virenfrei|sans virus|libre de virus|privo di virus|wolny od wirusow|this email has been (?:checked|scanned) (?:for viruses )?by|diese e-?mail wurde (?:von|auf viren)|sent with (?:proton|mailtrack|mailspring|superhuman|boxer)|sender notified by|get outlook for|outlook (?:for|fur|pour|para|per|voor|til|na|pro) (?:ios|android|mac)|<?https?:\/\/(?:aka\.ms|www\.avast\.com|overview\.mail\.yahoo\.com|go\.onelink\.me)\/\S*>?$)/u;

/** Whole lines that close a mail, with at most a comma or a full stop. */
export const CLOSINGS = new Set(
  `best|best regards|best wishes|kind regards|kindest regards|warm regards|warmest regards|regards|many regards|with regards|with best regards|with kind regards|sincerely|yours sincerely|sincerely yours|yours faithfully|yours truly|yours|cheers|thanks|thank you|many thanks|thanks again|thanks a lot|thx|all the best|br|rgds|respectfully|cordially|cu|take care|best regards from berlin
  |mit freundlichen grussen|mit freundlichem gruss|mit besten grussen|mit besten gruss|freundliche grusse|freundlicher gruss|freundlichen gruss|beste grusse|besten gruss|viele grusse|vielen dank|liebe grusse|lieben gruss|schone grusse|herzliche grusse|herzlichst|hochachtungsvoll|gruss|grusse|mfg|lg|vg|bg|danke|danke und gruss|vielen dank und viele grusse|mit vielen grussen|mit herzlichen grussen|schonen gruss|sonnige grusse|freundliche grusse aus berlin
  |cordialement|bien cordialement|tres cordialement|bien a vous|salutations|meilleures salutations|sinceres salutations|salutations distinguees|amicalement|merci|merci d'avance|cdt|cdlt|bonne journee
  |saludos|un saludo|un cordial saludo|saludos cordiales|cordialmente|atentamente|muy atentamente|gracias|muchas gracias|un abrazo|atte
  |cordiali saluti|distinti saluti|saluti|un saluto|un cordiale saluto|grazie|grazie mille|buona giornata|cordialita
  |atenciosamente|cumprimentos|melhores cumprimentos|com os melhores cumprimentos|abracos|abraco|obrigado|obrigada|att|grato|grata|cordialmente
  |met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groet|groeten|hartelijke groet|hartelijke groeten|mvg|bedankt|dank u|alvast bedankt|dank je wel
  |pozdrawiam|z powazaniem|serdecznie pozdrawiam|pozdrowienia|z wyrazami szacunku|dziekuje|pozdr
  |med vanliga halsningar|vanliga halsningar|med vanlig halsning|vanligen|halsningar|mvh|hej da|tack|tack pa forhand|basta halsningar|basta halsning
  |med venlig hilsen|venlig hilsen|med venlige hilsner|hilsen|de bedste hilsner|bedste hilsner|tak|mange tak|vh|kh
  |med vennlig hilsen|vennlig hilsen|beste hilsen|beste hilsener|hilsen|takk|mange takk
  |ystavallisin terveisin|parhain terveisin|terveisin|t|yst terv|kiitos|kiitos etukateen
  |s pozdravem|s uctou|s pratelskym pozdravem|hezky den|dekuji|diky|zdravi
  |saygilarimla|saygilarimizla|iyi calismalar|iyi gunler|sevgiler|tesekkurler|tesekkur ederim|selamlar
  |с уважением|с наилучшими пожеланиями|спасибо|з повагою|udvozlettel|tisztelettel|koszonettel|cu stima|cu respect|multumesc|με εκτιμηση|lep pozdrav|s postovanjem|salam|hormat kami
  |よろしくお願いいたします|よろしくお願いします|宜しくお願い致します|敬具|此致|敬上|祝好|谢谢|謝謝|顺祝商祺|감사합니다`
    .split("|")
    .map((closing) => closing.trim()),
);

/**
 * Words that ask, refuse or agree. A line with one of them is the person's even where a signature would stand: "Thanks,\nUnsubscribe".
 * Stems at the beginning of a word, folded.
 */
export const SPEAKS = phrases(
  `unsub*|opt out|opt me|remove*|stop*|cancel*|delete*|erase*|take me|take us|leave me|no|yes|not|don't|dont|do not|please*|call me|send*|interest*|contact me|write*|email me|sounds*|let's|lets|could*|can you|would*|want*|need*|spam*|end|quit|ok|okay|sure|agreed|deal
  |abmeld*|abbestell*|austrag*|stopp*|lösch*|entfern*|nein|ja|nicht|kein*|bitte*|ruf*|schick*|send*|interess*|streich*|widerspr*
  |désabonn*|désinscri*|désinscription|arrêt*|supprim*|retir*|enlev*|non|oui|svp|pas|appelez*|envoy*|intéress*
  |baja|darme*|cancel*|elimin*|borr*|quit*|no|sí|por favor|llám*|enví*|interes*|basta
  |cancell*|disiscri*|rimuov*|toglie*|elimin*|sì|si|prego|chiam*|invi*
  |descadastr*|remov*|exclu*|sair|pare*|não|sim|quero*|ligue*|envi*
  |uitschrijv*|afmeld*|verwijder*|nee|ja|graag|geen|niet|bel*|stuur*
  |wypis*|usuń*|usun*|rezygn*|nie|tak|proszę*
  |avregistrer*|avsluta*|avprenumerer*|ta bort|nej|ja|inte|avanmäl*
  |afmeld*|frameld*|fjern*|slet*|nej|ikke|avmeld*|meld meg|slett*|nei
  |peruut*|poist*|ei|kyllä|lopeta*
  |odhlás*|odhlas*|zruš*|vymaž*|ne|ano|prosím*
  |çık*|iptal*|sil*|hayır|evet|lütfen*|istemiyorum
  |配信停止|解除|停止|削除|退会|不要|いいえ|はい|退订|取消|删除|刪除|退訂|不要|是的|可以|отпис*|удал*|нет|да`,
);

/** Two of these in one paragraph make it a legal footer. */
export const LEGAL = phrases(
  `confidential|confidentiality|privileged|intended recipient|intended only for|intended solely|intended for the|solely for the use|addressee|unauthorized|unauthorised|notify the sender|inform the sender|contact the sender|delete it|delete this|any attachments|disclosure|dissemination|copying|virus*|do not necessarily|registered office|registered in england|company number|consider the environment|before printing|legally binding|this e mail and|this email and|this message and
  |vertraulich*|rechtlich geschützt*|bestimmungsgemäße empfänger|richtige adressat|vorgesehene empfänger|unbefugt*|irrtümlich|vernichten sie|informieren sie bitte sofort|den absender|sofort den absender|unerlaubte|weitergabe|gestattet|geschäftsführer|geschäftsführung|geschäftsführerin|amtsgericht|handelsregister|hrb*|registergericht|ust idnr|ust id|ust id nr|sitz der gesellschaft|umsatzsteuer id*|aufsichtsrat|diese e mail enthält|datenschutzhinweise
  |confidentiel*|destinataire*|expéditeur|par erreur|toute utilisation|toute diffusion|non autorisée|pièces jointes|n'est pas autorisée|ce message et|ce courriel
  |confidencial*|destinatario*|remitente|por error|este mensaje|este correo|exclusivamente|prohibida|archivos adjuntos|lopd|rgpd
  |riservat*|confidenzial*|destinatari*|per errore|mittente|questo messaggio|divulgazione|d lgs|privacy|allegati
  |destinatário*|remetente|por engano|esta mensagem|sigilos*|uso exclusivo
  |vertrouwelijk*|geadresseerde|bestemd voor|afzender|per abuis|dit bericht|deze e mail|openbaarmaking
  |poufn*|adresat*|nadawc*|omyłkowo|niniejsza wiadomość|niniejszej wiadomości
  |konfidentiell*|mottagare*|avsändaren|av misstag|detta meddelande|fortrolig*|modtager*|afsenderen|ved en fejl|denne mail|denne e mail|mottaker*|avsenderen|ved en feil|denne e posten
  |luottamuksell*|vastaanottaja*|lähettäjä*|erehdyksessä|tämä viesti|důvěrn*|adresát*|odesílatel*|omylem|tato zpráva|gizli*|alıcı*|gönderen*|yanlışlıkla|bu mesaj|bu e posta
  |機密|宛先の方|誤って|破棄|送信者|保密|收件人|发件人|误收|删除此|机密|конфиденциальн*`,
);

/** One is enough: a list's own instructions. A line in the first person is a person's all the same. */
export const LIST_FOOTER = phrases(
  `to unsubscribe from|to unsubscribe click|to unsubscribe please|to unsubscribe visit|to unsubscribe reply|to unsubscribe send|to unsubscribe write|unsubscribe from this list|unsubscribe from our|unsubscribe at any time|unsubscribe any time|unsubscribe anytime|click here to unsubscribe|click to unsubscribe|unsubscribe here|unsubscribe link|unsubscribe by clicking|you can unsubscribe|you may unsubscribe|to opt out of|to opt out click|to opt out reply|to stop receiving|if you no longer wish to receive|if you no longer want to receive|if you do not wish to receive|if you don't want to receive|if you would prefer not to receive|you are receiving this|you re receiving this|you receive this|you received this|this email was sent to|this message was sent to|this e mail was sent to|manage your preferences|manage preferences|email preferences|update your preferences|update preferences|manage your subscription|manage subscription*|subscription preferences|view in browser|view in your browser|view this email in|read our news in|having trouble viewing|because you subscribed|because you signed up|because you opted in|you subscribed to|sign up for our newsletter|subscribe to our newsletter|get our newsletter
  |vom newsletter abmelden|newsletter abmelden|newsletter abbestellen|um sich abzumelden|um sich vom newsletter|hier abmelden|klicken sie hier um|sie erhalten diese e mail|sie erhalten diese mail|sie erhalten diese nachricht|sie erhalten diesen newsletter|du erhältst diese|wenn sie keine weiteren|falls sie keine weiteren|wenn sie diese e mail nicht mehr|wenn sie keine e mails mehr|sie können sich jederzeit|jederzeit abmelden|jederzeit abbestellen|im browser ansehen|im browser anzeigen|online ansehen|abonnieren sie unseren newsletter|diese e mail wurde an
  |pour vous désabonner|pour vous désinscrire|pour se désabonner|se désabonner de|cliquez ici pour|vous désabonner à tout moment|vous désinscrire à tout moment|vous recevez ce|vous recevez cet|si vous ne souhaitez plus|si vous ne voulez plus|lien de désabonnement|voir dans le navigateur|version en ligne|gérer vos préférences|inscrivez vous à notre newsletter
  |para darse de baja|para darte de baja|para cancelar la suscripción|para cancelar su suscripción|haga clic aquí para|haz clic aquí para|si no desea recibir|si no desea seguir|si ya no desea|recibe este correo|recibes este correo|está recibiendo este|ver en el navegador|darse de baja en cualquier momento
  |per cancellarti|per cancellarsi|per disiscriverti|per annullare l'iscrizione|clicca qui per|clicchi qui per|se non desideri|se non desidera|ricevi questa|riceve questa|hai ricevuto questa|visualizza nel browser|cancellarti in qualsiasi momento
  |para cancelar a inscrição|para cancelar sua inscrição|para cancelar a subscrição|para se descadastrar|clique aqui para|se não deseja|se não quiser|você está recebendo|você recebeu este|está a receber este|ver no navegador
  |om je uit te schrijven|om u uit te schrijven|klik hier om|u ontvangt deze|je ontvangt deze|u ontvangt dit|afmelden voor deze|uitschrijven voor deze|uitschrijven kan|bekijk in browser|bekijk online|afmelden voor de nieuwsbrief
  |aby wypisać się|aby zrezygnować|kliknij tutaj aby|otrzymujesz tę|otrzymali państwo|zobacz w przeglądarce|wypisz się z newslettera
  |för att avregistrera|för att avprenumerera|klicka här för att|du får detta|du får det här|avprenumerera på|avregistrera dig|visa i webbläsaren
  |for at afmelde|klik her for at|du modtager denne|afmeld nyhedsbrev|afmeld dig|se i browser|for å melde deg av|klikk her for å|du mottar denne|avmeld nyhetsbrev|meld deg av|vis i nettleser
  |peruuta tilaus|peruuttaa tilauksen|klikkaa tästä|saat tämän viestin|poistua listalta|näytä selaimessa
  |pro odhlášení|odhlásit se můžete|klikněte zde|tento e mail jste obdrželi|dostáváte tento|odhlásit odběr|zobrazit v prohlížeči
  |abonelikten çıkmak için|listeden çıkmak için|buraya tıklayın|bu e postayı|tarayıcıda görüntüle
  |配信停止はこちら|配信停止をご希望|配信を希望されない|メルマガの解除|購読解除はこちら|退订请|点击退订|取消订阅请|如不想再收到|您收到此邮件|您收到这封|如需退订|點此取消訂閱`,
);

/** The person speaks of themselves: no list does. */
export const FIRST_PERSON = phrases(
  `i|i'm|i've|i'd|me|my|we|us|ich|mich|mir|mein*|wir|uns|je|j'ai|me|m'|mon|ma|mes|nous|yo|mí|me|mi|quiero|nosotros|io|mi|mio|noi|vorrei|eu|me|meu|minha|quero|nós|ik|mij|mijn|wij|ja|mnie|mój|moje|proszę|jag|mig|min|mitt|jeg|mig|meg|mit|minä|minut|minua|minun|já|mě|mi|můj|chci|ben|beni|benim|istiyorum|私|我|мне|меня`,
);

/** The writer's own customers: a list does not speak of them where it says how to leave. */
export const OUR_PEOPLE = phrases(
  `our customers|our clients|our users|our subscribers|our recipients|our contacts|my customers|my clients|unsere kunden|unseren kunden|unserer kunden|unsere kundinnen|unsere nutzer|unsere empfänger|unsere abonnenten|unsere kontakte|meine kunden|nos clients|nos utilisateurs|nos abonnés|nos destinataires|nos contacts|nuestros clientes|nuestros usuarios|nuestros suscriptores|i nostri clienti|nostri clienti|nostri utenti|nossos clientes|nossos usuários|nossos utilizadores|onze klanten|onze gebruikers|onze ontvangers|nasi klienci|naszych klientów|nasi użytkownicy|våra kunder|våra användare|våra mottagare|vores kunder|vores brugere|kundene våre|våre kunder|brukerne våre|asiakkaamme|asiakkaidemme|naši zákazníci|našich zákazníků|müşterilerimiz*|kullanıcılarımız*|弊社の顧客|当社の顧客|弊社のお客様|我们的客户|我們的客戶|我们的用户`,
);

/** First words of a banner that a mail gateway puts above a mail from outside. */
export const BANNER =
  /^[[(*⚠️!\s]{0,6}(?:external(?: e-?mail| sender| message| mail)?|ext|extern(?:e e-?mail|e mail|er absender)?|externe?|externo|esterno|caution|warning|attention|achtung|warnung|vorsicht|hinweis|avertissement|precaucion|attenzione|let op|you don't often get e-?mail from|some people who received this message don't often get|sie erhalten nicht (?:haufig|oft) e-?mails? von|vous ne recevez pas souvent|no suele recibir)/u;
/** What makes it one: the words alone ("Attention: …") are a person's, too. */
export const OUTSIDE = phrases(
  `outside of the|outside the organization|outside the organisation|outside your organization|outside your organisation|from outside|originated outside|originated from outside|external sender|external source|external email|external e mail|do not click|learn why this is important|often get email from|außerhalb|von extern|externen absender|externe e mail|keine links|häufig e mails|extérieur|externe à|expéditeur externe|fuera de|remitente externo|dall'esterno|mittente esterno|fora da organização|buiten de organisatie|externe afzender|fra en ekstern|souvent de courriers`,
);
/** A tag alone in its line. */
export const BANNER_TAG =
  /^[[(*]{1,3}\s?(?:external|ext|extern|externe|externo|esterno|outside|spam\??|suspected spam|caution: external)(?: e-?mail| sender| mail| message)?\s?[\])*]{1,3}$/u;
