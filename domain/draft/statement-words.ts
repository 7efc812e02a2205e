// Words by which a draft's statements are compared with the material, in English and German: words without a fact of their own, words of
// one meaning in both languages, and nouns of what we sell and owe. In any other language every word counts as a fact.
import { plainWord } from "./draft-text.ts";

const listed = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/u).map(plainWord));

/** Words of grammar, of courtesy, and of asking, answering and arranging a talk. None of them states a fact about anybody. */
const EMPTY = listed(
  `a an the this that these those there here it its it's itself i i'm i'd i'll i've we we'd we'll we're we've you you'd you'll you're you've he she they them their theirs his her him
  me my mine us our ours your yours who whom whose what what's which when where where's why how whether if then else so as at by for from in into of off on onto out over to toward towards up upon with about
  after again against along among around before behind below beside besides between beyond during except inside like near outside since through throughout till until under
  and but or nor yet because while although though both either neither not no yes don't doesn't didn't won't can't cannot couldn't isn't aren't wasn't haven't hasn't there's that's
  am is are was were be been being do does did done doing have has had having will would shall should can could may might must need needs needed let let's get gets got
  all any each few more most much many other others another some such same own than too very just also even still already ever now soon later once only rather quite really perhaps maybe well else instead otherwise
  one two three first second last next new good great nice glad happy gladly fine welcome kind best regards wishes dear hello hi hey morning afternoon evening day days today tomorrow yesterday week weeks time times moment while month year ago lot lots bit little long short quick quickly brief briefly clear simple simply easy
  thank thanks please sorry congratulations message messages mail mails email reply replies answer answers answered question questions enquiry enquiries inquiry request interest interested interesting subject line lines word words note text letter
  write writes wrote written writing read reading say says said saying tell tells told telling ask asks asked asking know knows known see sees saw seen look looks looking hear heard hearing find finds found finding think thinks understand understood wonder wondering curious hope want wants like likes love prefer suggest suggestion propose proposal
  show shows shown showing explain speak speaks spoke talk talked talks talking call calls conversation chat meet meeting demo help helps helping send sends sent sending share name names mention mentioned describe description repeat suit suits suitable happen happens possible enough point points thing things way ways something anything nothing everything someone somebody anybody people person part parts side matter matters case example idea sense worth topic detail details information step steps
  go goes going come comes coming came back forward follow followed take takes taking took give gives given make makes making made put keep keeps keeping use uses used work works start starts begin begins try change changes changed decide
  right different usual usually typically normally often roughly exactly together directly ready open available free busy able sure certain particular whole able overview ps fyi re
  der die das den dem des ein eine einen einem einer eines und oder aber denn doch sondern weil dass daß wenn falls ob als wie wo wann warum wer was welche welcher welches welchen
  ich wir sie er es ihr ihre ihren ihrem ihrer ihres ihnen uns unser unsere unseren unserem unserer mir mich mein meine meinen meinem meiner du dein deine dir dich man sich selbst
  in im an am auf aus bei beim bis durch fur gegen mit nach ohne seit um unter uber von vom vor zu zum zur zwischen
  nicht kein keine keinen ja nein auch noch nur schon sehr mehr viel viele vielen etwas nichts alles alle allem jeder jede jeden jedes jeweils andere anderen so dann da dabei dafur damit daran darauf daruber davon dazu hier dort heute morgen jetzt bald spater zuerst erst erste ersten erstes letzte letzten nachste nachsten wieder weiter gern gerne einfach genau eben mal bitte
  bin ist sind war waren sein habe haben hat hatte hatten hatten wird werden wurde wurden kann konnen konnte konnten konnten soll sollen sollte sollten will wollen mochte mochten mag muss mussen mussten darf durfen lasst lassen gibt geben
  hallo guten tag tage tagen liebe lieber sehr geehrte geehrter frau herr herrn freundliche freundlichen grusse grussen beste besten viele herzlichen herzliche dank danke vielen freue freuen freut voraus
  nachricht nachrichten antwort anfrage frage fragen angaben interesse thema rahmen satz satze wort worte zeile zeilen zeit uhr moment woche wochen monat jahr vorab kurz kurze kurzen kurzes kurzer schnell klar leicht neu neue neuen gut gute guten schon schones passend passendes passt
  schreiben schreibe schrieb geschrieben sagen sage sagt sagten nennen nenne genannt fragen fragten gefragt wissen weiss wusste wusste sehen gesehen horen gehort finden verstehen wunschen zeigen zeige vorschlagen vorschlage erklaren sprechen telefonieren telefonat gesprach gesprache termin anruf rufen helfen hilft senden schicken erzahlen beschreiben melden bescheid kommen komme gehen geht machen macht nehmen beginnen anfangen ausprobieren andert entscheiden
  touch apologise apologize reaching reached reaches contact contacting adapt calendar background timeline worry detailed inbox note summary short-term follow-up nachfrage rückmeldung richte stelle vorstellen grüße grüßen größe besten richtigen richtige hängt hangt interessieren interessiert depend depends table hour half plenty minutes minute minuten impression essentials quicker quickest situation ordinary compare propose number numbers list lists file files liste listen export picture harder hardest recently lately perhaps briefly ciao update closer wish concern concerns belongs belong noted noticed prepare preparing missing arrive
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december spring summer autumn winter christmas montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember frühling fruhjahr sommer herbst weihnachten
  wohl vielleicht eigentlich ungefahr meist meistens oft zusammen gemeinsam direkt bereit moglich genug genugt reicht beispiel idee punkt punkte sache teil seite bisher`,
);

/** Whether any letter may have the word, whatever it is about. */
export const isCommonWord = (word: string): boolean => EMPTY.has(word);

/**
 * Words of an ordinary letter about business that are no news by themselves: doing and arranging, judging kindly, amounts, order in time, and
 * how sure the writer is. Orders and promises do not use this list: what is ordinary here may be just what a stranger demands.
 */
const ORDINARY = listed(
  `customer client company firm team staff colleague employee user project kunde kunden firma unternehmen kollege kollegen kollegin kolleginnen mitarbeiter personen person projekt applies able account accept add added adding additional adjust advance affect afraid agree allow almost already appreciate approach approximate approximately arrange arranged arranging assume attention attractive aware away
  base based basic basically become becomes begun behalf believe benefit better bigger bother bothers bothered bring brings brought build built businesses careful carefully carry carries cause check checked checks choice choose chosen clearer combine comes comfortable common comparable comparison complete completely conditions confirm consider considered correct count counted counts counting cover covered covers create current currently cut
  deal decided decision definitely deliberate deserve difference difficult difficulty direct doubt draw drop due early easier easily effort either elsewhere end ended ends ensure entirely especially estimate even event eventually everywhere exact except exist existing expect expected experience experiences extent extra
  face fact fair fairly fall falls familiar family favour feel feels figure figures fill finally finish finished first firm firms fit fits fix fixed focus forget forgot forgotten form frank frankly further future gather general generally glance glimpse gone grateful greater guess habit handle handled hands hang hardly head hold holds honest honestly hopefully however hurry ideal imagine immediately important impossible improve include included includes including indeed individual individually instance intend introduce involve involved issue issues item items job join judge keen kept kind knowing
  large last late latest latter least leave leaves less lets level lie lies likely limit line live lived longer longest loose low lower main mainly manage managed mean means meant measure meanwhile middle mind minor mistake mix model moment move moved moving natural naturally nasty near nearly necessary needed normal notice number obvious obviously occasion odd offer offered offers office once opinion opportunity option options order orders ordered original otherwise overall own owner
  past pay paid pays pick piece pieces place places plain plan planned planning plans pleasant pleased plus position possibility possibly practical practically  precise precisely prefer present press pretty previous probable probably problem problems proceed process produce properly prove provide provided purpose put quite range rare rarely rate rather reach ready real realise realistic reality reason reasonable reasons recent reckon recognise recommend reduce reduction regular related relevant remain remains remember remind reminder require required reserve rest result results return role rough round rule run running runs rush
  satisfied save schedule season second seem seems sensible separate separately serious serve set several shape share shared short show side sign similar simpler simplest single size slightly slow small smaller smallest smooth solve solved solution sort sound sounds special specific spend spent spot stage stand stands start started starting state stay stays step stick stop story straight stuff such suggestion sum supply support suppose surprise sense surely
  task tend tends term terms thanks third thorough thought ticket tie tied tight tired total touch tough track trouble true turn turned turns twice type typical uncertain unclear unless unsure unusual useful usual valuable value various version view visit visits wait waiting warm watch welcome while whole willing wise wish wonderful worried worries worrying year years
  abhangen ablauf absolut ahnlich aktuell aktuellen allein allerdings angebot angenehm angehen anlass annehmen anschauen anschliessend anschließend ansehen anzeigen arbeit arbeiten art aufwand augen auskommen auslassen aussehen aussieht auswahlen außerdem auszahlen bald bauchgefuhl bedeutet bedeuten begleiten begonnen beide beiden beides bekommen bekomme bekommt beraten bereits beruhigen besonders besondere besonderes besprechen besser bestatigen bestehen bestellen bestimmt betreffen betrifft bezahlen bieten bilden bleiben bleibt brauche brauchen braucht bringen bringt dauert dauern denken deshalb deswegen deutlich direkt drei durfte durften danach daher dahinter damals darunter
  echt egal ehrlich ehrliche ehrlichen eher eigen eigene eigenen eigener eigenes einbeziehen eindruck einfach einfacher einfachsten einige einigen einmal einrechnen einsatz einschatzen einzeln empfehlen empfehle empfehlung enden endlich entfallen enthalten entscheidend entscheidung entspannt erfahrung erfahrungen erfahrungsgemaß erfahren ergibt ergebnis erhalten erinnern erkennen erledigen erledigt ermoglichen ernst erreichen erscheint erste erwahnt erwahnen erwarten falle fallt fallen fehlen fehlt fertig fest feste finde findet folgen folgt frei fruh fruher fuhlen fuhrt funktioniert funktionieren ganz ganze ganzen gefallen gefallt gehort geht gelten gilt gemeinsame gemutlich genauer genauen genaue genommen geplant gerade geringer gesamt gesamte geschafft geschieht gewiss gewohnlich gewunscht glauben gleich gleichen gleiche grenze grob grund grunde grundsatzlich gultig
  halb halbe halten halt hangen heißt heiß herausfinden hilfreich hinten hinweis hinzu hoch hoffentlich hohe holen insgesamt inzwischen irgendwann jederzeit jedenfalls jemand jeweilige kaum kennen kennt klappt klappen klart klaren klein kleine kleinen kleiner kleinere kleinste knapp komisch komplett konkret konkrete konnen kriegen kurzfristig kunftig lage lang lange langen langer langere langsam lasse lasst laufen lauft laufend leider leiste leisten letztlich leute liefern liegen liegt lohnt lohnen losung losen lust machbar mal manche manchmal meinen meint melde menge mengen merken mehrere mindestens mitbringen mitnehmen mitte mittlerweile moglichkeit moglichkeiten muhe naher nahe naturlich nebenbei neben neugierig niemand normale notig notwendig nutzlich nutzen
  obwohl offen offenbar ordentlich ordentliche ordnung ort paar passen passieren passiert personlich plane planen plant platz plotzlich praktisch prinzip probieren probleme prufen punktlich quasi rahmen rechnen rechne rechtzeitig recht reden regel regelmaßig reichen reihe richtig richten rolle ruhe ruhig sagt sammeln samtliche schade schaffen schafft schauen schaue scheint schlimm schließlich schreibtisch schritt schritte schwer schwierig schwierige schwieriger seite seitdem selber selbst selten seltsam sicher sinn sinnvoll sitzen sofort sogar solche solchen sollten sonst sorgen sorge soweit sparen spater speziell spielt statt stattfinden stattfindet steht stehen stelle stellen still stimmt storen suche suchen sucht suchten tatsachlich teil teile teilweise teuer tun tut typisch typischen ubersicht ubrig ubrige ubrigen ubrigens uberhaupt uberlegen uberzeugen umgehen umso unbedingt unklar unterschied unterschiedlich unnotig unsicher unterwegs ursprunglich verbinden vergessen vergleichen vergleich vermeiden vermutlich versuch versuchen verstandlich verstehe verzichten verschieden verschiedene vollig vollstandig vorhanden vorhandene vorhandenen vorher vorhin vorkommen vorschlag vorschlage vorstellen vorteil wahl wahlen wahrend wahrscheinlich warten warte wegen weile weise weiterhin weiteren weitere welche weniger wenige wenigen wert wesentlich wichtig wichtige wichtiger wichtigste wichtigsten wirklich wissen wochentlich wollen worauf woran wozu wunsch wunsche zahl zahlen zahlt zeigen zeigt ziel ziemlich zimmer zuletzt zusage zusagen zusatzlich zustande zwar zweck zweimal zweit zweite zweiten zweites zweitens
  above according across actual alongside although amid anybody anyhow anymore anyone anyway anywhere apart aside backwards barely beforehand both
  certainly chiefly concerning consequently conversely despite downwards down each everybody everyone exactly fewer former formerly forth forwards
  furthermore given hence hereafter herself himself hourly ideally inside inward itself later lately likewise mostly moreover myself namely
  neither nevertheless nobody none nonetheless noone nowhere oneself ones onto ourselves outside partly per previously proper regarding respectively
  seldom sideways similarly simply somehow someone sometime sometimes somewhat somewhere straightaway strictly subsequently themselves thereafter
  thereby therefore thereof these thus together toward underneath unlike unlikely unto upwards versus via whatever whenever wherever whereas whereby
  wherein whichever whoever whomever wholly whose within without yet yourself yourselves every everyday avoid care gave hard high clock differ differs
  differing becoming became allows allowed asks calls caring clever complicated concerned deeper easiest essential exciting funny glad harder heavy
  interested likes loud lucky matter mood nervous painful patient peculiar pity plenty pleasure proud quiet quieter reluctant sad sceptical scary
  sensibly sharp sincere sorrow strange stubborn sudden sweet tempting tricky unhappy unpleasant upset weak weird wonder worth also anderer anderem
  anderen anderes anderswo anfangs auch aufeinander auseinander auswarts ausreichend beste bestens beziehungsweise bislang da dabei dadurch dagegen
  daheim dahin damit daneben dannen daran darauf daraus darin daruber darum davor dazwischen demnach demnachst denen dennoch derart deren derjenige
  derselbe selben selbe dessen desto diejenigen dieselbe diesem diesen dieser dieses dieselben doch dorthin draußen drinnen droben druben durch durchaus ebenfalls
  ebenso einander einer einerseits einigermaßen eines einst einzige entgegen entlang entsprechend erneut erstens etliche etwa etwas euch folglich
  freilich ganzlich gegenuber gegebenenfalls gelegentlich genauso geradezu gewissermaßen gleichzeitig gleichwohl haufig heraus herein herum herunter
  hervor heutige hierbei hierfur hiermit hierzu hin hinab hinauf hinaus hindurch hinein hinterher hinunter hochstens ihm ihn ihnen immer immerhin
  inmitten innerhalb insbesondere insofern irgendein irgendwas irgendwer irgendwie irgendwo jedoch jemals jemandem jemanden jene jener jenes jenseits
  jetzige keinem keiner keines keinerlei keinesfalls keineswegs lediglich letztens los mehrmals meistens miteinander mitsamt mittels nacheinander
  nachher namlich neuerdings niemals niemandem niemanden nirgends nirgendwo noch nunmehr oben oberhalb oftmals ohnehin ohneinander rings samt
  schlichtweg schlimmstenfalls seinem seinen seiner seines sodass somit soeben sogleich solange solcher solches sowie sowieso sowohl stets trotz
  trotzdem umher ungeachtet unterhalb unweit viel vielerorts vielfach vielmals vollends voneinander vorbei voran voraus vorerst vorgestern vorn
  voruber wahrlich weder weg weit weiter weitem weitgehend wem wen wenigstens werde wessen weswegen wider wieso wieviel wieweit wobei wodurch wofur
  wogegen woher wohin wohl womit wonach wovon wovor zeitweise zeitlich zeitig zudem zueinander zufolge zunachst zugleich zuvor zuweilen zuwider ublich
  ubliche ublichen bitter schlimmer schwerer ehrlicherweise verständlich argerlich schwierigste schwierigsten leichter leichtes wunderbar prima toll
  super gefahrlos unverzuglich kommt kam beginnt begann`,
);
export const isOrdinaryWord = (word: string): boolean => ORDINARY.has(word);
/** Whether a form of the word is ordinary. In a statement about a person the form matters: "you opened a shop" reports what they did. */
export const isOrdinaryForm = (word: string): boolean =>
  ORDINARY.has(word) || ENDINGS.some((ending) => word.endsWith(ending) && isListed(word.slice(0, -ending.length)));
/** Endings by which a word of the lists is still the same one. */
const ENDINGS = ["s", "es", "d", "ed", "ing", "ly"];
const isListed = (word: string): boolean => ORDINARY.has(word) || EMPTY.has(word);

/**
 * Verbs and adjectives of everyday speech. In a remark about neither us nor the contact they are no news; what we do or what happened to the
 * contact is often said in just such words, so statements about them do not use this list.
 */
const EVERYDAY = listed(
  `absent absolute absorb accident ache active admire adult advice advise age ahead air alike alive alone amaze ancient anger angry announce annoy
  anxious apparent appear argue arise arrive asleep attack attempt attend attract awake awful awkward balance band beat beautiful beauty bend beyond
  bite blame blind block blow boil bold bore born borrow bother bottom brave break breath breathe bright broad broken brush burn burst busy calm
  capable careless catch cease celebrate central chance chaos charm chat cheer chief chore civil clean clever climb closed clumsy coast cold collect
  comfort command comment compete complain complex confuse confident connect constant contain content continue convenient cook cool cope copy corner
  county couple courage crazy creep cross crowd cruel cry cure curious curve custom damp dance danger dangerous dare dark dead deaf dear decent deep
  defeat delay delicate delight demand deny desire destroy determine develop die dig dirty disagree disappear disappoint discover dislike distant
  disturb divide double dream dress drink drop drown dry dull dust duty eager earn ease east eat edge elderly elegant embrace emotion empty encourage
  endless energy enter entire envy equal equip error escape evil exact examine excellent excite excuse exhaust expand expensive explore expose express
  extra extreme fade fail faint faith fake false fame fancy fascinate fashion fault fear fellow fetch fierce fight firm fish flat flexible float flow
  fly foggy fold fond foreign forgive formal fortunate fragile freeze frequent fresh friend frighten full fun furious gentle genuine giant gift glory
  goal gold grace grand grasp grave grief grip ground growth guide guilty hang happen harm harsh haste hate head healthy heart heat hesitate hidden
  hide hint hit hole holiday hollow home hope horrible hot household humble hungry hurt icy ignore ill image incredible independent informal innocent
  inspect inspire instant insult intense internal invent invite island jealous joke journey joy judge juicy jump junior just keen kick kill kiss knock
  lack lake lane laugh lay leak lean learn legal lend liberty lift light lively load local lock lonely loud lower loyal magic maintain major march
  mark massive mature meal mental mercy merry mess mild mention minimal miracle miss mistake misty modern modest mud murder mysterious narrow neat
  negative neglect neighbour nerve noble noise noisy north nurse obey object observe obtain occupy occur odd ordinary organise outcome outer owe pack
  pain painful pale panic pardon pause peace peaceful perfect perform permanent permit persuade physical plan plant plastic plead polite poor pour
  powerful praise pray precious predict pretend pretty prevent pride primary prime prior private prize proceed profit promising pull pure pursue push
  puzzle quarrel queue quick quit quote race rain raise random rapid raw reach react recover refer reflect refuse regret reject relax release relief
  rely remarkable remote remove rent repair repeat replace rescue resist respect respond restore retire reveal revive ride ridiculous rise roll rotten
  rub rude ruin rural sail scare scatter scream search secret seek seize select senior sensitive separate settle severe shake shallow shame sharp
  shatter shelter shine shock shoot shout shut shy sick silent silly sin sink sit skip sleep slide slim slip slope smart smell smile smoke smooth snow
  soft solid sore sour south spare spell spill spin spirit split spoil spread squeeze stable stare steady steal steep steer stir strain strange stream
  street stress stretch strict strike strive strong struggle stubborn stumble suffer suit summer sunny superb supreme surround survive suspect swallow
  swear sweep swim swing sympathy talent tall tame taste tear tease tempt tender tense terrible thick thin thirsty threaten thrill throw tie tiny tire
  tolerate tomorrow touch tough trace tragic train travel treat tremble trick trip triumph tropical twist ugly unable unite universal upper urban urge
  urgent vague vain vanish vast violent visible vivid voice vote warm warn wash waste water weak wear weather weird west wet whisper wide wild win
  wind wipe wise worry worse wound wrap young abbrechen abend abends abgeben abholen abnehmen abschicken absagen absenden alltag alt alte alten alter
  anderung anfangt anbei anbieten anderer angehen angst anhoren anklicken ankommen anlegen anrufen anschaffen ansehnlich anstellen anstrengend antun
  anziehen arbeitet argern arm aufgeben aufhoren aufholen aufmachen aufnehmen aufpassen aufraumen aufregend aufstehen auftauchen auftreten augenblick
  ausgehen ausgesprochen auskennen ausreden ausruhen ausschließen aussuchen bedanken bedauern bedenken beeilen befinden befurchten begegnen begeistert
  begreifen behalten behandeln behaupten beibringen bekannt bekannte bemerken bemuhen benotigt beobachten bequem berichten beruhigt beschaftigen
  beschaftigt besitzen besuch besuchen betrachten betreten bewahren bewegen beweisen bezeichnen bislang bitten blicken brechen brennen bummeln bunt
  dankbar dauernd decken derselben dick diskutieren doppelt draußen drehen dringend drohen drucken dumm dunkel dunn ehrgeizig eilig einladen einpacken
  einrichten einsam einsehen einsteigen eintreten einverstanden empfangen empfinden eng entdecken entlassen entschuldigen entspannen entstehen
  enttauschen enttauscht entwickeln erfinden erfolgreich erfullen erganzen erholen erkaltet erlauben erleben erledigt erleichtert ermudend ernsthaft
  erscheinen erschrecken ersparen erstaunlich ertragen erwischen erzahlt essen fahren fangen farbig faszinierend feiern fein fern fließen fliegen
  flott folgendes fordern freundlich fremd frisch froh frohlich fullen furchtbar furchten fuß gefahrlich gegeneinander geheim gehoren gelassen
  gelingen gemein gemeint genießen gerecht gering geruhrt gesund gewinnen gewohnen gewohnt glatt glucklich graben greifen grell gucken haltbar hart
  hassen hassliche heben heftig heimlich heiraten heizen hell herrlich herrschen herzlich hindern hinfallen hinlegen hinweisen hupfen hübsch hungrig
  irren jung kampfen kaputt kauen kaufen kehren kippen klagen klappern klatschen klauen kleben klettern klingeln klingen klug knallen knurren kochen
  komischerweise kosten krank kratzen kriechen kuhl kummern kundigen lacheln lachen lauern laut lauten leben lebendig lecker leer legen lehren leiden
  leihen leise lenken lernen lesen letzthin leuchten lieben liefern loben locker lockern losen luft lugen lustig mahnen malen melden mieten mischen
  mitgeben mitmachen mitten mude munter murren mutig nachdenken nachfragen nachgeben nachmittag nachmittags nachsehen nass neblig neigen nervos nett
  niedrig notieren ofter ofters offnen ordnen peinlich pflegen plagen planschen pruft putzen rasch raten rauchen reagieren rechtfertigen regnen reich
  reif reinigen reisen reißen reizen rennen retten riechen riesig rufen ruhen rund ruhren sanft satt sauber sauer schaden schalten schamen scharf
  schatzen scheitern schenken scheuen schieben schief schimpfen schlafen schlagen schlank schlau schließen schlimmer schmal schmecken schmeckt
  schmerzen schmutzig schneiden schreien schutteln schutzen schwach schweigen schwimmen schwitzen schworen segeln sehnen selbstandig senken seufzen
  siegen singen sinken sitzt sonnig spannend sparsam spart spazieren spielen springen spritzen spulen spuren stark starren staunen stecken stehlen
  steif steigen sterben steuern stinken stolpern stolz stoppen stoßen strahlen streben streiten streng streuen stumm sturzen suß tanzen tapfer tasten
  taub tauchen tauschen teilen tief toben toll tot tragen traumen traurig treffen treiben trennen treten treu trinken trocken trosten turnen uben
  uberlassen uberleben ubernehmen uberraschen uberraschend uberreden ubersehen ubertreiben ubrigbleiben umarmen umsteigen umziehen unangenehm
  unangefochten unfair ungefahre ungefahren unheimlich unruhig untersuchen unterhalten unterschreiben unterstutzen urteilen verabschieden veralten
  verandern verargert verbessern verbieten verbrauchen verbringen verderben verdienen vergeben vergnugt verhalten verhindern verlangen verlassen
  verletzen vermissen vermuten vernunftig verpassen verraten verreisen verschenken verschieben verschwinden versichern verspaten versprechen
  verstecken vertragen vertrauen verwechseln verwenden verwirrt verzeihen vorbereiten vorhaben vorlesen vormittag vorsichtig vorziehen wach wachsen
  wagen wahr wandern warnen waschen wechseln weh wehren weich weinen weise weit wenden werben werfen winken wirken witzig wohnen wundern wurzeln
  wutend zart zeichnen zerstoren ziehen zittern zogern zornig zufrieden zuhoren zumachen zunehmen zurückkommen zusammenpassen zuschauen zustimmen
  zwingen sorgfaltig ublich passenden`,
);
export const isEverydayWord = (word: string): boolean =>
  EVERYDAY.has(word) ||
  isOrdinaryForm(word) ||
  [...ENDINGS, "er", "e", "en"].some((ending) => word.endsWith(ending) && EVERYDAY.has(word.slice(0, -ending.length)));

/** Words that leave no exception. In a statement about our business they need a source, as any other word. */
const SWEEPING = listed(
  "every everybody everyone everything everywhere anybody anyone anything anywhere always never nobody whatever whenever wherever forever immer nie niemals niemand uberall jederzeit",
);
export const isSweeping = (word: string): boolean => SWEEPING.has(word);

/** Whether the word states nothing by itself. Numbers have a rule of their own. */
export const isEmptyWord = (word: string): boolean =>
  word.length < 3 || /\d/u.test(word) || EMPTY.has(word) || COUNTS.has(word);

/** Numbers in words: `hasForeignNumber` judges them. */
const COUNTS = listed(
  "zero four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand percent euro euros null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf zwanzig dreißig vierzig funfzig hundert tausend prozent",
);

/** Each line is one meaning: whole words, or the first five letters of words, in both languages. */
const MEANINGS = `price price prici cost costs koste kosten kostet preis preise fee fees charge charges
month month monat monats monatsende
vehicle van vans vehic fahrz transporter transportern truck
route route tour toure touren fahrt fahrte wege
free kostenlos kostenlose kostenlosen kostenfrei gratis charge free
trial trial tried test teste probe probi auspr ausprobieren
contract contr vertr
discount disco rabat nachl
germany germa deuts
austria austr oster
norway norwa norwe
sweden swede schwe
denmark denma danem
english engli
setup setti setup einri aufba aufse
customer custo kunde kundendaten
data data daten kundendaten
keep kept store stored stays liegen gehal gespe
pass passed weite weitergegeben
end ended ends beend kundi kundb kundigung ende endet notice monatsende
import impor einle
introduce intro einfu fuhre
site site ort
working working werkt
company compa firma firme betri unter
plan plan plans plann plane planu tourenplanung
support suppo helpd
sample sampl muste probe probi
order order beste auftr
weeks weekly woche
hours hourl stund
year yearly jahr jahre jahrl
half halft halbe
delivery deliv lief liefe liefer lieferung lieferzeit
maintenance maint wartu
guarantee guara warra garan
training train schul schulung
certificate certi nachw
vegan vegan
language langu sprac
translate trans uberse
travel trave anfah reise
emergency emerg notfa
backup backu datensicherung sicherung sicherungen
office offic buro
store wareh lager depot stand filia
machine machi masch
food food essen mitta mahlz geric
allergen aller
cancel cance absag storn kundi
leasing leasi least lease
apply apply appli beant antra
service servi diens
technician techn
network netzw
phone telep phone telef fernsprech
invoice invoi rechn faktu
driver drive fahre
roof roof roofs dach dacher
survey surve begeh aufma besic
battery batte speic akku akkus
user users benut nutze anwen
licence licen lizen
address addre adres ansch
question quest frage
answer answe antwo
manual manua handb
saturday satur samst sonna
sunday sunda sonnt
holiday holid feier urlau
hour hours stund
power power strom
school schoo schul
quality quali
paper paper papie
app apps app
online onlin
free frei
spare spare ersat
visit visit besuc kommen kommt
employee emplo mitar kolle leute mannsc
meeting meeti termi
insured insur versi
install insta
payment payme zahlu`;

const meanings = new Map(
  MEANINGS.split("\n").flatMap((line) => {
    const [name = "", ...words] = line.split(" ");
    return words.map((word) => [word, `=${name}`] as const);
  }),
);

const STEM = 5;

/** A shorter part of a compound says too little: "Essen" is a part of "Probeessen", "ist" of "Frist" is none. */
const PART = 5;

/** Whether the word is a compound that ends with a known word, or the end of a known one: "Mindestmenge" and "Menge". */
export const isCompoundOf = (word: string, known: ReadonlySet<string>): boolean => {
  for (let at = 2; at <= word.length - PART; at += 1) if (known.has(word.slice(at))) return true;
  return false;
};

/** The meaning of a plain word: that of its list, else its first five letters. */
export const meaningOf = (word: string): string => {
  const stem = word.slice(0, STEM);
  return meanings.get(word) ?? meanings.get(stem) ?? stem;
};

/** Whether the word is one of the lists of meanings: a thing that our statements are about. */
export const isOfTrade = (word: string): boolean => meanings.has(word);

/** What a word is compared by: itself, its meaning, that of a German participle's verb ("gekündigt"), and a short word without its ending. */
export function formsOf(word: string): string[] {
  const verb = word.length >= 7 && word.startsWith("ge") ? [meaningOf(word.slice(2))] : [];
  const short = word.length <= SHORT ? [`${word.replace(ENDING, "")}-`] : [];
  return [word, meaningOf(word), ...verb, ...short];
}
const SHORT = 8;
/** Endings of short words: "baut" and "bauen", "opens" and "opening". At least three letters stay. */
const ENDING = /(?<=...)(?:ing|en|et|es|ed|t|e|n|s)$/u;

/** What we sell, charge, owe or hold. A statement about one of these is about us, even when it names nobody. */
const OURS = listed(
  `service services price prices pricing fee fees discount discounts trial contract contracts agreement terms support offer product products software platform subscription licence license invoice invoices refund refunds guarantee warranty liability deal data security certificate hosting servers server setup upgrade company team engineers office offices
  dienst dienstes preis preise rabatt vertrag vertrage vertrags angebot produkt produkte software plattform abo abonnement lizenz rechnung rechnungen erstattung garantie haftung daten sicherheit zertifikat server einrichtung kundigung kundigungsfrist unternehmen team buro testphase`,
);
export const isOurNoun = (word: string): boolean => OURS.has(word);
