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
  touch apologise apologize reaching reached reaches contact contacting adapt calendar background timeline worry detailed inbox note summary short-term follow-up nachfrage rückmeldung richte stelle vorstellen grüße grüßen größe besten richtigen richtige hängt hangt interessieren interessiert depend depends table hour half plenty minutes minute minuten impression essentials quicker quickest situation ordinary compare propose number numbers list lists file files liste listen export picture harder hardest recently lately perhaps briefly ciao update closer wish concern concerns belongs belong applies apply noted noticed prepare preparing missing arrive
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december spring summer autumn winter christmas montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember frühling fruhjahr sommer herbst weihnachten
  wohl vielleicht eigentlich ungefahr meist meistens oft zusammen gemeinsam direkt bereit moglich genug genugt reicht beispiel idee punkt punkte sache teil seite bisher`,
);

/** Whether any letter may have the word, whatever it is about. */
export const isCommonWord = (word: string): boolean => EMPTY.has(word);

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
support suppo`;

const meanings = new Map(
  MEANINGS.split("\n").flatMap((line) => {
    const [name = "", ...words] = line.split(" ");
    return words.map((word) => [word, `=${name}`] as const);
  }),
);

const STEM = 5;

/** The meaning of a plain word: that of its list, else its first five letters. */
export const meaningOf = (word: string): string => {
  const stem = word.slice(0, STEM);
  return meanings.get(word) ?? meanings.get(stem) ?? stem;
};

/** What we sell, charge, owe or hold. A statement about one of these is about us, even when it names nobody. */
const OURS = listed(
  `service services price prices pricing fee fees discount discounts trial contract contracts agreement terms support offer product products software platform subscription licence license invoice invoices refund refunds guarantee warranty liability deal data security certificate hosting servers server setup upgrade company team engineers office offices
  dienst dienstes preis preise rabatt vertrag vertrage vertrags angebot produkt produkte software plattform abo abonnement lizenz rechnung rechnungen erstattung garantie haftung daten sicherheit zertifikat server einrichtung kundigung kundigungsfrist unternehmen team buro testphase`,
);
export const isOurNoun = (word: string): boolean => OURS.has(word);
