// What a title is about: the departments, and the fields in which a rank means something else. `*` at the end of a word matches every word that
// begins so, and `_` joins the words of a phrase.
import type { Department } from "../../schema/title-rules.ts";

/** Fields in which a rank means something else. */
export type TitleField =
  | "unit"
  | "team"
  | "subject"
  | "process"
  | "business"
  | "partnership"
  | "elsewhere"
  | "club"
  | "trade"
  | "joke"
  | "leads"
  | "programme"
  | "technical"
  | "school";

export const DEPARTMENTS: Readonly<Partial<Record<Department, string>>> = {
  hr: "hr hrbp chro drh people talent* human_resources human_capital human_resource recruit* staffing headhunt* head_hunter personal personalabteilung personalwesen personalleit* personalchef* personalrefer* personalsach* personalbera* personalman* personalentwick* personaldisp* personalgewinn* personaldirekt* personaldienst* personalvermitt* personalvorstand* personnel sourcer rh ressources_humaines recursos_humanos recrut* reclut* seleccion selección seleção selezione risorse_umane gestão_de_pessoas gente_e_gestão po personeel* personeelszaken kadr* rekrut* rekryt* henkilöstö* personaal* hovedkadr* кадр* персонал* 人事 人力资源 인사 الموارد_البشرية payroll_and_hr employee_experience learning_and_development workforce onboarding werving selectie arbeitgebermarke* employer_branding",
  purchasing:
    "purchas* procure* sourcing buyer buying einkauf* einkäuf* beschaff* achat* achet* compra* comprad* acquist* inkoop* inkop* inköp* indkøb* innkjøp* hankinta* hankki* osto* ostaj* zakup* kupiec закуп* 购买 采购 購買 調達 구매 المشتريات مشتريات approvision* aprovision* suprimentos cpo category_management commodity vendor_management supplier* lieferant* materialwirtschaft spend_management materials",
  finance:
    "financ* finanz* accounting accountant* accounts account_payable cfo controlling controll* treasur* tax* audit* payable receivable billing bookkeep* invest* buchhalt* rechnungs* steuer* wirtschaftspr* kaufmännisch* comptab* contab* contador* fiscal* ragionier* finanza amministra* commercialista boekhoud* accountan* administratie księg* finans* ekonomi* økonomi* regnskaps* talous* kirjanpit* revisor* bank* credit cash collection* payroll actuar* daf raf underwrit* банк бухгалт* финанс* 财务 会计 経理 財務 재무 회계 مالي المالية محاسب* equity venture capital teller cashflow risk gestion_financière lohn* ekonom* crédit ma",
  marketing:
    "market* brand* communication* kommunikation* comunica* content seo sem advert* werb* campaign* social_media media pr public_relations cmo growth copywrit* text* digital_marketing creative kreativ* art_director art demand_gen lead_generation press* reklam* viestin* community event* influencer* marknad* markkinoin* маркет* 市场 宣伝 マーケティング 마케팅 تسويق التسويق",
  legal:
    "legal law counsel lawyer attorney paralegal solicitor barrister compliance recht* jurist* jurid* anwalt* anwält* rechtsanw* avocat* advocat* abogad* avvocat* advogad* advokat* notar* notai* prawn* adwokat* radca lakimies* юрист* юрид* 法务 法務 律师 弁護士 법무 변호사 محامي قانوني datenschutz privacy gdpr regulatory jurídico patent* llp",
  it: "it cio ciso edv ikt ict tic information* informatik* informatique informatic* fachinformatik* system* sysadmin* network* helpdesk infrastructure infrastruktur* cyber* security_engineer vpn database* datenbank* dsi active_directory sistemi sistemas sistem* système* support_technician it-leit* tietohallint* ит информацион* 情報 信息 情報システム digital_transformation digitalis* salesforce_administrator sap erp tecnologías_de_la_información desktop service_desk service_owner",
  engineering:
    "engineer* engineering cto technology technolog* techni* software* develop* entwick* ingenieur* ingénieur* ingegner* ingenier* engenh* ingenjör* ingeniør* insinöör* inżyn* programm* rd devops architect* konstru* forschung* fe data machine_learning ai ml backend frontend fullstack full_stack web* qa test* quality_assurance techniq* técnic* tecnic* utveckl* udvikl* utvikl* ontwikkel* dévelop* desarroll* desenvolv* svilupp* leiterplatten* layout* semiconductor halbleiter* kehit* suunnitt* робот* инженер* разраб* программ* технич* エンジニア* 技术 技術 工程师 开发 기술 개발* 엔지니어 مهندس research_and_development cloud platform embedded hardware elektro* mechatron*",
  product:
    "product products produkt produkte produktm* produktv* produktd* produktb* prodotto produit* producto* produto* ux ui design* designer* gestalt* user_research user_experience продукт* 产品 プロダクト 제품 scrum_product",
  operations:
    "operations operation* operac* operaz* ops coo supply* logist* warehouse* lager* magazyn* magaz* production* produktion* produzione producción produção productie produkcj* manufactur* mfg fertig* plant werk* betrieb* betriebs* quality qualität* qm qualité calidad calità qualidade facilit* maintenance instandhalt* transport* fleet fuhrpark driver* fahrer* chauff* conducteur project* projekt* projet* proyecto* progett* projeto* program* prozess* process* order* planning office offices büro* office_manager support customer_support kundenservice kundendienst customer_service service* arbeitsvorbereitung bau* construct* site* lokführ* kranführ* staplerfahr* hausmeister* disponent* dispon* sachbearbeit* kierowc* cashier head_cashier kass* supervisor_warehouse bedrijf* heftruck* drift* tuotan* produc_ произв* логист* 生产 運営 生产部 운영 생산 العمليات عمليات shift schicht* turno ploeg* skift* storage import* export_operations ehs safety arbeitssicher* montage* housekeep* truck forklift crane office_manager administrativ* vorarbeit* polier meister* bauleit* obras foreman schicht",
  sales:
    "sales* sale_ vertrieb* vertriebs* verkauf* verkäuf* account_manag* account_exec* key_account* account accounts accountmanager* business_development bizdev bd revenue cro customer_success client* customer* partnership* alliances channel partner_manager partnermanager* commercial* commercial kommerziell* handel* außendienst* aussendienst* innendienst* filial* store* shop* retail* export* venta* vendit* venda* vended* ventes vente vendeur* comercial* commerc* verkoop* verkop* sprzeda* handlow* sklep* försälj* sälj* salg* sælg* selger* myynti* myyj* продаж* коммерч* клиент* 营业 営業* 销售 영업 مبيعات المبيعات markt* laden* tienda negozio loja agence agenzia agencia winkel* butiks* butik* bdr sdr crm kunden* field_sales inside_sales presales partner_success gtm affaires direktvertrieb reseller",
  other:
    "medic* nurs* klinik* hospital* clinic* health* pflege* kranken* arzt* ärzt* station* school* schul* teach* lehr* univers* fakult* research_associate research resear* science* scien* labor* church* govern* politic* minister* arzt oberarzt chefarzt police polizei* sport* coach* train* education* academic academ* edit* redak* journal* artist* library* librar* church security guard personal_trainer social* sozial* jugend* verein* theat* theater* kultur* museum* bürgermeister* faculty dean students student* sachgebiet* referats* amts* forst* mayor funeral cruise gastro* restaurant* hotel* inspector steward* fitness wellness",
  general:
    "general geral général generale algemeen company group konzern* holding board vorstand* geschäft* general_management executive_board prokur* niederlass* standort* country region branch vestig* oddzia* corporate_development strategy strateg* chief_of_staff staff_of gérance direction dirección direzione direção directie* management_board business office_of_the_ceo direktion* direktions* chef d_entreprise",
};

export const FIELDS: Readonly<Record<TitleField, string>> = {
  // A department of any kind: "Bereichsleiter", "Head of Region".
  unit: "*abteilung *bereich *bereichs *stelle *stellen department* departament* dept division* unit* region* area global country national international regional group* branch* practice section business abteil* abt bereich* geschäftsbereich* niederlassung* standort* werk* betrieb* hauptabteilung* ressort* segment* zentral* fach* kaufmännisch* technisch* verwaltung* regional* landes* gebiets* bezirks* afdeling* avdeling* strateg* digital* innovation* transform* sustainab* nachhalt* corporate enterprise global* europe emea apac dach americas latam nordics benelux germany france uk us usa sea spain italy poland asia africa europe* service qm ki organisation* anlagen* liegenschaft* mobil* energie* umwelt* kunden* intern* compliance care events membership programs editorial insight* outreach math* casino* equity inclusion belonging fraud cloud crypto mobility fashion luxury beauty freight cargo energy solar curriculum admissions research* patient* studies",
  team: "team* grupp* gruppe* schicht* shift equipe équipe equipo squadra turno turma reparto rayon projekt* project* prosjekt* projet* proyecto* progett* projeto* bau* büro* filial* markt* laden* store shop sklepu station* sachgebiet* referat* wohn* kita* hort* pflege* arbeits* gruppo ploeg* tiimi* zmiany zespołu dienst* einsatz* objekt* crew agence agencia agenzia oddziału distrikts*",
  // "Product Manager": manages this, no people.
  subject:
    "account* accounts community social_media project* program programme product* office case content brand customer_success client_success success relationship partner* partnership* channel alliance* business_development campaign category release scrum data_product seo event* key_account* territory_sales lead_generation lead_gen change risk_data crm growth portfolio_risk projekt* produkt* projet projets produit produits proyecto proyectos producto productos progetto progetti prodotto prodotti projetos projeto produto produtos customer_experience delivery bid compte comptes cuenta cuentas contas kont prosjekt* projektu projektów produktu community_relations vendor incident property grant fund student* customer stage recruiting_event tour influencer",
  // "Process Owner": is responsible for this, owns no company.
  process:
    "product process data system service account control area subject risk application solution platform capability feature backlog metric model budget domain asset information workstream initiative journey technical content change value stream scrum policy produkt* prozess* epic project program relations workflow test",
  business:
    "business praxis* allein* agentur* kanzlei* hotel* apotheken* mehrheits* company small firm shop store restaurant agency salon studio café cafe bar bakery hotel gym clinic practice franchise brewery farm boutique ecommerce sole majority minority part co joint factory gallery startup garage sole_ dealership brand workshop multi pharmacy bookstore barbershop firma* geschäfts* unternehmens* betriebs* laden* restaurant* co_ managing mit* empresa negocio tienda independent self",
  partnership:
    "managing senior junior equity general founding limited law audit tax advisory assurance consulting investment venture name deal corporate legal associate operating m&a ma local salaried non_equity named firm full capital national practice strategy real_estate litigation lead founding_ principal global regional transaction transactions deals geschäftsführend* beratung* assoc steuer* m_a",
  elsewhere:
    "art artisti* artystyczn* art_direct* film* movie* cinema cine cinéma music* musik* choir* chor* orchestra* orchester* orchestre orquesta d_orchestra orkiest* opera theater* theatre* theatrical stage ballet* dance* tanz* casting funeral cruise ship deck army navy naval military air_force warrant petty master_chief fire_ flight cabin kitchen* küche* kuche* cuisine cocina cucina cozinha kuchni keuken* kök* kjøkken* køkken* keittiö* partie rang waiter* pastry bar_ bartender lifeguard gardener grounds coach* football soccer basketball sport* sports* volleyball photography photographie fotografía fotografia fotografie mise_en_scène video_ camera reise* übung* jugend* kurs* pfad* spiel* chor kapell* quiz* diskussion* gesprächs* turma classe yoga band youth religious worship spiritual steward studien* oberstudien* regierungs* medizinal* kriminal* polizei* forst* vice_squad fotografii filmu teatru orkiestry camp ski scout* executive_producer reiseleit* house_ valet concierge nurse* janitor cashier* caretaker* drama dramat* garde_ porter kindergarten_ 厨 映画 电影 hôtel_ massage salle",
  club: "club* *verein *vereins *klub *clubs betriebsratsv* personalrats* student* students debate class klassen* schüler* fraternity sorority alumni verein* committee commission comisión commissione comissão parent* elternbeirat pta gimnasio gym choir chess étudiant* estudiant* formatura fan* society liga league homeowners tenants condominium condominio condomínio copropriété union_ samorząd* studen* elev* comunidad_ asociación_de peña kegel* sportverein* schülerrat",
  // An adjective after a rank, a noun when it stands alone.
  trade: "commercial comercial commerciale administrativo administrative technique executive exec",
  joke: "crime household family kids naps nap snacks snack fun coffee beer vibes memes awesome awesomeness chaos cuddles barking treats cats dogs dog cat pets happiness first_impressions impressions nothing procrastination everything_ unicorns magic mischief bean boss pizza donuts wine_ dreams sarcasm laziness couch",
  // A lead that is no person who leads: "Lead Generation", "Lead Paint".
  leads:
    "generation gen qualification management nurturing conversion scoring paint abatement acquisition intake mining smelter poisoning routing research times",
  programme:
    "program programme programs scheme school studies recruitment admissions housing affairs living care citizen citizens community home homes relations",
  technical:
    "engineer developer scientist designer architect researcher programmer sre software data security product machine platform site backend frontend ux devops infrastructure systems technical",
  school: "school* schul* college* academy academ* high elementary primary lycée collège preschool kindergarten",
};
