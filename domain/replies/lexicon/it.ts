// Italian: opt-outs, refusals, wishes and courtesy, Lei, voi and tu.
import type { Lexicon } from "./lexicon.ts";

export const it: Lexicon = {
  language: "it",
  sets: {
    removeme:
      "cancellarmi cancellatemi cancellami cancellateci cancellarci disiscrivermi disiscrivetemi disiscrivimi disiscriveteci disiscriverci rimuovetemi rimuovermi rimuovimi rimuoveteci rimuoverci toglietemi togliermi toglimi toglieteci toglierci eliminatemi eliminarmi eliminami eliminateci escludetemi escludermi depennatemi depennarmi levatemi levarmi cancellarmici disinscrivermi disinscrivetemi disiscrivetevi dimenticatemi",
    remove:
      "cancellare cancellate cancella cancelli cancellino eliminare eliminate elimina elimini rimuovere rimuovete rimuovi rimuova togliere togliete togli tolga depennare depennate escludere escludete disiscrivere disiscrivete disiscriva disiscrivi rimuovano tolgano cancellino distruggere",
    list: "lista liste elenco elenchi newsletter mailing database archivio archivi sistema rubrica contatti indirizzario registro banca",
    mails:
      "posta mail mails email emails messaggio messaggi newsletter pubblicità spam comunicazione comunicazioni posta offerte promozioni sms informazioni contatti contatto sollecitazioni pubblicitarie",
    mine: "indirizzo indirizzi mail email nome nomi dati contatto contatti nominativo account recapiti iscrizione",
    write:
      "scrivermi scriverci contattarmi contattarci mandarmi mandarci inviarmi inviarci disturbarmi disturbarci disturbare scrivere contattare mandare inviare scrivetemi contattatemi mandatemi inviatemi scriva scriviate scrivi scrivete contatti contatta contattate mandate mandi inviate invii disturbate disturbi scrivano contattino tempestarmi assillarmi stressare importunare infastidire",
    people:
      "cliente clienti utente utenti iscritto iscritti destinatario destinatari collega colleghi persone gente qualcuno contatti dipendenti membri uno loro donatori",
  },
  leads:
    "prego per favore cortesia gentilmente buongiorno salve e o ma vorrei voglio grazie chiedo di ciao si no vi la ora poi quindi vogliate favore",
  tails:
    "grazie per favore cortesia subito immediatamente e saluti ora prego cordiali distinti da dal o adesso inviato basta in",
  contrasts: "ma però invece bensì tuttavia ora adesso solo soltanto piuttosto",
  misspelt: "disiscrizione cancellatemi newsletter cancellazione",
  optOut: `! nonostante ~~ richiesta|richieste|cancellazione|disiscrizione ~~ ricevo|riceviamo ~~ <mails>; <remove> ~ {questo|il} contatto $; {ultimo} ~ avviso|avvertimento ~; {potete|può|potreste|puoi} ~ <remove> ~ il? ~ mio|nostro ~ contatto|nominativo|indirizzo; ! {come|dove} ~ faccio|posso|possiamo|si ~ {a uscire|uscire|a togliermi|a cancellarmi} ~~ <list>; non ~ contattat*|scrivet*|mandat*|inviat*|chiamat*|disturbat* ~ più|mai|altro; {come} ~~ uscire|esco|togliermi|levarmi|cancellarmi|rimuovermi ~~ <list>; ! mio|mia|miei|nostro|nostra ~ <mine> ~ non ~~ cancell*|rimoss*|elimin*; {non} ~ voglio|vogliamo|desidero ~ più? ~ posta|corrispondenza|comunicazioni;
    {vorrei|voglio|desidero|chiedo|vogliamo|desideriamo|gradirei} ~ non ~~ ricevere|essere ~; smettere|smettetela|smettila|smetta|finitela|piantatela|cessate ~ di|con|subito|$; {interrompete|sospendete|cessate|annullate|bloccate} ~ l|gli|le|la|i ~ invio|invii|mail|messaggi|comunicazioni|pubblicità; {prossima|prossimo} ~ mail|email|messaggio ~~ garante|denuncia|segnal*|spam; {astenersi|astenetevi|asteneteVi} ~ dal ~; {non} ~ autorizzo|autorizziamo ~~
    <removeme> ~ da|dal|dalla|dalle|dai|di|per|grazie|subito|e|$; {prego|voglio|vorrei|vorremmo|favore|cortesia|chiedo|desidero|pregherei|pregato|gentilmente|potete|può|puoi|potreste|come} ~~ <removeme>; <removeme> ~~ <list>
    mi|ci <remove> ~~ da|dal|dalla|dalle|dai|subito|per ~ <list>|favore|$; {annullare|annullate|cancellare|cancellate|disdire|disdico|revocare|cancella|annullo|cancellazione|disdetta} ~ la|della|l|dell|alla|mia|nostra ~ iscrizione|sottoscrizione|abbonamento|newsletter
    ^ disiscrizione|disiscrivi|disiscrivere|disiscriversi|cancellazione|disiscrivetemi|rimozione $; {chiedo|richiedo|richiesta|vorrei|voglio|domando|chiediamo|richiediamo|richiesta di} ~ la|di|una ~ cancellazione|rimozione|disiscrizione|eliminazione ~
    ^ cancellazione|disiscrizione|rimozione ~ da|dalla|dal|dei|del|della ~ <list>|miei|mio|mia|nostri
    <remove> ~ il|i|la|l|tutti|tutto ~ mio|miei|nostro|nostri|mia|nostra ~ <mine>; {cancellazione|eliminazione|rimozione} ~ dei|del|della|di ~ miei|mio|mia|nostri|nostro|tutti ~ <mine>
    non ~ mi|ci|vi|si? ~ <write> ~ più|mai|niente|nulla|$; non ~ <write> ~ più|mai; non ~ <write>|mandarmi|inviarmi ~ altre|altri|ulteriori|nessuna|email|mail ~; non ~ mi|ci ~ <write> ~ altre|ulteriori
    non ~ voglio|vogliamo|desidero|desideriamo|intendo|vorrei|gradisco ~ più? ~ ricevere|essere|che|avere|sentire|saperne ~~ più|vostre|vostri|mail|email|da|comunicazioni|contattato|contattata|contattati|disturbato|contattiate|scriviate|messaggi|queste|questa|nulla|niente
    non ~ voglio|vogliamo|desidero|desideriamo ~ più ~ ricevere|vostre|mail|email|le; non ~ voglio|desidero|vogliamo ~ ricevere|vostre ~; chiedo|chiediamo|prego|vorrei|preferirei ~ di? ~ non ~ essere|ricevere|<write> ~ più; non ~ essere ~ più ~ contattato|contattata|disturbato|contattati; non ~ gradisco|gradiamo ~ <mails>|ricevere|le
    {smettete|smettetela|smettila|smetta|smetti|smettere|finitela|finiscila|piantatela|cessate|cessare|basta|basta con|smetterla} ~ di|con|a|le|queste|questi|tutte? ~ <write>|<mails>; ^ basta|stop|niente|nessuna|no ~ più? <mails>; ^ non più <mails>; niente più <mails>; mai più ~ <mails>
    diritto ~ all|di|alla ~ oblio|cancellazione|opposizione|opporsi; {esercito|esercitare|esercizio|avvalgo} ~~ diritto|diritti; gdpr ~~ cancell*|elimin*|rimuov*|dati; cancell*|elimin*|rimuov* ~~ gdpr; {art|articolo} 17 ~; 
    mi|ci ~ oppongo|opponiamo ~ al|alla|all; {revoco|ritiro|revochiamo|ritiriamo} ~ il|mio|nostro|la ~ consenso|autorizzazione; {non ho|non abbiamo} ~ mai|dato|autorizzato ~~ iscritt*|richiest*|consenso|autorizzat*|chiesto; mai ~ iscritto|iscritta|richiesto|autorizzato|chiesto ~ <list>|<mails>|a|alla|di|$
    lasciatemi|lasciami|lasciateci|mi lasci|lasciarmi ~ in {pace|stare}; andate|vai ~ a quel {paese|fanculo}; vaffanculo; lista nera; {uscire|esca|uscirne} ~ dalla ~ lista|newsletter|mailing; ! {già} ~~ chiesto|richiesto|cancellato|disiscritto|detto
  `,
  optOutSentence: `
    per|vi|la? {favore|prego|cortesia}? di? <removeme> subito|grazie|per|adesso? favore|cortesia?; disiscrizione|disiscrivere|disiscrivermi|disiscrivimi|cancellazione|cancellami|cancellarmi; basta|stop|niente|nessuna <mails> per? {favore|cortesia|grazie}?; non {scrivetemi|contattatemi|scrivermi|contattarmi|mandatemi} più?; diritto all oblio
    richiesta di? {cancellazione|disiscrizione|rimozione}
  `,
  optOutAlone: `
    basta|stop|fermatevi|smettete|smettetela|smettila|smetta|cancella|cancellare|cancellate|cancellazione|rimuovere|rimuovi|rimuovete|elimina|eliminare|eliminate|disdetta|fuori|via|togliere|fermi|interrompere|disdire per|ora|subito|adesso|grazie|così? favore|cortesia|grazie?; per {favore|cortesia} basta|smettete|fermatevi|stop; {ora|adesso} basta; mai più; non più; spam; {adesso|ora|e}? basta davvero?
  `,
  optOutMentions: `{cancellazione|disiscrizione|rimozione} ~ è|e avvenuta|effettuata|completata|riuscita ~~; ~~ allegato|allegati|zip|pdf ~~; {account|accesso|profilo} ~ è|e ~ stato ~ cancell*|rimoss*|elimin* ~; {sei stato|è stato|siete stati} ~ cancell*|rimoss* ~~;
    non ~ smettete|smetta|smettere|fermatevi|interrompete|cancellate ~ di|mi? ~~; {dobbiamo|bisogna|occorre|possiamo|poter} ~ poter? ~ cancell*|elimin*|rimuov* ~~; come ~ gestite|trattate|funziona|si|fate ~~; {stavo|ero} ~ per ~~; {collega|assistente|capo} ~ ha ~~
    ? come ~~ nostri|nostro|i|un ~~
    cancell*|elimin*|rimuov*|disiscri* ~ un|una|i|gli|dei|nostri|miei|il ~ <people>|mio collega|nostri; <people> ~ possono|può|vogliono|vuole|si|che|possano|chiedono|disiscri*|cancell*|devono|hanno ~~; nostri|miei|loro|vostri|suoi ~ <people> ~~; dai|ai|i ~ <people> ~~
    {possono|può|possiamo|si può|possa} ~ i|gli|gestire|un|il|disiscri*|uno|nostri|cancellare|eliminare ~~; come ~ si|gestite|funziona|gestisce|faccio|facciamo|possono|trattate|viene ~ la|le|gestiscono|a|per|disiscri*|cancell* ~~; {avete|ha|offre|offrite|supporta|permette|consente|prevede|è possibile} ~ una|un|la|il|di|agli|ai|che|per ~~
    tasso|tassi|link|pagina|pulsante|gestione|funzione|funzionalità|modulo|processo|opzione|sistema|api|strumento|percentuale|motivo|motivi|procedura|piattaforma|software|prodotto ~ di|per|del|della|che|delle ~~
    non ~ mi|ci|volevo|vorrei|voglio|vogliamo|volevamo|intendo ~ <remove>|<removeme>|cancelli|disiscri*|disiscrivere; non <removeme>; non ~ mi <remove>
    ~~ per {errore|sbaglio|caso}; per {errore|sbaglio} ~~; ~~ per|al|sul ~ telefono|cellulare|sms|whatsapp|linkedin; ~~ prima|fino|durante|tra|dopo ~ ; ~~ oggi|domani|lunedì|martedì|mercoledì|giovedì|venerdì; non ~ esiti|esitate|esitare|dimentichi|dimenticate|esita ~~; ~~ in {inglese|tedesco|italiano}
    se|quando|prima|che|qualora ~ un|una|i|qualcuno|nostri|si|gli ~ <people>|disiscri*|cancell*|uno ~~; <removeme>|<remove> ~~ copia|cc|riunione|prova|evento|webinar|ordine|invito|vecchio|vecchia|duplicati|preventivo
    vecchio|vecchia|privato|personale|precedente ~ indirizzo|mail|email; ~~ vecchio|vecchia|privato|personale|precedente ~ indirizzo|mail|email; ~~ indirizzo|mail|email ~ vecchio|vecchia|privato|privata|personale|precedente; quasi|pensavo|pensato|invece|anziché ~ di? ~ <removeme>|disiscri*|cancell* ~~; vostro|vostra|il|tuo ~ prodotto|strumento|software|soluzione|piattaforma ~~; iscrivermi|reiscrivermi|iscrivetemi ~ di? ~ nuovo|ancora; basta ~ un|una|che|poco|solo ~~
  `,
  optIn: `
    {tenetemi|lasciatemi|mettetemi|aggiungetemi|reinseritemi|iscrivetemi} ~ ; {continuate|continui} ~; {voglio|vorrei|preferisco|desidero} ~ restare|rimanere|continuare ~; {preferisco|meglio|piuttosto} ~~ telefono|whatsapp|chiamata|cellulare; {solo|soltanto} ~ i|il|le|vostri ~ prezzi|prezzo|tariffe|numeri
  `,
  ownData: `
    mio|mia|miei|nostro|nostra|nostri ~ indirizzo|mail|email|dati|nome|numero|contatto
  `,
  optOutOfIt: `
    {cancellatelo|cancellateli|eliminatelo|eliminateli|toglietelo|rimuovetelo|cancellatela|eliminatela|cancelli lo|cancellalo|eliminalo|cancellate tutto} ~
  `,
  otherWay: `ma ~ a|al|alla|ai ~ mio|mia|nostro|nostra|collega|capo|ufficio`,
  optOutReasons: `persona|indirizzo ~ sbagliata|sbagliato; privato|personale ~; {non} sono ~ cliente; mai ~~ iscritto|iscritta|richiesto|chiesto|autorizzato|dato|acconsentito|registrato; non ~ so|capisco ~ come|dove|perché ~; terza|seconda|quarta ~ volta|mail|email; come|dove ~ avete|avuto ~ mio|mia|il; pensione|deceduto; non ~ lavora|lavoro ~ più; non ~ ho|mi|abbiamo ~ iscritto|richiesto|chiesto|autorizzato|dato; gdpr|garante|consenso|diritto|articolo; avvocato|denuncia; già ~; conferm*; oppongo|trattamento`,
  optOutSmells: `
    disiscri*|disinscri*|unsubscribe|optout; <removeme>; <remove> ~ mio|miei|nostri|mi|ci|nostro; spam|molestie|stalking|gdpr|garante|privacy; oblio; avvocato|denuncia|diffida; basta|smettete|smettetela|smetta; non ~ più ~ <mails>|ricevere|scriv*|contatt*; non ~ ricevere|<write>; non ho ~ mai|dato|richiesto; consenso; in pace; mailinglist; disdetta
  `,
  refusalMentions: `
    {nessun|non è un|non c è} ~ problema|fretta ~; non ~ solo|soltanto ~; niente male ~; {non vedo} ~ ora ~
  `,
  refusalReasons: `altro|altra ~ fornitore|azienda|soluzione; fornitore|costoso|caro|contratto; budget|caro|costoso|fornitore|contratto|internamente|concorrente|soddisfatti|contenti|chiudiamo`,
  refusal: `
    {non} ~ sapremmo|saprei|sappiamo ~~; {non} ~ {ha senso|fa per noi|fa al caso|ci serve|mi serve} ~; {siamo} ~ sommersi|strapieni|oberati; {facciamo|gestiamo|sviluppiamo} ~~ noi|internamente|interno; {vincolati|legati} ~; {progetto} ~ annullato|cancellato|fermo|bloccato; {restiamo|rimaniamo} ~ con|così|fedeli; {bilancio|budget} ~ chiuso|esaurito
    non ~ sono|siamo|è|mi|ci|più|molto? ~ interessat*|interessa|interesse|interessano|interessante ~~; nessun|senza|alcun ~ interesse|bisogno|necessità; non ~ {ho|abbiamo|c|serve|occorre|necessitiamo|ci serve} ~ bisogno|interesse|necessità|budget|tempo|serve? ~~; non ~ serve|servono|occorre ~~; no ~ grazie; grazie ~ ma ~ no|non; grazie no; ^ no $; non ~ fa|fanno ~ {per noi|me|al caso}
    non ~ per|in ~ ora|momento|adesso; {al momento|per il momento|in questo momento} ~ no|non; non {ora|adesso}; {abbiamo|ho|usiamo|utilizziamo|lavoriamo} ~ già|gia|con ~ un|una|fornitore|soluzione|altro|partner|nostro|nostra ~; già ~ fornitore|soluzione|coperti|partner|serviti; abbiamo|ho ~ deciso|scelto|optato ~ per|un|altro|di non|altra; decliniamo|declino|rifiutiamo|rifiuto; troppo ~ caro|costoso|presto|piccolo|cara; fuori budget; soddisfatt*|content* ~ di|del|con|dell ~; purtroppo ~ no|non; non ~ intendiamo|intendo|vogliamo ~ procedere|proseguire|cambiare|acquistare; non ~ rientra|adatto|pertinente|rilevante|necessario; non sono ~ la {persona|responsabile}; passo $
  `,
  buying: `
    ? lunedì|martedì|mercoledì|giovedì|venerdì|domani ~; quando ~ possiamo|possiamo|potete|può|potremmo|sareste|avete ~ vederlo|vederci|sentirci|parlare|iniziare|tempo|provare|incontrarci|liberi ~; {convinto|convinti|incuriosita|incuriosito|conquistato} ~; {mi|ci} ~ avete|ha ~ convint*|incuriosit*|conquistat*; {mostratemi|fatemi|fateci|mostrateci} ~ vedere? ~
    mandate|mandi|manda|mandatemi|mandateci|inviate|invii|inviateci|inviatemi|inviarci|inviarmi|mandarci|mandarmi|inviami|mandami|preparate|prepari|ci invii|mi invii|aspettiamo|attendiamo|fatemi|vorrei|serve ~ avere? ~ il|un|l|la|pure|il? ~ contratto|ordine|fattura|preventivo|proposta|accordo|offerta|modulo
    modulo d ordine; ordine di acquisto; {compriamo|compro|acquistiamo|acquisto|firmiamo|firmo|ordiniamo|ordino|prenotiamo|prenoto|accettiamo|accetto|confermiamo|confermo|prendiamo|procediamo|partiamo|sottoscriviamo}; {vorrei|vorremmo|voglio|vogliamo|desidero|desideriamo|pronti|pronto|possiamo|piacerebbe} ~ a|di? ~ comprare|acquistare|firmare|ordinare|prenotare|provare|vedere|parlare|parlarne|incontrarci|iniziare|cominciare|fissare|organizzare|procedere|testare|attivare|conoscere
    chiamatemi|chiamami|chiamateci|mi chiami|richiamatemi|mi {richiami|chiamarmi|richiamarmi|telefonatemi|ci chiami}; {fissare|fissiamo|organizzare|organizziamo|prenotare|programmare|pianificare|concordiamo|sentiamoci} ~ un|una|la|per ~ chiamata|call|appuntamento|incontro|demo|riunione|telefonata|dimostrazione; lunedì|martedì|mercoledì|giovedì|venerdì|domani|settimana ~ mi|ci|prossima|alle? ~ bene|perfetto|ok|benissimo|possibile|disponibile|libero ~; {va|andrebbe} ~ bene ~; {sono|siamo} ~ disponibile|disponibili|pronti|pronto|libero|liberi; parliamone|incontriamoci|sentiamoci|procediamo|procedete|iniziamo; d accordo ~ procediamo|procedere|con; budget ~ approvato|confermato|disponibile; mio|nostro|mia ~ capo|collega|direttore|responsabile ~ è|vuole|vorrebbe|interessat*; ora sì; cambiato idea; piano|versione|pacchetto ~ grande|superiore|completo|pro
  `,
  interest: `
    interessat*|interessante|interessa|interesse; molto ~ interess*; sembra|suona|pare ~ bene|ottimo|interessante|perfetto|molto; volentieri; con piacere; ^ sì $; sì ~ grazie|certo|volentieri|mi|ci|vorrei|prego|per; certo|certamente|perfetto|ottimo|fantastico|eccellente|benissimo; perché no; buona idea; mi|ci ~ piace|piacerebbe ~; saperne di più; curios*; va bene; d accordo
  `,
  asking: `
    quanto|quanta|quanti|quante; qual|quale|quali ~ è|sono|prezzo|costi|differenza ~; che ~ cosa|prezzo|costi|differenza|tipo; cosa ~ è|include|offrite|comprende|costa; prezzo|prezzi|costo|costi|listino|preventivo|offerta|tariffe|sconto|brochure|catalogo|scheda|demo|referenze|documentazione; come|dove|quando|chi|perché ~ funziona|posso|possiamo|è|si|sarebbe|viene ~; {può|potete|puoi|potrebbe|potreste|avete|offrite|esiste|c|è possibile} ~ inviarmi|mandarmi|dirmi|spiegare|inviare|mandare|una|un|il|api ~
    mandate|mandi|mandatemi|inviate|inviatemi|invii|mandami|inviami|inviarmi|mandarmi|inviarci ~; più|maggiori|ulteriori|altre ~ informazioni|info|dettagli; domanda|domande; sapere ~ se|quanto|come|di|cosa|quando; vorrei|vorremmo|voglio ~ sapere|capire|ricevere|informazioni|conoscere|avere; cerco|cerchiamo ~; prova gratuita; versione di prova; bisogno ~ di ~ informazioni|aiuto|un|una; spiegarmi|spiegare
  `,
  putOff: `risentiamoci|ricontattatemi|richiamate|ricontattateci|riscrivetemi|risentirci`,
  notNow: `
    più {tardi|avanti}; prossimo|prossima ~ anno|mese|trimestre|settimana; {anno|mese|trimestre} prossimo; a|in gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre; tra|fra ~ qualche|due|tre|sei|un|una|alcuni ~ mesi|settimane|anno|mese|settimana; un altra volta;  dopo ~ estate|vacanze|natale|ferie; troppo presto; rimandare|rimandato; in futuro
  `,
  greetings: `buongiorno|buonasera|salve|ciao|gentile|gentili|egregio|egregi|spett|spettabile|caro|cara|cari|buon|buona giorno|sera|pomeriggio|signore|signora|signori|sig|sigra|dott|a|team? tutti|team?; gent {mo|ma|mi}`,
  thanks: `grazie {mille|tante|infinite|e|per|in|della}? anticipo|la|il|l|cortese|vostra? attenzione|collaborazione|disponibilità|mail|messaggio|offerta|comprensione|risposta?; ringrazio|ringraziamo ~~; la|vi ringrazio|ringraziamo ~~; molte grazie; in anticipo`,
  signOffs: `cordiali|distinti|cari|migliori|un? saluti|saluto; cordialmente; saluti; un caro saluto; a presto; buona|buon ~ giornata|serata|lavoro|settimana; in fede; arrivederci; cordialità; con i migliori saluti; resto ~ a disposizione; tanti saluti`,
  pleasantries: `per {favore|cortesia|piacere}; prego; {vi|la} prego; cortesemente; gentilmente; subito; immediatamente; ora; adesso; al più presto; il prima possibile; scusi|scusate|scusa; mi dispiace; buona|buon ~ giornata|serata|fine|lavoro|settimana|fortuna|natale|pasqua; cordialmente; chiedo; favore; definitivamente; per comprensione; complimenti; vi auguro ~~; auguri`,
  functionWords:
    "il lo la i gli le di del della dei delle dello da dal dalla in nel nella con su per tra e o ma che non un una uno mi ci vi si ti a al alla ai sono siamo ho abbiamo ha hanno essere avere questo questa questi vostra vostro vostre vostri mio mia miei nostro nostra nostri come quando dove perche piu anche solo molto grazie per favore prego buongiorno salve cordiali saluti vorrei voglio vogliamo posso puo potete ricevere gentile ora gia tutto quanto cosa sarebbe bene",
};
