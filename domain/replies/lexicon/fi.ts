// Finnish: opt-outs, refusals, wishes and courtesy. Its endings are many, so most words stand as stems.
import type { Lexicon } from "./lexicon.ts";

export const fi: Lexicon = {
  language: "fi",
  sets: {
    removeDo:
      "poista poistakaa poistaa poistettava poistatte poistaisitte poistetaan poistamaan poistamista poistakaapa poistattehan poistaisitteko poistatteko poistetuksi poistamaan siivotkaa ottakaa ota hävittäkää",
    me: "minut meidät minua meitä minulle meille",
    list: "listalta listaltanne listoilta listoiltanne postituslistalta postituslistaltanne postituslistalta rekisteristä rekisteristänne tietokannasta tietokannastanne uutiskirjeestä uutiskirjeen uutiskirjeenne uutiskirjelistalta järjestelmästä järjestelmästänne sähköpostilistalta sähköpostilistaltanne jakelusta jakelulistalta yhteystiedoista jakelustanne",
    mails:
      "viestejä viestejänne viestiä viestit viestejään sähköposteja sähköposteja sähköpostia sähköpostejanne sähköpostit maileja mailia uutiskirjeitä uutiskirjettä uutiskirje uutiskirjeitänne mainoksia mainontaa roskapostia spämmiä postia yhteydenottoja markkinointia tarjouksia sähköpostiviestejä",
    dontDo:
      "lähettäkö lähetä lähettäköö ottako ota kirjoittako kirjoita häiritkö häiritse spämmätkö lähettää lähetelkö lähettele laittako laita lähettäkää soittako soita",
    people:
      "asiakas asiakkaat asiakkaamme asiakkaiden asiakkaita asiakkaan käyttäjä käyttäjät käyttäjien käyttäjiä vastaanottajat vastaanottajien tilaajat tilaajien tilaajia kollega kollegani kollegan kollegamme joku ihmiset henkilöt työntekijä työntekijät",
  },
  leads:
    "hei ja tai mutta haluan haluamme pyydän kiitos ole hyvä olkaa nyt ei kyllä heti moi terve siis ystävällisesti voisitteko voitteko",
  tails: "kiitos heti ja nyt ystävällisesti terveisin välittömästi tai kiitoksia olkaa t ystävällisin lähetetty",
  contrasts: "mutta vaan kuitenkin nyt sen sijaan ainoastaan",
  misspelt: "uutiskirjeen postituslistalta",
  optOut: `! {huolimatta} ~~ saan|saamme|tulee ~~; ! {pyynnöstäni|pyynnöistäni} huolimatta ~~; poistakaa|poista {tämä|tuo} yhteystieto|kontakti|osoite; {en|emme} ~ halua|toivo ~ että ~ minuun|meihin ~ otetaan|oteta|ollaan ~; {viimeinen} ~ varoitus|kehotus ~; {pyydän|vaadin|haluan|toivon} ~ henkilötieto*|tieto*|osoitte* ~ poist*; ! osoite*|osoitt*|sähköposti*|tieto* ~~ ole ~ vielä*|edelleen*|poist* ~ poist*; {miten|kuinka} ~ pääsen|pääsemme|eroan|poistun ~ pois? ~ tältä|tästä|teidän|postituslist* ~ list*;
    {älkää|älä|ei} ~ ottako|ota ~ enää|yhteyttä ~ yhteyttä|enää|minuun|uudelleen ; {seuraava*} ~ viesti*|sähköposti* ~~ tietosuoja*|valit*|ilmoit*|roskapost*; {lopettakaa|lopeta} ~ tämä|nämä|viestien|viestit|lähettäminen|roskapost* ~; {pyydän|pyydämme} ~~ {ettette|että} ette ~~
    <removeDo> ~ <me>|@|nimeni|tietoni|sähköpostini|osoitteeni|sähköpostiosoitteeni|yhteystietoni|henkilötietoni|tilini|mailini|tietomme|tilaukseni ~; <me>|tietoni|sähköpostini|osoitteeni|sähköpostiosoitteeni|nimeni|henkilötietoni|tietomme ~~ <removeDo>|pois|poistettava|poistettavaksi; <me> ~ pois ~; pois ~ <list>; <list> ~ pois|<removeDo>|poistetuksi|poistua
    {perun|peru|perukaa|peruuta|peruuttakaa|peruuttaa|perua|peruutan|perumme|lopettakaa|lopetan|lopeta|peruisin|irtisanon|keskeytä} ~ uutiskirje*|tilaukse*|tilauksen|uutiskirjeen ~; uutiskirje*|tilaukseni|tilauksen|tilaus ~ peruutus|peruuttaa|perua|peruttava|lopetettava|peruminen|peruutettava|peruttu; {haluan|haluamme|haluaisin} ~~ perua|peruuttaa|pois|erota|poistua ~ uutiskirje*|tilauk*|<list>|$|postituslista*
    älkää|älä ~ enää|ikinä|koskaan|minulle|meille|minua? ~ <dontDo>; ei ~ enää|kiitos ~ <mails>|yhteydenottoja; ^ ei <mails>; {en|emme} ~ halua|toivo|tahdo|haluaisi ~~ <mails>|saada|vastaanottaa|enää|yhteydenottoja|postianne|teiltä ~; {en|emme} halua ~ enää ~; lopeta|lopettakaa|lakatkaa|lakkaa ~ minun|nämä|tämä|se|minulle|viestien|heti? ~ lähettä*|viestit|viestien|sähköpost*|spämmä*|spam*|häirits*|häirintä|mailien|postit|roskapost*|uutiskirje*; riittää ~ nämä|<mails>; {minulle|meille|minuun|meihin} ei ~ saa|tarvitse|lähettää|enää ~
    oikeu* ~ tulla|tulemaan ~ unohdetuksi; oikeu* ~ tietojen ~ poist*; {gdpr|tietosuoja*} ~~ poist*|tieto*; poist* ~~ gdpr|tietosuoja*; {peruutan|perun|peruutamme|vedän} ~ suostumukseni|suostumuksemme|suostumuksen|takaisin ~; vastustan ~ ; kiellän|kiellämme ~; {en|emme} ~ ole ~ koskaan|ikinä|antanut|tilannut|pyytänyt|suostunut|liittynyt ~ suostumu*|<mails>|tilannut|tätä|lupaa|antanut|liittynyt|pyytänyt; jättäkää|jätä|antakaa|anna ~ <me> ~ rauhaan|olla; haistakaa|haista ~; painukaa|painu ~; musta* lista*; estolista*; ! jo ~~ pyytänyt|perunut|peruuttanut
  `,
  optOutSentence: `{en|emme} {halua|toivo} että {minuun|meihin} {otetaan|ollaan} enää? {yhteyttä|yhteydessä} enää?;
    poista|poistakaa minut|meidät|tietoni|osoitteeni|sähköpostini listalta|listaltanne|postituslistalta|kiitos|rekisteristä|heti?; peru|peruuta|peruuttakaa|perukaa|perun|lopeta|lopettakaa {uutiskirje|tilaus|uutiskirjeen|tilauksen|tilaukseni|viestit|kiitos} kiitos?; tilauksen|uutiskirjeen peruutus|peruminen; ei enää <mails> kiitos?; älkää|älä lähettäkö|lähetä enää|minulle? <mails>? enää|kiitos|minulle?; älkää|älä {ottako|ota} enää? yhteyttä; oikeus tulla unohdetuksi; jättäkää|jätä {minut|meidät} rauhaan
  `,
  optOutAlone: `
    stop|seis|lopeta|lopettakaa|poista|poistakaa|peru|perukaa|peruuta|peruuttakaa|riittää|peruutus|pois|loppu|lopettaa kiitos|nyt|jo|heti|tämä|se|viestit? kiitos|jo?; nyt riittää; ei enää {kiitos|ikinä}?; ei koskaan enää; spam|roskapostia; pois listalta; jo riittää; ei ikinä
  `,
  optOutMentions: `~~ liite*|liitt*|zip|pdf ~~; {tilauksesi|tilauksenne} ~ on ~ peruttu|peruutettu ~; {tili|tilini|tunnus*|käyttäjätili*} ~ poistettiin|on|poistet* ~;
    {älkää|älä} ~ lopettako|lopeta|poistako|poista ~~; {meidän|täytyy|pitää} ~ voida|pystyä|poistaa ~~; {miten|kuinka} ~ käsittelette|hoidatte|toimii|poistetaan|hoituu ~~
    <people> ~~ ; asiakk*|käyttäj*|vastaanottaj*|tilaaj*|kolleg* ~ voi|voivat|haluaa|haluavat|perua|peru*|poist*|joka|jotka ~~; {voiko|voivatko|voiko|onko|saako|pystyykö|tukeeko|tarjoatteko|pystyvätkö|löytyykö|toimiiko|voidaanko} ~~; miten|kuinka ~ toimii|hoidatte|voi|voivat|voimme|käsittelette|poistatte|poistan|tapahtuu|peru*|asiak* ~~; linkki|linkin|painike|sivu|toiminto|toiminnon|lomake|prosessi|mahdollisuus|määrä|prosentti|syy|syyt|ominaisuus|rajapinta ~; peruutuslinkki*|peruutusprosent*|peruutusast* ~~; peruutu*|perumis* ~ linkki*|prosentti|määrä|toiminto|sivu|prosessi; peruutukset|peruutuksia|peruutusten ~~
    älkää|älä ~ poistako|poista|peruuttako|peru|peruuta ~~; {en|emme} ~ halunnut|halunneet|halua|tarkoittanut|aikonut ~ perua|peruuttaa|pois|erota|poistua ~~; vahingossa|erehdyksessä|epähuomiossa ~~; ~~ vahingossa|erehdyksessä|epähuomiossa; ~~ puhelimitse|puhelimella|puhelimeen|tekstiviestillä|whatsapp*; älkää|älä ~ soittako|soita ~~; ~~ ennen|maanantaina|tiistaina|keskiviikkona|torstaina|perjantaina|tänään|huomenna; maanantaina|tiistaina|keskiviikkona|torstaina|perjantaina|tänään|huomenna ~~; epäröi*|epäröikö ~~; ~~ englanniksi|saksaksi; jos|kun ~ joku|asiak*|käyttäj* ~~; <removeDo> ~~ kopiosta|kokouksesta|tilauksesta|kutsusta|vanha|kokeilusta|tapahtumasta|webinaarista; vanha|vanhan|henkilökohtai*|yksityi* ~ osoite*|sähköposti* ~; ~~ vanha|vanhan|vanhaan|yksityiseen ~ osoitteeseen|sähköpostiin|osoite*|sähköposti*; melkein|sijaan|sijasta|harkitsin ~~; tuotteenne|työkalunne|järjestelmänne|ohjelmistonne ~~; takaisin|uudelleen ~ listalle
  `,
  optIn: `
    {pitäkää|lisätkää} ~ minut|meidät ~; {jatkakaa|jatka} ~; {haluan|haluamme} ~ pysyä|jatkaa|edelleen ~; {mieluummin|mieluiten} ~~ puheli*|soit*|whatsapp; {vain} ~ hinnat|hinta
  `,
  ownData: `
    osoitteeni|osoitteemme|sähköpostini|tietoni|tietojani|nimeni|numeroni|yhteystietoni
  `,
  optOutOfIt: `
    {poistakaa|poista|hävittäkää|tuhotkaa} ~ se|ne|sen|kaikki ~
  `,
  otherWay: `vaan ~ kolleg*|esimie*|esihenki*|johtaja*|osasto*|hänelle|työkaver*`,
  optOutReasons: `väär* ~ henkilö*|osoit*; yksityi*|henkilökohtai*; {en} ole ~ asiaka*; en ~ ole ~ koskaan|ikinä|ikänä ~; koskaan|ikinä ~ tilannut|antanut|pyytänyt|ilmoittautunut|rekisteröitynyt; en ~ ole ~ tilannut|antanut|pyytänyt|ilmoittautunut; kolmas|toinen|neljäs ~ viesti|kerta|sähköposti; mistä ~ saitte|saitko|olette|sait ~; eläk*; ei ~ työskentele ~; gdpr|suostumu*|oikeu*|tietosuoja*; valitan|valitus*; jo ~ pyytän*; vahvist*; kiellän; suoramarkkino*`,
  optOutSmells: `
    peruut*|perua|perun|unsubscribe|optout; <removeDo> ~ minut|tietoni|meidät|osoitteeni; spam|spämmi*|roskapost*|häirint*|gdpr|tietosuoja*; unohdetuksi; asianaja*|lakimie*|rikosilmoitu*; lopeta|lopettakaa|riittää; älkää|älä ~ <dontDo>; en ~ halua ~; ei enää; en ole ~ tilannut|antanut|liittynyt; suostumu*; rauhaan; postituslista*; uutiskirje* ~ pois
  `,
  refusalMentions: `
    {ei} ~ ongelmaa|hätää|kiirettä ~; ei ~ vain|huono|hullumpi ~
  `,
  refusalReasons: `toinen|toisen|toiseen|muu ~ toimittaja*|palvel*|kumppani*; budjet*|kallis|kalliis*|toimittaj*|sopimu*|itse|tyytyväi*|kilpailij*`,
  refusal: `
    {olemme|olen} ~ tyytyväi*|sitoutun* ~; {teemme|hoidamme} ~~ itse; {ei} ~ ole ~ järkeä|tarvetta|hyötyä; {projekti|hanke} ~ peruttu|lopetettu; {pysymme} ~
    ei|emme|en ~ ole|meitä|minua|kiinnosta|tarvitse|meille? ~ kiinnost*|tarvetta|tarvitse|kiinnosta|ajankohtai*|budjettia|tarpeen|aikaa|sovellu|sovi ~~; ei kiitos; kiitos ~ mutta ~ ei|emme|en; ^ ei $; ei ~ meille|minulle|meitä|meidän; {emme|en} tarvitse ~~; emme|en ~ {kiinnostunut|kiinnostuneita|ole kiinnostu*} ~; ei ~ {juuri nyt|nyt|tällä hetkellä}; tällä hetkellä ~ ei|emme|en; {meillä|käytämme|minulla} ~ on|jo ~ jo|toimittaja|ratkaisu|kumppani|järjestelmä|oma ~; jo ~ toimittaja|ratkaisu|kumppani|järjestelmä|käytössä ~; {valitsimme|päätimme|päädyimme} ~ toisen|toiseen|olla|muun ~; kieltäydymme|kieltäydyn; liian {kallis|kallista|aikaista}; tyytyväisiä ~; valitettavasti ~ ei|emme|en; ei ~ kiinnosta ~; emme|en ~ etsi|jatka|vaihda|aio|suunnittele
  `,
  buying: `
    ? maanantai*|tiistai*|keskiviikko*|torstai*|perjantai*|huomenna ~; milloin ~ voimme|voisimme|teille|sopisi|aloitetaan ~ ; {vakuutuin|vakuutuimme} ~; {näyttäkää|näytä} ~
    lähettäkää|lähetä|lähettäisitte|lähetätte|lähettää|laittakaa|laita|tehkää|toimittakaa|voitte|voisitteko|odotamme|pyydän ~ meille|minulle|vain|lähettää|se|heti? ~ sopimus|sopimuksen|tilauslomake|tilauslomakkeen|lasku|laskun|tarjous|tarjouksen|tilaus|tilausvahvistus; tilauslomake*; {tilaamme|tilaan|ostamme|ostan|allekirjoitamme|allekirjoitan|otamme|hyväksymme|hyväksyn|varaamme|varaan|aloitetaan|sovittu|sovitaan}; {haluan|haluamme|haluaisin|haluaisimme|voimme|valmiita|valmis} ~~ ostaa|tilata|allekirjoittaa|kokeilla|testata|nähdä|jutella|keskustella|tavata|aloittaa|varata|sopia|demon|ottaa|hankkia; soita|soittakaa|soittaa|soittaisitteko ~ minulle|meille ~; {sovitaan|varataan|järjestetään|sopia|varata} ~ tapaaminen|palaveri|puhelu|demo|aika|tapaamisen|demon|puhelun|palaverin|ajan; maanantai|tiistai|keskiviikko|torstai|perjantai|huomenna|viikko|aika|viikolla|maanantaina|tiistaina|keskiviikkona|torstaina|perjantaina ~~ sopii|käy|hyvin|onnistuu|mainio; sopii|käy ~ meille|minulle|hyvin; puhutaan|jutellaan|tavataan; budjetti ~ hyväksytty|on; pomo*|kollega*|esimie*|johtaja* ~ kiinnostunut|haluaa|haluaisi; nyt ~ olemme|haluamme|kyllä; suurempi|isompi|suuremman|isomman ~ paket*|versio*
  `,
  interest: `kiinnostunut|kiinnostuneita|kiinnostaa|kiinnostava|kiinnostavaa|mielenkiintoi*|kiinnostus; kuulostaa|näyttää|vaikuttaa ~ hyvältä|kiinnostavalta|mielenkiintoiselta|mahtavalta; mielelläni|mielellämme|mielellään; ^ kyllä|joo $; kyllä ~ kiitos|mielelläni|haluamme|haluan|sopii; totta kai; loistavaa|mahtavaa|hienoa|erinomaista; miksi {ei|ipä}; miksipä ei; hyvä idea; kuulla|tietää ~ lisää`,
  asking: `
    paljonko; kuinka ~ paljon|monta|pitkä|kauan|nopeasti|toimii ~; mitä ~ maksaa|sisältää|tarkoittaa|on|kuuluu; mikä|mitkä|millainen|minkä ~; hinta|hinnat|hinnan|hinnasto|hinnaston|hinnoittelu|hinnoista|kustannukset|tarjous|tarjouksen|tarjousta|alennus|esite|esitteen|luettelo|demo|referenss*|dokument*; miten|missä|milloin|kuka|miksi ~ toimii|voi|voimme|voin|on|saa|olisi ~; voitteko|voisitteko|voitko|voisitko|onko|saako|saisinko|saisimmeko|voiko|tarjoatteko|löytyykö|tukeeko ~; lähettäkää|lähetä|lähettäisittekö|lähettää ~ meille|minulle|lisä* ~; lisätieto*|lisätietoja|lisää ~ tietoa|tietoja|infoa; kysymy*|kysyisin|kysyä; tietää ~; etsin|etsimme ~; ilmainen kokeilu; kokeiluversio*|koekäyttö*; tarvitse* ~ apua|lisätieto*|tarjouk*; selittää|kertoa|kertoisitteko ~
  `,
  putOff: `palataan|ottakaa|ota|palatkaa|kysykää ~ asiaan|yhteyttä|uudelleen|uudestaan ~`,
  notNow: `myöhemmin; ensi ~ vuonna|kuussa|viikolla|keväänä|syksynä|vuosi|kvartaali*; tammikuu*|helmikuu*|maaliskuu*|huhtikuu*|toukokuu*|kesäkuu*|heinäkuu*|elokuu*|syyskuu*|lokakuu*|marraskuu*|joulukuu*; parin|kahden|kolmen|kuuden|muutaman|puolen ~ kuukauden|viikon|vuoden ~ päästä|kuluttua; {joskus|toisen kerran};  kesän|loman|joulun|lomien ~ jälkeen; liian aikai*; siirtää|lykätä; tulevaisuudessa`,
  greetings: `hei|moi|terve|hyvää|hyvä|arvoisa|moikka|morjens|tervehdys|moro|heippa huomenta|päivää|iltaa|kaikki|vastaanottaja|vaan|rouva|herra|iltapäivää?; huomenta; päivää`,
  thanks: `kiitos|kiitoksia|kiitokset|kiitän|kiitämme|kiitti|tattis etukäteen|paljon|viestistä|viestistänne|tiedosta|tarjouksesta|avusta|ajastanne|ymmärryksestä|jo|vaan|yhteydenotosta?; suuri|suuret|iso|paljon|monet kiitos|kiitokset|kiitoksia; jo etukäteen; arvostan|arvostamme ~`,
  signOffs: `terveisin|terv|t|yst|ystävällisin|parhain|parhaat|lämpimin|ystävällisesti terveisin|terv|terveiset?; hyvää ~ päivänjatkoa|viikonloppua|jatkoa|päivää|iltaa|viikkoa; nähdään|kuulemiin|näkemiin; mukavaa ~ päivää|viikonloppua|jatkoa; terveiset|terkuin; kunnioittavasti; moikka; ystävällisin terveisin`,
  pleasantries: `kiitos; ole|olkaa hyvä|hyvä|ystävällinen; ystävällisesti; heti; nyt; välittömästi; viipymättä; mahdollisimman pian; tänään; valitettavasti; anteeksi|pahoittelut|pahoittelen|sori; hyvää|mukavaa|hauskaa ~ päivänjatkoa|viikonloppua|jatkoa|päivää|viikkoa|joulua|kesää; onnea|menestystä|tsemppiä ~; hyvää uutta vuotta; kohteliaimmin; pyydän|pyydämme; lämpimästi`,
  functionWords:
    "ja on ei se etta en emme oli han me te he mina sina minun minut meidan meille minulle teidan teille teilta ovat olen olemme ole olisi mutta tai kun jos niin kuin myos vain jo nyt viela tama tuo ne nama mita mika missa miten milloin kuka joka jotka kiitos hei terveisin ystavallisin hyvaa paivaa voi voitteko voisitteko haluan haluamme kanssa ennen jalkeen alkaa ala enaa kaikki paljon hyva hyvin kylla lisatietoja viesteja viestit",
};
