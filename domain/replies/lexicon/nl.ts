// Dutch: opt-outs, refusals, wishes and courtesy, u and je, of the Netherlands and of Flanders.
import type { Lexicon } from "./lexicon.ts";

export const nl: Lexicon = {
  language: "nl",
  sets: {
    remove:
      "verwijder verwijderen verwijdert wis wissen schrap schrappen haal halen haalt delete deleten verwijdering gooi gooien streep neem nemen verwijderd gewist geschrapt gehaald",
    unsub:
      "uitschrijven uitgeschreven afmelden afgemeld uitteschrijven uitschrijf afmeld uitschrijving afmelding uitschrijfen",
    me: "mij me ons mezelf",
    list: "lijst lijsten mailinglijst mailinglist maillijst bestand bestanden database databank nieuwsbrief nieuwsbrieven adressenbestand systeem verzendlijst mailing mailings adreslijst adressenlijst crm distributielijst emaillijst klantenbestand",
    mails:
      "mail mails mailtjes mailtje email emails bericht berichten nieuwsbrief nieuwsbrieven reclame spam post contact mailings mailing reclamemails berichtjes aanbiedingen communicatie",
    mine: "gegevens adres mailadres emailadres email naam mail account persoonsgegevens contactgegevens data info",
    write:
      "mailen mail schrijven schrijf contacteren contacteer benaderen benader sturen stuur stuurt lastigvallen lastig storen spammen spam berichten contact versturen toesturen zenden verzenden benaderd gecontacteerd gemaild bestoken bestookt bellen",
    people:
      "klant klanten gebruiker gebruikers ontvanger ontvangers abonnee abonnees collega collegas mensen iemand contacten medewerker medewerkers leden men ze zij donateurs",
  },
  leads:
    "gelieve graag aub alstublieft alsjeblieft hallo beste en of maar ik wij dus nu verzoek svp s v p hoi dag dan bedankt dank nee ja a u b wil",
  tails:
    "aub alstublieft alsjeblieft svp graag dank bedankt dankje nu direct meteen en mvg groet groeten met a u b per s v p onmiddellijk of vriendelijke verzonden dankjewel alvast want",
  contrasts: "maar echter alleen nu wel liever toch inmiddels enkel",
  misspelt: "uitschrijven nieuwsbrief verwijderen uitgeschreven",
  optOut: `! ondanks ~~ verzoek|verzoeken|afmelding|uitschrijving ~~ krijg|ontvang|krijgen|ontvangen ~~ <mails>; {stuur|stuurt|mail|schrijf} ~ mij|me|ons niets|niks meer|meer?; {dit|het} contact ~ te? {verwijderen|wissen|schrappen}; verwijder|wis|schrap {dit|het} contact $; {laatste} ~ waarschuwing|verzoek ~; ! neem|nemen|neemt ~ geen contact ~ meer ~ met|op; ! geen contact meer opnemen; neem|nemen|neemt ~ {geen|niet} contact ~ meer|op; geen contact meer ~ met|opnemen|$; {trek|trekken|herroep} ~~ toestemming ~~ in|$; ! {mijn|onze|ons} ~ <mine> ~~ niet|nooit ~ verwijderd|gewist|geschrapt|uitgeschreven; {wil|wilt|kan|kunt|kunnen|zou|zoudt|wilt} ~ u|je|jullie ~ mijn|onze|ons|mij|me ~ gegevens|adres|mailadres|emailadres|naam|persoonsgegevens? ~~ <remove>|<unsub>; {verzoek|verzoeken} ~ om ~ verwijdering|uitschrijving|wissing;
    {stel|stellen} ~~ niet ~ op prijs; {graag|gelieve|verzoek} ~ geen|niet|niets ~ <mails>|meer ~; {graag|gelieve} ~~ stoppen|ophouden|staken ~ ; volgende ~ mail|bericht|email ~~ klacht|acm|spam|melding|aangifte; {niet|geen} ~ gediend van ~; {wens|wensen|wil|willen} ~~ niet ~~ benaderd|gecontacteerd|gemaild|lastiggevallen|aangeschreven ~; {hou|houd|houden} ~ u|op|ermee ~ mee|op|ermee; laat ~ me|mij|ons ~ met rust; {zet|zetten|plaats} ~ me|mij|ons ~~ zwarte|blokkeerlijst|blacklist; {neem|nemen} ~ geen|nooit ~ contact ~ meer|op
    schrijf|meld|schrijft|meldt ~ <me> ~~ uit|af; schrijf|meld <me> ~ uit|af; <me> ~~ uit te schrijven; <me> ~~ af te melden; <me> ~~ <unsub> ~ uit|van|voor|aub|bij|$; {graag|wil|willen|wens|wensen|verzoek|gelieve|kan|kunt|kunnen|kun|hoe|zou|waar|hierbij} ~~ <unsub> ~ uit|van|voor|aub|bij|$
    {wil|willen|wens} ~ <me>? ~~ <unsub>; ^ <unsub> $; ^ <unsub> ~ van|voor|uit|aub ~ <list>|<mails>|jullie|uw; uit te schrijven $; af te melden $; <list> ~ opzeggen|stopzetten|afmelden|beëindigen|uitschrijven; zeg ~ mijn|ons|de|het ~ abonnement|nieuwsbrief ~ op
    <remove> ~ <me>|@ ~~ van|uit ~~ <list>|$; <me> ~~ van|uit ~~ <list> ~ <remove>|af|uit|te; ^ <remove> <me> $; <remove> ~ <me> ~ aub|alstublieft|graag|direct|$; <remove> ~ mijn|onze|ons|dit|al ~ <mine>; mijn|onze|ons ~ <mine> ~~ {<remove>|te verwijderen}; {verwijdering|wissen|verwijderen} ~ van ~ mijn|onze|al ~ <mine>
    {van|uit} ~ de|uw|jullie|deze|je ~ <list> ~ af|<remove>|gehaald|uit|halen; {graag|wil} ~~ van ~~ <list> ~ af
    geen ~ mails|emails|email|berichten|nieuwsbrieven|nieuwsbrief|reclame|spam|mailtjes|mailings|post ~ meer; geen ~ <mails> ~~ ontvangen|sturen|toesturen|krijgen; ^ geen <mails>; {wil|willen|wens|wensen|hoef|hoeven|zou} ~~ geen|niets|niks|niet ~~ <mails>|ontvangen|horen|benaderd|gecontacteerd|gemaild|lastig ~~ meer|ontvangen|van|krijgen|worden|$; {wil|wens|hoef|hoeven|willen} ~ niets|niks ~ meer|van
    niet ~ meer ~ <write>|gemaild|benaderd|lastig|contact|ontvangen|te; niet|nooit ~ meer <write>; nooit meer ~ <write>|contact; <write> ~ <me> ~ niet|nooit|geen ~ meer|<mails>|$; <write> <me> niet|nooit|geen; niet ~ <write> ~ aub|alstublieft; ^ niet <write> $; neem ~ geen contact ~ meer|op; geen contact ~ meer|op
    {stop|stoppen|ophouden|hou|houd|houdt} ~ met|onmiddellijk|nu|eens|op|direct ~~ mailen|mails|sturen|spammen|emailen|emails|berichten|deze|lastigvallen|schrijven|contacteren|benaderen|spam; stop ~ met ~ <write>|<mails>|dit; stop ~ <mails>
    recht ~ op|om|vergeten|tot ~ vergetelheid|vergeten|verwijdering|gegevenswissing|bezwaar; {avg|gdpr} ~~ <remove>|gegevens|verwijder*|wissen; verwijder*|wis|wissen ~~ avg|gdpr; {maak|maken|dien|teken} ~ bezwaar ~ tegen|aan|$; {trek|trekken} ~ mijn|onze|hierbij|de ~ toestemming ~ in; {nooit|geen|niet} ~ toestemming|aangemeld|ingeschreven|geabonneerd|gevraagd ~ gegeven|voor|om|$
    laat|laten ~ <me> ~ met rust; <me> met rust laten; rot op; donder op; zwarte lijst; ! {al|reeds} ~~ gevraagd|verzocht|afgemeld|uitgeschreven; ^ van|uit ~ uw|jullie|je|de ~ <list> $
  `,
  optOutSentence: `
    gelieve|graag|aub|svp|verzoek|wil? me|mij|mezelf? <unsub> aub|graag|alstublieft|alsjeblieft|svp|nu|dank?; schrijf|meld mij|me|ons uit|af aub|alstublieft?; verwijder {mij|me|ons|dit|mijn|deze} aub|adres|gegevens|emailadres|mailadres|mail?; geen <mails> meer {aub|alstublieft|graag}?; mail|schrijf|contacteer|bel {me|mij|ons} niet meer?; niet meer {mailen|schrijven|sturen|contacteren|benaderen}; recht op vergetelheid
    stop met {mailen|mails|sturen|spammen|emailen}; laat {me|mij|ons} met rust
  `,
  optOutAlone: `
    stop|stoppen|stopzetten|verwijder|verwijderen|weg|uitschrijven|afmelden|genoeg|ophouden|schrappen|eruit|wissen|annuleren {nu|aub|ermee|hiermee|alstublieft|direct|a|onmiddellijk|alsjeblieft|daarmee|maar}? u? b?; aub|gelieve|graag|nu|alstublieft stop|stoppen|verwijderen|ophouden; {hou|houd} op; niet meer; nooit meer; {is|het|nu}? genoeg geweest?; spam; klaar ermee; geen meer; weg {ermee|hiermee}
  `,
  optOutMentions: `~~ bijlage|bijlagen|zip|pdf|bestanden ~~; {bent|ben} u|je ~ succesvol? ~ uitgeschreven|afgemeld ~~; {u|je} bent|ben ~ uitgeschreven|afgemeld ~; {account|toegang|profiel} ~ is|werd ~ verwijderd|gewist ~; {haal|haalt|verwijder|schrap|meld} ~ me|mij|ons ~ {niet van|niet uit|niet af|vooral niet} ~~; 
    stop|stoppen ~ {niet|vooral niet|alsjeblieft niet} ~~; niet ~ stoppen|ophouden ~~; {moeten|willen|kunnen} ~~ kunnen ~ verwijderen|afmelden|uitschrijven ~~; hoe ~ gaan|gaat|werkt|verwerken|regelen|doen|behandelen ~~; {bijna|wilde|wou|stond} ~~ uitschrijven|afmelden ~~; {collega|assistent|assistente|baas} ~ schreef|heeft|vroeg|wil ~~
    ? hoe ~~ onze|een|de ~~
    <remove>|<unsub>|schrijf|meld ~ een|onze|de|mijn|alle|inactieve|die ~ <people> ~; <people> ~ kunnen|kan|willen|wil|zich|die|moeten|hun|<unsub>|worden|hebben|vragen ~~; onze|mijn|hun|uw|de ~ <people> ~~
    {kunnen|kan|moeten|mogen|zouden} onze|klanten|de|gebruikers|ontvangers|mensen|men|een|ze ~~; hoe ~ werkt|gaat|gaan|verwerkt|regelt|kunnen|verwerken|gaan|kan ~ {de|het|jullie|u|om|onze|klanten|men|een|ik een} ~~; {heeft|hebben|ondersteunt|biedt|bieden|is|werkt} u|jullie|uw|het|er|de|je ~~
    link|knop|pagina|functie|formulier|proces|optie|systeem|api|tool|percentage|reden|redenen|aantal|mogelijkheid|software|product|platform ~ om|voor|tot|van|waarmee|die ~~; uitschrijflink|uitschrijfpercentage|afmeldlink|afmeldpercentage|uitschrijfknop|afmeldfunctie|uitschrijffunctie ~~; het|de ~ uitschrijven|afmelden|uitschrijving|afmelding|uitschrijvingen|afmeldingen ~ van|is|werkt|gaat|stijgt|door ~~; aantal|percentage uitschrijvingen|afmeldingen
    krijg|krijgen|ontvang|ontvangen|zie ~ geen|niets ~~; niet|nooit|geen ~ {<unsub>|<remove>|uit te schrijven|af te melden}; wilde|wilden|wil ~ <me>? ~ niet ~~ <unsub>; schrijf|meld|verwijder ~ <me> ~ niet ~~; per {ongeluk|abuis|vergissing} ~~; ~~ per {ongeluk|abuis|vergissing}; ~~ per|op|via|telefonisch ~ telefoon|mobiel|sms|whatsapp|linkedin|gsm; bel ~ <me> niet ~~ ; ~~ voor|tot|tijdens|tussen|na maandag|dinsdag|woensdag|donderdag|vrijdag|volgende|januari; ~~ vandaag|morgen|maandag|dinsdag|woensdag|donderdag|vrijdag; aarzel ~~; vergeet niet ~~; ~~ in het {engels|duits|nederlands}
    als|wanneer|indien|voordat|zodra ~ een|iemand|onze|klanten|mensen|men|de ~~; ~~ cc|kopie|vergadering|proef|event|evenement|webinar|bestelling|uitnodiging|afspraak|training|wachtlijst ~ <unsub>|<remove>|af|uit|halen; <remove> ~~ cc|kopie|vergadering|bestelling|uitnodiging|wachtlijst|oude|dubbele|testdata; oude|oud|privé|vorige|andere ~ adres|mailadres|emailadres|mail; ~~ oude|oud|privé|vorige ~ adres|mailadres|emailadres|mail
    bijna|dacht|overwoog|plaats ~ <me>? ~ van|om|uit|aan? ~ {<unsub>|uit te schrijven} ~~; uw|jullie|je|de ~ product|tool|software|oplossing|platform ~~; meld|schrijf ~ <me> ~ weer|opnieuw|aan|in; geen ~ contact ~ gehad|kunnen|met; meld ~~ aan ~~
  `,
  optIn: `
    {hou|houd|zet|laat|plaats} ~ me|mij|ons ~~ op|in ~ de|lijst|hoogte ~; {ga|blijf} ~ vooral? ~ zo? door ~; {wil|willen} ~~ blijven ~; {liever|beter|voorkeur} ~~ telefoon|telefonisch|bellen|whatsapp; {alleen|enkel|slechts} ~ de|het|uw ~ prijzen|prijs|cijfers
  `,
  ownData: `privéadres|privéadresse|privémail; {dit} ~ is ~ mijn|ons|een ~ privé*|persoonlijk* ~; {dit} adres|mailadres|emailadres;
    mijn|onze|ons ~ adres|mailadres|emailadres|mail|email|gegevens|naam|nummer
  `,
  optOutOfIt: `{verwijder|wis|schrap|haal|verwijdert} ~ het|dat|dit|die|deze|ze ~ uit ~ jullie|uw|je|de|het ~ <list>;
    {verwijder|wis|schrap|gooi|verwijdert|haal} ~ het|dat|dit|die|deze|ze|alles ~ direct|onmiddellijk|meteen|nu|graag|aub|weg|eruit|uit|$
  `,
  otherWay: `maar ~ naar|aan ~`,
  optOutReasons: `verkeerde ~ persoon|adres; privé*|persoonlijk*; {geen} ~ klant; nooit ~~ aangemeld|ingeschreven|gevraagd|toestemming|besteld|geabonneerd|opgegeven; niet ~~ {aangemeld|ingeschreven|om gevraagd}; derde|tweede|vierde ~ mail|keer|bericht; hoe|waar ~ komen|kom|heeft|hebben ~ u|jullie|je ~; pensioen|overleden; werkt|werk ~ hier? niet ~ meer; niet ~ relevant|verantwoordelijk; avg|gdpr|toestemming|recht|artikel; klacht|advocaat; al ~ eerder|gevraagd|keer; bevestig*; bezwaar`,
  optOutSmells: `
    uitschrijv*|uitgeschreven|afmeld*|afgemeld|unsubscribe|optout|opzeggen; <remove> ~ <me>|mijn|onze; spam|stalking|lastig|lastigvallen|avg|gdpr; vergetelheid; advocaat|klacht|aangifte; stop|ophouden; geen ~ <mails> ~ meer; niet ~ meer ~ <write>|ontvangen|mail*; nooit ~ aangemeld|toestemming|gevraagd; toestemming; met rust; mailinglijst|mailinglist|maillijst; uit te schrijven; af te melden
  `,
  refusalMentions: `
    {geen} ~ probleem|bezwaar|haast|zorgen ~; niet ~ alleen|slecht|verkeerd|oninteressant ~; {kan|kunnen} ~ niet ~ wachten
  `,
  refusalReasons: `andere|ander ~ leverancier|partij|oplossing|partner; budget|duur|leverancier|contract|zelf|intern|concurrent|tevreden|gestopt`,
  refusal: `
    {zit|zitten} ~ vol|overvol|vast|gebonden|tjokvol; {heeft|zie|zien} ~ geen ~ zin|meerwaarde|nut; {doen|regelen|bouwen|ontwikkelen} ~~ zelf|intern ; {zijn|ben} ~ voorzien|tevreden|gebonden ~; project ~ geschrapt|gestopt|afgeblazen; {blijven|blijf} ~ bij; {passen|pas} ~ hiervoor|ervoor|voor; {niet|geen} ~ voor ~ ons|mij
    geen|zonder ~ interesse|belangstelling|behoefte|budget|nood|tijd|noodzaak ~~; niet|niets ~ meer|echt|erg? geïnteresseerd|interessant|nodig|relevant|van|voor ~ toepassing|ons|mij? ~~; niet ~ nodig ~; nee ~ dank|bedankt|dankje|dankjewel|hoor; bedankt ~ maar ~ nee|niet|geen; ^ nee $; {niets|niks} voor {ons|mij}; niet ~ voor {ons|mij|ons}; {hebben|heb|gebruiken|werken|gebruik} ~ al|reeds|wij|we|ik|een ~ een|met|leverancier|oplossing|andere|partner|tool|systeem ~; al ~ leverancier|voorzien|oplossing|partner|tool; {gekozen|kozen|besloten} ~ voor|om|een|niet|andere ~; voor ~ andere|ander ~ gekozen; nu ~ niet|even; op dit moment ~ niet|geen; momenteel ~ niet|geen; niet ~ {op dit moment|momenteel|nu}; past ~ niet; te {duur|klein|vroeg|groot}; tevreden ~ met|over ~; helaas ~ niet|geen|nee; wijzen|wijs ~ af; zien|zie ~ er? van af; zien ervan af; niet ~ de juiste ~ persoon; verkeerde persoon; niet ~ op zoek ~; gaan ~ niet ~ verder|in op|door
  `,
  buying: `
    ? maandag|dinsdag|woensdag|donderdag|vrijdag|morgen ~; wanneer ~ kunnen|kan|heeft|heb|schikt|past ~ we|u|je|wij ~ tijd|afspreken|bellen|zien|beginnen|starten; {overtuigd} ~; laat ~ maar ~ zien; laat ~ me|ons|het ~ zien
    stuur|sturen|stuurt|mail|maak|bezorg|ontvangen|opsturen|toesturen|graag ~ maar|ons|mij|me|het|de|een|graag|alvast|uw|jullie ~ contract|overeenkomst|offerte|factuur|bestelling|bestelformulier|orderformulier|opdrachtbevestiging|voorstel
    bestelformulier|orderformulier|inkooporder; {we|wij|ik} ~ bestellen|bestel|kopen|koop|tekenen|teken|nemen|neem|boeken|boek|starten|start|ondertekenen|gaan akkoord|accepteren; {wil|willen|zou|zouden|kunnen|klaar|graag} ~~ bestellen|kopen|tekenen|afnemen|proberen|testen|zien|spreken|praten|plannen|afspreken|boeken|starten|beginnen|overstappen|kennismaken|afspraak|inplannen|demo|ondertekenen
    bel|bellen|telefoneer ~ mij|me|ons|maar|terug|even|gerust; terugbellen; afspraak ~ maken|plannen|inplannen?; {plannen|maken|boeken|inplannen|plan} ~ een|het|we|in|de ~ afspraak|gesprek|call|demo|meeting|belafspraak; maandag|dinsdag|woensdag|donderdag|vrijdag|morgen|week|dat|uur ~~ past|schikt|kan|uitstekend|prima|goed|lukt|perfect; past|schikt ~ mij|ons|prima|goed|uitstekend|het; laten we ~; akkoord; gaan ~ ervoor|door; budget ~ goedgekeurd|beschikbaar|rond; collega|baas|directeur|manager ~ is|wil|zou|heeft ~ interesse|geïnteresseerd|graag|het; nu ~ wel|toch; van gedachten veranderd; grote|grotere ~ pakket|plan|versie; overstappen ~ naar; groen licht
  `,
  interest: `
    geïnteresseerd|interessant|interesse|belangstelling; klinkt|lijkt|ziet ~ goed|interessant|mooi|prima|super|leuk|me|veelbelovend; graag; {heel|zeer} graag; ^ ja $; ja ~ graag|hoor|prima|zeker|dat|natuurlijk|ik|wij|we; zeker|prima|perfect|uitstekend|super|natuurlijk; waarom niet; goed idee; meer ~ weten|horen|informatie|info; benieuwd|nieuwsgierig; spreekt ~ aan
  `,
  asking: `
    hoeveel; wat ~ kost|kosten|zijn|is|houdt|betekent|krijgen|doet ~; welke|welk ~; prijs|prijzen|prijslijst|kosten|kost|offerte|aanbieding|tarief|tarieven|korting|brochure|folder|catalogus|documentatie|demo|referenties|datasheet; hoe|waar|wanneer|wie|waarom ~ werkt|kan|kunnen|is|zijn|gaat|lang|snel|ziet ~; kunt|kun|kunnen|kan|zou|heeft|hebben|bieden|biedt|is|zijn ~ u|jullie|je|er|het|we|ik ~
    stuur|sturen|mail ~ mij|me|ons|meer|wat|graag ~; meer|nadere|extra|aanvullende ~ informatie|info|details|uitleg; vraag|vragen; weten ~ of|hoe|wat|wanneer; graag ~ weten|informatie|horen|ontvangen; zoek|zoeken ~ een|naar|nog; nodig ~; gratis proef*; proefversie|proefperiode; uitleggen|toelichten|toelichting
  `,
  putOff: `
    {volgende week|volgende maand|later|volgend jaar} ~ graag? ~ {opnieuw|nog eens|weer} ~;neem|kom|bel|mail|vraag ~~ {weer|later|opnieuw|terug|nog eens}`,
  notNow: `
    later; volgend|volgende ~ jaar|maand|kwartaal|week|keer; in {januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|het} najaar|voorjaar; over ~ paar|enkele|twee|drie|zes|een|half ~ maanden|weken|jaar|maand; andere|ander ~ keer|moment;  na ~ vakantie|zomer|kerst; te vroeg; uitgesteld|uitstellen; in de toekomst
  `,
  greetings: `hallo|hoi|hey|beste|geachte|dag|goedemorgen|goedemiddag|goedenavond|goedendag|goeiedag|goeie|goede|lieve|hi heer|mevrouw|heren|meneer|allen|allemaal|team|dames|morgen|dag|mijnheer? {mevrouw|heer|en}? heren?; geachte heer mevrouw; mijne heren; l s`,
  thanks: `bedankt|dank|dankje|dankjewel|dankuwel|merci|thanks u|je|jullie|voor|alvast|wel|hartelijk|bij|nog? wel|de|het|uw|je|jullie|voorbaat|moeite? moeite|mail|bericht|reactie|aanbod|begrip|informatie|tijd?; met? {hartelijk|veel|vriendelijke}? dank ~; alvast|bij bedankt|dank|voorbaat dank|bedankt?; hartelijk bedankt; waardeer ~`,
  signOffs: `met? {vriendelijke|hartelijke|beste|warme|sportieve|vriendelijk} groet|groeten; mvg|gr|groetjes|groet|groeten|vr; hoogachtend; tot {ziens|gauw|snel|horens|dan}; fijne ~ dag|avond|week|weekend; de {groeten|groetjes}; m v g; doei; cordiale groeten; vriendelijke {groet|groeten}; mvrgr`,
  pleasantries: `aub; a u b; alstublieft|alsjeblieft|svp; s v p; graag; gelieve; nu; direct; meteen; onmiddellijk; per {direct|omgaande}; zo {snel|spoedig} mogelijk; sorry; excuses; helaas; fijne|prettige|goede|nog|een ~ dag|avond|week|weekend|jaarwisseling; veel ~ succes|geluk|plezier ~ ermee|met|verder?; alvast; vandaag; nog; met spoed; ik|wij? wens|wensen ~ ~ succes; voor uw begrip; met onmiddellijke ingang; verzoek; definitief`,
  functionWords:
    "de het een en van ik je jij u uw jullie wij we zij ze mij mijn me ons onze te in is niet geen met op voor aan er om dat die deze dit als ook maar of bij naar uit door over nog al wel zijn was hebben heeft heb kan kunt kunnen wil willen graag alstublieft aub dank bedankt hallo beste groet groeten vriendelijke wat hoe waar wanneer wie welke meer moet zou zal worden wordt gelieve nu dan daar hier tot af zo ja nee sturen ontvangen alvast",
};
