// The words that change what a title means, in all languages. `_` joins the words of a phrase.

/** What a word does to a title when it is no noun of a rule. */
export type TitleMark =
  // Before a noun: raises, lowers, or names the place of the person.
  | "senior"
  | "junior"
  | "deputy"
  | "chief"
  | "staff"
  | "lead"
  // The person has the title no more, or not yet.
  | "former"
  | "wish"
  // A sentence has one of these, a title has none.
  | "speech"
  // Words between a noun and what it is for, and words between two titles.
  | "preposition"
  | "and"
  // A manager of a subject leads no people; a seat on a board is an office of its own.
  | "manages"
  | "seat"
  // A person who is known by another, and things: no title.
  | "nobody"
  // A trade that is a surname after an unknown word: "Peter Koch".
  | "surname";

/** What vocabulary 2 adds. */
export const MARKS_2: Readonly<Partial<Record<TitleMark, string>>> = {
  // The particles after which one thing is named, and animals that people own.
  preposition: "ein eine einer eines einem einen un une uma um een ett",
  wish: "in_spe designate elect",
  nobody:
    "life_partner lebenspartner lebensgefährte kontoinhaber karteninhaber hund hundes hundehalter katze pferd psa kota",
};

export const MARKS: Readonly<Record<TitleMark, string>> = {
  senior:
    "senior snr sr sen sénior leitend ober leading distinguished advanced principal experienced starszy seniore старший ведущий シニア 高级 资深 시니어 高級 chevronné eerste vanhempi główny główna главный 수석 선임 책임",
  junior:
    "junior jr jnr jun entry_level student young młodszy младший ジュニア 初级 주니어 studentische nachwuchs júnior",
  deputy:
    "deputy vice stellvertretend stellvertreter stv stellv vize vicario adjoint adjunto sub sous wice zastępca plaatsvervangend adjunct ställföreträdande biträdande vicedirektor nestleder stedfortreder 副 부 代理 نائب vara",
  chief: "chief cheif chef",
  staff: "staff",
  lead: "lead",
  former:
    "former formerly honorary honorario onorario honoraire ehren ehrenamtlich alt fmr ex retired retd rtd ehem vorm emeritus emerita previously previous late past ehemalig ehemals früher vormals ad ir im_ruhestand außer_dienst i_r a_d ancien anciennement retraité antiguo anterior jubilado cesado pensionato precedente già aposentado antigo antiga anteriormente voormalig oud gepensioneerd gewezen były była emerytowany emeryt emerytka fd före_detta förre tidigare tidligere pensionert entinen eläkkeellä бывший экс в_отставке 元 前 旧 原 전 سابق السابق اسبق متقاعد 退休 pensioniert emeritiert pensionerad pensionist",
  wish: "aspiring future wannabe seeking looking seeks prospective want_to_be in_training in_the_making wanna_be in_ausbildung en_formation en_prácticas in_formazione em_formação in_opleiding open_to searching hopeful angehend künftig zukünftig designierter suchend futur aspirante futuro aspirant toekomstig przyszły blivande fremtidig tuleva будущий candidate kandidat candidat candidato",
  speech:
    "i_am i_m i_work i_have i_was we our my your you he she they them his her their who is are was were be been have has had does did told tell ask asks want wants needs not never maybe perhaps something vielleicht dont ignore treat give make say says know working_for think_i see hire hiring bought met would will can should this that these ich wir unser unsere mein meine dein ihr uns mich bin bist sind ist war habe hat haben nicht kein keine keiner suche suchen sucht möchte bitte rufen call_me je suis nous notre votre nos vous pas n_est sommes cherche cherchons yo soy somos nuestro nuestra busco estoy tengo nunca quiero sono siamo nostro cerco cerchiamo sou nosso meu não procuro estou ik ben wij onze mijn niet geen zijn zoek jestem nie jesteśmy szukam nasz jag inte vår min söker jeg ikke vores søger minä olen meidän я мы наш не ищу あなた です ます 我 我们 나는 저는 انا لست нет",
  preposition:
    "of for to at in on from with by the a an reporting reports für von vom zu zum zur bei beim im am auf aus mit der des dem den die de du au aux à pour chez sur dans la le les l d del el los las para por con al en lo di della dei delle dello degli dell da dal per alla alle ai agli allo all nel nella do dos das na no em ao van voor bij aan op het ter te ds dla przy od w z för till på hos av til af ved по в на отдела во для من في ل",
  and: "and und et y e og och oraz i sowie plus or oder ou o u и или 兼 及 と 및 ja eli samt also",
  manages: "manager mgr mngr chef jefe gerente gestor chefe manageur менеджер menedżer menadżer",
  seat: "member members speaker sprecher mitglied vorsitz membre miembro membro członek medlem lid jäsen",
  surname:
    "koch bauer richter maurer maler förster winzer schäfer zimmermann kaufmann jäger baker cook mason carpenter porter hunter butcher farmer",
  nobody:
    "advisory_board editorial_board scientific_board role roles position positions vacancy vacancies jobs candidates thought_leader opinion_leader market_leader ringleader cheerleader wife husband son daughter brother sister mother father friend fan groupie buddy cousin dog cat mom dad boyfriend girlfriend frau mann_des sohn tochter freund ehefrau ehemann femme mari fils ami esposa esposo marido hijo hija amigo moglie figlio figlia amico mulher filho filha vriend vrouw zoon dochter żona mąż syn córka blitzableiter halbleiter tonleiter wärmeleiter nichtleiter freundin citizen жена сын муж друг retiree victim 妻 아내 زوجه",
};
