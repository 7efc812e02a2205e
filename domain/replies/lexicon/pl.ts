// Polish: opt-outs, refusals, wishes and courtesy, with and without marks.
import type { Lexicon } from "./lexicon.ts";

export const pl: Lexicon = {
  language: "pl",
  sets: {
    remove:
      "usunąć usuń usuńcie usunięcie usuwać wykreślić wykreśl wykreślcie skasować skasuj skasujcie wypisać wypisz wypiszcie wypisanie wyrejestrować wyrejestrujcie wykreślenie skreślić skreślcie usunie wymazać wyrejestrowanie zapomnieć usunięcia usuniecie",
    me: "mnie nas mi nam",
    list: "listy liście lista list bazy baza bazie baz newslettera newsletter newsletterów subskrypcji mailingu mailingowej systemu rejestru kontaktów wysyłki dystrybucyjnej",
    mails:
      "maili mail maile mejli wiadomości wiadomość emaili email emaile newsletterów newslettera newsletter reklam reklamy spamu spam ofert oferty korespondencji informacji kontaktu mailingu mailingów",
    mine: "adres adresu mail maila email emaila dane danych dni imię nazwisko kontakt konto numer osobowe osobowych",
    write:
      "pisać pisz piszcie wysyłać wysyłaj wysyłajcie przysyłać przysyłaj przysyłajcie kontaktować kontaktuj kontaktujcie nękać nękajcie spamować spamuj spamujcie przesyłać przesyłajcie wysyłania pisania spamowania przesyłania przysyłania dzwonić dzwońcie męczyć męczcie",
    people:
      "klient klienci klientów klienta użytkownik użytkownicy użytkowników odbiorca odbiorcy odbiorców subskrybenci subskrybentów kolega kolegę koledzy kolegi koleżankę osoby ludzie ktoś kogoś pracownicy pracowników kontaktów kontakty",
  },
  leads:
    "proszę prosze dzień dobry witam i lub ale chcę bardzo uprzejmie dziękuję nie tak hej cześć więc o państwa stop teraz natychmiast się",
  tails:
    "proszę prosze dziękuję dziekuje natychmiast teraz i pozdrawiam dzięki z od lub mnie pozdrowienia wysłano wysłane",
  contrasts: "ale lecz jednak natomiast teraz tylko zamiast raczej",
  misspelt: "subskrypcji newsletter rezygnuję",
  optOut: `! mimo ~~ prośby|próśb|wypisania|rezygnacji ~~ dostaję|otrzymuję|dostajemy|otrzymujemy ~; <remove> ten {kontakt|wpis} $; nie ~ chcę|chcemy|życzę ~~ {się} ~ {ze mną|z nami} ~ kontakt*; ! {nie} ~ chcę|chcemy ~ żeby; {ostatnie} ~ ostrzeżenie|wezwanie ~; ! {o usunięcie} ~ moich|mojego|mojej|naszych ~ danych|adresu|maila|wszystkich|osobowych; o usunięcie ~ moich|mojego|mojej|naszych|danych ~; ! {mój|moje|moja|moich|nasz} ~ <mine> ~~ nie ~ został*|zosta* ~ usun*|wykreśl*|skreśl*; {jak} ~ się ~ wypisać|wypisać;
    {następny|kolejny} ~ mail|email|wiadomość ~~ uodo|skarg*|zgłosz*|zgłasz*|spam; {proszę|prosimy} ~ {zaprzestać|zaprzestanie|przestać|nie} ~ wysyłania|wysyłać|przysyłać|kontaktu|kontaktować|pisać ~; {nie} ~ życzę|życzymy ~ sobie ~; {przestańcie|przestań|skończcie} ~; {zablokujcie|zablokować} ~ mnie|mój|nasz
    wypisz|wypiszcie|wypisać|wypisanie|wyrejestr*|wykreśl*|skreśl* ~ <me>|się ~~ z|ze|od ~ <list>|newslettera|subskrypcji; <me> ~ wypisać|wykreślić|usunąć|wyrejestrować|wypisanie|skreślić; {proszę|prosze|chcę|chciałbym|chciałabym|chcemy|jak|prosimy|żądam|domagam} ~~ wypisać|wypisanie|wypisz|wyrejestrować|zrezygnować|wypisania ~ z|mnie|się|$; ^ wypisz|wypiszcie|wypisanie|wypisać|usuń|usuńcie|wyrejestrujcie <me>|się; ^ wypisz|wypisanie|wypisać|rezygnacja $
    {wypisać się|wypisuję się|wypisujemy się|zrezygnować} ~ z ~ <list>; rezygnuję|rezygnujemy|rezygnacja ~ z ~ <list>|<mails>|otrzymywania|subskrypcji; {anuluj|anulujcie|anulować|anuluję|odwołuję|anulowanie} ~ moją|moja|naszą|moje|tę? ~ subskrypcję|subskrypcje|subskrypcji|newsletter
    <remove> ~ <me> ~ z|ze ~~ <list>; ^ <remove> <me> $; {proszę|prosze|prosimy|żądam|wnoszę|domagam} ~~ usunąć|usunięcie|wykreślić|wykreślenie|skasować|skasowanie|usuniecie|wymazać ~ moj*|mnie|nas*|tego|wszystkich|adresu|danych; o {wykreślenie|wypisanie|usunięcie|skreślenie|wyrejestrowanie} ~ z|ze|mnie|moj*|nas*; <remove> ~ mój|moje|moich|mojego|nasz|nasze|naszych|ten|wszystkie ~ <mine>
    {nie} ~ życzę|życzymy|chcę|chcemy|chciałbym|chciałabym|wyrażam|zgadzam ~ sobie|już|więcej? ~~ {<mails>|otrzymywać|dostawać|kontaktu|zgody|otrzymywania|kontaktowania|się na}; nie ~ życzę|życzymy ~ sobie; nie ~ wyrażam|zgadzam|wyrażamy ~ się|zgody ~ na ~~ przetwarz*|<mails>|otrzym*|kontakt*|marketing*
    nie ~ <write> ~ mi|nam|do|więcej|już|mnie|nas|tych|takich|się ~; {proszę|prosze|prosimy} ~ {<me>|już|więcej|mi}? nie ~ już|mi|do|się|więcej|mnie? ~ <write>; proszę o ~ niewysyłanie|niekontaktowanie|nieprzesyłanie|nieprzysyłanie|zaprzestanie|wypis; przestań|przestańcie|skończcie|zaprzestańcie|przestać ~ <me>|do|mi|już? ~ <write>|spam*; żadnych|żadnej ~ <mails> ~ więcej|$; {nie} chcę|chcemy ~ żadnych|waszych|państwa|tych|od; więcej nie <write>; dość ~ tych|tego|waszych|<mails>; koniec ~ z ~ <mails>; nie chcę ~ waszych|więcej|tych|już ~ <mails>
    prawo|prawa ~ do ~ bycia {zapomnianym|zapomnienia|usunięcia|sprzeciwu}; {rodo|gdpr} ~~ usun*|dan*|sprzeciw*; usun*|sprzeciw* ~~ rodo|gdpr; cofam|wycofuję|cofamy|odwołuję|wycofujemy ~ zgod*|swoją|moją|wszelkie|wszystkie|udzieloną; sprzeciwiam|sprzeciwiamy|sprzeciw ~ się|wobec|co ~ wobec|przetwarz*|do|marketing*|wysył*; nigdy ~ nie ~ zapisyw*|wyraż*|zgadza*|prosi*|zamawia* ~ <list>|<mails>|się|zgody|o ~; dajcie|daj ~ mi|nam ~ spokój|spokoj; zostawcie|zostaw ~ mnie|nas ~ spokoju; spadajcie|spieprzajcie|odczepcie|odwalcie; czarn* list*; ! {już} ~~ prosi*|pisał*|rezygn* ~~ wypis*|usun*|rezygn*|nie
  `,
  optOutSentence: `nie {chcę|chcemy|życzę|sobie}? {żeby|aby} się? {ze|z} {mną|nami} się? kontaktowa*;
    proszę|prosze? mnie|się? wypisać|usunąć|wypisz|usuń|wypiszcie|usuńcie|wykreślić|wypisanie|wyrejestrować mnie|nas|się|z|ze? proszę|listy|bazy?; rezygnuję|rezygnacja|wypisuję z|się? newslettera|subskrypcji|listy?; {proszę|prosze}? nie {pisać|wysyłać|kontaktować|pisz|piszcie|wysyłajcie|przysyłać} się|więcej|już|do|mnie? mnie|więcej|mną?; prawo do bycia zapomnianym; koniec spamu; dość spamu
  `,
  optOutAlone: `
    stop|dość|dosyć|usuń|usunąć|usuńcie|wypisz|wypisać|wypiszcie|rezygnuję|rezygnacja|przestań|przestańcie|koniec|anuluj|wystarczy|skończcie|wypis|skasować proszę|już|tego|natychmiast|z|tym|teraz? tym|proszę?; proszę|prosze stop|przestać|skończyć|usunąć|przestańcie; nigdy więcej; nie więcej; spam; już? dość tego?; nie {piszcie|pisz|pisać}; odczepcie się
  `,
  optOutMentions: `~~ załącznik*|zip|pdf|plików|pliki ~~; <remove> ~ moją? ~ ostatnią|poprzednią|starą ~ wiadomość|wersję|ofertę ~; {został*|zosta*} ~ pomyślnie? ~ wypisan*|usunięt* ~; {konto|dostęp|profil} ~ został* ~ usun* ~;
    nie {przestawajcie|przestawaj|rezygnujcie} ~~; {musimy|trzeba|należy|możemy|chcemy} ~ móc? ~ usun*|wypis* ~~; jak ~ obsługujecie|działa|rozwiązujecie|wygląda|radzicie ~~; {kolega|koleżanka|asystent*|szef} ~ napisał*|odpisał*|prosił* ~~
    ? jak ~~ nasze|naszych|nasz ~~
    <remove>|wypis*|wyrejestr* ~ klient*|użytkown*|odbiorc*|koleg*|koleżank*|kogoś|nieaktywn*|kontakty|osob* ~; <people> ~ mogą|może|chcą|chce|się|którzy|którzy|muszą|wypis*|rezygn*|zostali|proszą ~~; nasi|naszych|moi|moich|nasze|wasi|naszym ~ <people>|klientom|użytkownikom ~~
    {mogą|może|możemy|można|powinni} klienci|użytkownicy|nasi|się|odbiorcy|to|eksportować|my ~~; jak ~ działa|obsługujecie|można|wygląda|obsłużyć|klienci|usuwacie|zarządzacie|usunąć ~ wypis*|usuw*|rezygn*|klient*|kolegę|to|dane|konto ~~; {czy} ~ wasz|wasze|państwa|można|macie|mają|klienci|użytkownicy|system|narzędzie|to|produkt|oferujecie ~~; wskaźnik|odsetek|liczba|link|przycisk|strona|funkcja|formularz|proces|opcja|system|api|narzędzie|powód|powody|możliwość|obsługa|oprogramowanie ~ wypis*|rezygn*|usuw*|usun*|do|który|dla ~
    nie ~ wypis*|usuw*|usun*|skreśl*|rezygn* ~ mnie|nas|się|proszę|z; nie ~ chciał*|chcę|chcemy|zamierza* ~ się? {wypis*|rezygn*|zrezygn*|usun*} ~; przez {pomyłkę|przypadek|przypadkowo|omyłkowo|pomyłkowo} ~~; przez ~ pomyłkę|przypadek ~~; ~~ przypadkowo|omyłkowo|przypadkiem; ~~ przez {pomyłkę|przypadek}; ~~ przez|na|telefonicznie|przez ~ telefon|komórkę|sms|whatsapp|linkedin|telefonicznie; nie dzwoni* ~~; ~~ dzisiaj|dziś|jutro|poniedziałek|wtorek|środę|czwartek|piątek; ~~ przed|do|podczas|między poniedzia*|wtork*|środ*|czwart*|piąt*|stycz*; ~~ po {angielsku|niemiecku}; nie ~ wahaj* ~~
    jeśli|jeżeli|kiedy|gdy|zanim ~ ktoś|klient*|użytkown*|odbiorc* ~~; <remove> ~~ kopii|cc|spotkania|testów|zamówienia|zaproszenia|stary|starego|duplikaty|dw|webinaru|wydarzenia; stary|starego|prywatny|prywatnego|poprzedni ~ adres|adresu|mail|maila; ~~ stary|prywatny|stare|prywatne ~ adres|mail|konto; prawie|zamiast|myśla* ~ wypis*|się ~ ; wasz*|państwa ~ produkt*|narzędz*|system*|oprogramowan* ~~; zapisz*|zapisać ~ mnie|się ~ {ponownie|znowu|z powrotem}
  `,
  optIn: `
    {zostawcie|dodajcie|zapiszcie|dopiszcie|zachowajcie} ~ mnie|nas ~; {piszcie|wysyłajcie|kontynuujcie} ~ dalej|nadal|śmiało; {chcę|chcemy} ~ zostać|nadal|dalej ~; {wolę|wolimy|lepiej} ~~ telefon*|whatsapp; {tylko|jedynie} ~ ceny|cennik|cena
  `,
  ownData: `prywatny|prywatna|osobisty adres|mail|skrzynka; {to} ~ mój|moja ~ prywatn* ~ adres|skrzynka|mail;
    mój|moje|mojego|nasz|nasze|moich ~ adres|mail|email|dane|adresu|danych|numer|maila
  `,
  optOutOfIt: `{usuńcie|usuń|usunąć|skasujcie|wykasujcie|wykreślcie} ~ go|je|to|ją ~ ze|z ~ swojej|swojego|waszej|waszego|bazy|systemu|listy;
    {usuńcie|usuń|usunąć|skasujcie|skasuj|wykasujcie} ~ go|je|to|ją|wszystko ~
  `,
  otherWay: `{tylko|lecz|ale|a} do ~ moj*|kole*|pan*|naszego|naszej; {tylko|lecz} na ~`,
  optOutReasons: `niewłaściw* ~ osob*|adres*; prywatn*; {nie} jestem ~ klient*; nigdy ~~ zapisyw*|zamawia*|wyraża*|wyrazi*|prosi*|subskryb*|zgadza*|podawa*; nie ~~ zapisywa*|zamawia* ~; trzeci|trzecia|drugi|kolejny|kolejna ~ mail|raz|wiadomość; skąd ~; emerytur*|zmarł*; już nie pracuj*; rodo|gdpr|zgod*|praw*; skarg*|adwokat*; już ~ prosił*|pisał*; potwierdz*; sprzeciw*; żądam ~ ich`,
  optOutSmells: `
    wypisz*|wypisa*|wyrejestr*|rezygn*|unsubscribe|optout; <remove> ~ mnie|moj*|nas*|dane; spam*|nęka*|rodo|gdpr|uodo; zapomnian*; prawnik*|adwokat*|skarg*|zgłosz*; dość|przestańcie|przestań; nie ~ życzę|<write>; nie ~ chcę ~ otrzymywać|<mails>|dostawać; nigdy ~ nie ~ zapisyw*|zgod*; zgod*; spokój|spokoju; lista mailing*
  `,
  refusalMentions: `
    {żaden|nie ma} ~ problem|problemu|pośpiechu ~; nie ~ tylko ~; {nie mogę} ~ się ~ doczekać
  `,
  refusalReasons: `inn* ~ dostawc*|firm*|rozwiąza*; budżet*|drog*|dostawc*|umow*|sami|zadowolen*|konkurenc*|wewnętrzn*|firmą`,
  refusal: `
    {mamy} ~ podpisan* ~; {zostajemy|pozostajemy} ~ przy; {robimy|tworzymy} ~~ sami|wewnętrznie; {nie} ma|widzę|widzimy ~ sensu|potrzeby; {jesteśmy} ~ zadowoleni|związani ~; projekt ~ anulowan*|wstrzyman*|zamknięt*
    nie ~ jestem|jesteśmy|jest|są|mam|mamy|interesuje|dziękuję|potrzebuj*|planuj* ~ zainteresowan*|zainteresowania|potrzeb*|budżetu|czasu|nas|mnie|takiej? ~~; nie ~ interesuje|interesują ~; nie dziękuję; dziękuję ~ ale ~ nie; nie dzięki; ^ nie $; nie ~ potrzebuj* ~~; brak ~ zainteresowania|potrzeb*|budżetu|środków; nie dla {nas|mnie}; nie ~ {teraz|obecnie|tym razem}; {w tej chwili|obecnie|na razie} ~ nie; {mamy|mam|korzystamy|używamy|współpracujemy} ~ już|z ~ dostawc*|rozwiązani*|system*|narzędzi*|partner*|inn*|własn* ~; już ~ mamy|mam|korzystamy ~; {wybraliśmy|zdecydowaliśmy} ~ się|inn* ~ na|inn*; odmawiam|odmawiamy|rezygnujemy; za {drogo|drogie|wcześnie|drogi}; niestety ~ nie; nie ~ szukamy|pasuje|dotyczy|skorzystamy|skorzystam|zamierzamy|odpowiada; zadowoleni ~ z
  `,
  buying: `
    ? poniedziałek|wtorek|środa|środę|czwartek|piątek|jutro ~; kiedy ~ możemy|możecie|mają|ma|zaczynamy ~ porozmawiać|spotkać|zobaczyć|zacząć|czas ~; przekonał* ~; proszę ~ pokazać ~
    proszę|prześlij*|przesłać|wyślij*|wysłać|przygotuj*|przygotować|wystawić|podesłać|poproszę|czekam*|prosimy ~ mi|nam|o|na|przesłać|wysłać|przesłanie? ~ umow*|zamówieni*|faktur*|ofert*|formularz*|proform*; {zamawiam|zamawiamy|kupujemy|kupuję|podpisujemy|podpiszę|podpiszemy|bierzemy|biorę|akceptuj*|potwierdzam|potwierdzamy|rezerwuj*|wchodzimy}; {chcę|chcemy|chciałbym|chciałabym|chcielibyśmy|gotowi|gotowy|możemy|chętnie} ~~ kupić|zamówić|podpisać|przetestować|zobaczyć|porozmawiać|umówić|zacząć|rozpocząć|spotkać|wypróbować|skorzystać|poznać|zarezerwować|zakupić
    {zadzwoń|zadzwońcie|zadzwonić|oddzwonić|oddzwoń|proszę} o {telefon|kontakt} telefoniczny; {umówić|umówmy|umówić się|zaplanować|zaplanujmy|ustalić|ustalmy} ~ się|na? ~ spotkani*|rozmow*|demo|termin|telefon|prezentacj*; poniedziałek|wtorek|środa|czwartek|piątek|jutro|termin|środę ~~ pasuje|odpowiada|może|dobrze|świetnie|idealnie; pasuje|odpowiada ~ mi|nam; porozmawiajmy|spotkajmy|zaczynajmy|działajmy; budżet ~ zatwierdz*|jest; zgadzam się ~ na|$; szef|kolega|dyrektor|prezes ~ jest|chce|chciałby|zainteresowan*; teraz ~ tak; większy|większą ~ pakiet|plan|wersj*
  `,
  interest: `zainteresowan*|interesując*|zainteresował*|ciekaw*|interesuje; brzmi|wygląda ~ dobrze|ciekawie|świetnie|interesująco|super; chętnie; z przyjemnością; ^ tak $; tak ~ proszę|chętnie|oczywiście|poproszę|chcemy|jestem|jesteśmy; oczywiście|świetnie|super|doskonale|idealnie; {czemu|dlaczego} nie; dobry pomysł; podoba ~ mi|nam|się; dowiedzieć ~ więcej`,
  asking: `
    ile ~; jaki|jaka|jakie|jakich ~ jest|są|koszt|cena|ceny|koszty|warunki|różnica ~; co ~ to|zawiera|oznacza|kosztuje|obejmuje; cena|ceny|cennik|cenę|cennika|koszt|koszty|oferta|ofertę|oferty|wycen*|rabat*|broszur*|katalog*|ulotk*|demo|referencj*|dokumentacj*; jak|gdzie|kiedy|kto|dlaczego ~ działa|można|mogę|możemy|jest|wygląda|długo|szybko ~; czy ~; proszę ~ przesłać|wysłać|podać|wyjaśnić|o ~ informacj*|ofert*|cennik*|szczegół*|więcej|wycen*|odpowiedź; więcej|szczegół*|dodatkow* ~ informacj*|szczegół*; pytanie|pytania|pytań; wiedzieć ~; szukam|szukamy ~; wersj* próbn*; bezpłatn* {okres|wersj*}; potrzebuj* ~ informacj*|pomoc*|wycen*|ofert*
  `,
  putOff: `odezwijcie|odezwij|wróćmy|wrócić|napisz|skontaktuj* ~ się|do|proszę? ~ za|w|później|ponownie`,
  notNow: `później; w? {przyszłym|następnym|przyszły|kolejnym} ~ roku|miesiącu|kwartale|tygodniu|rok; w {styczniu|lutym|marcu|kwietniu|maju|czerwcu|lipcu|sierpniu|wrześniu|październiku|listopadzie|grudniu}; za ~ kilka|dwa|trzy|sześć|pół|parę ~ miesięcy|tygodni|roku|miesiące|tygodnie; innym razem;  po ~ wakacjach|świętach|urlopie; za wcześnie; odłożyć|przełożyć; w przyszłości`,
  greetings: `dzień|dobry|witam|witaj|cześć|hej|szanowny|szanowna|szanowni|drogi|droga|siema|witajcie dobry|wieczór|państwo|pan|pani|panie|panowie|serdecznie|wszystkim?; dzień dobry {panie|pani|państwu}?; pan|pani`,
  thanks: `dziękuję|dziekuje|dzięki|dzieki|dziękujemy|podziękowania|dziękuje bardzo|z|za|serdecznie|i? góry|wiadomość|informację|pomoc|uwagę|ofertę|mail|zrozumienie|kontakt?; z góry {dziękuję|dzięki}?; wielkie dzięki; będę wdzięczn*`,
  signOffs: `pozdrawiam|pozdrowienia|pozdr|pzdr|pozdrawiamy serdecznie|ciepło?; z {poważaniem|wyrazami|pozdrowieniami} ~ szacunku?; serdecznie|serdeczne pozdrawiam|pozdrowienia; łączę pozdrowienia; do ~ usłyszenia|zobaczenia|widzenia; miłego {dnia|weekendu}; z {szacunkiem|uszanowaniem}`,
  pleasantries: `proszę|prosze|prosimy; bardzo proszę; uprzejmie; natychmiast; teraz; już; przepraszam|sorry; przykro mi; niestety; miłego|dobrego|udanego ~ dnia|weekendu|tygodnia|wieczoru; miły dzień; powodzenia; wesołych świąt; jak najszybciej; niezwłocznie; pilnie; dziś|dzisiaj; życzę|życzymy ~ ; wszystkiego dobrego; za zrozumienie; serdecznie; bardzo`,
  functionWords:
    "i w na z ze do nie sie jest to o za od po dla jak ale czy co tak juz tylko moze prosze dziekuje dzien dobry witam pozdrawiam mnie mi moj moje mojego moich nas nam nasz nasze naszych wasz wasze was panstwa pan pani pana chce chcemy mam mamy jestem jestesmy sa by bylo byc bardzo wiecej bez przez przed pod kiedy gdzie ktory ktora ktore ten ta tego tej tym te lub oraz teraz ile jaki jakie jaka moge mozemy mozna bede prosimy chcialbym interesuje",
};
