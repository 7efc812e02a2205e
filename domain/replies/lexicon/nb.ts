// Norwegian (bokmål, with common forms of nynorsk): opt-outs, refusals, wishes and courtesy.
import type { Lexicon } from "./lexicon.ts";

export const nb: Lexicon = {
  language: "nb",
  sets: {
    unsub:
      "avmeld avmelde avmeldes avmeldt avmelding avmelder avslutt avslutte avregistrer avregistrere avregistreres avregistrert avbestill avbestille",
    remove: "slett slette slettes slettet sletting fjern fjerne fjernes fjernet fjerning ta stryk stryke fjerna sletta",
    me: "meg oss",
    list: "listen lista liste lister listene epostliste epostlisten mailingliste database databasen nyhetsbrev nyhetsbrevet nyhetsbrevene system systemet register registeret abonnement abonnementet utsending utsendinger maillisten mailliste distribusjonsliste",
    mails:
      "mail mails mailer epost eposter eposten email emails meldinger melding nyhetsbrev reklame spam henvendelser henvendelse kontakt post tilbud informasjon sms søppelpost markedsføring",
    mine: "adresse epostadresse mailadresse epost mail email data opplysninger personopplysninger navn konto kontaktinformasjon informasjon",
    write:
      "skriv skrive skriver send sende sender kontakt kontakte kontakter mail maile mailer spam spamme forstyrr forstyrre mas mase plag plage kontaktes høre motta epost",
    people:
      "kunde kunder kundene kunden bruker brukere brukerne mottakere mottakerne abonnenter kollega kolleger kollegaer noen folk personer medlemmer ansatte man de kontakter",
  },
  leads: "vennligst hei og eller men jeg vi takk vær snill gjerne så nå nei ja å straks bare god dag kjære eg ber om",
  tails: "takk vennligst nå straks og mvh fra omgående hilsen med vh eller vennlig på sendt i dag umiddelbart",
  contrasts: "men derimot nå istedenfor isteden bare heller",
  misspelt: "avmelding nyhetsbrev nyhetsbrevet abonnement",
  optOut: `! {til tross|på tross} ~~ forespørsel|avmelding|ønske|bedt ~~ får|mottar ~; {ikke|ingen} mer ~ reklame|spam|markedsføring; slett|fjern ~ denne|den|dette kontakten|kontakt|oppføringen; {kan|vil|kunne} dere|du ~ slette|fjerne|ta|stryke ~ bort? ~ kontakten|adressen|navnet|eposten|mailen min|vår ~; {siste} ~ advarsel ~; {si|sier} ~ opp ~ nyhetsbrev*|abonnement*; hvordan ~ kommer|slipper ~ jeg|vi ~ av|ut|fra ~ denne|deres|den|listen|lista ~ listen|lista|$; ! adressen|opplysningene|dataene|eposten min|mine|vår|våre ~~ ikke ~ slettet|fjernet|avmeldt; {ber|krever|anmoder|ønsker} ~ om? ~ at ~ personopplysningene|opplysningene|adressen|dataene ~ mine|min|våre|vår ~ slettes|fjernes|slettet|fjernet;
    {ta|hør} ~ ikke|aldri ~ kontakt|av ~ igjen|mer|med; ikke ta kontakt ~; {avstå|unngå|la være} ~ fra|å? ~ å? ~ <write>|kontakte ~; {neste} ~ <mails>|gang ~~ forbrukertilsynet|anmeld*|melder|klage*|spam; ikke ~ kontakt ~ meg|oss|mer|igjen; {uønsket|uønskede} ~ <mails>|henvendelser; {blokker|sperr} ~ meg|oss|min
    <unsub> ~ meg|oss|min|mitt|vår ~; {vil|ønsker|kan|hvordan|vennligst|bes|må|ber|skal} ~~ avmelde|avmeldes|avmeldt|avmelding|avregistrere|avregistreres|avmeld ~ fra|meg|oss|$|nyhetsbrev*|dette|deres; ^ <unsub> $; ^ avmeld|avmelding|avregistrer ~ fra|nyhetsbrev*|meg|av ~; meld ~ meg|oss ~ av|ut; melde meg ~ av|ut; {avslutt|avslutte|si opp|sier opp|stopp|avbestill|avbestille|stans} ~ mitt|min|vårt|dette|abonnement*|nyhetsbrev*? ~ abonnement*|nyhetsbrev*
    <remove> ~ bort? {<me>|@} ~~ fra|av|ut|$; ta ~ meg|oss ~ av|bort|vekk|ut; <remove> ~ min|mitt|mine|vår|våre|denne|alle ~ <mine>; <remove> ~ opplysningene|adressen|dataene|navnet|eposten|personopplysningene|epostadressen|informasjonen ~ mine|min|mitt|våre|vår; {sletting|fjerning} ~ av ~ mine|min|mitt|våre ~ <mine>; {vil|ønsker} ~~ slettet|fjernet|slettes|fjernes ~; min|mine|mitt ~ <mine> ~~ slettet|slettes|fjernet|fjernes|sletta
    slutt|stopp|stans|gi {dere|ikke} fortsett ~ med|å|vennligst|nå ~ å? ~ <write>|spamme|maile|sende|skrive|kontakte|<mails>|mase; slutt ~ å ~ <write>|spamme|mase|plage; stopp ~ <mails>; ikke|ingen ~ flere ~ <mails>; ^ ingen {<mails>|flere}; {ønsker|vil|orker|gidder|trenger} ~ ikke ~~ motta|ha|få|kontaktes|kontaktet|høre|lenger|bli|å ~~ <mails>|kontaktet|fra|mer|flere|lenger|deres; {ønsker|vil} ~ ingen|ikke ~ <mails>|flere|deres|mer; <write> ~ <me> ~ ikke|aldri ~; <write> ~ ikke ~ <me>|mer|til|flere; {ikke|aldri} <write> ~ <me>|mer|igjen|til; frabeder|frabe ~ meg|oss ~; send ~ ikke ~ flere|mer; vil slippe ~
    retten|rett ~ til ~ å bli {glemt|sletting|glemt|innsigelse}; {gdpr} ~~ slett*|opplysninger|data|fjern*; slett*|fjern* ~~ gdpr; {trekker|tilbakekaller|trekke} ~ mitt|herved|samtykket|alt|vårt ~ samtykke ~; trekker ~ samtykket ~; {protesterer|motsetter} ~ mot|meg ~; {aldri|ikke} ~ meldt|samtykket|bedt|abonnert|gitt|registrert ~ meg|samtykke|om|til|på|$; la ~ <me> ~ {være|i fred}; dra til ~ helvete; svarteliste; ! allerede ~~ bedt|avmeldt|sagt
  `,
  optOutSentence: `
    vennligst? {avmeld|avmelding|avmelde|avregistrer} meg|oss|nyhetsbrev|nyhetsbrevet|fra|nå|takk|vennligst? takk|vennligst|listen|lista?; vennligst? {slett|fjern} meg|oss|min|mine|mitt adresse|opplysninger|data|mail|fra|takk|konto|epost? listen|takk|lista?; meld meg {av|ut} takk|nå?; {ikke|ingen} flere? <mails> takk?; slutt å {skrive|sende|spamme|maile|kontakte|mase} {meg|mailer|til|oss|epost}? meg?; kontakt|skriv meg|oss|til ikke|meg igjen|mer|ikke?; ikke kontakt {meg|oss} igjen|mer?; retten til å bli glemt
  `,
  optOutAlone: `
    stopp|stop|slutt|slett|fjern|avmeld|avmelding|nok|avslutt|stans|gi nå|takk|vennligst|det|meg|straks|dere|med|her? dere|dette|nå|takk|her?; vennligst {stopp|slett|fjern|avmeld|slutt}; nå|det er|holder|får det|nok|være? nok|nå?; aldri mer; ikke mer; {ikke|ingen} flere takk?; spam; hold opp; ta bort
  `,
  optOutMentions: `~~ vedlegg|vedlegget|vedleggene|zip|pdf ~~; {du|dere} er ~ nå? ~ avmeldt|slettet ~; {kontoen|profilen|tilgangen|brukeren} ~ min|vår? ~ ble|er ~ slettet|fjernet ~;
    ikke ~ slutt|stopp|slutte|stoppe ~~; slutt|stopp ~ ikke ~~; {må|skal|bør|vil} ~ kunne ~~; hvordan ~ håndterer|gjør|fungerer|sletter|behandler ~~; {klikket|kom|trykket} ~ til|på? ~~; {kollega|assistent|sjef} ~ svarte|skrev|ba|vil ~~; sagt opp ~~
    ? hvordan ~~ våre|vår|en ~~
    <unsub>|<remove> ~ en|våre|vår|min|alle|inaktive|de|flere ~ <people>; <people> ~ kan|vil|som|skal|må|seg|har|får|melder|avmelder|blir ~~; våre|mine|deres|sine ~ <people> ~~; {kan|må|skal|kunne} ~ våre|kunder|brukere|kundene|man|mottakerne|de|folk ~~; hvordan ~ fungerer|håndterer|virker|gjør|sletter|foregår ~ avmeld*|dere|det|man|vi|slett* ~~; {har|støtter|tilbyr|finnes|er|virker} dere|deres|systemet|verktøyet|det|produktet ~~; lenke|lenken|link|linken|knapp|knappen|side|siden|funksjon|funksjonen|skjema|prosess|system|api|verktøy|andel|andelen|antall|antallet|årsak|mulighet ~ for|til|å|som|av ~; avmeldingslenke*|avmeldingsrate*|avmeldingsside*|avmeldingsprosent* ~~; avmeldinger ~~
    <unsub>|slett|fjern ~ {meg|oss} ikke ~; meld meg ikke av; får|fikk|mottar|ser ~ ingen|ikke ~~; ikke|aldri ~ <unsub>|slett|slette|fjern|fjerne|avmeldt ~; {ville|vil|mente|skulle} ~ ikke ~~ {<unsub>|meg av}; ved en {feil|feiltakelse|uhell} ~~; ~~ ved en ~ feil|feiltakelse|uhell; kom til å ~~; ~~ på|via|per|telefonisk ~ telefon|mobil|mobilen|sms|whatsapp|linkedin|telefonen; ring ~~ ikke ~~; ~~ før|innen|under|mellom mandag|tirsdag|onsdag|torsdag|fredag|neste|januar; ~~ i {dag|morgen}; ~~ mandag|tirsdag|onsdag|torsdag|fredag; nøl ~~; glem ikke ~~; ~~ på {engelsk|tysk|norsk}; hvis|når|før ~ noen|en|våre|kunder|man|kunden ~~; ~~ kopi|cc|møtet|prøven|arrangement*|webinar*|bestilling*|invitasjon*|kurset; gamle|gammel|private|privat|tidligere ~ adresse|mail|epostadresse|epost; ~~ gamle|private|tidligere ~ adresse|mail|epostadresse|epost
    nesten|vurderte|tenkte|stedet ~ på|for? ~ å? ~ <unsub> ~~; deres|din|ditt ~ produkt|verktøy|system|løsning|plattform ~~; meld|sett ~ meg ~ igjen|på; avslutt* ~ møtet|prosjektet|prøve*|avtalen|kjøpet
  `,
  optIn: `
    {behold|la|sett|meld|legg} ~ meg|oss ~ på|til|stå|bli ~; {fortsett} ~; {vil} ~ gjerne? ~ bli|fortsatt|fortsette|stå ~; {heller|helst|foretrekker} ~~ telefon|ring|whatsapp|mobil; {kun|bare} ~ priser|prisen|tall
  `,
  ownData: `{private|privat|personlige} ~ adresse|adressen|epost|mail;
    min|mitt|mine|vår|våre ~ adresse|epost|mail|epostadresse|opplysninger|data|navn|nummer; adressen|eposten|navnet min|mitt
  `,
  optOutOfIt: `{slett|fjern|stryk} ~ den|det|dem ~ fra ~ systemet|registeret|listen|deres;
    {slett|fjern|stryk} ~ den|det|dem|alt ~ nå|straks|takk|omgående|med|$
  `,
  otherWay: `men ~ til ~ kollega*|sjef*|min|vår|@`,
  optOutReasons: `feil ~ person|adresse; privat*|personlig*; {ikke} ~ kunde; aldri ~~ bedt|meldt|bestilt|samtykket|abonnert|registrert|godtatt|gitt|godkjent; ikke ~~ bedt|meldt|bestilt|samtykket ~ om|på|dette|meg|$; tredje|andre|fjerde ~ mail|gang|gangen|eposten|mailen|epost; hvor|hvordan ~ har|fikk|fått ~ dere|du ~; pensjon*|avgått; jobber ~ ikke ~; ikke ~ relevant; holder {det|nå}; gdpr|samtykke|rett|retten|datatilsynet; anmeld*|klage*; allerede ~; bekreft*; motsetter|protester*; markedsføring*`,
  optOutSmells: `
    avmeld*|avregistr*|unsubscribe|optout; <remove> ~ meg|min|mine|oss; spam|trakasser*|gdpr|datatilsynet; glemt; advokat|anmeld*|politianmeld*; stopp; slutt ~ å; {ikke|ingen} flere; ikke ~ motta|ha ~ <mails>|mer|flere; aldri ~ meldt|samtykke*; samtykke*; i fred; epostliste|mailingliste
  `,
  refusalMentions: `
    {ikke noe|ingen|intet} ~ problem|problemer|hast ~; ikke ~ bare|dumt|ille|uinteressant ~; {kan} ~ ikke ~ vente
  `,
  refusalReasons: `annen|annet ~ leverandør*|løsning*|partner; budsjett|dyrt|dyr|leverandør*|avtale|selv|internt|fornøyd*|rammeavtale|konkurrent*|bundet`,
  refusal: `
    {bundet|låst} ~ av|til|fast ~; {fornøyd|fornøyde} ~ med? ~; {lager|bygger|løser|ordner} ~~ selv|internt; prosjekt* ~ droppet|stoppet|avlyst|lagt; {ser} ~ ikke|ingen ~ behov|mening|verdi|poeng; {blir} ~ hos|ved|med; {travelt|opptatt|fullt} ~; {byttet|bytter} ~ system|leverandør ~
    ikke|ingen|intet|uten ~ lenger|så|mer? interessert|interesserte|interesse|aktuelt|relevant|behov|budsjett|nødvendig|interessant ~~; ikke ~ interessert|interesse* ~; trenger ~ ikke|ingen ~~; har ~ ikke|ingen ~ bruk|behov|budsjett|tid|interesse ~~; nei takk; takk ~ men ~ nei|vi|ikke; ^ nei $; niks; ikke ~ for|noe oss|meg|for; ikke ~ akkurat {nå|nå}; akkurat nå ~ ikke; {har|bruker|jobber} ~ allerede|vi|med ~ en|et|leverandør*|løsning*|annen|system|partner ~; allerede ~ leverandør*|løsning*|system|partner|dekket ~; {valgt|bestemt|gått} ~ en|oss|for ~ annen|annet|imot; {avslår|takker nei}; for {dyrt|dyr|tidlig}; fornøyd|fornøyde ~ med; dessverre ~ ikke|ingen; passer ~ ikke; ser|leter ~ ikke ~ etter ~; går ikke videre; ikke rett ~ person
  `,
  buying: `
    ? mandag|tirsdag|onsdag|torsdag|fredag|imorgen ~; når ~ kan|passer|har ~ dere|du|vi|det ~ tid|møtes|snakke|starte|begynne|ses; {overbevist} ~; vis ~ meg|oss|gjerne; {klar|klare} ~ til|for; {vil|ønsker} ~ vi|jeg? ~ gjerne ~ se|høre|prøve|teste|ha
    send|sender|sende|mail|lag|oversend|få|gjerne|forbered|vil ~ meg|oss|over|en|et|gjerne|ha|bare? ~ kontrakt|kontrakten|avtale|avtalen|ordre|faktura|fakturaen|tilbud|tilbudet|bestilling|ordreskjema|bestillingsskjema; ordreskjema*|bestillingsskjema*|innkjøpsordre; {vi|jeg|eg} ~ bestiller|kjøper|tar|skriver under|signerer|aksepterer|booker|godkjenner; {vil|kunne|kan|klare|klar|gjerne|ønsker} ~~ bestille|kjøpe|signere|booke|teste|prøve|se|snakke|prate|møtes|starte|begynne|videre|skrive under|høre; ring ~ meg|oss|til|gjerne; {book|booke|avtal|avtale|planlegg|sett opp} ~ et|en|tid? ~ møte|samtale|demo|tid|telefonmøte; mandag|tirsdag|onsdag|torsdag|fredag|morgen|uke|tiden|det ~~ passer|fungerer|går|fint|perfekt|bra; passer ~ fint|meg|oss|bra; la oss ~; budsjett* ~ godkjent|klart; sjef|kollega|direktør ~ er|vil|interessert; nå ~ er|vil ~ vi|jeg ~; ombestemt; større|store ~ pakke*|plan*|versjon*; bytte til
  `,
  interest: `interessert|interesserte|interessant|interesse; høres|ser|virker ~ bra|interessant|spennende|fint|ut|flott|perfekt; gjerne; ^ ja $; ja ~ takk|gjerne|det|jeg|vi|selvfølgelig|absolutt; absolutt|perfekt|supert|selvfølgelig|flott|klart; hvorfor ikke; god {idé|ide}; vite|høre ~ mer; nysgjerrig*; gleder ~ meg|oss`,
  asking: `
    hvor ~ mye|mange|lang|lenge|kan|stor|raskt|fort ~; hva ~ koster|er|inneholder|betyr|med; hvilken|hvilke|hvilket ~; pris|priser|prisliste|prisen|kostnad|kostnader|koster|tilbud|rabatt|brosjyre|katalog|demo|referanser|dokumentasjon|datablad; hvordan|når|hvem|hvorfor ~ kan|er|fungerer|virker|kommer ~; kan|kunne|har|finnes|er|tilbyr|vil ~ dere|du|det|man|vi|jeg ~; send|sende ~ meg|oss|mer|gjerne|vennligst ~; mer|ytterligere|nærmere ~ informasjon|info|opplysninger|detaljer; spørsmål|lurer; vite ~ om|mer|hva|hvordan; trenger ~ hjelp|en|et|mer|informasjon; {ser etter|leter etter} ~; gratis prøve*; prøveperiode|prøveversjon; forklare
  `,
  putOff: `kontakt|ring|skriv|kom|ta|hør ~ tilbake|meg|oss|gjerne|kontakt? ~ igjen|senere|om|etter|til|tilbake`,
  notNow: `senere|seinere; neste ~ år|måned|kvartal|uke|vår|høst; i|til januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|høsten|våren|høst|vår; om ~ {par|to|tre|seks|et|en|noen|et halvt} ~ måneder|uker|år|måned; en annen gang;  etter ~ sommeren|ferien|jul|påske; for tidlig; utsette|utsatt; i {fremtiden|framtiden}`,
  greetings: `hei|heisann|hallo|god|kjære|morn|halla|heia dere|igjen|alle|morgen|dag|kveld|på|sann|ettermiddag? deg|dere?; til rette {vedkommende|den} det gjelder; hei på deg`,
  thanks: `takk|mange|tusen|takker for|på|så|i|takk|skal? {forhånd|mye|det|din|deres|hjelpen|mailen|henvendelsen|tilbudet|forståelsen|svar|du}? ha?; {mange|tusen|hjertelig} takk; på forhånd takk?; takk på forhånd; setter pris ~`,
  signOffs: `mvh|vh|hilsen|hilsner|hilsninger|klem; med? {vennlig|vennlige|beste|mange|de|varme|venleg} {hilsen|hilsener|hilsner|helsing|beste}? hilsner?; med vennlig hilsen; ha ~ en? ~ fin|god|flott ~ dag|helg|kveld; ha det ~ bra|fint; farvel; vi {snakkes|høres}; god ~ helg|dag|kveld; alt godt; beste hilsener`,
  pleasantries: `takk; vennligst; vær så {snill|vennlig}; vær ~ vennlig|snill ~ å?; nå; straks; omgående; umiddelbart; med en gang; snarest; så fort som mulig; i dag; dessverre; beklager|unnskyld|sorry; god|fin|fortsatt ~ dag|helg|kveld|uke|sommer; lykke til ~; god jul; godt nytt år; gjerne; bare; alt godt; for forståelsen; ha ~ fin|god|flott ~ dag|helg|kveld`,
  functionWords:
    "og i at det som en et pa er av for med den til ikke jeg eg vi du de meg oss dere deg min mitt mine var vart vare din ditt deres har hadde kan skal skulle vil ville om men sa fra eller nar hvordan hva hvor hvem hvorfor alle mer mye bare na her der ogsa bli blir vare takk hei vennligst vennlig hilsen mvh noe noen ingen flere kontakt gjerne slett lenger ja nei onsker motta interessert interesserte avmeld hvis etter ved sende eposter epost slutt send ring kunne hei",
};
