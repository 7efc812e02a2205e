// German, whole: Sie and du, polite, curt and angry, without umlauts, with the misspellings of people who type in a hurry.
import type { Lexicon } from "./lexicon.ts";

export const de: Lexicon = {
  language: "de",
  sets: {
    remove:
      "entfernen entferne entfernt entfernst löschen lösche löscht löschn lösch streichen streiche streicht streich austragen nehmen nehmt nimm nehme rausnehmen herausnehmen tilgen tilgt schmeißen schmeißt werfen werft werf kicken kickt trag tragt tragen holen holt entfernung rauslöschen herauslöschen rauswerfen entfernern",
    me: "mich uns",
    list: "liste listen verteiler verteilern verteilerliste verteilerlisten mailverteiler emailverteiler mailliste mailinglist mailingliste mailingliste mailinglisten emailliste emaillisten newsletter newslettern newsletters datenbank datenbanken datenbestand kartei adressliste adresslisten adressbuch kundenliste kontaktliste kontakten system systemen crm mailing mailings aussand empfängerliste empfängerkreis abonnentenliste rundmail rundmails werbung werbeliste werbeverteiler adressdatenbank kundendatenbank karteien liste verteilers versandliste aussendungen funnel sequenz kampagne kampagnen mailingkampagne verteiller verteilr verteilier verteller",
    mails:
      "post werbepost mail mails email emails nachrichten nachricht newsletter newslettern newsletters werbung werbemails werbemail werbeemails spam spammails rundmails rundmail mailings mailing post zuschriften anschreiben schreiben informationen infos infomails angebote kontakt kontaktaufnahme kontaktaufnahmen kontaktversuche kontaktierung zusendung zusendungen werbeanrufe emial emials kontaktanfragen müll kram belästigung belästigungen erinnerungen nachfragen nachfassmails aussendungen werbezusendungen infopost reklame massenmails werbemail werbenachrichten werbebriefe newslettermails kaltakquise akquise akquisemails",
    mine: "daten adresse adressen emailadresse emailadressen mailadresse mailadressen email mail kontaktdaten kontakt kontakte namen name datensatz datensätze einträge eintrag personendaten angaben eintragung profil informationen konto account",
    my: "meine meinen mein meiner unsere unseren unser meines unserer diese dieser dies alle sämtliche die",
    write:
      "schreiben kontaktieren anschreiben mailen melden anmailen belästigen schicken senden zusenden zuschicken spammen mail zuspammen anzuschreiben kontaktier schreib kontaktiere schreibe schreibt kontaktiert schick schickt sende sendet mailt maile nerven nervt nerv belästigt bewerben belästige anzurufen zutexten zumüllen bombardieren vollspammen ansprechen anfragen nachfassen nachfragen nachhaken nachzuhaken nachzufassen zuzusenden zuzuschicken zuzumailen anzumailen anzusprechen anzuschreiben kontaktieren anklopfen vollzumüllen anbieten bemühen",
    want: "will wollen möchte möchten mag mögen wünsche wünschen brauche brauchen benötige benötigen wollte wünscht moechte willl möcht lege legen",
    people:
      "kunden kunde nutzer anwender empfänger abonnenten leute kontakte leads mitarbeiter mitglieder interessenten kollege kollegin kollegen jemand man user personen teilnehmer leser spender patienten",
    phone:
      "telefon telefonisch handy mobil mobiltelefon handynummer mobilnummer sms whatsapp fax festnetz post postalisch briefpost anruf anrufe teams linkedin xing telefonnummer dienstlich dienstnummer privatnummer",
    dates:
      "termin meeting webinar veranstaltung kurs schulung seminar event workshop call demo messe testphase test testversion trial kalender verteilung probeabo cc kopie konferenz treffen training warteliste tarif vertrag account teststellung",
    refer: "ihnen euch dir ihrer eurer ihr euer",
  },
  leads:
    "bitte bite und also dann jetzt sofort hiermit umgehend oder aber hallo nein danke ja nun einfach endlich daher deshalb deswegen unverzüglich nochmals nochmal moin gerne bitten sonst freundlichst ich wir liebe lieber guten",
  tails:
    "bitte danke sofort jetzt umgehend und oder dankeschön mfg vg lg gruß grüße vielen ab raus aus mehr unverzüglich endlich besten herzlichen von ich wir nicht mit zu gesendet merci da weil denn sonst heute asap",
  contrasts:
    "aber sondern jedoch stattdessen nur allerdings jetzt inzwischen mittlerweile dafür lieber doch trotzdem vielmehr nun",
  misspelt:
    "abmelden abmeldung abbestellen abbestellung newsletter kontaktieren interesse interessiert widerspreche widerrufe abgemeldet unverzüglich abzumelden abzubestellen",
  optOut: `! {dass|wenn} sie|ihr ~ mir|uns ~ keine|nichts ~~ mehr ~ schicken|schickt|senden|sendet|schreiben|schreibt|zusenden; {löschen|löscht|lösche|entfernen|streichen|entfernt} sie|ihr? ~ bitte? ~ {diesen|den} kontakt|eintrag|datensatz ~ aus|$; {kontakt|eintrag} ~ löschen|entfernen|streichen $; ! trotz ~~ bitte|abmeldung|widerspruch|aufforderung|widerspruchs|kündigung ~~ erhalte|bekomme|kriege|erhalten|bekommen|kommen ~ ich|wir? ~~ <mails>; letzte|letztmalige ~ aufforderung|mahnung|warnung ~; ! {bekomme|erhalte|kriege} ~ ich? ~ trotzdem|weiterhin|weiter|immer ~ noch|ihre|eure ~ <mails> ~~ obwohl|trotz; schluss ~ mit ~ den|diesen|euren|ihren ~ <mails>; ! {keine|keinerlei} post mehr ~ von; ! {keine|keinerlei} post mehr $; ! {will|möchte|wollen|möchten|wünsche} ~ von {euch|ihnen} ~ keine|nichts ~ mehr; ! {meine|unsere|meinen|unser} ~ adresse|mailadresse|emailadresse|daten|mail|kontaktdaten|eintrag ~~ nicht ~ gelöscht|entfernt|gestrichen|ausgetragen; ! {ich|wir} ~~ {noch nicht|immer noch nicht|nicht} abgemeldet|ausgetragen ~~ worden|obwohl|trotz; {kündige|kündigen|kündigt|kündigung} ~~ newsletter|mailing|abo|abonnement;
    nehmen|nehmt ~ sie? ~ abstand ~ von ~~ <mails>|anschreiben|kontakt*|weiteren; bestelle|bestellen ~ ich|wir|hiermit|sie|das|den ~ ab $; aufhören|schluss ~ mit ~ dem|den|der|diesem|diesen ~ mist|spam|mails|scheiß|unsinn|quatsch|terror|werbung|zeug
    {keine|keinerlei|nie} ~ anfragen|angebote|mails|anrufe ~ {dieser|solcher|derartiger} ~; ! {wir|ich} ~ keine|keinerlei ~ <mails> ~ wünschen|wünsche; {sie|ihr} ~ sind|seid|werden|werdet ~ blockiert|gesperrt|gemeldet; {ihre|eure} ~ <mine>|domain|<mails> ~ blockiert|gesperrt|gemeldet; blockiere|sperre ~ ich|sie|euch|ihre; {es|jetzt|mir} ~ reicht ~ es|jetzt|langsam|mit? ~ <mails>
    <me> ~~ von|aus|vom ~ <list> ~ runter|raus|weg|ab; mach|macht|machen|schmeiß ~ sie? <me> ~~ <list>
    {noch eine|noch ein|noch so eine|noch einmal} ~ einzige|einziges ~; {nächste|nächsten} ~ <mails> ~~ anzeige|melde|datenschutz*|beschwerde|polizei|verbraucherzentrale|spam|bundesnetzagentur|papierkorb; {sonst|ansonsten|andernfalls} ~~ anzeige|anwalt|rechtsanwalt|abmahnung|melde|beschwerde|datenschutz*|gemeldet|blockiert
    {setzen|setzt|setz|packen|packt|nehmen|nehmt|tragen} ~ sie? {<me>|@|meine|unsere} ~~ sperrliste|blacklist|robinsonliste|blockliste|blocklist
    nicht|nie|niemals|nichts ~ {nochmal|nochmals|erneut|wieder|noch einmal} ~ <write>|kontaktiert|angeschrieben
    {können|könnten|kannst|könnt|würden} ~ sie|du|ihr ~ es|das|dies|sowas ~~ lassen|bleibenlassen|unterlassen|einstellen $; {lassen|lass|lasst|lasse} sie? {es|das} ~ bitte? {sein|bleiben|gut}; {lassen|lass|lasst} sie? ~ das|es $
    <want>|wünsche|wünschen ~ ihre|eure|diese|solche|derlei|weiteren|weitere ~ <mails> nicht ~ weiter|mehr|länger|weiterhin ~ beziehen|erhalten|bekommen|empfangen|lesen|sehen|kriegen|haben|$
    ! nutzung|verwendung|verarbeitung|speicherung|zusendung|zusendungen ~~ nicht ~ zustimme|zustimmen|zu|erlaube|gestatte|einverstanden|zugestimmt; stimme|stimmen ~~ nutzung|verwendung|verarbeitung|speicherung|zusendung ~~ nicht ~ zu
    {sparen|spart|spar|erspar|ersparen} ~ sie? ~ sich|euch|dir|mir|uns ~ die|das|den ~ nächste|nächsten|weitere|weiteren; sehen sie ~ davon ab; {bitte|bitten|ersuche|ersuchen} ~~ davon abzusehen
    {schluss|aus|ende|feierabend} mit ~ ihren|euren|den|diesen|der|dem|dieser ~ <mails>|werberei|bombardement|terror; <mails> ~ {nicht|unerwünscht|keineswegs} ~ erwünscht|gewünscht|willkommen
    {will|möchte|wollen|möchten|wünscht|wünschen|möchte} ~ von ~ <refer> ~~ nichts|nie|nicht ~ mehr|wieder ~; nie|niemals ~ wieder|mehr ~ von <refer> ~ hören|lesen|was|etwas; {kommen|kommt} ~ sie? ~ bitte? ~ nicht|nie ~ wieder|mehr ~ auf|zu <me>
    {vom|aus dem|von der|aus der|von ihrer|aus ihrer|von eurer|aus eurem|aus ihrem} ~ <list> ~ nehmen|raus|runter|streichen|löschen|kicken; {keine lust|genug|satt|nase voll} ~ mehr? ~ auf|von|die|ihre|eure|mehr ~ <mails>
    {keine|keinen|nie|niemals} ~ solche|solchen|derartige|derartigen|ungefragt|ungefragten|unverlangten|unverlangte ~ <mails>; {kontakt|kontaktversuche|ansprache} ~ nicht ~ gewünscht|erwünscht; {verschone|verschonen|verschont} ~~ <mails>
    {macht|mach|machen} ~ dass ~ ich|wir ~ keine|nichts; {gilt|bitte} ~ als ~ widerspruch|widerruf|abmeldung; {sehen|betrachten|werten} ~ sie ~ das|dies|diese ~~ als ~ widerspruch|widerruf|abmeldung
    von ~ weiteren|weiterer|weiterem|solchen|derartigen ~~ absehen|abzusehen; melden|melde|meldet|schreiben|kontaktieren ~ sie|dich|euch ~ sich|mich? ~ nie|niemals wieder|mehr; entziehe|entziehen ~~ erlaubnis|einwilligung|zustimmung
    <want> ~ diese|ihre|eure|solche ~ <mails> {nicht|nie} mehr? $; <mails> ~ sind|ist ~ unerwünscht|lästig; <mails> sind ~ nicht ~ erwünscht|gewünscht; finger weg von ~ meiner|unserer
    von ~ <mails> ~ absehen|abzusehen; ! untersage|untersagen|verbiete|verbieten|verbitte|verbitten ~~ <mails>|ansprache|werbliche|kontakt*|weitere|jede|jegliche|zusendung|<write>; {keine|nicht die} erlaubnis|genehmigung|berechtigung ~~ <write>|<mails>|daten|zu|mich
    ^ <mine> löschen|entfernen|streichen|austragen|rausnehmen $; bitte ~ <mine> ~ löschen|entfernen|streichen|austragen|rausnehmen $; kontakt ~ abbrechen|einstellen|beenden|unterlassen|unerwünscht; kein|keinen ~ weiterer|weiteren ~ kontakt|kontaktaufnahme
    {will|möchte|wollen|möchten} ~ ich|wir|das|dies|so|sowas? ~ {nicht mehr} ~ bekommen|erhalten|haben|lesen|sehen|empfangen|kriegen|$; {das|dies|sowas|so etwas} ~ will|möchte|wollen|möchten ~ ich|wir ~ nicht|nie; in zukunft nicht mehr; künftig nicht mehr; bitte keine mehr
    {nerv|nervt|nerven} ~ sie? ~ mich|uns|nicht|mich|$; {hau|haut} ab; {zieh|zieht} leine; schleich|schleicht|schleichts ~ dich|euch; annahme verweigert; ^ unerwünscht $; um ~ streichung|austragung|entfernung|löschung ~ wird|bitte|gebeten|meiner|meines|aus; erspart|ersparen ~ <mails>|mir|uns
    nicht ~ weiter|länger|mehr|erneut|nochmals|wieder ~ von ~ <refer>|ihnen ~ kontaktiert|angeschrieben|belästigt|<write>; gebt|geben ~ sie? ~ ruhe
    {melde|meldet|melden|meld} sie? <me> ~~ ab; {melde|meldet|melden|meld} sie? <me> ~~ ab|abmelden
    melde|melden ~ ich|wir <me>? ~~ ab; melde|melden <me> hiermit? ~~ ab
    meldet|melden|melde|meld ~ <my>|meinen ~ <mine> ~~ ab
    {hiermit|bitte} ~ abmelden|abgemeldet|abbestellen|austragen|abzumelden|abzubestellen|auszutragen|ausgetragen|abbestellt
    bitte|<want>|<me>|würde|würden|kann|können|wie|wo ~~ abmelden|abbestellen|austragen|abzumelden|abgemeldet|abzubestellen|auszutragen|ausgetragen|abbestellt $
    <want>|würde|würden ~~ abmelden|abgemeldet|austragen|ausgetragen|abbestellen|raus|abzumelden ~
    bitte ~~ von|aus|vom ~ <list> ~ abmelden|abgemeldet|austragen|nehmen|streichen|löschen|entfernen|raus|ausgetragen|gelöscht|gestrichen
    ^ abmelden|abmeldung|austragen|abbestellen|austragung|abbestellung|löschen|entfernen|streichen|stornieren $
    ^ abmeldung|abbestellung|austragung ~ von|vom|aus|des|der|ihres|ihrem|für ~ <list>|<mine>|<mails>
    abmelden|abzumelden|austragen|abmeldung|abbestellung|abbestellen ~ von|vom|aus|ihres|ihrem|des|der|bei ~ <refer>|<list>
    <list>|<mails> ~ abbestellen|abbestelle|abbestellt|kündigen|kündige|stornieren|abzubestellen|abmelden|einstellen|einzustellen|unterlassen|stoppen
    abbestellen|abbestelle|abbestellt|bestelle|bestellen|kündige|kündigt|storniere|storniert|kündigen|stornieren|beenden|beende|beendet ~ ich|wir|sie|hiermit|den|ihren|euren|das|mein|meinen|mein ~ <list>|abo|abonnement
    wie|wo ~ kann|können|komme|kommt|melde|werde|muss|geht ~ ich|wir|man ~~ abmelden|abbestellen|austragen|raus|runter|abmeldung ~ <list>|ihrer|diesem|$; wie|wo ~ kann|können|melde|muss ~ ich|wir ~ <me> ~ ab|abmelden|austragen
    {kann|können|konnte} ~ <me> nicht|nirgends|nirgendwo|hier ~ abmelden|austragen; abmeldung|abmelden ~ geht|funktioniert|klappt ~ nicht; abmeldelink|abmelde|abmeldebutton|abmeldeseite ~~ nicht|kaputt|defekt|fehler|tot|ohne|führt|fehlt
    ! {schon|bereits|mehrfach|mehrmals|längst|wiederholt} ~~ abgemeldet|abbestellt|ausgetragen|widersprochen
    ! abgemeldet|abbestellt|ausgetragen ~~ trotzdem|immer|dennoch|weiterhin
    <remove> ~ sie|mal|doch|bitte? ~ <me>|@ ~~ aus|von|vom|raus|heraus|runter ~~ <list>|ihrer|eurer|diesem|dem
    <remove> ~ sie|bitte|mal? ~ <me> ~ bitte|sofort|umgehend|komplett|aus|raus|$
    <me>|@ ~~ aus|von|vom|in ~~ <list> ~~ <remove>|gelöscht|entfernt|gestrichen|austragen|ausgetragen|herausgenommen|rausgenommen|genommen|zu
    <remove> ~ sie|bitte|mir|umgehend|sofort|mal|doch|uns|ihr? ~ <my> ~ <mine>
    <my>|sämtliche ~ <mine> ~~ gelöscht|entfernt|löschen|entfernen|gestrichen|tilgen|lösche|löscht|austragen|vernichten|rausnehmen $
    <my> ~ <mine> ~ bei {ihnen|euch|ihrem|dieser|aus|von|vom|in} ~~ zu? {löschen|entfernen|austragen|streichen|nehmen}
    meine|unsere|meiner|unserer ~ <mine> ~~ löschen|entfernen|zu|gelöscht|vernichten ~
    bitte ~ um ~~ löschung|entfernung|abmeldung|austragung|streichung|unterlassung
    {bitte|bitten|verlange|fordere|beantrage|wünsche|fordern|verlangen|beantragen|erbitte|ersuche|möchte} ~~ löschung|entfernung|abmeldung|streichung|austragung ~~ daten|<mine>|<list>|$
    löschung ~ meiner|unserer|aller|sämtlicher ~ <mine>
    ^ <remove> <me> $; ^ lösch|löscht|löschen|lösche ~ <me>; ^ <remove> ~ alles|<me>; bitte {löschen|entfernen|streichen|austragen|stornieren|unterlassen} $
    bitte ~ <me> ~ löschen|entfernen|streichen|austragen|rausnehmen|abmelden|herausnehmen|rauslöschen
    raus|runter|weg ~ aus|von|mit ~ <list>|$; ^ raus|runter|weg ~ aus|von|mit ~ ihrer|eurem|dem|der|eurer|diesem|ihrem|<me>; {will|möchte|wollen|möchten} ~~ <list> ~ raus|runter|weg|gestrichen|entfernt|gelöscht|stehen|genommen|gelöscht
    {will|möchte|wollen|möchten|würde} ~~ nicht|keinem|keiner|niemals ~~ <list> ~ sein|stehen|bleiben|geführt|haben
    keine|keinerlei|kein|nie ~ weiteren|weitere|mehr|solchen|solche|werbe|eurer|ihrer|unerwünschten|derartigen|zukünftigen|unaufgeforderten ~ <mails>
    ! keine|kein|keinerlei ~ <mails> ~ mehr? ~ an|unter|auf diese|meine|unsere ~ adresse|mailadresse|emailadresse; keine|kein|keinerlei <mails> ~ mehr|bekommen|erhalten|schicken|senden|zusenden|zuschicken|wünschen|wünsche|gewünscht|erwünscht|bitte; keine|kein|keinerlei <mails> ~ von {ihnen|euch|ihrer|eurer}
    keine|keinerlei <mails> ~~ mehr|erhalten|bekommen|zusenden|zuschicken|schicken|senden|empfangen|gewünscht|erwünscht
    <want> ~~ keine|keinerlei|kein|nichts|nix|nicht ~~ <mails> ~~ mehr|erhalten|bekommen|haben|von|empfangen|ihnen|$
    <want> ~~ nichts|nix|nie ~ mehr|weiter ~ von|hören|lesen ~
    <want> ~~ nicht ~~ kontaktiert|angeschrieben|belästigt|beworben|angemailt|angesprochen ~
    auf ~~ <mails> ~ verzichten|verzichte; von ~ weiteren|weiterer|solchen|ihren ~ <mails> ~~ abzusehen|absehen|ab; sehen|sehe ~ sie|bitte? ~ von ~~ <mails> ~ ab; <mails> ~ {einstellen|einzustellen|zu? unterlassen}; {stellen|stellt|stell} ~ sie|bitte? ~~ <mails> ~ ein
    {verzichte|verzichten} ~ auf ~~ <mails>|weitere|zusendung; kein|keinen|keine ~ weiteren|weitere|weiterer|weiterem ~ <mails>|kontakt|nachricht ~
    {nicht|nie|niemals|nichts|nix} ~ mehr|wieder|weiter|weiterhin ~ <write>|angeschrieben|kontaktiert|belästigt|zu|von ~
    nicht|nichts|nix|nie ~ mehr ~ <write>; ^ nicht|nie ~ <write> $
    <write> ~ sie|ihr? <me>|mir|uns ~ bitte|in|künftig|zukunft|zukünftig|ab|sofort|hier|doch? ~~ nicht|nie|niemals|nichts|keine|nix ~ mehr|wieder|weiter|<mails>|an|$
    <write> sie|ihr ~ <me>|mir|uns ~ nicht|nie ~
    <write> ~ mir|uns ~ nicht|nie|nichts|nix|keine ~ mehr|wieder|$
    hör|hört|hören|höre ~ sie|endlich|bitte|doch|mal|damit? ~~ auf ~~ <me>|mir|uns|mails|zu|damit|schreiben|spam|$
    {lass|lasst|lassen|lasse} sie? ~ <me> ~ in {ruhe|frieden|zufrieden}; <me> in {ruhe|frieden} ~ lassen|lässt|zu; <me> ~ nicht|nie ~ mehr|weiter|wieder belästigen|kontaktieren|anschreiben|zu
    verschon|verschont|verschonen|verschone ~ sie? <me>; unterlass|unterlassen|unterlasst|unterlasse ~ sie|das|dies|es|bitte|künftig? ~~ <mails>|kontakt*|zusendung|werbung|weitere|das|dies|$
    {zu|um} unterlassen|unterlassung; unterlassung ~ weiterer|jeglicher|der; <mails> ~ {zu|sind|ist} unterlassen
    stopp|stoppt|stoppen|stoppe|stop|beende|beendet|beenden|einstellen|stellt|stellen ~ sie|die|den|das|diese|diesen|ihre|eure|bitte ~ <mails>|mailflut|spamflut|mailterror|unsinn|belästigung|quatsch|mist
    widerspreche|widersprechen|widerspruch|wiederspruch|wiederspreche|wiedersprechen ~~ der|den|einer|jeder|jeglicher|gegen|die ~~ nutzung|verarbeitung|verwendung|speicherung|werbung|zusendung|kontakt*|daten*|werblichen|weitergabe
    {ich|wir|hiermit} ~ widerspreche|widersprechen|wiederspreche; {ich|wir|hiermit} ~ widerrufe|widerrufen|wiederrufe ~~ einwilligung|zustimmung|erlaubnis|einverständnis|einwilligungen|newsletter|abo
    widerrufe|widerrufen|widerruf|ziehe|wiederrufe ~~ meine|meiner|unsere|unserer ~ einwilligung|zustimmung|erlaubnis|einverständnis; widerruf ~ der ~ einwilligung
    recht auf ~ vergessenwerden|löschung|vergessen|widerspruch ~ geltend|gebrauch|gemäß|nach|wahrnehmen|ausüben|$
    {mache|machen|mein|unser|meinem|ausüben|nutze|meines} ~~ recht|rechts ~ auf ~ vergessenwerden|löschung|widerspruch|vergessen
    {nach|gemäß|gem|laut|auf grundlage|aufgrund|entsprechend|lt} ~ art|artikel|dsgvo|dsvgo|datenschutz* ~~ löschung|löschen|löschen|widerspruch|widerspreche|entfernen ~
    löschen|löschung|lösche|entfernen|löscht|vergessen ~~ art|artikel|dsgvo|gemäß dsgvo|17|gdpr ~; dsgvo {löschantrag|löschanfrage|löschung|löschbegehren|anfrage}; löschantrag|löschanfrage|löschbegehren|löschungsantrag ~ nach|gemäß|dsgvo|$
    nicht|nie ~ einverstanden ~ mit ~~ <mails>|daten*|speicherung|nutzung|verarbeitung|werbung|kontakt*
    {keine|nie|nicht|niemals} ~ einwilligung|zustimmung|erlaubnis|erteilt|gegeben|eingewilligt|zugestimmt|eingetragen|angemeldet|bestellt|abonniert ~ <list>|<mails>|zu|für|gegeben|erteilt
    sperrt|sperren|sperre|setzen|setzt ~ sie? {<me>|meine|@} ~~ sperrliste|blacklist|robinsonliste|adresse|emailadresse|blockliste|werbesperre; auf ~ die|ihre|eure ~ sperrliste|blacklist|robinsonliste; werbesperre|werbewiderspruch
    ! wenn|falls|sollten|sollte ~ sie|ihr|ich ~~ nicht|noch|weiter|weiterhin ~~ aufhören|löschen|entfernen|anzeige|anwalt|mails|mail|rechtliche|abmahnung|rechtsanwalt
    ! {warum|wieso|weshalb} ~ bekomme|erhalte|kriege|bekommen|schreiben|schreibt|kriegen|erhalten ~ ich|wir|sie|ihr ~~ immer|noch|trotzdem|weiterhin|dauernd|ständig|wieder
    ! {habe|haben|hatte|hatten} ~~ gebeten|aufgefordert|gesagt|geschrieben|mitgeteilt ~~ abmelden|abzumelden|löschen|entfernen|anzuschreiben|unterlassen|austragen|keine
    ^ verpiss|verpisst|verpissen|verzieh|verzieht ~ dich|euch|sich|sie?; {leckt|leck} mich; fickt euch; ^ schluss ~ damit|jetzt $; ^ schluss mit ~ <mails>|spam; ^ genug ~ davon|mails|jetzt|von
    vergiss|vergesst|vergessen ~ sie? ~ mich|<my> ~ <mine>|$; kein ~ interesse ~ an ~ <mails>|ihren|weiteren ~ <mails>; bitte ~ nicht ~ mehr; bitte ~ keine|nix|nichts|kein ~ mehr|weiteren|weitere ~ schicken|senden|mails|mehr|$
    ^ unsubscribe|unsub|deabonnieren bitte|$; von|aus|vom ~ <list> ~ streichen|nehmen|löschen|entfernen|entfernt|gelöscht|gestrichen|herausnehmen|rausnehmen|abmelden|austragen
    nehmen|nehmt|nimm|nehme|löschen|löscht|streichen|streicht|entfernen|entfernt ~ sie|bitte? ~ unsere|meine ~ firma|firmenadresse|gesellschaft|abteilung|adresse|schule|praxis|kanzlei ~~ <list>; nehmen|nehmt|nimm|nehme ~ <me>|@|meine ~~ <list>|raus|heraus; tragen|tragt|trag|trage ~ <me>|@|meine ~~ aus|austragen; <me> ~ auszutragen|austragen|abzumelden|ausgetragen
    spart|sparen|spar|erspart|ersparen ~ sie|euch|dir|mir|uns ~~ <mails>; bleib|bleibt|bleiben ~~ vom {leib|fern}; wegbleiben
    {vom|aus dem} ~ <list> ~ abgemeldet|gestrichen|entfernt|gelöscht|genommen ~ werden|haben; abmelden|ausmelden
    deabonnieren; abo ~ kündigen|beenden|stornieren|löschen
  `,
  optOutSentence: `
    bitte? {mich|uns|hiermit|sofort|um|wieder|umgehend|endlich}? abmelden|abmeldung|abbestellen|abbestellung|austragen|austragung|abgemeldet|ausgetragen|unsubscribe|abmeldn|abmelde|newsletterabmeldung {bitte|danke|sofort|jetzt|newsletter|mich}? bitte?
    {newsletter|emails|mails|mail|email|verteiler|abo|werbung} bitte? {abmelden|abmeldung|abbestellen|abbestellung|austragen|stornieren|kündigen|stoppen|einstellen|löschen} bitte?
    bitte? {mich|uns}? rausnehmen|herausnehmen|rauslöschen bitte|sofort?; bitte? {mich|uns} löschen|entfernen|streichen|austragen|abmelden bitte|sofort?
    bitte? {alle|alles|meine|unsere} daten|adresse|mailadresse|emailadresse|email|kontaktdaten|komplett? {löschen|entfernen} bitte?
    bitte? {keine|kein|nie} <mails> {mehr|bitte}? bitte?
    bitte? {keine|kein} weiteren|weitere|weiterer <mails> mehr|bitte?
    bitte? {nicht|nie} mehr|wieder|weiter? kontaktieren|anschreiben|schreiben|belästigen|melden|mailen
    bitte? {löschung|austragung|streichung|entfernung} bitte|danke?; löschantrag; wiederspruch; widerspruch gegen? werbung?; wiederspruch gegen? werbung?; werbewiderspruch; {kein|keinen} kontakt {mehr|bitte}?; keine werbung; dsgvo {löschung|löschanfrage}
  `,
  optOutAlone: `
    bitte|sofort|jetzt|endlich? stopp|stop|stoppen|stoppt|aufhören|schluss|löschen|entfernen|weg|raus|streichen|ende|einstellen|beenden|aus|lassen|unterlassen|austragen jetzt|sofort|bitte|damit|das|endlich|hier|umgehend|mit|da? jetzt|damit|sofort|bitte?
    {stopp|stop|stoppt|stoppen|beenden|beendet|lasst|lass|lassen|hört|hören|hör|unterlassen} sie? {das|damit|dies|den|es|auf|diesen}? sofort|jetzt|bitte|auf|unsinn|quatsch|mist|damit|endlich?
    {es|jetzt}? reicht {jetzt|langsam|mir|wirklich}?; genug|schluss {jetzt|damit|davon|ist}? damit?; nicht|nie {mehr|wieder} bitte?; {nichts|nix} mehr; keine mehr bitte?; abgelehnt? spam; ruhe; weg damit
  `,
  optOutMentions: `{sie|du|ihr} wurden|wurdest|wurdet|sind|bist|seid ~~ abgemeldet|ausgetragen|gelöscht|entfernt ~; {konto|account|zugang|profil|termin|projekt|benutzer|nutzer|login|angebot|datei} ~ wurde|wurden|ist|sind|war ~~ gelöscht|entfernt|gesperrt ~; ? {wurde|bin|wurden|sind} ich|wir ~~; ~~ anhang|anhänge|anlagen|anlage|zip|pdf|pdfs|word|excel ~~;
    unsere|unseren|die|den ~ alten|alte|bestehenden|historischen|doppelten|inaktiven ~ daten|kontakte|datensätze|einträge|kunden ~; ~~ beim|bei|vom ~ wettbewerber|mitbewerber|konkurrenten|konkurrenz|anbieter ~~; beim|bei|vom ~ wettbewerber|mitbewerber|konkurrenten|konkurrenz ~~
    keine|kein|nichts ~ pdf|pdfs|anhang|anhänge|papier|prospekte|kataloge|rechnungen|faxe|muster|folien ~~
    wollte|wollten|wäre|war|waren|hätte ~ schon|fast|gerade|beinahe|eigentlich|zuerst|erst|kurz ~~ abmelden|abgemeldet|austragen|löschen|abbestellen|raus|unsubscribe ~
    <remove>|melden|melde|meldet|trag|werft|werfen ~ sie|ihr|du? <me> ~ bitte|bloß|ja|auf? ~ nicht|nie|keinesfalls|keinen ~; {button|link|wort|hinweis|satz|text|schaltfläche} ~ hier? ~ abmelden|abmeldung|unsubscribe|austragen|abbestellen ~~
    müssen|muss|sollen|wollen|möchten|können|wichtig ~~ können|dürfen|möglich; {müssen|möchten|wollen|sollten} wir|unsere ~~ kunden|daten|kontakte|empfänger|nutzer ~~
    {aus|von} {dem|der|den} für ~~; {hören|hört|höre} sie? ~ bitte|bloß|ja? ~ {nicht|nie} auf ~~; {hören sie|hört|hör} ~ nicht auf ~~; bitte? nicht aufhören ~~; {stoppen|stoppt} sie? ~ nicht|bloß ~~; kollegin|kollege|frau|herr|chef|assistenz|assistentin ~ will|möchte|wollte|hat|antwortete|schrieb|klickte ~~
    {warum|wieso|weshalb} ~ wurde|werde|bin|wurden|sind|habe ~ ich|wir ~~ abgemeldet|ausgetragen|gelöscht|entfernt ~~; {zu|nicht} ~ unrecht|gewollt|absichtlich ~~; rückgängig ~~; ~~ rückgängig
    kann|könnte|muss|darf|soll man|jeder|jemand|ein|kunden|der|die ~~
    können|könnten|müssen|dürfen|wollen|sollen ~ kunden|nutzer|empfänger|abonnenten|unsere|die|leute|kontakte|anwender|deren ~~
    <people> ~ die|der|sich|können|kann|haben|hat|will|wollen|möchten|muss|müssen|melden|abmelden|abgemeldet|abmeldet|bei|vom|aus|selbst|einfach|werden|per|mit ~~
    unsere|unserer|unseren|meinen|meine|meiner|den|einen|eine|andere|inaktive|diese|alle|alte ~ <people> ~~
    wie|was|wo|wann|ob ~ kann|können|funktioniert|geht|läuft|passiert|lösen|handhaben|gehen|verhält|regelt|regeln|wird|werden|melden|löschen|lösen|ist ~ man|bei|die|das|der|mit|sie|ihr|sich|unsere|kunden|es|wir|daten ~~
    bei|in|mit ihrem|eurem|ihrer|eurer|unserem|unserer|dem ~ tool|produkt|system|software|lösung|plattform|newslettertool|app ~~
    ~~ bei|in|mit|über ihrem|eurem|ihrer|eurer|unserem|unserer ~ tool|produkt|software|lösung|plattform|app
    nicht|nie|niemals|ungern|keinesfalls ~ abmelden|abbestellen|austragen|löschen|entfernen|abgemeldet|streichen|gelöscht|abzumelden
    ~~ nicht|nie|keinesfalls abmelden|abbestellen|austragen|löschen|entfernen|abgemeldet|streichen|gelöscht|abzumelden|ab
    wollte|wollten|will|möchte|wollen ~ <me>? nicht|eigentlich|gar|keineswegs ~~ abmelden|abgemeldet|austragen|abbestellen|raus|gelöscht
    versehentlich|ausversehen|irrtümlich|fälschlicherweise|fälschlich|unabsichtlich ~~; aus {versehen|irrtum} ~~
    ~~ aus versehen
    ohne ~~ abmeldelink|abmeldung|abmeldemöglichkeit|abmelden|abmeldefunktion ~~; habe|haben|hatte|hatten|hat|wurde|wurden ~ <me> ~~ abgemeldet|ausgetragen|abbestellt ~~
    ~~ versehentlich|irrtümlich|fälschlicherweise|unabsichtlich|ausversehen
    {formular|funktion|link|seite|button|knopf|möglichkeit|prozess|ablauf|schnittstelle|feature|option|verfahren|konzept|fristen|regeln|text|vorlage|tool|software|lösung|system|hinweis|pflicht|häkchen|checkbox|workflow|api} ~ zur|zum|für|der|mit|um|zu|fürs|wo ~~
    abmelde|abmeldung|abmeldungs|abbestell|lösch|unsubscribe|optout|abmelden rate|raten|quote|quoten|link|links|formular|funktion|seite|button|prozess|grund|gründe|konzept|frist|fristen|zahlen|statistik|header|feature
    abmelderate|abmelderaten|abmeldequote|abmeldequoten|abmeldezahlen|löschkonzept|löschfristen|löschfrist ~
    die|eine|jede|der|unsere|ihre|viele|weniger|zahl|anzahl|mehr|automatische ~ abmeldungen|abmeldung|abbestellungen|abbestellung|austragung ~ ist|sind|steigt|steigen|geht|zum|zur|von|vom|unserer|unseres|muss|soll|per|in|ob|wird|läuft|der|aus|alten|funktioniert
    ~~ <phone> ~ nicht|nie|mehr|an|kontaktieren|anrufen|erreichen|melden|belästigen
    nicht|nie|keine|bitte|niemals ~ mehr? ~ per|über|auf|am|via|telefonisch|mobil|unter ~ <phone>|telefonisch|meinem|meiner|der|dem ~~
    <me>|mir|sie ~ nicht|nie ~ per|auf|über|am|unter|via|telefonisch|mobil|privat|vor|bis|heute|morgen|montag|dienstag|mittwoch|donnerstag|freitag|nachts|abends|diese|erst ~~
    ~~ vor|bis|während|zwischen|außerhalb ~ montag|dienstag|mittwoch|donnerstag|freitag|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|woche|uhr|urlaub|ferien|ostern|weihnachten|nächste|nächster|ende|anfang|dem|diese|zum
    in|auf ~ <list> ~~ auf|aufnehmen|aufgenommen|eintragen|hinzufügen ~; <me> ~~ in|auf ~ <list> ~ auf|aufnehmen|eintragen; ~~ ab {montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|nächster|nächsten|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|heute|morgen|mittag|dem|1|15|8|9|10} ~; keine|kein <mails> ist|sind|war|waren|kam|ging|gekommen|angekommen|da ~~
    habe|haben|hatte|hatten ~~ keine|kein|nichts|nie ~~ bekommen|erhalten|gesehen|gefunden|gekriegt|gehört
    habe|haben ~ noch|bisher|leider|bislang ~ keine|kein|nichts ~~
    wir|ich {hören|höre|hörten} auf ~~
    nicht|nichts ~ nur|lange|erst|heute|morgen|gleich|umsonst ~~; {nicht|nichts} zu {früh|spät|viel|lange|teuer|danken} ~~
    ~~ englisch|auf deutsch|französisch
    bekomme|bekommen|erhalte|erhalten|kriege|kriegen|kommen|kamen|empfange|sehe|kommt ~ keine|kein|nichts ~~
    ? warum|wieso ~~ keine|nichts ~~
    alten|bisherigen|aktuellen|anderen|alte ~ anbieter|vertrag|tool|dienstleister|lieferanten|software|provider|system ~~
    alte|alten|alter|private|privaten|privatadresse|frühere|falsche|falschen|zweite|andere|anderen ~ adresse|emailadresse|mailadresse|email|mail|konto|postfach
    ~~ alte|alten|private|privaten|privatadresse|frühere|falsche|falschen|andere ~ adresse|emailadresse|mailadresse|email|mail|konto|postfach
    <remove>|melde|melden|meldet|abmelden|streichen|abgemeldet ~~ <dates> ~~
    <dates> ~~ abmelden|abgemeldet|abmeldung|austragen|raus|streichen|löschen|kündigen|stoppen|beenden|ab
    von|aus|vom|zum ~ <dates> ~~
    zögern|zögere|zögert ~~; vergessen|vergesst|vergiss ~ {sie|bitte}? nicht ~~; keine {sorge|scheu|umstände} ~~; warum|wieso ~ <write>|rufen|ruft|melden ~ sie|ihr|du ~ <me>|mir|uns ~ nicht ~ einfach|an|mal|morgen
    wenn|falls|bevor|nachdem|sobald|ob|dass|weil ~ ein|eine|unsere|jemand|kunden|der|die|sich|man|wir|nutzer ~~
    wenn|falls|bevor|nachdem|sobald ~ ich|wir ~~ abmelde|abmelden|abbestelle|kündige|löschen|lösche
    abgemeldet|abgemeldete|abgemeldeten|verlieren|verloren|weil|obwohl ~ haben|kunden|empfänger|kontakte|viele ~~
    keine|kein ~ mails|emails|mail|werbung|newsletter ~ {verloren|mehr an kunden|schicken wir|versenden|an unsere|ankommen|angekommen|ankam|durch|bekommen wir|verschicken|an kunden|an die} ~~
    fast|beinahe|kurz|beinah|überlegt|überlege|statt|anstatt ~ davor? ~ mich|uns? ~ abgemeldet|abmelden|abzumelden|abbestellt
    <me> ~ wieder|neu|erneut|doch|bitte ~ anmelden|anzumelden|aufnehmen|eintragen; <me> wieder auf; wieder ~ auf|in|zum ~ <list>
    meinen|unseren|mein|meine|unsere ~ kollegen|kollegin|chef|kunden|mitarbeiter|kollege|anfrage|termin|bestellung|test|testzugang|nummer|telefonnummer|handynummer|rechnung ~~
    löschen|löscht|lösche ~ sie|ihr|wir|man|die|das|bitte|den ~ alte|altes|anhang|angebot|testdaten|demo|termin|nachricht|letzte|anfrage|duplikate|entwurf|ersten|vorherige ~
    keine|kein ~ weiteren|weitere ~ fragen|rückfragen|unterlagen|termine|termin|kosten|gebühren|demo|informationen|infos|angebote ~ nötig|notwendig|mehr|brauchen|brauche|erforderlich|benötigt|anfallen
    bieten|bietet|unterstützen|unterstützt|haben|habt|gibt ~ sie|ihr|es|ihre|eure|das ~~
    ? erfüllen|erfüllt|behandeln|behandelt|setzen|setzt|speichern|löschen|löscht|speichert ~ sie|ihr|das|ihre ~ das|die|nach|daten|unsere|anfragen|automatisch|den|kunden|recht ~~
  `,
  optIn: `{tragen|nehmen|setzen|tragt|nehmt|setzt|trag|nimm|setz} ~ sie|ihr? ~ <me> ~ bitte|doch? ~ wieder|erneut|neu ~; {möchte|will|würde} ~~ wieder ~ rein|drauf|dabei|aufgenommen ~;
    {nehmen|nehmt|nimm|setzen|setzt|tragen|tragt|schreiben} ~ sie? ~ <me>|@ ~~ in|auf ~~ auf|ein|aufnehmen|eintragen; <me> ~~ wieder ~ anmelden|eintragen|aufnehmen|auf; {gern|gerne|bitte} weiter ~; {weiter|weiterhin} ~ gern|gerne|schicken|informieren|erhalten|bekommen ~; weiter so; mit {mir|uns} ~ gern|gerne|weiter
    {lieber|besser|einfacher|bevorzugt} ~~ telefon|telefonisch|anrufen|whatsapp|handy|teams; {nur|lediglich|bloß} ~ die|den|ihre|eure ~ preise|preisliste|zahlen|fakten|angebot|vertrag|preis; möchte|möchten|will|wollen ~~ weiterhin|drin|dabei|drauf ~ bleiben|erhalten|bekommen
  `,
  ownData: `{das|dies|dieses} ~ ist ~ meine|unsere|eine ~ private|persönliche|privatadresse|sammel* ~; {diese|die} adresse|emailadresse|mailadresse|mail; privatadresse|privatmail;
    meine|unsere|meiner|unserer ~ adresse|emailadresse|mailadresse|email|mail|daten|nummer|kontaktdaten|namen; meinen|unseren ~ namen|kontakt
  `,
  optOutOfIt: `{löschen|entfernen|streichen} sie ~ {aus|von} ~ ihrem|ihrer|der|dem ~ <list>; {löschen|entfernen|streichen} sie ~ sie|diese|die|es|das ~ bitte? ~ aus|von ~ ihrem|ihrer|der|dem ~ <list>; {löscht|entfernt|streicht} ~ sie|die|es|das ~ aus|von ~ eurem|eurer|der|dem ~ <list>;
    {löschen|entfernen|streichen|vernichten|tilgen} sie ~ die|das|sie|es|alles|diese ~ sofort|umgehend|unverzüglich|bitte|wieder|gefälligst|endlich|komplett|restlos|$; {lösch|lösche|löscht|entfern|entferne|entfernt|streich|streicht|vernichte|vernichtet} ~ die|das|sie|es|alles ~ sofort|umgehend|unverzüglich|bitte|wieder|gefälligst|endlich|komplett|restlos|$; {bitte|sofort|umgehend} ~ wieder|alles|restlos ~ löschen|entfernen|streichen|austragen $; {nicht|nie} ~ mehr ~ verwenden|benutzen|nutzen|gebrauchen
  `,
  otherWay: `sondern ~ an|bei|zu ~; {lieber|besser} an ~ meine|meinen|unsere|unseren|herrn|frau|@;
    ^ rufen|ruft|ruf|sondern|lieber|stattdessen ~
  `,
  optOutReasons: `{falsche|falschen} ~ person|ansprechpartner*|adresse|abteilung; ansprechpartner|ansprechpartnerin; privat|private|privatadresse|privaten; existiert|existieren ~~ nicht; aufforderung; {kein|keine} kunde|kundin; nie|niemals|nicht|keine|keiner ~~ angemeldet|bestellt|zugestimmt|eingewilligt|angefordert|abonniert|erteilt|gegeben|angefragt|zustimmung|einwilligung; zweite|dritte|vierte|fünfte|wievielte ~ mail|email|nachricht|mal; woher|wie ~ haben|habt|kommen|kommt sie|ihr ~; in rente; verstorben; ausgeschieden; nicht ~ zuständig|relevant|mein ~; arbeitet|arbeite ~ nicht|hier ~ mehr; nie|niemals ~ kaufen|was|etwas; landet|landen ~ im spam; dsgvo|dsvgo|artikel|uwg|abs|einwilligung|bdsg; anwalt|rechtsanwalt|abmahnung|anzeige|unterlassung; nie ~ bestellt|angemeldet|eingewilligt|zugestimmt|angefordert; schon|bereits|mehrfach|mehrmals; bestätig*|bestätigung; {weil|da} ich; recht|rechts ~ auf; widerspreche|widersprechen|widerrufe ~~ daten|verarbeitung|nutzung|verwendung`,
  optOutSmells: `
    abmeld*|abbestell*|austragen|ausgetragen|abgemeldet|abzumelden|auszutragen|unsubscribe|optout|deabonnieren
    <remove> ~ <me>|meine|unsere; verteiler|mailverteiler|mailliste|blacklist|sperrliste
    lösch* ~ daten|mich|adresse|meine|alles; datenschutz*|dsgvo|dsvgo|einwilligung|widerspruch|widerspreche|widerrufe|unterlass*
    spam|spammer|belästig*|unaufgefordert*|werbung|werbemails|unerwünscht*; anwalt|rechtsanwalt|abmahn*|anzeige|verbraucherzentrale|bundesnetzagentur
    in {ruhe|frieden}; hör|hört|hören ~ auf|sie; es reicht; schluss; nicht|nie|nichts|nix ~ mehr|wieder ~ <write>|kontaktiert|angeschrieben|hören; keine|keinerlei ~ <mails>
    <write> ~ mir|mich|uns ~ nicht|nie; woher {haben|habt} sie|ihr ~ meine|unsere; nie|nicht|niemals ~ angemeldet|eingewilligt|bestellt|zugestimmt|angefordert|abonniert; verpiss*|nerv*|stopp|stoppt; blockier*|gemeldet; ihre|eure ~ mails ~ nerven
  `,
  refusalMentions: `uns|mich ~ für {sie|euch|dich|ihre|ihr|euer|ihren} ~~ entschieden; 
    {gar nicht|nicht|überhaupt nicht|keineswegs} ~ uninteress*|schlecht|abgeneigt|dagegen|unzufrieden|uninteressant|verkehrt ~; {stört|störte|schadet} ~~ nicht ~; {kein|keine} ~ problem|einwände|bedenken|sorge|umstände|frage ~; nicht nur ~; {kann|können} ~ es ~ kaum|nicht ~ erwarten; {bevor|solange|ehe} ~~ nicht ~~; {kaufen|bestellen|nehmen} ~ wir ~ nichts|nicht|erst ~ bevor|bis|solange ~~; letztes {jahr|mal} ~~
  `,
  refusalReasons: `{anderen|anderer|anderem|andere|anderes} ~ anbieter|lieferanten|lieferant|dienstleister|lösung|partner|system|tool|entschieden|vergeben; anderweitig; umstrukturier*|fusion|aufgelöst|sparmaßnahmen; budget|teuer|mitbewerber|wettbewerber|inhouse|selbst|gebunden|rahmenvertrag|eingestellt|gestrichen|insolvenz|rente; zu {klein|groß}; vertrag ~ mit|bis|läuft; excel; unserer größe; reicht uns`,
  refusal: `uninteressant|irrelevant ~; {haben|hat} ~ da|dafür|hierfür|wir? ~ schon|bereits ~ was|etwas|jemanden|jemand|eine|einen ~; {chef|chefin|geschäftsleitung|geschäftsführung|vorstand|leitung} ~~ dagegen|nein|abgelehnt ~; 
    abstand ~ nehmen; {möchte|will|wollen|möchten} ~ {das|dies|es} nicht $; {haben|nutzen} ~ wir|ich? ~ {so etwas|sowas|so was|dergleichen|ähnliches} ~ schon|bereits
    {davon|dafür|daran|hiervon|damit} ~ keinen|kein|keine ~ gebrauch|bedarf|interesse|verwendung|sinn; kommt ~~ infrage nicht; {kommt|kommen} ~~ nicht ~ infrage; {sind|bin|schon|bereits|gut|bestens} ~ versorgt|aufgestellt|ausgestattet|eingedeckt|bedient
    und {bleiben|bleibe} dabei; {bleiben|bleibe} wir|ich? bei|beim ~; {machen|mache|erledigen|lösen|regeln} ~ wir|ich|das|es ~ selbst|selber|intern|inhouse|händisch|manuell; {das|es} ~ hat sich erledigt; hat ~ sich ~ erledigt; erledigt sich; projekt ~ {gestrichen|abgeblasen|beerdigt|vom|auf eis}
    {geht|läuft|passiert} ~ hier|uns|derzeit? ~ nichts|nix ~; keine chance; {haben|hat} ~~ anderen|andere|anderes|anderem|mitbewerb* ~ entschieden|beauftragt|genommen|gekauft|unterschrieben ~; bei ~ anderen|mitbewerb* ~ unterschrieben|gekauft|bestellt
    {sehen|sehe} ~ darin? ~ keinen|kein ~ mehrwert|nutzen|sinn|bedarf|vorteil; {lohnt|rechnet|rentiert} ~ sich ~~ nicht; nicht ~ unser|mein|unsere ~ ding|thema|baustelle|fall; {wir|ich} ~ winken|winke ~ ab; müssen ~ passen|absagen|ablehnen; interessiert ~ hier|uns|mich ~ niemanden|keinen
    {kaufen|bestellen|brauchen|nehmen} ~ wir|ich ~ nichts|nix|nicht ~
    kein|keinerlei|null|wenig|keine|ohne ~ interesse|interssse|bedarf|verwendung|bedürfnis|budget|kapazität|kapazitäten|zeit|nachfrage ~~
    nicht|nciht ~ mehr|weiter|wirklich|besonders|länger|so|sehr? ~ interessiert|interessant|relevant|notwendig|nötig|erforderlich|aktuell|passend|geeignet|gewünscht|zielführend|vorgesehen|geplant ~
    interessiert ~ <me>|mich|uns ~ nicht ~; kein bedarf; keinen bedarf; nein ~ danke|dankeschön|merci|vielen; danke ~ {nein|kein|nicht|aber nein}; ^ nein $; ^ nö|ne|nee|nope $
    {brauchen|brauche|benötigen|benötige} ~ wir|ich|das|es|dies|so|etwas|sowas? ~ nicht|kein|keine|keinen|nichts ~~
    nicht ~ gebraucht|benötigt; passt ~~ nicht; nichts für {uns|mich}; nicht ~ für {uns|mich}; passen nicht; nicht ~ das {richtige|passende}
    haben|habe|nutzen|nutze|verwenden|setzen|arbeiten|sind ~ wir|ich|bereits|schon|hier|da|dafür ~ bereits|schon|einen|eine|ein|mit|gut|bestens|anderen|zufrieden|eigene ~ anbieter|lieferanten|lösung|tool|partner|dienstleister|system|versorgt|aufgestellt|zufrieden|software|produkt|agentur|lieferant|eigene|einen|eine ~
    {bereits|schon} ~ einen|eine|ein|anderweitig|versorgt|gut|ausgestattet ~ anbieter|lieferanten|lösung|tool|partner|dienstleister|system|versorgt|aufgestellt; zufrieden ~ mit; sind ~ gut|bestens ~ versorgt|aufgestellt|bedient
    {haben|habe} ~ uns|mich ~ anders|dagegen|anderweitig|für ~ entschieden|einen|eine|andere|orientiert|anderen ~; {anders|dagegen|anderweitig} entschieden; entschieden ~ gegen; für ~ andere|anderen|mitbewerber|wettbewerber|einen ~ entschieden|anbieter
    kommt ~~ nicht ~ in {frage|infrage}; nicht in {frage|infrage}; kein|keine thema|option|priorität|fall|beziehungsweise; lehne|lehnen|abgelehnt|ablehnen ~ ab|wir|ich|dankend|höflich; absage|absagen; sehen|sehe ~ davon|keinen|wir ~ ab|bedarf|nutzen|mehrwert
    {im moment|momentan|derzeit|zurzeit|aktuell|jetzt|gerade|heute|vorerst|zur zeit|dieses jahr} ~ nicht|kein|keinen|nichts|keine ~~; nicht ~ im {moment|jetzt|derzeit|zurzeit|aktuell|momentan}; noch nicht; lieber nicht; eher nicht; leider {nicht|kein|keinen|keine|nein} ~
    zu {teuer|klein|groß|kompliziert}; können ~ uns|wir ~ nicht leisten; nicht ~ zuständig; falscher|falsche|falschen ansprechpartner|person|adresse|abteilung; bin ~ nicht ~ richtige|zuständig; projekt ~ gestorben|abgesagt|gestoppt|eingestellt
    nicht ~ weiter ~ verfolgen|verfolgt|vertiefen; {verzichten|verzichte} ~ wir|ich|dankend|darauf; kein ~ weiteres? {gespräch|termin} ~; nicht ~ wechseln|kaufen|anschaffen|bestellen|planen|suchen|umsteigen ~
  `,
  buying: `{bitte um|erbitte|bitten um} ~ rückruf|termin|anruf|einladung|terminvorschlag; schick*|send* ~ sie|mir|uns|bitte? ~ mir|uns|bitte? ~ einladung|kalendereinladung|terminvorschläge|terminvorschlag|termine ~; für {sie|euch|dich|ihre|ihr|euer} ~~ entschieden; entschieden ~ für {sie|euch}; 
    ? montag|dienstag|mittwoch|donnerstag|freitag|montags|dienstags|mittwochs|donnerstags|freitags|morgen|übermorgen ~; montag|dienstag|mittwoch|donnerstag|freitag|montags|dienstags|mittwochs|donnerstags|freitags|morgen|übermorgen ~ {ab|um|gegen|vormittag|nachmittag|jederzeit|früh|abend|mittag|nach|vor|zwischen} ~; {jederzeit|gern} $
    {wann|wieviel uhr} ~ hätten|haben|können|könnten|passt|ginge|wäre|treffen|sehen|sprechen|starten ~ sie|ihr|s|du|wir|es|ihnen ~ zeit|los|starten|treffen|sprechen|es; {angebot} ~~ annehmen|nehmen|an|angenommen|akzeptieren|zusagen
    {wir|ich} ~ nehmen|nehme ~~ an; {möchten|möchte|wollen|würden|würde} ~~ annehmen|anfangen|beginnen|zusagen|pilotieren|umsteigen|einsteigen|mitmachen|anschauen|ansehen; schau*|sehen|gucken ~ ma|wir|mir ~ uns ~ an; {schauen|sehen} wir ~ uns; {überzeugt} ~; kommt ~ wie gerufen; {melden|meldet|meld} ~ {sie|euch|dich} sich? $; zeigen {sie|ihr}? ~ mal|mir|uns|es|das|doch; zeig|zeigt ~ mal|mir|uns; erzählen|erzählt|erzähl ~ sie? ~ mir|uns|mal|mehr|gern ~ ; am telefon ~ machen|besprechen|klären|reden; passt $; ^ passt ~; {kommen|kommt|komm} ~ sie|doch|gern|gerne|mal ~ vorbei; telefonisch ~ melde|melden|erreichen; ich melde mich ~~ telefonisch|uhr; {wir|ich} ~ sind|bin ~ bereit|soweit|dabei; probieren ~ wir ~; {machen|mach} ~ sie|mal|mir|uns ~ angebot|vertrag|termin|fertig
    schicken|schickt|senden|sendet|schick|sende|mailen|machen|erstellen|bereiten|brauche|brauchen|benötigen|erbitten|übersenden|zusenden|lassen ~ sie|ihr|mir|uns|bitte ~ den|die|einen|das|gleich|mir|uns|bitte|ihren? ~ vertrag|auftrag|auftragsformular|bestellformular|rechnung|bestellung|auftragsbestätigung|vertragsunterlagen|vertragsentwurf|angebot|bestellschein|lizenzvertrag|avv
    vertrag ~ schicken|senden|zusenden|zuschicken|unterschreiben|unterzeichnen|zukommen|bitte|fertig|machen; {wir|ich} ~ unterschreiben|bestellen|bestelle|kaufen|kaufe|nehmen|nehme|beauftragen|buchen|buche|unterzeichnen|starten ~
    {möchten|möchte|wollen|will|würden|würde} ~~ bestellen|kaufen|buchen|beauftragen|unterschreiben|starten|loslegen|abschließen|testen|ausprobieren|sehen|sprechen|telefonieren|kennenlernen|vereinbaren|treffen|wechseln|nehmen|teilnehmen|nutzen
    rufen|ruf|ruft|melden|meldet ~ sie|ihr|bitte|gerne|mal|doch ~ <me>|mich|mir|uns|sich ~ an|zurück|bitte|bei|gerne|morgen|montag|dienstag|mittwoch|donnerstag|freitag|unter|heute|mal
    {lassen|lass|lasst} sie? uns ~ telefonieren|sprechen|reden|treffen|starten|das|einen|loslegen|mal|machen|dazu|kurz|gerne|zusammen ~
    termin ~ vereinbaren|machen|ausmachen|buchen|vorschlagen|finden|ansetzen|vormerken|bestätigen; {einen|nächsten} termin; gesprächstermin; terminvorschlag|terminvorschläge|vorschläge
    {montag|dienstag|mittwoch|donnerstag|freitag|morgen|woche|uhr|das|termin|nachmittag|vormittag|zeit|es} ~~ passt|passen|geht|ginge|klappt|gut|super|perfekt|möglich|frei|machbar ~
    passt|passen|klappt|ginge|geht ~ mir|uns|gut|super|perfekt|bestens|hervorragend|prima|besser|wunderbar|auch|am|besser ~; machen wir; nehmen {wir|ich}; los {gehts|geht}; legen ~ los; gerne ~ testen|starten|sprechen|telefonieren|treffen|ein|am|einen
    auftrag ~ erteilen|erteilt|vergeben|bestätigt|bekommen|erteilen; freigegeben|freigabe|genehmigt|bewilligt|zusage|zugesagt; budget ~ da|freigegeben|genehmigt|vorhanden|bewilligt|steht|jetzt; {haben|habe} ~ uns|mich ~ für ~ sie|euch|ihr|ihre|eure ~~ entschieden; {haben} uns? entschieden $; jetzt|inzwischen|mittlerweile ~ interesse|bedarf|doch|interessiert|brauchen|wollen|schon|ja|suchen ~
    ich|wir {bin|sind} dabei; {sind|bin} dabei $; bestellen {wir|ich}; kaufen wir; wollen ~ das|es|haben|große|größere|paket|wechseln; wechseln ~ zu {ihnen|euch}; zu {ihnen|euch} wechseln; verlängern; testzugang; testversion; demo ~ machen|vereinbaren|sehen|buchen|zeigen; umsteigen
    kollege|kollegin|chef|chefin|geschäftsführer|geschäftsführerin|kollegen ~ ist|hat|wäre|würde|möchte|übernimmt|meldet|interessiert|will ~ interessiert|interesse|gerne|sich|das|es ~; leite|leiten|weitergeleitet|gebe ~~ weiter|kollegen|chef
  `,
  interest: `
    {gar nicht|nicht|überhaupt nicht} ~ uninteressant|schlecht|dumm|verkehrt ~; {mit mir|gern|gerne} ~ weiter; {nur|lediglich} ~ die|den|ihre|eure ~ preise|preisliste|zahlen|fakten|angebot; im gegenteil; erzählen {sie|ihr}? ~ mehr|mal
    wenden|schreiben|kontaktieren|fragen|schreibt|fragt ~~ @; wenden|fragen ~ sie sich? ~ bitte? ~ an|meinen|meine|herrn|frau ~; kein|keine problem|thema|einwände|bedenken
    interessiert; interesse; interessant; spannend; klingt|hört|liest|sieht|sieh|schaut ~ sehr|sich|wirklich|ja|echt? ~ gut|interessant|spannend|super|toll|vielversprechend|prima|ansprechend|vernünftig
    gerne; gern; sehr {gerne|gern}; freue|freuen ~ mich|uns ~; ja ~ bitte|gerne|gern|klar|unbedingt|sicher|das|wir|ich|sehr; ^ ja $; ^ klar|jo|jawohl|super|perfekt|prima|top|okay|einverstanden $; warum nicht; wieso nicht; gefällt {mir|uns}; gute idee; genau das; neugierig; {bin|sind} gespannt; mehr ~ erfahren|wissen|hören|infos|informationen|dazu; melden ~ uns|mich; einverstanden
  `,
  asking: `
    was {kostet|kosten|ist|sind|bedeutet|heißt|würde|genau|beinhaltet|können}; wie ~ viel|teuer|hoch|lange|funktioniert|läuft|sieht|kann|können|schnell|geht|oft|groß|machen|ist|wird|werden; wieviel|wieviele; welche|welcher|welches|welchen ~; wann|wo|wer|warum|wieso|weshalb|womit|wofür|worin|woher ~ ist|kann|können|wird|gibt|könnten|liegt|haben|finde
    preis|preise|preisliste|preisen|preisinfo|preisübersicht|konditionen|kosten|angebot|angebote|rabatt|rabatte|kostenvoranschlag|lizenzkosten|broschüre|datenblatt|unterlagen|prospekt|katalog|referenzen|infomaterial|präsentation|dokumentation|whitepaper
    ^ ist|sind|arbeiten sie|ihr|du|es|man|sich|wir|das|die|ihre|eure ~
    weitere|mehr|nähere|genauere|zusätzliche|ein paar|detaillierte ~ informationen|infos|info|details|auskünfte|angaben; ^ haben|habt|gibt|bieten|bietet|unterstützen|unterstützt|lässt sie|ihr|du|es|man|sich|das|die|ihre|eure ~; können|könnten|könnt|kannst|könntest|würden|würdet|dürfen|darf sie|ihr|du|es|man|sich|wir|ich|das|die|ihre|eure ~
    schicken|senden|schick|schickt|sende|sendet|mailen|übersenden ~ sie|ihr|mir|uns|bitte ~; frage|fragen; wüsste|wissen ~ gerne|gern|ob|wie|was|wollen|möchte; {möchte|würde|wollte} ~ wissen|erfahren|fragen; gibt es; bitte um ~ information*|info|infos|angebot|rückruf|details|preis*|zusendung|auskunft|rückmeldung; ist ~ möglich; suche|suchen ~ eine|einen|nach|ein|noch; brauchen|brauche|benötigen ~ ein|eine|einen|hilfe|unterstützung|mehr|noch; auskunft; erklären ~
  `,
  putOff: `
    melden|meldet|meld|schreiben|schreibt|fragen|fragt|rufen|ruft|kommen|kommt|versuchen|probieren|kontaktieren ~~ wieder|nochmal|nochmals|später|erneut|dann ~
    {gern|gerne|bitte} ~ wieder|nochmal|nochmals|später|erneut ~
    {kommen|komme|melden|melde} ~~ auf {sie|euch} ~ zu; wiedervorlage
  `,
  wishMentions: `bevor|wenn|falls|ob|ehe ~ ich|wir ~~ zusage|zusagen|zustimme|zustimmen|bestelle|kaufe|unterschreibe|entscheide|entscheiden; 
    wenn|falls|bevor|ob|sobald|angenommen|sollten ~ ich|wir|nicht|man ~~ kaufen|bestellen|unterschreiben|buchen|abschließen|nehmen|wechseln|starten; wie {lange|viel|oft|schnell} ~~ unterschreiben|bestellen|kaufen|binden; kaufen|bestellen|unterschreiben|nehmen ~ wir|ich ~ nichts|nicht|nix|erst
  `,
  notNow: `
    nicht|erst|kein|keinen ~~ vor|bis|ab ~ januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|herbst|frühjahr|sommer|winter|nächstem|nächsten|jahresende|ende;     später; nächstes|nächsten|nächste|nächster|kommendes|kommenden ~ jahr|jahres|monat|quartal|woche|frühjahr|frühling|sommer|herbst|winter; im {januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|frühjahr|sommer|herbst|winter|neuen}
    in ~ zwei|drei|sechs|einigen|paar|einem|ein ~ monaten|wochen|jahr|jahren|monat|halben; ab {januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember}; nach ~ ostern|weihnachten|ferien|sommer|urlaub|messe|jahreswechsel; erst ~ nächstes|im|wieder|ab; zu früh; ein andermal; anderes mal; zu ~ späteren zeitpunkt; gegebenenfalls; komme|kommen ~~ auf {sie|euch} zu; budget ~ nächstes|erst|aufgebraucht|gesperrt; vertagen|verschieben|verschoben; künftig|zukünftig ~ vielleicht; in zukunft
  `,
  greetings: `
    sehr {geehrte|geehrter|geehrtes}? {damen|herr|frau|team}? und? herren? {herr|frau|dr|prof}?; hallo|hi|hey|moin|servus|guten|grüezi|liebe|lieber|liebes|werte|werter|salü|ahoi zusammen|liebe|lieber|liebes|moin|herr|frau|team|tag|morgen|abend|alle? {damen|herr|frau|team|herren}? und? herren?; guten|schönen|gutn tag|morgen|abend|nachmittag herr|frau|zusammen?; grüß {gott|dich|sie}; tag; mahlzeit
  `,
  thanks: `
    vielen|besten|herzlichen|lieben|schönen|tausend|recht? dank|danke für|im? die|ihre|ihr|das|den|eure|deine|voraus|ihren? ~ mail|email|nachricht|angebot|info|informationen|anfrage|verständnis|mühe|rückmeldung|interesse|hilfe|voraus|zeit?; danke|dankeschön|dank|merci|thx sehr|schön|ihnen|euch|dir|vorab|schonmal|nochmal|trotzdem|für? {sehr|mal|herzlich|nichts|vorab}? im? {voraus|schön}?; ich|wir? bedanke|bedanken ~ mich|uns ~; danke ~ im voraus
  `,
  signOffs: `
    mit? {freundlichen|freundlichem|besten|herzlichen|lieben|schönen|freundliche|beste|viele|herzliche|liebe|schöne|vielen|sonnige|kollegialen|nette} grüßen|grüße|gruß|grüsse|gruss|grüß|wünschen ~; mfg; vg; lg; bg; hg; gruß|grüße|gruss|grüsse ~ aus|vom|von?; hochachtungsvoll; ciao; tschüss|tschüß; bis {dann|bald|demnächst}; servus; alles {gute|liebe}
  `,
  pleasantries: `
    boah|ey|mensch|alter|mann|verdammt|bitteschön|gefälligst; um {gottes|himmels} willen; echt|ehrlich|wirklich; freundlicherweise; {ihr|sie} lieben
    bitte; sofort; umgehend; jetzt; unverzüglich; ab sofort; endlich; sorry; entschuldigung; entschuldigen sie; leider; einfach; nochmal; nochmals; gerne; schon; schönen|schöne|schönes|guten|gute ~ {tag|abend|woche|wochenende|zeit|feierabend|restwoche} noch?; alles gute; viel {erfolg|glück|spaß} ~ weiterhin|noch|damit?; weiterhin viel ~ erfolg|glück; ich|wir? bitte|bitten um|sie|ihr? ~ verständnis|beachtung|kenntnisnahme|rückmeldung|bestätigung; nichts für ungut; hoffe|hoffen ~ auf|sie ~ verständnis|verstehen; mit sofortiger wirkung; wünsche|wünschen ~ ihnen|euch|dir ~ ~; danke ; frohe|schöne|gesegnete ~ weihnachten|ostern|feiertage; gute besserung; trotzdem
  `,
  functionWords:
    "der die das und in zu den mit von ist nicht ein eine einen einem einer auf fur im es sie wir ihr ich du mich mir uns ihnen ihre ihren ihrer ihrem euch eure eurer eurem sich auch als an werden aus er hat haben habe dass bei nach wie vom zum zur bitte danke kein keine keinen mehr nur noch aber oder wenn wird sind kann konnen konnten uber vor so um am man was schon sehr gerne gern hallo guten tag grusse grussen jetzt hier mal bin mein meine meiner meinen unser unsere unserer dieser diese dem des durch sehr ja nein doch dann weil ob wo wer mochte mochten wollen will gibt vielen dank sofort ab",
};
