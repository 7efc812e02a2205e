// Swedish: opt-outs, refusals, wishes and courtesy.
import type { Lexicon } from "./lexicon.ts";

export const sv: Lexicon = {
  language: "sv",
  sets: {
    unsub:
      "avregistrera avregistrerad avregistreras avregistrering avprenumerera avprenumeration avanmäla avanmäl avanmälan avanmäld avsluta avregga avregistera avslutad",
    remove: "ta tag tar radera raderar raderas stryk stryka plocka ta-bort avlägsna rensa slänga släng ta bort",
    me: "mig mej oss",
    list: "listan lista listor listorna sändlista sändlistan maillista maillistan mejllista mejllistan register registret databas databasen nyhetsbrev nyhetsbrevet nyhetsbreven utskick utskicken utskicket system prenumeration prenumerationen kontaktlista",
    mails:
      "mail mejl mejlen mailen email epost eposten epostmeddelanden meddelanden meddelande nyhetsbrev reklam spam utskick skräppost kontakt information erbjudanden post sms brev",
    mine: "adress epostadress mejladress mailadress epost mejl mail uppgifter personuppgifter data namn konto emailadress kontaktuppgifter",
    write:
      "maila mejla skriva skriv skicka skickar kontakta störa spamma kontakt höra ringa maila mailar mejlar skriver kontaktar emaila mejlande mailande",
    people:
      "kund kunder kunderna kunden användare användarna mottagare prenumerant prenumeranter kollega kollegor kollegan någon folk personer medlemmar anställda man de kontakter",
  },
  leads: "vänligen snälla hej och eller men jag vi tack var snäll gärna då så nu nej ja att omedelbart bara god dag",
  tails: "tack snälla nu omedelbart och mvh från vänligen genast hälsningar med direkt eller vänliga på skickat idag",
  contrasts: "men dock utan däremot nu istället bara hellre",
  misspelt: "avregistrera avprenumerera prenumeration nyhetsbrev",
  optOut: `! trots ~~ begäran|avregistrering|avanmälan|bett ~~ får ~~ <mails>; {skicka|mejla|maila} ~ mig? ~ inget|ingenting|inte mer|fler|något; {ta} bort ~ {den här|denna} kontakten|kontakt; {ta|plocka|stryk} ~ bort ~ min|vår ~ kontakt|adress|mejl ~ från|ur ~; {kan|kunde|skulle|vill} ni|du ~ ta|plocka|stryka|radera ~ bort? ~ min|mig|vår|oss ~; {sista} ~ varning|varningen|påminnelse ~; {begär|kräver|ber|önskar|vill} ~ att ~ mina|min|mitt ~ <mine> ~ raderas|tas|stryks|bort; ! {min|mina|mitt|vår|våra} ~ <mine> ~~ inte ~ borttagen|borttagna|raderad|raderade|raderats|borttagits|struken; {säga|säger|säg} upp ~ nyhetsbrev*|prenumeration*|utskick*;
    {undanber|avsäger} ~ mig|oss ~; {avstå|låt bli} ~ från? ~ att ~ <write>|kontakta ~; {nästa} ~ <mails>|gång ~~ anmäl*|konsumentverket|imy|spam; {ta|hör} ~ inte ~ kontakt|av ~ igen|mer|fler; hör ~ inte ~ av ~ er|dig ~ igen|mer; {uppskattar} ~ inte ~~ <mails>; {spärra|blockera|svartlista} ~ mig|oss|min; snälla ~ sluta ~; {vill|önskar} ~ inte ~ bli ~ kontaktad*|störd*
    <unsub> ~ mig|mej|oss|min|mitt|vår ~; {vill|önskar|skulle|kan|hur|vänligen|snälla|ber|begär|måste} ~~ avregistrera|avregistreras|avregistrerad|avprenumerera|avanmäla|avregistrering|avanmälan ~ från|mig|oss|mej|$; ^ <unsub> $; ^ avregistrera|avprenumerera|avanmäl|avregistrering|avanmälan ~ från ~; {avsluta|avslutar|säga upp|säger upp|säg upp|avbryt|avbeställ|avbeställa|stoppa} ~ min|mitt|vår|denna|detta|prenumeration*|nyhetsbrev*? ~ prenumeration*|nyhetsbrev*
    ta ~ bort {<me>|@} ~; ta|tag <me> ~ bort|ur|från; ta ~ bort ~ min|mitt|mina|vår|våra|den här|alla ~ <mine>; radera|stryk|rensa|avlägsna|plocka|slänga|släng ~ bort? ~ <me>|@ ~~ från|ur|$; radera|stryk|rensa|avlägsna|ta ~ bort? ~ mina|min|mitt|våra|vår|alla ~ <mine>; radera|ta|rensa ~ bort? {uppgifterna|adressen|mejladressen}; {vill|önskar} ~~ bort ~ från|ur ~~ <list>; <me> ~ bort ~ från|ur ~~ <list>; bort från ~ <list>; {radering|borttagning} ~ av ~ mina|min|mitt ~ <mine>; bli|blir ~ borttagen|raderad|struken|bortplockad; mina|min ~ <mine> ~~ raderas|raderade|tas bort|borttagna|borttagen
    {sluta|slutar|upphör|lägg av} ~ att|med|genast|nu|skicka? ~ <write>|<mails>|att|spamma; inga|ingen|inget ~ fler|mer|flera ~ <mails>; ^ inga|ingen <mails>|fler; {vill|önskar|orkar|behöver} ~ inte ~~ ha|få|bli|motta|höra|ta|läsa|längre|se ~~ <mails>|kontaktad|kontaktade|från|mer|fler|längre|era; {vill|önskar} ~ inga|inte ~ ha? ~ <mails>|fler|era|mer; <write> ~ <me> ~ inte|aldrig ~; <write> ~ inte ~ <me>|mer|hit; {inte|aldrig} ~ <write> ~ <me>|mer|igen ~; skicka ~ inte ~ fler|mer|något; undanber ~ mig|oss ~; vill ~ slippa ~
    rätten|rätt ~ att|till ~ bli {glömd|bortglömd|radering|glömd}; {gdpr} ~~ radera*|uppgifter|ta bort|raderas; radera*|bort ~~ gdpr; {återkallar|återkalla|drar tillbaka|tar tillbaka} ~ mitt|vårt|härmed|allt ~ samtycke|medgivande; invänder|motsätter ~ mig|oss|mot|härmed ~; {aldrig|inte} ~ prenumererat|anmält|samtyckt|bett|registrerat|godkänt ~ på|mig|till|om|$; lämna|låt ~ <me> ~ ifred|i fred|vara; stick $; dra ~ åt|helvete; svartlista; nixa; ! redan ~~ avregistrerat|bett|sagt|avregistrerad
  `,
  optOutSentence: `
    vänligen|snälla? avregistrera|avprenumerera|avanmäl|avanmälan|avregistrering mig|oss|från|listan|nu|tack|vänligen? tack|nu?; {vänligen|snälla}? ta bort {mig|oss|min|mina|mitt|mej} adress|uppgifter|mejl|mail|från|tack|epost? listan|tack?; radera {mig|mina|min|mitt} uppgifter|adress|konto|data?; inga {fler|mer}? <mails> tack?; sluta {maila|mejla|skicka|spamma|skriva} {mig|mejl|mail|till|oss|tack}? mig?; kontakta|maila|mejla {mig|oss} inte {igen|mer}?; rätten att bli glömd; avsluta {prenumeration|prenumerationen}
  `,
  optOutAlone: `
    stopp|stop|sluta|avsluta|avregistrera|radera|bort|räcker|avbryt|upphör|stoppa nu|tack|genast|det|med|här|omedelbart|här? här|nu|tack|snälla?; snälla|vänligen sluta|stopp|radera|avsluta; ta bort; lägg av; nu räcker det; det räcker nu?; aldrig mer; inte mer; inget|inga {mer|fler} tack?; spam; sluta|nog nu|tack; nog
  `,
  optOutMentions: `{ta bort|radera} ~ den ~ från|ur ~ offert*|avtal* ~; ~~ bilaga|bilagan|bilagor|bilagorna|zip|pdf ~~; {du|ni} ~ är|har ~ nu? ~ avregistrer*|avslutad* ~; {konto|inloggning|profil} ~ raderades|är|blev|har ~ ; sluta ~ ringa ~~;
    sluta ~ inte|aldrig ~~; {måste|behöver|vill|ska} ~ kunna ~~; hur ~ hanterar|funkar|gör|sköter|löser ~~; {klickade|råkade|tryckte|höll} ~~; {kollega|assistent|chef} ~ svarade|skrev|bad|vill ~~
    ? hur ~~ våra|vår|en ~~
    <unsub>|radera|ta bort|stryk ~ en|våra|min|alla|inaktiva|de|vår|flera ~ <people>; <people> ~ kan|vill|som|ska|måste|sig|avreg*|har|får|avslutar|avprenumererar ~~; våra|mina|deras|era|sina ~ <people> ~~; {kan|får|ska|skulle} ~ våra|kunder|användare|kunderna|man|mottagarna|de|vi exportera|folk ~~; hur ~ fungerar|hanterar|går|gör|raderar|funkar ~ avreg*|ni|det|man|vi|radering* ~~; {har|stöder|erbjuder|går|finns|är} ni|er|ert|systemet|verktyget|det|produkten ~~; länk|länken|knapp|knappen|sida|sidan|funktion|funktionen|formulär|process|system|api|verktyg|andel|andelen|antal|antalet|orsak|skäl|möjlighet|alternativ ~ för|att|som|till|av|avreg* ~; avregistreringslänk*|avregistreringsgrad*|avregistreringssida*|avregistreringsfrekvens* ~~; avregistreringar ~~; antalet ~~ avreg*
    inte|aldrig ~ {<unsub>|radera|ta bort} ~; <unsub>|radera ~ {mig|oss} inte ~; ta inte bort ~; får|fått|ser ~ inga|inte|inget ~~; {ville|vill|menade|tänkte|skulle} ~ inte ~~ <unsub>; av {misstag|misstag|misstag|oavsiktligt} ~~; ~~ {av misstag|oavsiktligt|råkade}; råkade ~~; ~~ på|via|per|telefonledes ~ telefon|mobilen|mobil|sms|whatsapp|linkedin|telefonen; ring ~~ inte ~~; ~~ före|förrän|innan|under|mellan måndag|tisdag|onsdag|torsdag|fredag|nästa|januari; ~~ idag|imorgon|måndag|tisdag|onsdag|torsdag|fredag; tveka ~~; glöm inte ~~; ~~ på {engelska|tyska|svenska}; om|när|innan ~ någon|en|våra|kunder|man|kunden ~~; ~~ kopia|cc|mötet|provet|evenemang*|webinar*|beställning*|inbjudan|kursen; gammal|gamla|privat|privata|tidigare ~ adress|mejl|mail|epostadress; ~~ gamla|privata|tidigare ~ adress|mejl|mail|epostadress
    nästan|funderade|tänkte|istället ~ på|för? ~ att? ~ <unsub> ~~; ert|er|era|din ~ produkt|verktyg|system|lösning|plattform ~~; anmäl|lägg ~ mig ~ igen|till|på; avsluta ~ mötet|provperioden|testet|avtalet|projektet|upphandling*|affären
  `,
  optIn: `
    {behåll|låt|lägg|sätt|anmäl} ~ mig|oss ~ på|till|kvar|vara ~; {fortsätt} ~; {vill} ~ vara|vara|stå|få|ligga ~ kvar|fortsatt|fortsätta ~; {hellre|helst|föredrar} ~~ telefon|ring|whatsapp|mobil; {bara|endast} ~ priser|priset|siffror
  `,
  ownData: `{privata|privat|personliga} ~ adress|mejl|mail|epost; {det här|detta} är ~ min|vår ~;
    min|mitt|mina|vår|våra ~ adress|mejl|mail|epost|uppgifter|mejladress|epostadress|namn|nummer
  `,
  optOutOfIt: `{ta} ~ bort|ur ~ den|det|dem ~ ur|från; {radera|stryk|rensa} ~ den|det|dem ~ ur|från;
    {radera|ta bort|stryk|rensa|släng} ~ den|det|dem|allt ~ nu|genast|tack|omedelbart|direkt|$
  `,
  otherWay: `utan ~ till|hos ~`,
  optOutReasons: `fel ~ person|adress; privat*|personlig*; {inte} ~ kund; aldrig ~~ anmält|prenumererat|bett|beställt|godkänt|samtyckt|registrerat|skrivit; inte ~~ anmält|beställt|bett|samtyckt|prenumererat; tredje|andra|fjärde ~ mejlet|mailet|gången|mejl|mail; hur|var ~ fick|fått|har ~ ni|du ~; pension*|avlid*; jobbar|arbetar ~ inte ~; inte ~ relevant; gdpr|samtycke|rätt|rätten|imy; anmäl* ~ er|detta; redan ~ bett|avreg*; bekräfta*; motsätter|invänder; direktmarknadsföring*`,
  optOutSmells: `
    avregistr*|avprenumer*|avanmäl*|unsubscribe|optout; ta ~ bort ~ mig|min|mina|oss; radera ~ mig|mina|min; spam|trakasser*|gdpr|imy; bortglömd|glömd; advokat|anmäl*|polisanmäl*; sluta|stopp; inga fler; inte ~ ha|få ~ <mails>|mer|fler; aldrig ~ anmält|prenumererat|samtyckt; samtycke; {ifred|i fred}; maillista|sändlista
  `,
  refusalMentions: `
    {inga|inget|ingen} ~ problem|bråttom|fara ~; inte ~ bara|illa|dumt|ointressant* ~; {kan} ~ inte ~ vänta
  `,
  refusalReasons: `annan|annat ~ leverantör*|lösning*|partner; budget|dyrt|dyr|leverantör*|avtal|själva|internt|nöjda|nöjd|bytt|konkurrent*`,
  refusal: `
    {nöjda|nöjd} ~; {bytt|byter} ~ system|leverantör|nyligen ~; {bundna|uppbundna|låsta} ~; {gör|bygger|sköter|löser} ~~ själva|internt; projekt* ~ nedlagt|stoppat|inställt; {ser} ~ inget|ingen ~ behov|nytta|poäng|mening; {stannar|fortsätter} ~ med|kvar; {fullt|mycket} ~ upp ~; {hinner} ~ inte
    inte|ej|inget|ingen|inga|utan ~ längre|så|alls? intresserad|intresserade|intresse|aktuellt|intressant|behov|budget|relevant|nödvändigt ~~; inte ~ intresserad*|intresse* ~; inte ~ behöver|behov ~; behöver ~ inte|ingen|inget|inga ~~; nej {tack|tack}; tack ~ men ~ nej|vi|inte; ^ nej $; nix; inte ~ för {oss|mig}; inte ~ just {nu|nu|idag}; just nu ~ inte; {har|använder|jobbar} ~ redan|vi|med ~ en|ett|leverantör*|lösning*|annan|system|partner|eget ~; redan ~ leverantör*|lösning*|system|partner|försedda ~; {valt|bestämt|gått} ~ en|för|annan|ett|med|oss ~ annan|annat|emot|mot; {avböjer|avstår|tackar nej}; för {dyrt|tidigt|dyr|litet}; nöjda|nöjd ~ med; tyvärr ~ inte|inget|ingen; inte ~ rätt ~ person|passar|aktuellt; passar ~ inte; letar|söker ~ inte ~; går inte vidare
  `,
  buying: `
    ? måndag|tisdag|onsdag|torsdag|fredag|imorgon|måndagen|tisdagen|onsdagen|torsdagen|fredagen ~; när ~ kan|passar|har|skulle ~ ni|du|vi|det ~ tid|ses|prata|börja|starta|träffas|höras; {övertygad|övertygade|övertygat} ~; visa ~ mig|oss|gärna|hur|den; {redo|klara|sugna|sugen} ~ på|att|för
    skicka|skickar|maila|mejla|sänd|gör|ta|få|gärna|översänd|förbered|vill ~ mig|oss|över|ett|en|gärna|ha|er|fram? ~ avtal|avtalet|kontrakt|kontraktet|offert|faktura|fakturan|order|beställning|beställningsformulär|orderformulär|förslag; beställningsformulär*|orderformulär*|inköpsorder; {vi|jag} ~ beställer|köper|tar|skriver på|signerar|accepterar|bokar|godkänner|kör|tecknar; {vill|skulle|kan|redo|gärna|önskar} ~~ beställa|köpa|signera|boka|testa|prova|se|prata|träffas|börja|starta|gå vidare|skriva|ses|komma igång|diskutera|teckna; ring ~ mig|oss|gärna|upp; {boka|bokar|boka in|planera|ordna} ~ ett|en|in|tid? ~ möte|samtal|demo|tid|telefonmöte|genomgång; måndag|tisdag|onsdag|torsdag|fredag|imorgon|vecka|tiden|det ~~ passar|funkar|fungerar|går|bra|perfekt|utmärkt; passar|funkar ~ bra|mig|oss|fint|utmärkt; låt oss ~; vi kör; kör på; budget* ~ godkänd|klar; chef|kollega|vd ~ är|vill|skulle|intresserad*; nu ~ är|vill ~ vi|jag ~; ändrat ~ mig|oss; större|stora ~ paket*|plan*|version*; byta till
  `,
  interest: `intresserad*|intressant|intresse; låter|ser|verkar ~ bra|intressant|spännande|kul|jättebra|toppen|perfekt|lovande; gärna; ^ ja $; ja ~ tack|gärna|absolut|visst|det|jag|vi|självklart; absolut|visst|perfekt|toppen|självklart|utmärkt; varför inte; bra idé; veta ~ mer; nyfiken|nyfikna; det vore {kul|bra}; ser fram`,
  asking: `
    hur ~ mycket|många|lång|länge|fungerar|funkar|kan|gör|stor|ser ~; vad ~ kostar|är|ingår|betyder|innebär|gör; vilken|vilka|vilket ~; pris|priser|prislista|priset|prisuppgift|kostnad|kostnader|kostar|offert|rabatt|broschyr|katalog|demo|referenser|dokumentation|produktblad; var|när|vem|varför ~ kan|är|finns|kommer|skulle ~; kan|kunde|skulle|har|finns|är|erbjuder|stödjer|går ~ ni|du|det|man|vi|jag|ert|er ~; skicka|maila|mejla ~ mig|oss|mer|gärna|över ~; mer|ytterligare|närmare|mera ~ information|info|detaljer; fråga|frågor|undrar|undrade; veta ~ om|mer|hur|vad; behöver ~ hjälp|en|ett|mer|information; söker|letar ~ efter|en|ett; gratis prov*; provperiod|testversion; förklara
  `,
  putOff: `hör|återkom|kontakta|ring|skriv|maila|mejla ~ av|gärna|mig|oss|er|dig? ~ igen|senare|tillbaka|om|efter|i`,
  notNow: `senare; nästa ~ år|månad|kvartal|vecka|vår|höst; i {januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|höst|vår|vinter}; om ~ {några|två|tre|sex|ett|en|par|ett halvt} ~ månader|veckor|år|månad; en annan gång;  efter ~ sommaren|semestern|jul|påsk; för tidigt; {skjuta|skjuts} upp; i framtiden`,
  greetings: `hej|hejsan|hallå|tjena|god|bästa|kära|tja|hejhej|goddag|tjenare på|igen|morgon|dag|kväll|alla|eftermiddag? er|dig?; hej på {er|dig}; godmorgon`,
  thanks: `tack|tackar|tusen|stort så|för|på|vänliga|i|tack|snälla? mycket|förhand|din|ert|ditt|hjälpen|mailet|mejlet|informationen|er|förståelsen|svar|tips?; {tusen|stort|varmt} tack; på förhand tack?; tack på förhand; tack ska {du|ni} ha; uppskattar ~`,
  signOffs: `mvh|hälsningar|hälsning|hälsn; med? {vänliga|vänlig|bästa|varma|många|vänl|soliga} hälsningar|hälsning|hälsn; vänligen; ha ~ bra|trevlig|fin ~ dag|helg|kväll|det; hej då; hejdå; vi hörs; kram; allt gott; trevlig ~ helg|dag|kväll; med vänlig hälsning; med vänlig; hälsar`,
  pleasantries: `tack; vänligen; snälla; var {snäll|vänlig} och?; nu; genast; omedelbart; omgående; direkt; idag; tyvärr; förlåt|ursäkta|sorry; beklagar; ha en ~ dag|helg|kväll; trevlig ~ dag|helg|kväll|vecka|sommar; lycka till ~ med? ~; god jul; gott nytt år; så {snart|fort} ~ möjligt; gärna; ha det ~ bra|fint; allt gott; för förståelsen; hälsningar; bara`,
  functionWords:
    "och i att det som en ett pa ar av for med den till inte jag vi ni du de mig oss er dig min mitt mina var vart vara din ditt era ert har hade kan ska skulle vill om men sa fran eller nar hur vad var vem varfor alla mer mycket bara nu har dar ocksa bli blir vara tack hej vanligen vanliga halsningar mvh snalla nagot nagra ingen inga fler kontakta skicka garna ta bort langre ja nej intresserade intresserad skicka sluta",
};
