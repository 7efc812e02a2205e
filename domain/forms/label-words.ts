// The words of forms by language: what the common fields are called, and which words of a label name another person. Data; labels.ts reads it.
// The words have any case and accents; labels are compared without both.
import type { Language } from "../../schema/hearing.ts";
import type { FormField } from "../../schema/lists.ts";

/** The labels of each field, separated by commas. */
type Words = Readonly<Partial<Record<FormField, string>>>;

export const LABEL_WORDS: Readonly<Record<Language, Words>> = {
  en: {
    email:
      "email, e mail, mail, email address, e mail address, mail address, work email, work email address, business email, business email address, company email, corporate email, professional email, contact email, email id, user email, replyto, reply to, from email, lead email, primary email, best email",
    name: "name, full name, fullname, contact name, name and surname, first and last name, first name and last name, name and last name, display name, lead name, first and last, name first and last,  user name, person name, what should we call you, first what should we call you, what may we call you, what should we call you by",
    firstName: "first name, firstname, fname, given name, forename, name first, name given, first",
    lastName: "last name, lastname, lname, surname, family name, name last, name family, last",
    company:
      "company, company name, organisation, organization, organisation name, organization name, employer, business, business name, company organization, company organisation, which company do you work for, company do you work for, where do you work, do you work, company are you with, which company are you with, company do you represent, company name organisation, company name organization",
    title:
      "title, job title, jobtitle, role, job role, position, job position, occupation, job, job function, role in company, role at company",
    phone:
      "phone, phone number, phone no, telephone, telephone number, tel, mobile, mobile phone, mobile number, cell, cell phone, phone work, work phone, mobilephone, phonenumber, mobile phone number, cell phone number, contact number, whatsapp, business phone",
    profile:
      "linkedin, linkedin url, linkedin profile, linkedin profile url, linkedin profile link, linkedin link, profile url",
    subject: "subject, topic",
    text: "message, text, comment, comments, question, questions, enquiry, inquiry, how can we help, how can we help you, can we help you, can we do for you, anything else, additional information, details, project details, tell us more, do you need, request, note, notes, feedback, remarks, description, domain description, project description",
    occurredAt:
      "submitted at, submittedat, occurred at, occurredat, submission date, submitted on, submission time, created at, created time, date created, date submitted, submit date",
    submissionId:
      "submission id, submissionid, response id, responseid, entry id, unique id, uniqueid, lead id, leadid",
  },
  de: {
    email:
      "e mail adresse, email adresse, mailadresse, e mailadresse, emailadresse, geschäftliche e mail, geschäftliche e mail adresse, dienstliche e mail, firmen e mail, mail adresse",
    name: "vor und nachname, vor und zuname, vollständiger name, vorname und nachname, vorname nachname, vorname name, ansprechpartner, ansprechpartnerin, wie dürfen wir sie nennen, heißen sie, heißt du",
    firstName: "vorname, rufname",
    lastName: "nachname, familienname, zuname",
    company:
      "firma, unternehmen, firmenname, unternehmensname, organisation, arbeitgeber, betrieb, firma unternehmen, name des unternehmens, name der firma",
    title:
      "berufsbezeichnung, funktion, position, rolle, stellenbezeichnung, jobtitel, jobbezeichnung, beruf, position im unternehmen, funktion im unternehmen",
    phone:
      "telefon, telefonnummer, handynummer, handy, mobil, mobilnummer, rufnummer, mobiltelefon, tel nr, telefon nr",
    profile: "linkedin profil, xing, xing profil",
    subject: "betreff, thema",
    text: "nachricht, anfrage, frage, fragen, bemerkung, bemerkungen, kommentar, anliegen, mitteilung, wie können wir helfen, wie können wir ihnen helfen, beschreibung, anmerkung, anmerkungen",
    occurredAt: "eingegangen am, gesendet am, abgesendet am, übermittelt am, zeitstempel",
  },
  fr: {
    email:
      "adresse e mail, adresse email, adresse mail, courriel, adresse courriel, mél, adresse électronique, e mail professionnel, email professionnel, adresse e mail professionnelle",
    name: "nom complet, nom et prénom, prénom et nom, nom prénom, prénom nom, nom prénoms, comment vous appelez vous, comment t'appelles tu",
    firstName: "prénom, prénoms",
    lastName: "nom, nom de famille",
    company:
      "société, entreprise, nom de l'entreprise, nom de la société, raison sociale, organisation, organisme, employeur",
    title: "fonction, poste, titre, intitulé du poste, profession, rôle",
    phone: "téléphone, numéro de téléphone, tél, portable, mobile, n de téléphone, téléphone portable",
    subject: "objet, sujet",
    text: "message, commentaire, commentaires, question, demande, besoin, description, comment pouvons nous aider, comment pouvons nous vous aider",
    occurredAt: "date d'envoi, envoyé le",
  },
  es: {
    email:
      "correo, correo electrónico, dirección de correo, dirección de correo electrónico, correo de trabajo, correo corporativo, correo empresarial, e mail",
    name: "nombre completo, nombre y apellido, nombre y apellidos, nombres y apellidos, nombre apellidos, cómo te llamas, cómo se llama, cómo se llama usted",
    firstName: "nombre, nombres, nombre de pila",
    lastName: "apellido, apellidos",
    company: "empresa, compañía, nombre de la empresa, organización, razón social",
    title: "cargo, puesto, puesto de trabajo, título, función, profesión, rol",
    phone: "teléfono, número de teléfono, móvil, celular, teléfono móvil",
    subject: "asunto",
    text: "mensaje, comentario, comentarios, consulta, pregunta, cómo podemos ayudarte, cómo podemos ayudarle, descripción",
    occurredAt: "fecha de envío",
  },
  it: {
    email:
      "indirizzo e mail, indirizzo email, posta elettronica, indirizzo di posta elettronica, email aziendale, e mail aziendale, mail aziendale",
    name: "nome completo, nome e cognome, cognome e nome, nominativo, nome cognome, come ti chiami, come si chiama",
    firstName: "nome",
    lastName: "cognome",
    company: "azienda, società, ragione sociale, nome azienda, nome dell'azienda, impresa, ditta, organizzazione",
    title: "ruolo, qualifica, posizione, posizione lavorativa, titolo, mansione, professione",
    phone: "telefono, numero di telefono, cellulare, numero di cellulare, recapito telefonico",
    subject: "oggetto",
    text: "messaggio, commento, commenti, richiesta, domanda, note, come possiamo aiutarti, come possiamo aiutarla, descrizione",
    occurredAt: "data di invio",
  },
  pt: {
    email:
      "endereço de e mail, endereço de email, correio eletrónico, correio eletrônico, e mail corporativo, email corporativo, e mail profissional, email profissional",
    name: "nome completo, nome e sobrenome, nome e apelido, como se chama, como você se chama, como te chamas",
    firstName: "primeiro nome, nome próprio",
    lastName: "sobrenome, apelido, último nome",
    company: "empresa, nome da empresa, organização, companhia, razão social",
    title: "cargo, função, profissão, posição",
    phone: "telefone, telemóvel, celular, número de telefone, whatsapp",
    subject: "assunto",
    text: "mensagem, comentário, comentários, pergunta, dúvida, pedido, como podemos ajudar, descrição",
    occurredAt: "data de envio",
  },
  nl: {
    email: "e mailadres, emailadres, mailadres, zakelijk e mailadres, zakelijke e mail, zakelijk emailadres",
    name: "naam, volledige naam, voor en achternaam, voornaam en achternaam, hoe heet u, hoe heet je",
    firstName: "voornaam",
    lastName: "achternaam, familienaam",
    company: "bedrijf, bedrijfsnaam, organisatie, naam bedrijf, onderneming, werkgever",
    title: "functie, functietitel, rol, beroep, functieomschrijving",
    phone: "telefoon, telefoonnummer, mobiel, mobiel nummer, gsm, tel nr",
    subject: "onderwerp",
    text: "bericht, opmerking, opmerkingen, vraag, vragen, toelichting, hoe kunnen we helpen, hoe kunnen wij helpen, hoe kunnen wij u helpen, omschrijving",
    occurredAt: "verzonden op, ingezonden op",
  },
  pl: {
    email:
      "adres e mail, adres email, adres mailowy, e mail służbowy, email służbowy, służbowy adres e mail, poczta elektroniczna",
    name: "imię i nazwisko, imię nazwisko, pełne imię i nazwisko, jak się nazywasz, jak się pan pani nazywa",
    firstName: "imię",
    lastName: "nazwisko",
    company: "firma, nazwa firmy, organizacja, przedsiębiorstwo, pracodawca",
    title: "stanowisko, funkcja, rola, zawód",
    phone: "telefon, numer telefonu, nr telefonu, telefon komórkowy, komórka",
    subject: "temat",
    text: "wiadomość, treść, treść wiadomości, pytanie, komentarz, uwagi, zapytanie, jak możemy pomóc, opis",
    occurredAt: "data wysłania",
  },
  sv: {
    email: "e post, epost, e postadress, epostadress, e postadress jobb, mejl, mejladress, mailadress",
    name: "namn, fullständigt namn, för och efternamn, förnamn och efternamn, vad heter du",
    firstName: "förnamn",
    lastName: "efternamn",
    company: "företag, företagsnamn, organisation, bolag, arbetsgivare",
    title: "titel, befattning, roll, yrke, yrkestitel",
    phone: "telefon, telefonnummer, mobil, mobilnummer, mobiltelefon",
    subject: "ämne, ärende",
    text: "meddelande, kommentar, fråga, frågor, hur kan vi hjälpa dig, hur kan vi hjälpa till, beskrivning, övrigt",
  },
  da: {
    email: "e mailadresse, mailadresse, emailadresse, e post, arbejdsmail, arbejds e mail",
    name: "navn, fulde navn, for og efternavn, fornavn og efternavn, hvad hedder du",
    firstName: "fornavn",
    lastName: "efternavn",
    company: "virksomhed, firma, firmanavn, virksomhedsnavn, organisation, arbejdsgiver",
    title: "titel, stilling, jobtitel, rolle, stillingsbetegnelse",
    phone: "telefon, telefonnummer, mobil, mobilnummer, tlf, tlf nr",
    subject: "emne",
    text: "besked, meddelelse, kommentar, spørgsmål, bemærkninger, hvordan kan vi hjælpe, hvordan kan vi hjælpe dig, beskrivelse",
  },
  nb: {
    email: "e post, epost, e postadresse, epostadresse, jobb e post",
    name: "navn, fullt navn, for og etternavn, fornavn og etternavn, hva heter du",
    firstName: "fornavn",
    lastName: "etternavn",
    company: "bedrift, firma, firmanavn, selskap, virksomhet, organisasjon, bedriftsnavn, arbeidsgiver",
    title: "tittel, stilling, jobbtittel, rolle, stillingstittel",
    phone: "telefon, telefonnummer, mobil, mobilnummer, tlf",
    subject: "emne",
    text: "melding, kommentar, spørsmål, henvendelse, hvordan kan vi hjelpe, hvordan kan vi hjelpe deg, beskrivelse",
  },
  fi: {
    email: "sähköposti, sähköpostiosoite, sähköpostiosoitteesi, työsähköposti, sähköpostisi",
    name: "nimi, koko nimi, etu ja sukunimi, nimesi",
    firstName: "etunimi, etunimesi",
    lastName: "sukunimi, sukunimesi",
    company: "yritys, yrityksen nimi, organisaatio, työnantaja, yrityksesi",
    title: "titteli, asema, rooli, tehtävänimike, ammatti, ammattinimike",
    phone: "puhelin, puhelinnumero, matkapuhelin, puhelinnumerosi",
    subject: "aihe",
    text: "viesti, kommentti, kysymys, lisätietoja, viestisi, kuinka voimme auttaa, miten voimme auttaa, kuvaus",
  },
  cs: {
    email: "e mailová adresa, emailová adresa, pracovní e mail, pracovní email, elektronická adresa",
    name: "jméno a příjmení, celé jméno, jméno příjmení, jak se jmenujete, jak se jmenuješ",
    firstName: "jméno, křestní jméno",
    lastName: "příjmení",
    company: "firma, společnost, název firmy, název společnosti, organizace, zaměstnavatel",
    title: "pozice, funkce, pracovní pozice, role, profese",
    phone: "telefon, telefonní číslo, mobil, mobilní telefon, tel číslo",
    subject: "předmět",
    text: "zpráva, komentář, dotaz, otázka, poznámka, vzkaz, jak vám můžeme pomoci, popis",
  },
  tr: {
    email:
      "e posta, eposta, e posta adresi, e posta adresiniz, eposta adresi, iş e postası, kurumsal e posta, mail adresi, mail adresiniz, e postanız",
    name: "ad soyad, adı soyadı, isim soyisim, adınız soyadınız, ad ve soyad, tam ad, isim, adınız ve soyadınız",
    firstName: "ad, adı, adınız",
    lastName: "soyad, soyadı, soyadınız, soyisim",
    company: "şirket, şirket adı, firma, firma adı, kurum, şirketiniz, işveren",
    title: "unvan, ünvan, görev, pozisyon, meslek, unvanınız, göreviniz",
    phone: "telefon, telefon numarası, telefon numaranız, cep telefonu, telefonunuz",
    subject: "konu",
    text: "mesaj, mesajınız, yorum, soru, sorunuz, açıklama, notlar, nasıl yardımcı olabiliriz, size nasıl yardımcı olabiliriz",
  },
  ja: {
    email:
      "メールアドレス, メール, eメール, eメールアドレス, 会社メールアドレス, 電子メール, ご連絡先メールアドレス, e mailアドレス",
    name: "お名前, 名前, 氏名, ご氏名, フルネーム, ご担当者名, 担当者名, ご担当者様名",
    firstName: "名, ファーストネーム",
    lastName: "姓, 苗字, ラストネーム",
    company: "会社名, 会社, 貴社名, 御社名, 法人名, 企業名, 勤務先, 団体名, 組織名",
    title: "役職, 職種, 役職名, 肩書き, 肩書",
    phone: "電話番号, 電話, お電話番号, 携帯電話, 携帯番号, tel",
    subject: "件名, 題名",
    text: "お問い合わせ内容, 問い合わせ内容, お問合せ内容, メッセージ, ご質問, 質問, 内容, 本文, ご相談内容, 備考, ご要望",
    occurredAt: "送信日時",
  },
  zh: {
    email:
      "邮箱, 电子邮箱, 邮箱地址, 电子邮件, 电子邮件地址, 邮件, 邮件地址, 工作邮箱, 企业邮箱, 公司邮箱, 電子郵件, 電子信箱, 信箱, 電郵, 電郵地址, 電子郵件地址",
    name: "姓名, 名字, 全名, 称呼, 联系人, 聯絡人, 稱呼",
    company: "公司, 公司名称, 单位, 企业名称, 单位名称, 企业, 机构, 公司名稱, 單位",
    title: "职位, 职务, 岗位, 头衔, 職稱, 職位, 職務",
    phone: "电话, 手机, 手机号, 手机号码, 联系电话, 电话号码, 電話, 手機, 聯絡電話, 電話號碼",
    subject: "主题, 标题, 主旨, 主題",
    text: "留言, 消息, 内容, 留言内容, 咨询内容, 问题, 备注, 需求, 訊息, 內容, 問題, 備註, 需求描述",
    occurredAt: "提交时间, 提交時間",
  },
};

/**
 * Words of a label that name another person than the one who filled the form in. An address, name or number below such a label is never taken
 * for theirs. Words in two parts stand with a blank. A star allows any end of the word, for languages that inflect.
 */
export const OTHER_PERSON_WORDS: Readonly<Record<Language, string>> = {
  en: "referrer*, referer, referred, referral*, refer, recommended by, introduced by, introducer*, nominat*, nominee*, employer contact, colleague*, coworker*, co worker*, manager*, supervisor*, boss, friend*, assistant*, spouse, wife, husband, partner*, parent*, mother, father, guardian, child*, emergency, accountant*, lawyer*, cc, bcc, copy, invite*, teammate*, team member*, another person, someone else, somebody else, other person, other people, cofounder*, co founder*, reference*, admin, administrator, hubspot owner*, lead owner*, deal owner*, record owner*, contact owner*, form owner*, site owner*, account owner*, recipient*, sent to, send to, notify, notification, forward to, decision maker*, signatory, successor, predecessor, who told you, heard about us from, salesperson, sales rep, account executive, approver*, direct report*, billing contact",
  de: "empfehl*, geworben, werber*, kolleg*, vorgesetzt*, vermittl*, chef*, freund*, assistent*, assistenz, partner*, ehepartner*, eltern*, mutter, vater, notfall*, steuerberater*, anwalt*, kopie, einlad*, eingeladen*, teammitglied*, andere person, anderer person, dritte*, referenz*, empfänger*, entscheider*, nachfolger*, vertret*, weiterleit*",
  fr: "parrain*, recommand*, collègue*, responsable*, supérieur*, chef*, ami, amie, amis, assistant*, conjoint*, partenaire*, parent*, mère, père, urgence, comptable, avocat*, copie, invité*, autre personne, tiers, référence*, destinataire*, décideur*",
  es: "referid*, recomend*, colega*, compañer*, jefe, jefa, supervisor*, gerente, amigo*, amiga*, asistente*, cónyuge, espos*, socio*, padre*, madre, emergencia, contable, abogad*, copia, invitad*, otra persona, tercero*, referencia*, destinatari*",
  it: "segnalat*, consigliat*, colleg*, superiore, capo, amico, amica, amici, assistente, coniuge, partner*, genitor*, madre, padre, emergenza, commercialista, avvocato, copia, invitat*, altra persona, terzi, referenza*, referenze, destinatari*",
  pt: "indicad*, indicação, recomend*, colega*, gerente, gestor*, chefe, supervisor*, amigo*, amiga*, assistente*, cônjuge, espos*, parceir*, sócio*, pai, mãe, emergência, contador*, contabilista, advogad*, cópia, convidad*, outra pessoa, terceiro*, referência*, destinatári*",
  nl: "doorverwijz*, verwijz*, aanbevol*, collega*, leidinggevende*, manager*, baas, chef, vriend*, assistent*, partner*, echtgeno*, ouder*, moeder, vader, nood*, boekhouder*, advocaat, kopie, uitgenodigd*, andere persoon, iemand anders, referentie*, ontvanger*",
  pl: "polecaj*, poleci*, koleg*, koleż*, współpracowni*, przełożon*, kierowni*, szef*, menedżer*, znajom*, przyjaci*, asystent*, małżon*, partner*, rodzic*, matk*, ojc*, awaryjn*, księgow*, prawnik*, kopia, zaproszon*, inn* osob*, referencj*, odbiorc*",
  sv: "rekommender*, kollega*, kolleg*, chef*, vän, vänner, assistent*, partner*, make, maka, förälder*, mor, far, nödfall*, revisor*, advokat*, kopia, inbjud*, annan person, någon annan, referens*, mottagare*",
  da: "anbefal*, kollega*, kolleger, leder*, chef*, ven, venner, assistent*, partner*, ægtefælle*, forælder*, mor, far, nødstilfælde*, revisor*, advokat*, kopi, invit*, anden person, referenc*, modtager*",
  nb: "anbefal*, kollega*, kolleger, leder*, sjef*, venn, venner, assistent*, partner*, ektefelle*, forelder*, mor, far, nødstilfelle*, revisor*, advokat*, kopi, invit*, annen person, referans*, mottaker*",
  fi: "suositteli*, kollega*, työkaveri*, esimies*, esihenkilö*, pomo*, ystävä*, avustaja*, puoliso*, kumppani*, huoltaja*, äiti, isä, hätä*, kirjanpitäjä*, asianajaja*, kopio, kutsu*, toinen henkilö, suosittelija*, vastaanottaja*",
  cs: "doporuč*, koleg*, spolupracovn*, nadřízen*, vedoucí*, šéf*, manažer*, přítel*, kamarád*, asistent*, manžel*, partner*, rodič*, matk*, otec, nouz*, účetní*, právník*, kopie, pozvan*, jin* osob*, referenc*, příjemc*",
  tr: "yönlendir*, tavsiye*, meslektaş*, iş arkadaş*, yönetici*, müdür*, patron*, arkadaş*, asistan*, eşin*, ortak*, veli, anne*, baba*, acil*, muhasebeci*, avukat*, kopya, davet*, başka kişi, referans*, alıcı*",
  ja: "紹介者, ご紹介者, 同僚, 上司, 友人, 友達, 部下, 秘書, 配偶者, 保護者, 緊急連絡先, 代理人, 他の方, 受信者",
  zh: "推荐人, 介绍人, 同事, 上级, 主管, 经理, 领导, 朋友, 助理, 配偶, 父母, 紧急联系人, 他人, 其他人, 收件人, 推薦人, 介紹人, 主管, 經理, 緊急聯絡人",
};

/** Words that say of an address that it is the person's own, and the one to use. Compared without case and accents. */
export const OWN_WORDS =
  "your, my, own, work, business, professional, corporate, primary, main, ihr, ihre, deine, dein, meine, eigene, geschäftlich*, dienstlich*, beruflich*, votre, ton, mon, professionnel*, su, tu, laboral, trabajo, corporativo, tuo, tua, suo, aziendal*, lavoro, seu, sua, trabalho, profissional, uw, je, jouw, zakelijk*, twój, służbow*, din, ditt, jobb, arbejds*, työ*, váš, pracovní*, iş, kurumsal, あなたの, ご本人, 您的, 你的, 工作, 企业";

/** Words that say of a second address of the same person that it is not the one to use. */
export const SECOND_WORDS =
  "second, secondary, alternate, alternative, additional, other, another, confirm, confirmation, repeat, again, verify, retype, backup, billing, invoice, private, personal, home, zweite, weitere, alternativ*, bestätig*, wiederhol*, private, privat*, rechnung*, confirmer, confirmation, autre, secondaire, personnel*, confirmar, secundari*, personal, confermare, conferma, secondari*, altra, bevestig*, herhaal*, tweede, prive, potwierdz*, powtórz, inny, drugi, bekräfta, upprepa, bekræft, gentag, bekreft, gjenta, vahvista, toista, potvrďte, potvrzení, druhý, tekrar, onay*, ikinci, 確認, 確認用, 确认, 再次, 備用, 备用";

/** Words around the name of a field, which say nothing about which it is. */
export const FILLER_WORDS =
  "what, whats, what's, is, your, you, please, enter, provide, type, give, fill, in, the, a, an, thanks, thank, hi, hello, ok, okay, and, also, finally, lastly, great, next, now, ihr, ihre, ihren, ihrer, dein, deine, deinen, bitte, eingeben, angeben, wie, lautet, was, ist, votre, vos, quel, quelle, est, ton, ta, veuillez, saisir, entrer, su, tu, cuál, cual, es, por favor, introduzca, il, la, tuo, tua, suo, sua, qual, inserisci, seu, sua, o, uw, je, jouw, wat, vul, twój, twoje, twoja, podaj, proszę, din, ditt, dit, vad, är, skriv, hvad, er, hva, sinun, anna, váš, vaše, zadejte, prosím, lütfen, girin, required, optional, mandatory, pflichtfeld, pflichtangabe, erforderlich, obligatoire, facultatif, obligatorio, opcional, obbligatorio, facoltativo, obrigatório, verplicht, optioneel, wymagane, pole wymagane, obligatorisk, valfritt, påkrævet, påkrevd, pakollinen, povinné, zorunlu, must, field, input, 必須, 必须, 必填, 任意, 选填, 请输入, 請輸入, 您的, 你的, あなたの, ご記入ください";
