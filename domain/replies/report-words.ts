// The words of delivery reports in 16 languages, where a report has no status code: subjects, "this address does not exist", and "try
// again later". Data for delivery-report.ts.
import { phrases } from "./phrase-search.ts";

/** Whose mails are reports: the local parts of machines that deliver. */
export const DAEMON =
  /^(?:mailer-daemon|maildaemon|mail-daemon|mdaemon|postmaster|mailerdaemon|mail-delivery-(?:system|subsystem)|bounces?(?:[+\-=].*)?|microsoftexchange[0-9a-f]{16,})$/;

/** Subjects of reports. They begin the subject, or are it. */
export const REPORT_SUBJECTS = phrases(
  `email delivery failure|email delivery warning|email delivery delay*|delivery warning|delivery delay notification|undeliverable|undelivered mail|undelivered|undeliverable mail|delivery status notification|mail delivery failed|mail delivery failure|mail delivery system|mail delivery subsystem|mail delivery error|message not delivered|message delivery failure|message undeliverable|delivery failure|delivery failed|delivery failure notice|delivery error|delivery notification|delivery has failed|delivery incomplete|delivery delayed|delayed mail|delayed|message delayed|returned mail|mail returned|returned to sender|failure notice|failed delivery|failed mail|non delivery report|non delivery notification|nondeliverable mail|non delivery|could not send message|your message could not be delivered|your message was not delivered|message delivery has been delayed|message could not be delivered|warning could not send message|warning message|warning message still undelivered|mail could not be delivered|bounced mail|mail system error|rejected mail|message rejected|delivery report|delivered|relayed|delivery receipt|address not found|message blocked|undeliverable message|mailer daemon
  |unzustellbar*|nicht zustellbar|nicht zugestellt|mail unzustellbar|zustellung fehlgeschlagen|zustellung verzögert|zustellungsfehler|zustellfehler|unzustellbarkeitsbericht|fehler bei der zustellung|nachricht nicht zugestellt|ihre nachricht konnte nicht|e mail konnte nicht zugestellt|verzögert|zugestellt|rückläufer|zustellbericht|zurück an absender
  |non remis|non remise|message non remis|échec de la remise|échec de remise|échec de livraison|échec d'envoi|non distribué|non délivré|message non distribué|message non délivré|retour à l'expéditeur|remise différée|remis|message retardé|notification d'échec|avis de non remise|rapport de non remise
  |no se puede entregar|no entregado|no se pudo entregar|no se ha podido entregar|correo no entregado|error de entrega|error en la entrega|devuelto|correo devuelto|entrega retrasada|notificación de estado de entrega|mensaje no entregado|fallo en la entrega|entrega fallida|entregado
  |non recapitabile|mancato recapito|messaggio non recapitato|mancata consegna|consegna fallita|notifica di mancata consegna|non consegnato|impossibile recapitare|errore di consegna|recapitato|ritardo nella consegna|mail non recapitata|avviso di mancata consegna
  |não entregue|não foi possível entregar|falha na entrega|não é possível entregar|mensagem não entregue|devolvida|erro na entrega|falha ao entregar|entrega atrasada|notificação de status de entrega|entregue|notificação de falha
  |onbestelbaar|niet bezorgd|kan niet worden bezorgd|bezorging mislukt|mislukte bezorging|niet bezorgbaar|bericht niet afgeleverd|niet afgeleverd|niet te bezorgen|bezorging vertraagd|bezorgd|retour afzender
  |niedostarczone|nie dostarczono|nie można dostarczyć|niedostarczalne|niedoręczone|zwrot wiadomości|dostarczanie nie powiodło się|błąd dostarczenia|opóźnienie dostarczenia|powiadomienie o stanie dostarczenia|dostarczono
  |olevererbart|gick inte att leverera|kunde inte levereras|ej levererat|oleverbart|leverans misslyckades|leveransfel|försenat|levererat|ej levererbart
  |ikke leveret|kan ikke leveres|kunne ikke leveres|ikke leverbar|levering mislykkedes|uleverbar|ikke levert|kan ikke leveres|leveringsfeil|levering mislyktes|forsinket|leveret|levert|uleverbart
  |ei voitu toimittaa|toimittamaton|toimitus epäonnistui|ei voida toimittaa|perille toimittamaton|toimittaminen epäonnistui|toimitus viivästyi|toimitettu
  |nedoručitelné|nedoručitelná zpráva|nedoručeno|nelze doručit|zpráva nebyla doručena|doručení se nezdařilo|doručení zpožděno|doručeno|nedoručená pošta
  |teslim edilemedi|iletilemedi|teslim edilemeyen|teslim edilemiyor|gönderilemedi|teslimat başarısız|teslimat gecikti|teslim edildi|iletilemeyen
  |配信不能|配信できません|送信できません|配達不能|配信エラー|送信エラー|未配達|配信失敗|送達できません|不達|エラーメール|配信遅延|配信済み|戻りメール|メールが届きませんでした
  |未送达|无法送达|无法投递|退信|投递失败|傳送失敗|無法傳遞|無法投遞|系统退信|发送失败|未傳遞|未投递|寄送失敗|投递延迟|已送达|邮件被退回|退件`,
);

/** The address does not exist: final without a status code, or beside one that says nothing (5.0.0). */
export const UNKNOWN_ADDRESS = phrases(
  `user unknown|unknown user|no such user|no such mailbox|no such recipient|no such account|no such address|no such person|user not found|user doesn't exist|user does not exist|recipient not found|recipient unknown|unknown recipient|address unknown|unknown address|address not found|address couldn't be found|address could not be found|wasn't found|was not found at|couldn't be found|could not be found|mailbox not found|mailbox unknown|unknown mailbox|mailbox does not exist|mailbox doesn't exist|mailbox unavailable|address does not exist|address doesn't exist|account does not exist|account doesn't exist|that you tried to reach does not exist|invalid recipient|invalid mailbox|invalid user|invalid address|not a valid mailbox|not a valid recipient|not a known user|doesn't have an account|does not have an account|doesn't have a yahoo|no mailbox here|unrouteable address|unroutable address|unrouteable mail domain|bad destination mailbox|host or domain name not found|domain not found|domain does not exist|domain couldn't be found|domain name not found|no such domain|unknown host|host unknown|recipientnotfound|recipient no longer|account has been disabled|account is disabled|mailbox disabled|mailbox is disabled|is disabled|no longer exists|is no longer valid|is not a valid|user is unknown|recipient address rejected user unknown|not listed in
  |empfänger unbekannt|unbekannter empfänger|empfänger nicht gefunden|empfänger existiert nicht|adresse existiert nicht|adresse unbekannt|adresse nicht gefunden|adresse wurde nicht gefunden|konnte nicht gefunden werden|wurde nicht gefunden|postfach existiert nicht|postfach unbekannt|postfach nicht gefunden|benutzer unbekannt|unbekannter benutzer|benutzer existiert nicht|konto existiert nicht|mailadresse existiert nicht|adresse ist ungültig|ungültige adresse|ungültiger empfänger|domain existiert nicht|gibt es nicht
  |est introuvable|adresse introuvable|destinataire inconnu|utilisateur inconnu|adresse inconnue|n'existe pas|boîte aux lettres inconnue|boîte aux lettres introuvable|adresse invalide|n'a pas été trouvé|n'a pas été trouvée|n'a pas pu être trouvée|domaine introuvable
  |no existe|dirección desconocida|usuario desconocido|destinatario desconocido|no se encontró|no se ha encontrado|no se pudo encontrar|no se ha podido encontrar|dirección no encontrada|buzón no encontrado|dirección no válida|buzón inexistente
  |non esiste|utente sconosciuto|destinatario sconosciuto|indirizzo sconosciuto|indirizzo inesistente|non è stato trovato|indirizzo non trovato|casella inesistente|impossibile trovare l'indirizzo|utente inesistente|non trovato|indirizzo non valido
  |não existe|usuário desconhecido|destinatário desconhecido|endereço não encontrado|não foi encontrado|não pôde ser encontrado|endereço inexistente|endereço desconhecido|caixa de correio não encontrada|utilizador desconhecido|usuário inexistente|endereço inválido
  |bestaat niet|onbekende gebruiker|gebruiker onbekend|onbekende ontvanger|ontvanger onbekend|adres niet gevonden|niet gevonden|kan niet worden gevonden|kon niet worden gevonden|onbekend adres|adres onbekend|ongeldig adres
  |nie istnieje|nieznany użytkownik|użytkownik nieznany|nieznany odbiorca|nie znaleziono|adres nie został znaleziony|nieznany adres|nieprawidłowy adres|nie można odnaleźć
  |finns inte|okänd användare|okänd mottagare|hittades inte|adressen hittades inte|det gick inte att hitta|ogiltig adress|kunde inte hittas
  |findes ikke|ukendt bruger|ukendt modtager|blev ikke fundet|kunne ikke findes|adressen findes ikke|ugyldig adresse|eksisterer ikke|finnes ikke|ukjent bruker|ukjent mottaker|ble ikke funnet|kunne ikke finnes|adressen finnes ikke
  |ei ole olemassa|tuntematon käyttäjä|tuntematon vastaanottaja|ei löydy|ei löytynyt|osoitetta ei löytynyt|virheellinen osoite|ei löydetty
  |neexistuje|neznámý uživatel|neznámý příjemce|nebyla nalezena|nebyl nalezen|adresa nenalezena|nelze najít|neplatná adresa
  |bulunamadı|mevcut değil|bilinmeyen kullanıcı|bilinmeyen alıcı|geçersiz adres|adres bulunamadı|kullanıcı bulunamadı|böyle bir kullanıcı yok
  |見つかりません|見つからない|存在しません|存在しない|宛先不明|ユーザー不明|ユーザーが不明|不明なユーザー|アドレスが無効|受信者が見つからない|宛先が見つかり
  |不存在|找不到|未找到|地址错误|用户不存在|收件人不存在|邮箱不存在|無此使用者|查無此|地址无效|帳號不存在|账号不存在|无此用户`,
);

/** It may pass, or the address exists: never final, whatever else the words say. */
export const PASSING = phrases(
  `delivery delay|mailbox full|mailbox is full|over quota|quota exceeded|exceeded storage|out of storage|storage limit|insufficient storage|inbox is full|temporary problem|temporary failure|temporarily|temporary|will retry|will be retried|will continue to try|try again later|keep trying|still trying|delayed|delay|deferred|not yet been delivered|not been delivered yet|noch nicht zugestellt|greylist*|greylisted|too many connections|too busy|service unavailable|blocked|blacklist*|blocklist*|spam|policy|reputation|rejected for policy|dmarc|spf|dkim|access denied|sender rejected|sender address rejected|relay access denied|relaying denied|message too large|too large|size limit|connection timed out|connection refused|timed out|timeout|rate limit*|throttl*|not authorized|not permitted|virus|content rejected
  |postfach voll|postfach ist voll|speicherplatz|kontingent|vorübergehend*|verzögert|erneut versuch*|weiterhin versucht|später erneut|zu groß|abgelehnt|blockiert
  |boîte pleine|boîte aux lettres pleine|quota dépassé|temporaire*|différé*|retardé*|réessay*|nouvelle tentative|trop volumineux|bloqué*
  |buzón lleno|bandeja llena|cuota excedida|temporal*|retrasad*|reintent*|más tarde|demasiado grande|bloquead*
  |casella piena|quota superata|temporane*|ritardat*|riprover*|nuovo tentativo|troppo grande|bloccat*
  |caixa cheia|caixa de correio cheia|cota excedida|temporari*|temporári*|atrasad*|tentar novamente|muito grande|bloquead*
  |postvak vol|mailbox vol|quotum|tijdelijk*|vertraagd|opnieuw proberen|opnieuw geprobeerd|te groot|geblokkeerd
  |skrzynka pełna|przepełnion*|tymczasow*|opóźnion*|ponowi*|ponowna próba|zablokowan*
  |postlådan är full|inkorgen är full|tillfällig*|försenad*|försenat|försöker igen|blockerad*
  |postkassen er fuld|indbakken er fuld|midlertidig*|forsinket|prøver igen|forsøge igen|postboksen er full|innboksen er full|prøve igjen|blokeret|blokkert
  |postilaatikko on täynnä|täynnä|tilapäi*|väliaikai*|viiväst*|yritetään uudelleen|yrittää uudelleen
  |schránka je plná|plná schránka|dočasn*|zpožděn*|opakovat pokus|bude se opakovat
  |kutusu dolu|kota aşıldı|geçici*|gecik*|yeniden den*|tekrar den*
  |容量超過|一杯です|容量がいっぱい|一時的|再送|遅延|再試行|ブロック
  |已满|邮箱满|超出配额|信箱已滿|暂时|暫時|稍后重试|重试|重試|延迟|延遲|拒收|拦截`,
);

/** How reports begin. Their first lines, where neither headers nor a subject say what they are. */
export const REPORT_BEGINS = phrases(
  `this is the mail system at host|i'm sorry to have to inform you|this message was created automatically by mail delivery software|your message wasn't delivered|your message was not delivered|your message could not be delivered|your message couldn't be delivered|your message to|delivery has failed to these recipients|delivery to the following recipient*|the following address* had|the following message could not be delivered|message delivery to|we're writing to let you know that the group|a message that you sent could not be delivered|there was a temporary problem delivering|there was a problem delivering|this is an automatically generated delivery status notification|i'm afraid i wasn't able to deliver|address not found|host or domain name not found|the email account that you tried to reach|this report relates to a message|generating server|diagnostic information for administrators|diagnostic code|reporting mta|final recipient
  |ihre nachricht konnte nicht|die folgende* adresse*|ihre nachricht an|fehler bei der zustellung|diese nachricht wurde automatisch von|die nachricht konnte nicht|leider konnte ihre nachricht
  |échec de la remise|votre message n'a pas|votre message à|impossible de remettre|la remise a échoué
  |su mensaje no|no se pudo entregar|error al entregar|no se ha podido entregar|il messaggio non è stato|impossibile recapitare|recapito non riuscito|sua mensagem não|não foi possível entregar|falha na entrega
  |uw bericht kon niet|bezorging mislukt|je bericht kon niet|twoja wiadomość nie|dostarczenie nie powiodło|ditt meddelande kunde inte|leveransen till|din besked kunne ikke|levering til|viestiäsi ei voitu|vaši zprávu se nepodařilo|zprávu se nepodařilo|iletiniz teslim edilemedi|mesajınız teslim edilemedi|配信できませんでした|送信できませんでした|您的邮件无法|您的郵件無法|邮件未能送达`,
);

/** The mail arrived. */
export const ARRIVED = phrases(
  `was successfully delivered|has been successfully delivered|successfully delivered|successfully relayed|has been delivered to|was delivered to the following|delivery to these recipients or groups is complete|is complete but no delivery notification|wurde erfolgreich zugestellt|erfolgreich zugestellt|a été remis|se ha entregado|è stato recapitato|foi entregue|is bezorgd|zostało dostarczone|har levererats|er leveret|er levert|on toimitettu|byla doručena|teslim edildi|配信されました|已送达`,
);
