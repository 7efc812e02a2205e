// Danish: opt-outs, refusals, wishes and courtesy.
import type { Lexicon } from "./lexicon.ts";

export const da: Lexicon = {
  language: "da",
  sets: {
    unsub:
      "afmeld afmelde afmeldes afmeldt afmelding afmelder framelde frameld frameldes framelding afregistrer afregistrere opsig opsige afmeldning",
    remove: "slet slette slettes slettet sletning fjern fjerne fjernes fjernet fjernelse tag tage stryg stryge",
    me: "mig os",
    list: "listen liste lister listerne mailliste maillisten mailingliste database databasen nyhedsbrev nyhedsbrevet nyhedsbreve nyhedsmail system systemet register registeret kartotek abonnement abonnementet distributionsliste",
    mails:
      "mail mails email emails mailer beskeder besked nyhedsbrev nyhedsbreve reklame reklamer spam henvendelser henvendelse kontakt post tilbud information sms markedsføring",
    mine: "adresse mailadresse emailadresse mail email data oplysninger personoplysninger navn konto kontaktoplysninger informationer persondata",
    write:
      "skriv skrive skriver send sende sender kontakt kontakte kontakter mail maile mailer spam spamme forstyr forstyrre genér generer genere chikanere kontaktes høre modtage",
    people:
      "kunde kunder kunderne kunden bruger brugere brugerne modtagere modtagerne abonnenter kollega kolleger kollegaer nogen folk personer medlemmer medarbejdere man de kontakter",
  },
  leads: "venligst hej og eller men jeg vi tak vær venlig gerne så nu nej ja at straks bare goddag kære bedes vil I",
  tails: "tak venligst nu straks og mvh fra omgående hilsen med vh eller venlig på sendt i dag",
  contrasts: "men dog derimod nu istedet kun hellere",
  misspelt: "afmelding nyhedsbrev nyhedsbrevet abonnement",
  optOut: `! {trods|på trods} ~~ anmodning|afmelding|bedt|ønske ~~ får|modtager ~~ <mails>; {ikke|ingen} mere ~ reklame|reklamer|spam|markedsføring; slet|fjern ~ denne|den|dette kontakt|post; slet|fjern ~ venligst ~ denne ~ kontakt; {kan|vil|kunne} i|du ~ slette|fjerne|tage|stryge ~ min|mig|vores|os ~ kontakt|adresse|mail|navn|data? ~ fra|af|ud ~; {sidste} ~ advarsel ~; {stop|ophør} med ~ at ~ sende|skrive|maile|kontakte|spamme ~; {hold} op med ~; {opsige|opsiger|afmelde|stoppe|afbestille} ~ nyhedsbrev*|abonnement*; hvordan ~ kommer|slipper|ryger ~ jeg|vi ~ af|ud|fra ~ denne|jeres|den|listen|mails ~ liste|listen|mailliste|$; ! {min|mine|mit|vores} ~ <mine> ~~ ikke ~ slettet|fjernet|afmeldt;
    {undlad|afhold} ~ jer|dig|venligst|at|fra? ~ at? ~ <write>|kontakte ~; {næste} ~ <mails>|gang ~~ forbrugerombudsmand*|anmeld*|melder|klage*|spam; {tag|hør} ~ ikke ~ kontakt ~ igen|mere; kontakt ~ ikke|aldrig ~ ; {uden} ~ {mit|vores}? samtykke ~; {uønsket|uønskede} ~ <mails>|henvendelser; {bloker|spær} ~ mig|os|min; {ønsker|vil} ~ ikke ~ {kontaktes|forstyrres|blive kontaktet}
    <unsub> ~ mig|os|min|mit|vores ~; {vil|ønsker|kan|hvordan|venligst|bedes|skal|beder|anmoder} ~~ afmelde|afmeldes|afmeldt|framelde|frameldes|afmelding|framelding|afmeld ~ fra|mig|os|$|jeres|nyhedsbrev*|dette; ^ <unsub> $; ^ afmeld|afmelding|frameld|framelding ~ fra|nyhedsbrev*|mig|af ~; meld ~ mig|os ~ fra|ud|af; {opsig|opsiger|stop|afslut|afbestil|afbestille} ~ mit|min|vores|dette|abonnement*|nyhedsbrev*? ~ abonnement*|nyhedsbrev*
    <remove> ~ <me>|@ ~~ fra|af|ud|$ ; <remove> ~ min|mit|mine|vores|denne|alle ~ <mine>; {sletning|fjernelse} ~ af ~ mine|min|mit|vores ~ <mine>; <me> ~~ fra|af ~~ <list> ~ ; {vil|ønsker} ~~ slettet|fjernet|slettes|fjernes ~; min|mine|mit ~ <mine> ~~ slettet|slettes|fjernet|fjernes
    stop|hold op|ophør ~ med|venligst ~ at? ~ <write>|spamme|maile|sende|skrive|kontakte|<mails>; stop ~ <mails>; hold ~ op ~ med ~; ikke|ingen ~ flere ~ <mails>; ^ ingen {<mails>|flere}; {ønsker|vil|gider|behøver} ~ ikke ~~ modtage|have|få|kontaktes|kontaktet|høre|længere|blive|at ~~ <mails>|kontaktet|fra|mere|flere|længere|jeres; {ønsker|vil} ~ ingen|ikke ~ <mails>|flere|jeres; <write> ~ <me> ~ ikke|aldrig ~; <write> ~ ikke ~ <me>|mere|til|flere; {ikke|aldrig} <write> ~ <me>|mere|igen|til; frabeder ~ mig|os ~; send ~ ikke ~ flere|mere
    retten|ret ~ til ~ {at blive glemt|sletning|glemt|indsigelse}; {gdpr} ~~ slet*|oplysninger|data|fjern*; slet*|fjern* ~~ gdpr; {trækker|tilbagekalder|trække} ~ mit|hermed|vores|al ~ samtykke ~; gør ~ indsigelse ~; {aldrig|ikke} ~ tilmeldt|samtykket|bedt|abonneret|givet ~ mig|samtykke|om|til|$; lad ~ <me> ~ være|i fred|ifred; skrid; fuck af; sortliste; robinsonlisten; ! allerede ~~ bedt|afmeldt|sagt
  `,
  optOutSentence: `
    venligst? {afmeld|frameld|afmelding|framelding|afmelde} mig|os|nyhedsbrev|nyhedsbrevet|fra|nu|tak|venligst? tak|venligst|listen?; venligst? {slet|fjern} mig|os|min|mine|mit adresse|oplysninger|data|mail|fra|tak|konto|email? listen|tak?; meld mig {fra|ud}; {ikke|ingen} flere? <mails> tak?; stop med at {skrive|sende|spamme|maile|kontakte} {mig|mails|til|os}? mig?; kontakt|skriv mig|os|til ikke|mig igen|mere|ikke?; retten til at blive glemt
  `,
  optOutAlone: `
    stop|slet|fjern|afmeld|afmelding|nok|ophør|frameld|slut|afslut nu|tak|venligst|det|mig|straks|her? her|nu|tak?; venligst {stop|slet|fjern|afmeld}; hold op {nu|tak|med}? det?; nu {er|må} det|i nok|stoppe; det er nok; aldrig mere; ikke mere; {ikke|ingen} flere tak?; spam; så er det nok; nu stopper i?
  `,
  optOutMentions: `~~ bilag|bilaget|bilagene|vedhæftede|zip|pdf ~~; {du|i} er ~ nu? ~ afmeldt|slettet|framelde* ~; {konto|profil|adgang|bruger} ~ blev|er ~ slettet|fjernet ~;
    stop ~ ikke ~~; ikke ~ stoppe|stop ~~; {skal|må|vil|bør} ~ kunne ~~; hvordan ~ håndterer|gør|fungerer|sletter|behandler ~~; {klikkede|kom|trykkede} ~ til|på? ~~; {kollega|assistent|chef} ~ svarede|skrev|bad|vil ~~
    ? hvordan ~~ vores|en ~~
    <unsub>|<remove> ~ en|vores|min|alle|inaktive|de|flere ~ <people>; <people> ~ kan|vil|som|der|skal|må|sig|har|får|afmelder|framelder|bliver ~~; vores|mine|deres|jeres|sine ~ <people> ~~; {kan|må|skal|kunne} ~ vores|kunder|brugere|kunderne|man|modtagerne|de|folk ~~; hvordan ~ fungerer|håndterer|virker|gør|sletter|foregår ~ afmeld*|i|det|man|vi|sletning* ~~; {har|understøtter|tilbyder|findes|er|virker} i|jeres|systemet|værktøjet|det|produktet|der ~~; link|linket|knap|knappen|side|siden|funktion|funktionen|formular|proces|system|api|værktøj|andel|andelen|antal|antallet|årsag|mulighed ~ for|til|at|som|der|af ~; afmeldingslink*|afmeldingsrate*|afmeldingsside*|afmeldingsprocent* ~~; afmeldinger ~~
    <unsub>|slet|fjern ~ {mig|os} ikke ~; får|fik|modtager|ser ~ ingen|ikke ~~; ikke|aldrig ~ <unsub>|slet|slette|fjern|fjerne|afmeldt ~; {ville|vil|mente|skulle} ~ ikke ~~ <unsub>; ved en {fejl|fejltagelse|fejl} ~~; ~~ ved en ~ fejl|fejltagelse; kom til at ~~; ~~ på|via|per|telefonisk ~ telefon|mobil|mobilen|sms|whatsapp|linkedin|telefonen; ring ~~ ikke ~~; ~~ før|inden|under|mellem mandag|tirsdag|onsdag|torsdag|fredag|næste|januar; ~~ i {dag|morgen}; ~~ mandag|tirsdag|onsdag|torsdag|fredag; tøv ~~; glem ikke ~~; ~~ på {engelsk|tysk|dansk}; hvis|når|inden ~ nogen|en|vores|kunder|man|kunden ~~; ~~ kopi|cc|mødet|prøven|event*|webinar*|bestilling*|invitation*|kurset; gamle|gammel|private|privat|tidligere ~ adresse|mail|mailadresse|email; ~~ gamle|private|tidligere ~ adresse|mail|mailadresse|email
    næsten|overvejede|tænkte|stedet ~ på|for? ~ at? ~ <unsub> ~~; jeres|din|dit ~ produkt|værktøj|system|løsning|platform ~~; tilmeld|sæt ~ mig ~ igen|på
  `,
  optIn: `
    {behold|lad|sæt|tilmeld|skriv} ~ mig|os ~ på|til|blive ~; {fortsæt} ~; {vil} ~ gerne? ~ blive|fortsat|fortsætte ~; {hellere|helst|foretrækker} ~~ telefon|ring|whatsapp|mobil; {kun|bare} ~ priser|prisen|tal
  `,
  ownData: `{private|privat|personlige} ~ adresse|mail|email;
    min|mit|mine|vores ~ adresse|mail|email|mailadresse|oplysninger|data|navn|nummer
  `,
  optOutOfIt: `{slet|fjern|stryg} ~ den|det|dem ~ fra ~ jeres|dit|systemet|registeret;
    {slet|fjern|stryg} ~ den|det|dem|alt ~ nu|straks|tak|omgående|med|$
  `,
  otherWay: `men ~ til ~ min|mit|vores|kollega|chef|@`,
  optOutReasons: `forkert ~ person|adresse; privat*|personlig*; {ikke} ~ kunde; aldrig ~~ tilmeldt|bedt|bestilt|samtykket|abonneret|godkendt|givet; ikke ~~ tilmeldt|bestilt|bedt ~; tredje|anden|fjerde ~ mail|gang|besked; hvor|hvordan ~ har|fik ~ i|du ~; pension*|afgået; arbejder ~ ikke ~; ikke ~ relevant; gdpr|samtykke|ret|retten|datatilsynet; anmeld*; allerede ~; bekræft*; indsigelse; forbrugerombudsmand*`,
  optOutSmells: `
    afmeld*|framel*|unsubscribe|optout; <remove> ~ mig|min|mine|os; spam|chikane|gdpr|datatilsynet; glemt; advokat|anmeld*|politianmeld*; stop; hold op; {ikke|ingen} flere; ikke ~ modtage|have ~ <mails>|mere|flere; aldrig ~ tilmeldt|samtykke*; samtykke; i fred; mailliste|mailingliste
  `,
  refusalMentions: `
    {intet|ingen} ~ problem|problemer|hastværk ~; ikke ~ kun|bare|dårligt|dumt|uinteressant ~; {kan} ~ ikke ~ vente
  `,
  refusalReasons: `anden|andet ~ leverandør*|løsning*|partner; budget|dyrt|dyr|leverandør*|aftale|selv|internt|tilfredse|rammeaftale|konkurrent*|bundet`,
  refusal: `
    {bundet|låst} ~ af|til|fast ~; {tilfredse|tilfreds|glade} ~ med ~; {laver|bygger|klarer|løser} ~~ selv|internt; projekt* ~ droppet|stoppet|aflyst|lukket; {ser} ~ ikke|intet|ingen ~ behov|mening|værdi; {bliver} ~ hos|ved; {travlt|optaget|booket} ~; {skiftet|skifter} ~ system|leverandør ~
    ikke|ingen|intet|uden ~ længere|så|mere? interesseret|interesserede|interesse|aktuelt|relevant|behov|budget|nødvendigt|interessant ~~; ikke ~ interesseret|interesse* ~; behøver ~ ikke ~~; har ~ ikke|ingen ~ brug|behov|budget|tid|interesse ~~; nej tak; tak ~ men ~ nej|vi|ikke; ^ nej $; niks; ikke ~ for|noget os|mig|for; ikke ~ lige {nu|nu}; lige nu ~ ikke; {har|bruger|arbejder} ~ allerede|vi|med ~ en|et|leverandør*|løsning*|anden|system|partner ~; allerede ~ leverandør*|løsning*|system|partner|dækket ~; {valgt|besluttet|gået} ~ en|os|med ~ anden|andet|imod; {afslår|takker nej}; for {dyrt|dyr|tidligt}; tilfredse|tilfreds ~ med; desværre ~ ikke|ingen; passer ~ ikke; søger|leder ~ ikke ~; går ikke videre; ikke rette ~ person
  `,
  buying: `
    ? mandag|tirsdag|onsdag|torsdag|fredag|imorgen ~; hvornår ~ kan|passer|har ~ I|i|du|vi|det ~ tid|mødes|tale|starte|begynde|ses; {overbevist} ~; vis ~ mig|os|det|gerne; {klar|klare} ~ til
    send|sender|sende|mail|lav|fremsend|få|gerne|forbered|vil ~ mig|os|over|en|et|gerne|have|bare|os? ~ kontrakt|kontrakten|aftale|aftalen|ordre|faktura|fakturaen|tilbud|tilbuddet|bestilling|ordreformular|bestillingsformular; ordreformular*|bestillingsformular*|indkøbsordre; {vi|jeg} ~ bestiller|køber|tager|skriver under|underskriver|accepterer|booker|godkender; {vil|kunne|kan|klar|gerne|ønsker} ~~ bestille|købe|underskrive|booke|teste|prøve|se|tale|snakke|mødes|starte|begynde|videre|skrive under|høre; ring ~ mig|os|til|gerne; {book|booke|aftal|aftale|planlæg|arranger} ~ et|en|tid? ~ møde|opkald|demo|tid|samtale; mandag|tirsdag|onsdag|torsdag|fredag|morgen|uge|tiden|det ~~ passer|fungerer|går|fint|perfekt|godt; passer ~ fint|mig|os|godt; lad os ~; budget* ~ godkendt|klar; chef|kollega|direktør ~ er|vil|interesseret; nu ~ er|vil ~ vi|jeg ~; skiftet mening; større|store ~ pakke*|plan*|version*; skifte til
  `,
  interest: `interesseret|interesserede|interessant|interesse; lyder|ser|virker ~ godt|interessant|spændende|fint|super|perfekt; gerne; ^ ja $; ja ~ tak|gerne|det|jeg|vi|selvfølgelig|absolut; absolut|perfekt|super|selvfølgelig|fint|klart; hvorfor ikke; god {idé|ide}; vide|høre ~ mere; nysgerrig*; glæder ~ mig|os`,
  asking: `
    hvor ~ meget|mange|lang|længe|kan|stor|hurtigt ~; hvad ~ koster|er|indeholder|betyder|med; hvilken|hvilke|hvilket ~; pris|priser|prisliste|prisen|omkostninger|koster|tilbud|rabat|brochure|katalog|demo|referencer|dokumentation|datablad; hvordan|hvornår|hvem|hvorfor ~ kan|er|fungerer|virker|kommer ~; kan|kunne|har|findes|er|tilbyder|vil ~ i|du|det|man|vi|jeg|der ~; send|sende ~ mig|os|mere|gerne|venligst ~; mere|yderligere|nærmere ~ information|info|oplysninger|detaljer; spørgsmål; vide ~ om|mere|hvad|hvordan; brug for ~; behov for ~; søger|leder ~ efter|en|et; gratis prøve*; prøveperiode|prøveversion; forklare
  `,
  putOff: `vend|kontakt|ring|skriv|kom|hør ~ tilbage|mig|os|gerne? ~ igen|senere|om|efter|til|tilbage`,
  notNow: `senere; næste ~ år|måned|kvartal|uge|forår|efterår; i|til januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|efteråret|foråret; om ~ {par|to|tre|seks|et|en|nogle|et halvt} ~ måneder|uger|år|måned; en anden gang;  efter ~ sommer*|ferien|jul|påske; for tidligt; udskyde|udskudt|udsætte; i fremtiden`,
  greetings: `hej|hejsa|goddag|kære|god|hallo|davs|godmorgen|hejmed med|igen|alle|morgen|dag|aften|eftermiddag? jer|dig?; til rette vedkommende`,
  thanks: `tak|mange|tusind|takker for|på|så|i|tak? forhånd|meget|det|din|jeres|hjælpen|mailen|henvendelsen|tilbuddet|forståelsen|svar?; {mange|tusind|mangfoldige} tak; på forhånd tak?; tak på forhånd; sætter pris ~`,
  signOffs: `mvh|vh|hilsen|hilsner|kh|dbh; med? {venlig|venlige|bedste|de|mange|kærlig|varme|bedste} {hilsen|hilsner|bedste}? hilsner?; med venlig hilsen; hav ~ god ~ dag|weekend; ha en ~ dag; farvel; vi ses; god ~ dag|weekend|aften; alt godt; på gensyn`,
  pleasantries: `tak; venligst; vær {venlig|rar} ~ at?; nu; straks; omgående; med det samme; hurtigst muligt; i dag; desværre; beklager|undskyld|sorry; god|fortsat|hav ~ dag|weekend|aften|uge|sommer; held og lykke ~; glædelig jul; godt nytår; gerne; bare; alt godt; for forståelsen; snarest`,
  functionWords:
    "og i at det som en et pa er af for med den til ikke jeg vi du de mig os jer dig min mit mine vores din dit jeres har havde kan skal skulle vil ville om men sa fra eller nar hvordan hvad hvor hvem hvorfor alle mere meget kun nu her der ogsa blive bliver vare vaer tak hej venligst venlig hilsen mvh noget nogle ingen flere kontakt gerne slet laengere ja nej onsker modtage interesseret interesserede afmeld hvis efter ved jeg send sende lad vaere stop kunne hej hvad",
};
