// Czech: opt-outs, refusals, wishes and courtesy, with and without marks.
import type { Lexicon } from "./lexicon.ts";

export const cs: Lexicon = {
  language: "cs",
  sets: {
    remove:
      "odstranit odstraňte odstraň odstranění smazat smažte smaž vymazat vymažte vymaž vymazání smazání vyřadit vyřaďte vyřaď vyřazení vyškrtnout vyškrtněte škrtněte odebrat odeberte odeber zrušit zrušte vyjmout vyjměte výmaz vyndejte vyhoďte smazání",
    unsub:
      "odhlásit odhlaste odhlašte odhlas odhlášení odhlašuji odhlásím odhlašení odregistrovat odregistrujte odhlášen odhlásil odhlásila",
    me: "mě mne mně mi nás nám",
    list: "seznamu seznam databáze databázi newsletteru newsletter newsletterů evidence adresáře rozesílky systému odběru odběr mailingu listu rozesílání distribučního",
    mails:
      "mail maily mailů email emaily emailů zprávy zpráv zprávu newsletter newslettery newsletterů reklamu reklamy spam spamy nabídky nabídek sdělení korespondenci poštu informace",
    mine: "adresu adresa adresy mail email údaje údajů data kontakt jméno účet osobní",
    write:
      "psát pište piš posílat posílejte posílej kontaktovat kontaktujte kontaktuj obtěžovat obtěžujte obtěžuj zasílat zasílejte spamovat spamujte nepište nepiš neposílejte neposílej nekontaktujte nekontaktuj neobtěžujte nezasílejte nespamujte psaním zasíláním posíláním rozesílat obtěžováním volat",
    dont: "nepište nepiš neposílejte neposílej nekontaktujte nekontaktuj neobtěžujte neobtěžuj nezasílejte nespamujte nezasílat neposílat nepsat nekontaktovat neobtěžovat neoslovujte",
    people:
      "zákazník zákazníci zákazníky zákazníka zákazníků klient klienti klienty klientů uživatel uživatelé uživatele uživatelů odběratelé odběratele příjemci příjemce kolega kolegu kolegové kolegyni lidé někdo někoho zaměstnanci kontakty",
  },
  leads: "prosím dobrý den a nebo ale chci žádám zdravím ahoj děkuji ne ano o tak takže vás už hned okamžitě si se",
  tails: "prosím děkuji díky okamžitě hned a s už ihned z pozdravem ze nebo zdravím odesláno mě",
  contrasts: "ale avšak nýbrž však teď nyní jen pouze místo raději",
  misspelt: "newsletter odhlášení nekontaktujte",
  optOut: `! {navzdory|přes|přestože} ~~ žádost*|odhláš* ~~ dostáv*|chod* ~; smažte|smazat|odstraňte|vymažte|vyřaďte {tento|ten} kontakt|záznam; {poslední} ~ varování|výzva ~; ! {moje|můj|mou|mé|naše} ~ <mine> ~~ nebyl*|stále|pořád ~ smaz*|odstran*|vymaz*|vyřaz*|nebyl*;
    {smažte|vymažte|smaž|vymaž|odstraňte|vyřaďte|škrtněte} ~ si|prosím? ~ mě|mne|nás|mi ~; {nechte|nech} ~ toho ~; {nechte|nech} mě|nás ~ na? ~ pokoji|být; {další|příští} ~ mail|email|zpráva ~~ úooú|stížnost|nahlás*|spam; {nepřeji|nepřejeme|nepřeju} ~ si ~; {přestaňte|přestaň} ~; {zdržte} ~ se ~; {zablokujte} ~ mě|nás|můj
    <unsub> ~ <me> ~ z|ze|od|prosím|$; {prosím|žádám|chci|chceme|chtěl|chtěla|přeji|přeju|jak|kde|hodlám|prosíme} ~~ <unsub> ~ z|ze|odběr|od|newsletter|$; ^ <unsub> $; <unsub> ~ odběr|odběru|newsletter|newsletteru|mailing; <unsub> se|mě ~ z|ze|od ~ <list>; zrušit|zrušte|ruším|zrušení|ukončit|ukončete ~ můj|moji|mou|náš|tento|odběr? ~ odběr|odběru|newsletter|newsletteru|registraci|zasílání; {žádám|prosím} ~ o ~ <unsub>|<remove>
    <remove> ~ <me> ~ z|ze ~~ <list>|$; ^ <remove> <me> $; <me> ~ <remove> ~ z|ze; <remove> ~ moji|můj|moje|mou|mé|naši|náš|naše|tuto|všechny|mých|mého ~ <mine>; {žádám|prosím|požaduji|vyžaduji} ~~ vymazání|výmaz|odstranění|smazání|vyřazení ~ 
    <dont> ~ mi|mě|nám|nás|už|prosím|sem|více|další|žádné; už ~ mi|mě|nám|nás|prosím? ~ <dont>; prosím ~ <dont>; ^ <dont> $; {nechci|nechceme|nepřeji|nepřejeme|nemám zájem|nepřeju|odmítám} ~ si|už|od? ~~ dostávat|maily|emaily|<mails>|zasílání|být|kontaktován*|abyste|dostával*|zasílat ~; nechci ~ {vaše|žádné|další|od vás} ~ <mails>; žádné|žádný ~ další|více|už ~ <mails>; ^ {žádné|žádný|už žádné} ~ <mails>; {přestaňte|přestaň|dost|skončete} ~ mi|mě|nám|s|už|mne? ~ psát|posílat|obtěžovat|<mails>|spamovat|zasílat|s tím|psaním|spamem; dost ~ mailů|spamu|emailů
    právo|práva|právem ~ být|na|byt ~ zapomenut|výmaz|námitku|vymazání; {gdpr} ~~ <remove>|údaj*|výmaz; <remove> ~~ gdpr; odvolávám|odvoláváme|stahuji|beru ~ svůj|můj|tímto|náš|udělený? ~ souhlas; nesouhlasím|nesouhlasíme ~ se|s ~~ zpracov*|zasíl*|<mails>|rozesíl*|uchováv*; {vznáším|podávám} ~ námitk*; nikdy ~ jsem ~ se|vám|nedal*|neregistroval*|nepřihlásil*|neobjednal*|nežádal* ~ souhlas|<list>|nedal*|neregistrov*|nepřihlás*|o ~; dejte|dej ~ mi|nám ~ pokoj; nechte|nech ~ mě|nás|mne|být ~ {na pokoji|být|napokoji|pokoji}; běžte|jděte ~ do|k ~ prdele|čertu|háje; černou|černý ~ listinu|seznam; ! {už} ~~ žádal*|psal*|odhlásil* ~~ odhl*|smaz*|nepos*|znovu|pořád
  `,
  optOutSentence: `
    prosím? <unsub> mě|mne|se|odběr|prosím|newsletter? {prosím|odběr|ze}? seznamu?; <unsub> odběr|newsletter|odběru; prosím? <remove> mě|mne|nás|moji|můj|moje|mou adresu|údaje|data|email|mail|prosím?; prosím? už? <dont> mi|mě|nám|prosím|sem? už|prosím|více?; prosím o {odhlášení|vymazání|vyřazení|smazání}; právo být zapomenut; dost spamu; zrušit odběr
  `,
  optOutAlone: `
    stop|dost|konec|odhlásit|odhlaste|smazat|smažte|zrušit|zrušte|přestaňte|přestaň|odstranit|odstraňte|vymazat|vymažte|stačí|vyřadit|skončete|odhlášení už|prosím|hned|s|tím|okamžitě|toho? tím|prosím?; prosím {stop|dost|přestaňte|přestat|odhlásit|smazat|zrušit}; nikdy {více|víc|už}; už {ne|nikdy|dost|stačí}; spam; {to|už}? stačí; {nechte|nech} toho
  `,
  optOutMentions: `~~ příloh*|zip|pdf|soubor* ~~; {byli|byl|byla} jste|jsi ~ úspěšně? ~ odhláš*|vyřaz* ~; {účet|přístup|profil} ~ byl|byla ~ smaz*|zruš*|odstran* ~;
    nepřestávejte|nepřestávej ~~; {musíme|potřebujeme|chceme|je třeba} ~ být|umět|moci|mít? ~ schopni|možnost? ~ smaz*|vymaz*|odstran*|odhlas* ~~; jak ~ řešíte|řeší|funguje|zpracováváte|probíhá|nakládáte|řešit ~~; {kolega|kolegyně|asistent*|šéf} ~ napsal*|odpověděl*|chtěl* ~~
    ? jak ~~ naše|naši|naší ~~
    <unsub>|<remove> ~ zákazník*|uživatel*|kolegu|kolegyni|klient*|někoho|odběratel*|neaktivní|kontakty; <people> ~ mohou|může|můžou|chtějí|chce|se|kteří|mohli|musí|<unsub>|odhlašují|odhlásí ~~; naši|našich|naše|moji|jejich|vaši|našim ~ <people>|zákazníkům|klientům ~~
    {mohou|může|můžeme|lze|dá se|mohli} ~ zákazníci|se|uživatelé|naši|u|exportovat|odběratelé|to ~~; jak ~ funguje|řešíte|se|lze|probíhá|můžeme|mohu|zpracováváte|mažete ~ odhl*|smaz*|maž*|zákazn*|kolegu|to|data|dá ~~; {umí|máte|nabízíte|podporuje|podporujete|má|umožňuje|je možné|dokáže} ~ váš|vaše|zákazník*|odhl*|to|nástroj|systém|funkci|možnost|mazání|odkaz|aby ~~; míra|odkaz|odkazy|tlačítko|stránka|funkce|formulář|proces|možnost|systém|api|nástroj|počet|důvod|důvody|procento ~ odhl*|pro|na|který|smaz* ~; odhlašovací ~~
    neodhlaš*|nemaž*|neodstraň*|nevyřaz* ~; nechtěl|nechtěla|nechci|nechceme|nechtěli ~ jsem|se|jsme? ~ se|být? ~ <unsub>|vyřadit|odhlá* ~~; omylem|nedopatřením|náhodou ~~; ~~ omylem|nedopatřením|náhodou; ~~ telefonicky|telefonu|mobil|sms|whatsapp|linkedin|telefon; nevolejte ~~; ~~ dnes|zítra|pondělí|úterý|středu|čtvrtek|pátek; ~~ před|do|během|mezi pondělí|lednem|ledna|příští; ~~ anglicky|německy; neváhejte ~~
    pokud|když|jestli|než ~ někdo|zákazník|uživatel|se ~~ ; <unsub>|<remove> ~~ kopie|schůzky|testu|objednávku|pozvánky|starou|starý|duplicit*|webináře|akce|kurzu; starou|starý|soukromou|soukromý|předchozí ~ adresu|mail|email; ~~ starou|starý|soukromou|soukromý ~ adresu|mail|email; málem|skoro|místo|přemýšlel* ~ se|jsem? ~ <unsub>|odhlá* ~~; váš|vaše|vašeho ~ produkt*|nástroj*|systém*|software*|řešení ~~; přihlaste|přihlásit ~ mě|znovu|se ~
  `,
  optIn: `
    {nechte|přidejte|ponechte|zařaďte} ~ mě|nás|si ~ v|na|do|mezi ~; {pokračujte|pište|posílejte} ~ dál|dále|klidně; {chci|chceme} ~ zůstat|dál|dále ~; {raději|radši|lépe} ~~ telefon*|whatsapp|zavol*; {jen|pouze} ~ ceny|ceník|cenu
  `,
  ownData: `
    můj|moje|moji|mé|náš|naše|naši|svůj ~ adresa|adresu|email|mail|údaje|jméno|číslo|kontakt
  `,
  optOutOfIt: `
    {smažte|vymažte|smaž|vymaž|odstraňte|zlikvidujte} ~ ho|ji|je|to|vše|všechno ~
  `,
  otherWay: `ale ~ mé|mému|kolegyni|kolegovi|šéfovi|naší|našemu|na`,
  optOutReasons: `špatn* ~ osob*|adres*; soukrom*|osobní*; {nejsem} ~ zákazn*; nikdy ~~ neposkyt*|nedal*|neprihlas*|nežáda*|nesouhlas*|nepřihlas*|neobjedna*|nechtěl*; třetí|druhý|čtvrtý ~ mail|email|zpráva; odkud|kde|jak ~ máte|jste ~; důchod*; už ~ nepracuj*; gdpr|souhlas*|práv*; stížnost*|advokát*|úooú; už ~ potřetí|podruhé|jednou; potvrď*|potvrz*; námitk*; marketing*`,
  optOutSmells: `
    odhla*|odhlá*|unsubscribe|optout|odregistr*; <remove> ~ <me>|moji|můj|moje|mou; spam*|obtěžuj*|obtěžov*|gdpr|uoou; zapomenut; právník*|advokát*|stížnost*; dost|přestaňte|přestaň; <dont>; nechci ~ <mails>|dostávat; nikdy ~ nesouhlas*|neregistr*|nepřihl*; souhlas*|nesouhlas*; pokoj|pokoji; výmaz
  `,
  refusalMentions: `
    {žádný|není} ~ problém|spěch ~; ne|není ~ jen|špatn* ~; {nemůžu|nemůžeme} ~ se ~ dočkat
  `,
  refusalReasons: `jin* ~ dodavatel*|firm*|řešen*; rozpoč*|drah*|dodavatel*|smlouv*|sami|spokojen*|konkurenc*|interně`,
  refusal: `
    {jsme} ~ spokojeni|vázáni ~; {děláme|řešíme|vyvíjíme} ~~ sami|interně; {nemá|nevidím|nevidíme} ~ smysl|přínos|důvod ~; projekt ~ zrušen*|zastaven*; {zůstáváme|zůstaneme} ~ u|při; {nestíháme|nestíhám} ~
    nemáme|nemám|nemá|není|bez ~ o|už|momentálně|pro? zájem|zájmu|potřebu|rozpočet|čas|zajímavé|peníze ~~; nezajímá|nezajímají ~ nás|mě; nepotřebuj* ~~; ne {děkuji|díky|děkujeme}; děkuji|díky ~ ale ~ ne|nemáme|nemám|už; ^ ne $; není ~ pro {nás|mě}; {teď|nyní|momentálně|zatím} ne; {máme|používáme|spolupracujeme|mám|využíváme} ~ už|již|vlastní|s|jiné|jiného ~ dodavatel*|řešení|systém*|partner*|nástroj*|jin* ~; už|již máme|mám|používáme ~~; rozhodli|vybrali ~ jsme|se|si? ~ pro? ~ jin*; odmítám|odmítáme; nehodí ~ se; nehledáme; neplánujeme; příliš {drahé|brzy}; je ~ drahé; bohužel ~ ne|nemá*|nepot*|nehod*|nebud*|nemůž*|není; spokojen* ~ s; nevyužijeme|nevyužiji; nejsem|nejsme|nemáme ~ zájem|zainteresov*|správn*|kompetentn*
  `,
  buying: `
    ozvěte|zavolejte|napište|ozvi ~ se|mi|prosím? ~ v|ve ~ pondělí|úterý|středu|čtvrtek|pátek; ? pondělí|úterý|středa|středu|čtvrtek|pátek|zítra ~; kdy ~ můžeme|můžete|máte|byste|začneme ~ čas|sejít|mluvit|začít|vidět ~; přesvědčil* ~; {ukažte|ukaž} ~
    pošlete|poslat|zašlete|zaslat|pošli|připravte|připravit|vystavte|prosím|čekáme|můžete ~ mi|nám|o|na|poslat|zaslat|zaslání? ~ smlouvu|smlouva|objednávku|fakturu|nabídku|objednávkový|formulář|proformu; {objednávám|objednáváme|kupujeme|koupíme|podepíšeme|podepíšu|bereme|přijímáme|potvrzuji|potvrzujeme|rezervuji|jdeme do toho|souhlasíme}; {chci|chceme|chtěli|chtěl|chtěla|můžeme|rádi|rád|ráda|připraveni} ~~ koupit|objednat|podepsat|vyzkoušet|vidět|mluvit|promluvit|domluvit|začít|sejít|otestovat|zakoupit|využít|poznat|rezervovat
    zavolejte|zavolej|zavolat|volejte ~; {domluvit|domluvme|naplánovat|naplánujme|sjednat|domluvíme} ~ si|se|na? ~ schůzk*|hovor*|demo|termín*|call|prezentac*|ukázk*; pondělí|úterý|středa|čtvrtek|pátek|zítra|středu|termín ~~ vyhovuje|hodí|může|skvěle|perfektní|dobře; vyhovuje|hodí ~ mi|se|nám; pojďme; rozpočet ~ schválen*|máme; šéf|kolega|ředitel|jednatel ~ má|chce|zájem|by; teď ~ ano; větší ~ balíček|verz*|plán|tarif; máme zájem; mám zájem
  `,
  interest: `zájem|zajímavé|zajímá|zajímalo|zajímavá; zní|vypadá ~ dobře|zajímavě|skvěle|super; rád|ráda|rádi; s radostí; ^ ano $; ano ~ prosím|rád|ráda|určitě|chceme|děkuji|máme; určitě|skvělé|výborně|perfektní|samozřejmě|super; proč ne; dobrý nápad; líbí ~ se; dozvědět ~ více`,
  asking: `
    kolik; jaký|jaká|jaké|jakou ~ je|jsou|cena|ceny|podmínky|rozdíl|máte ~; co ~ stojí|obsahuje|je|znamená|to; cena|ceny|ceník|cenu|ceníku|cenová|cenovou|náklady|nabídka|nabídku|nabídky|slev*|brožur*|katalog*|leták*|demo|referenc*|dokumentac*; jak|kde|kdy|kdo|proč ~ funguje|můžu|mohu|můžeme|je|to|dlouho|rychle|se ~; můžete|mohli|mohl|máte|nabízíte|je možné|existuje|umí|můžeme ~ byste|mi|nám|poslat|zaslat|vysvětlit|také|váš ~; pošlete|zašlete|poslat|zaslat ~ mi|nám|více|prosím ~; více|bližší|další|podrobnější ~ informac*|detail*|info; otázk*|dotaz*; vědět ~; hledám|hledáme ~; zkušební {verz*|verzi|období}; potřebuj* ~ informac*|pomoc|nabídk*|vědět; prosím o ~ informac*|nabídk*|ceník|zaslání|odpověď|cen*
  `,
  putOff: `ozvěte|ozvi|napište|vraťme|kontaktujte ~ se|mě|nám? ~ prosím? ~ znovu|později|za|v|ve|příští`,
  notNow: `později; příští|příštím|další ~ rok|roce|měsíc|měsíci|kvartál|týden; v {lednu|únoru|březnu|dubnu|květnu|červnu|červenci|srpnu|září|říjnu|listopadu|prosinci}; za ~ pár|dva|tři|šest|půl|několik ~ měsíců|týdnů|roku|měsíce|týdny; jindy;  po ~ prázdninách|vánocích|létě|dovolené; příliš brzy; odložit|odkládáme; v budoucnu`,
  greetings: `dobrý|dobré|dobrou|ahoj|zdravím|vážený|vážená|vážení|milý|milá|čau|nazdar|hezký {den|ráno|odpoledne|večer|pane|paní|dámo|dámy|obchodní|všichni|vás}? a? {pánové|přátelé}?; dobrý den {pane|paní}?; krásný den`,
  thanks: `děkuji|děkuju|díky|děkujeme|dekuji|diky|dík moc|předem|za|vám|a|mnohokrát|vám? zprávu|nabídku|informace|pomoc|pochopení|email|mail|odpověď|čas|předem?; předem {děkuji|díky}?; mnohokrát {děkuji|díky}; jsem vděčn*`,
  signOffs: `s? {pozdravem|pozdravy|přátelským|srdečným|úctou} pozdravem?; hezký|hezké|pěkný|krásný|příjemný ~ den|víkend|večer|zbytek; na {shledanou|viděnou}; zdraví|zdravím; srdečně|srdečné zdraví|pozdravy; mějte se; s úctou; s p; s pozdravom`,
  pleasantries: `prosím|prosíme; okamžitě; ihned; hned; nyní; teď; už; omlouvám se; promiňte; bohužel; hezký|pěkný|krásný|příjemný ~ den|víkend|večer|týden; co nejdříve; neprodleně; hodně {štěstí|úspěchů|zdaru}; přeji|přejeme ~; veselé vánoce; šťastný nový rok; dnes; za pochopení; laskavě; vše dobré; zdvořile`,
  functionWords:
    "a v ve na z ze do ne se si je to o za od po pro jak ale co tak uz jen prosim dekuji dekujeme diky dobry den zdravim pozdravem mne mi muj moje moji nas nam nase nasi vas vam vase vasi vasim chci chceme mam mame jsem jsme jsou by byl byt velmi vice bez pres pred pod kdy kde ktery ktera ktere ten ta tento tato nebo i s k u ma muze muzete muzeme mohu zajem rad rada ano kolik jaky jaka prosime jeste take ze aby",
};
