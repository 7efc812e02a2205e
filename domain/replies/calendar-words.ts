// The names of months and weekdays by language, as mail programs and people write them. Twelve and seven entries each, from January
// and from Monday; `/` separates spellings, and the first is the whole name.
import { folded } from "./phrase-search.ts";

const list = (text: string): readonly (readonly string[])[] => text.split(" ").map((names) => names.split("/"));

/** Also languages without a lexicon: an attribution in them has a date, too. */
const MONTHS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  en: list(
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec",
  ),
  de: list(
    "januar/jänner/jan/jän februar/feber/feb/febr märz/mär/mrz april/apr mai juni/jun juli/jul august/aug september/sept/sep oktober/okt november/nov dezember/dez",
  ),
  fr: list(
    "janvier/janv/jan février/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre/sept octobre/oct novembre/nov décembre/déc",
  ),
  es: list(
    "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/setiembre/sept/sep octubre/oct noviembre/nov diciembre/dic",
  ),
  it: list(
    "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set/sett ottobre/ott novembre/nov dicembre/dic",
  ),
  pt: list(
    "janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez",
  ),
  nl: list(
    "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep/sept oktober/okt november/nov december/dec",
  ),
  pl: list(
    "stycznia/styczeń/styczniu/sty lutego/luty/lutym/lut marca/marzec/marcu/mar kwietnia/kwiecień/kwietniu/kwi maja/maj/maju czerwca/czerwiec/czerwcu/cze lipca/lipiec/lipcu/lip sierpnia/sierpień/sierpniu/sie września/wrzesień/wrześniu/wrz października/październik/październiku/paź listopada/listopad/listopadzie/lis grudnia/grudzień/grudniu/gru",
  ),
  sv: list(
    "januari/jan februari/feb/febr mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep/sept oktober/okt november/nov december/dec",
  ),
  da: list(
    "januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug september/sep/sept oktober/okt november/nov december/dec",
  ),
  nb: list(
    "januar/jan februar/feb mars/mar april/apr mai juni/jun juli/jul august/aug september/sep/sept oktober/okt november/nov desember/des",
  ),
  fi: list(
    "tammikuuta/tammikuu/tammikuussa/tammi/tammik helmikuuta/helmikuu/helmikuussa/helmi/helmik maaliskuuta/maaliskuu/maaliskuussa/maalis/maalisk huhtikuuta/huhtikuu/huhtikuussa/huhti/huhtik toukokuuta/toukokuu/toukokuussa/touko/toukok kesäkuuta/kesäkuu/kesäkuussa/kesä/kesäk heinäkuuta/heinäkuu/heinäkuussa/heinä/heinäk elokuuta/elokuu/elokuussa/elo/elok syyskuuta/syyskuu/syyskuussa/syys/syysk lokakuuta/lokakuu/lokakuussa/loka/lokak marraskuuta/marraskuu/marraskuussa/marras/marrask joulukuuta/joulukuu/joulukuussa/joulu/jouluk",
  ),
  cs: list(
    "ledna/leden/lednu/led února/únor/únoru/úno března/březen/březnu/bře dubna/duben/dubnu/dub května/květen/květnu/kvě června/červen/červnu/čvn července/červenec/červenci/čvc srpna/srpen/srpnu/srp září/zář října/říjen/říjnu/říj listopadu/listopad/lis prosince/prosinec/prosinci/pro",
  ),
  tr: list(
    "ocak/oca/ocağa/ocakta şubat/şub/şubatta mart/mar/martta nisan/nis/nisanda mayıs/may/mayısta haziran/haz/haziranda temmuz/tem/temmuzda ağustos/ağu/ağustosta eylül/eyl/eylülde ekim/eki/ekimde kasım/kas/kasımda aralık/ara/aralıkta",
  ),
  ru: list(
    "января/январь/янв/январе февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек",
  ),
  uk: list(
    "січня/січ лютого/лют березня/бер квітня/квіт травня/трав червня/черв липня/лип серпня/серп вересня/вер жовтня/жовт листопада/лист грудня/груд",
  ),
  hu: list(
    "január/jan február/febr március/márc április/ápr május/máj június/jún július/júl augusztus/aug szeptember/szept október/okt november/nov december/dec",
  ),
  ro: list(
    "ianuarie/ian februarie/feb martie/mar aprilie/apr mai iunie/iun iulie/iul august/aug septembrie/sept octombrie/oct noiembrie/noi/nov decembrie/dec",
  ),
  el: list(
    "ιανουαρίου/ιαν φεβρουαρίου/φεβ μαρτίου/μαρ απριλίου/απρ μαΐου/μαι ιουνίου/ιουν ιουλίου/ιουλ αυγούστου/αυγ σεπτεμβρίου/σεπ οκτωβρίου/οκτ νοεμβρίου/νοε δεκεμβρίου/δεκ",
  ),
  sk: list(
    "januára/jan februára/feb marca/mar apríla/apr mája/máj júna/jún júla/júl augusta/aug septembra/sep októbra/okt novembra/nov decembra/dec",
  ),
  hr: list(
    "siječnja/sij veljače/velj ožujka/ožu travnja/tra svibnja/svi lipnja/lip srpnja/srp kolovoza/kol rujna/ruj listopada/lis studenoga/stu prosinca/pro",
  ),
  id: list(
    "januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu september/sep oktober/okt november/nov desember/des",
  ),
  he: list(
    "ינואר/בינואר/בינו פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר/בנוב דצמבר/בדצמבר",
  ),
};

const WEEKDAYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  en: list("monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun"),
  de: list("montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so"),
  fr: list("lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim"),
  es: list("lunes/lun martes/mar miércoles/mié jueves/jue viernes/vie sábado/sáb domingo/dom"),
  it: list("lunedì/lun martedì/mar mercoledì/mer giovedì/gio venerdì/ven sabato/sab domenica/dom"),
  pt: list(
    "segunda-feira/segunda/seg terça-feira/terça/ter quarta-feira/quarta/qua quinta-feira/quinta/qui sexta-feira/sexta/sex sábado/sáb domingo/dom",
  ),
  nl: list("maandag/ma dinsdag/di woensdag/wo donderdag/do vrijdag/vr zaterdag/za zondag/zo"),
  pl: list(
    "poniedziałek/poniedziałku/pon wtorek/wtorku/wt środa/środę/środy/śr czwartek/czwartku/czw piątek/piątku/pt sobota/sobotę/soboty/sob niedziela/niedzielę/niedzieli/niedz",
  ),
  sv: list("måndag/mån tisdag/tis onsdag/ons torsdag/tors/tor fredag/fre lördag/lör söndag/sön"),
  da: list("mandag/man tirsdag/tirs onsdag/ons torsdag/tors fredag/fre lørdag/lør søndag/søn"),
  nb: list("mandag/man tirsdag/tir onsdag/ons torsdag/tor fredag/fre lørdag/lør søndag/søn"),
  fi: list(
    "maanantaina/maanantai/maanantaihin/ma tiistaina/tiistai/tiistaihin/ti keskiviikkona/keskiviikko/keskiviikkoon/ke torstaina/torstai/torstaihin/to perjantaina/perjantai/perjantaihin/pe lauantaina/lauantai/lauantaihin/la sunnuntaina/sunnuntai/sunnuntaihin/su",
  ),
  cs: list(
    "pondělí/po úterý/út středa/středu/středy/st čtvrtek/čtvrtka/čt pátek/pátku/pá sobota/sobotu/so neděle/neděli/ne",
  ),
  tr: list("pazartesi/pzt salı/sal çarşamba/çar perşembe/per cuma/cum cumartesi/cmt pazar/paz"),
  ru: list("понедельник/пн вторник/вт среда/среду/ср четверг/чт пятница/пятницу/пт суббота/субботу/сб воскресенье/вс"),
};

const numbered = (names: Readonly<Record<string, readonly (readonly string[])[]>>, language?: string) =>
  new Map(
    Object.entries(names)
      .filter(([of]) => language === undefined || of === language)
      .flatMap(([, all]) =>
        all.flatMap((spellings, index) => spellings.map((name) => [folded(name), index + 1] as const)),
      ),
  );

const ALL_MONTHS = numbered(MONTHS);
const LONG_WEEKDAYS = new Set(
  Object.values(WEEKDAYS).flatMap((days) => days.flatMap(([whole = ""]) => [folded(whole)])),
);

/** Whether a folded word is a month's name or abbreviation in any language. */
export const isMonth = (word: string): boolean => ALL_MONTHS.has(word);
/** Whether a folded word is the whole name of a weekday in any language. */
export const isWeekday = (word: string): boolean => LONG_WEEKDAYS.has(word);

/** The names of one language, folded, each with its number from 1. */
export const monthsOf = (language: string): ReadonlyMap<string, number> => numbered(MONTHS, language);
/** Monday is 1. */
export const weekdaysOf = (language: string): ReadonlyMap<string, number> => numbered(WEEKDAYS, language);
