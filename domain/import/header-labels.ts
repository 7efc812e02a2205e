// The labels of columns beside those of forms (domain/forms/label-words.ts): of CRMs, mailing tools and lists, in several languages. Data.
import { headerText } from "./wish-column.ts";
import type { Meaning } from "./meanings.ts";

/** Labels by their words. `none`: known, and not imported. */
export type LabelTable = ReadonlyMap<string, Meaning | "none">;

const table = (words: Readonly<Partial<Record<Meaning | "none", string>>>): LabelTable =>
  new Map(
    Object.entries(words).flatMap(([meaning, labels]) =>
      labels.split(",").map((label) => [headerText(label.trim()), meaning as Meaning | "none"] as const),
    ),
  );

const EMAILS =
  "email, e-mail, mail, email address, e-mail address, emailaddress, mail address, email work, email business, email 1, email1, e-mail 1 value, e-mail 1, primary email, work email, business email, email primary, email (work), subscriber email, member email, user email, contact email, e-mail-adresse, email-adresse, mailadresse, adresse e-mail, adresse email, courriel, correo, correo electrónico, e-mailadres, emailadres, e-postadress, e-post, epost, e-postadresse, sähköposti, sähköpostiosoite, adres e-mail, adres email, e-posta, e-posta adresi, адрес электронной почты, электронная почта, почта, эл. почта, 邮箱, 电子邮件, 电子邮箱, メールアドレス, メール, recipient, recipient email, to, receiver, empfänger, destinataire, email addresses, emails, bounced address, emailaddress 1, suppressed email, login email";
const OTHER_EMAILS =
  "email home, home email, email personal, personal email, private email, email private, email other, other email, secondary email, email secondary, email 2, email2, email 3, email3, e-mail 2 value, e-mail 2, e-mail 3, additional email, additional emails, additional email addresses, alternate email, alternative email, e-mail privat, email privat, work email 2, personal emails, private e-mail, weitere e-mail, e-mail 2-adresse, e-mail 3-adresse";
const PHONES =
  "phone, phone number, telephone, tel, mobile, mobile phone, mobile number, cell, work phone, business phone, corporate phone, company phone, direct phone, work direct phone, office phone, home phone, other phone, phone work, phone mobile, phone home, phone 1 value, phone 1, phone1, primary phone, telefon, telefonnummer, telefon geschäftlich, telefon privat, telefon dienstlich, telefon (geschäftlich), telefon (mobil), mobiltelefon, handy, handynummer, mobil, rufnummer, téléphone, portable, mobile téléphone, numéro de téléphone, teléfono, móvil, celular, telefone, telemóvel, telefono, cellulare, telefoon, telefoonnummer, gsm, puhelin, puhelinnumero, телефон, 电话, 手机, 電話, 電話番号, msisdn, number, phone no, tlf";
const DOMAINS =
  "domain, company domain, company domain name, domain name, email domain, mail domain, website, web site, webseite, website url, company website, company url, url, web, homepage, home page, site, site web, sitio web, página web, pagina web, sito, sito web, dominio, domaine, domäne, domein, domena, firmendomain, company website url, website domain, primary domain, root domain, organization domain, organisation domain, account domain, account website, webbplats, hjemmeside, hemsida, strona www, сайт, домен, 网站, 域名, ウェブサイト, ドメイン, domains, www";
const COMPANY_NAMES =
  "company, company name, organization, organisation, organization name, organisation name, account, account name, name, firma, firmenname, unternehmen, unternehmensname, name der firma, société, entreprise, raison sociale, nom, empresa, nombre, nombre de la empresa, razón social, azienda, ragione sociale, nome, nome azienda, bedrijf, bedrijfsnaam, naam, företag, företagsnamn, namn, virksomhed, firmanavn, navn, yritys, nimi, nazwa, nazwa firmy, společnost, název, şirket, компания, название, 公司, 公司名称, 会社, 会社名, business name, business, legal name, company (legal name), associated company, customer, client, kunde, partner, company name for emails";

export const CONTACT_LABELS: LabelTable = table({
  none: "is deleted, deleted, converted, is converted, active, is active, vip, customer, is customer, kunde, is kunde, lead, is lead, primary, is primary, primary contact, hauptkontakt, verified, is verified, email verified, phone verified, archived, is archived, starred, favorite, favourite, unread by owner, is unread by owner, test, is test, private, is private, has account, registered, attended, invited, replied to, opened, clicked, e-mail 1 label, phone 1 label, organization 1 label, customer id, record id, id, contact id, lead id, person id, member id, subscriber id, user id, uuid, owner, contact owner, account owner, notes, note, notiz, notizen, bemerkung, comment, comments, salutation, anrede, mr/ms, gender, geschlecht, suffix, prefix, middle name, middle, country, land, pays, país, paese, city, stadt, ort, ville, ciudad, città, state, region, bundesland, zip, postal code, plz, postleitzahl, street, address, adresse, straße, strasse, anschrift, postal address, company address, company city, company country, company state, website, url, domain, company domain, company website, industry, branche, # employees, employees, number of employees, employee count, company size, annual revenue, revenue, seniority, departments, department, abteilung, company name for emails, company phone number, attributes, tags, labels, lists, list, segments, source, lead source, quelle, created, created at, create date, created date, updated, updated at, last modified, last modified date, last activity date, last contacted, last contacted date, member_rating, member rating, optin_time, optin time, optin_ip, confirm_time, confirm_ip, last_changed, latitude, longitude, gmtoff, dstoff, timezone, time zone, cc, euid, leid, language, sprache, birthday, geburtstag, geburtsdatum, lifecycle stage, stage, lead status reason, twitter, facebook, facebook url, twitter url, technologies, keywords, sic codes, naics codes, email source, email confidence, email sent, email open, email opened, email bounced reason code, replied, demoed, number of retail locations, parent account, latest funding, do not call, phone status, consent date, consent time, score, lead score, ip, ip address",
  email: EMAILS,
  other_email: OTHER_EMAILS,
  name: "name, full name, fullname, contact name, person name, contact, person, display name, anzeigename, name (vorname nachname), ansprechpartner, kontakt, nom complet, nombre completo, nome completo, naam, volledige naam, namn, navn, nimi, imię i nazwisko, имя, фио, 姓名, 名前, 氏名, nachname vorname, name vorname, contact full name, lead name, subscriber name",
  first_name:
    "first name, firstname, first, fname, given name, forename, vorname, prénom, nombre, nombres, nome, voornaam, förnamn, fornavn, etunimi, imię, jméno, ad, 名",
  last_name:
    "last name, lastname, last, lname, surname, family name, nachname, familienname, nom, nom de famille, apellido, apellidos, cognome, sobrenome, apelido, achternaam, efternamn, etternavn, efternavn, sukunimi, nazwisko, příjmení, soyad, фамилия, 姓",
  company:
    "company, company name, organization, organisation, organization name, organisation name, account, account name, associated company, primary company, current company, firma, firmenname, unternehmen, société, entreprise, empresa, azienda, bedrijf, företag, virksomhed, bedrift, yritys, şirket, компания, 公司, 会社, 会社名, employer, arbeitgeber, organization 1 name, organization - name, business name",
  title:
    "title, job title, jobtitle, designation, organization title, role, position, job, function, funktion, berufsbezeichnung, jobtitel, fonction, poste, puesto, cargo, ruolo, qualifica, functie, titel, stilling, stanowisko, должность, 职位, 役職, current title, organization 1 title, occupation, beruf, stelle",
  phone: PHONES,
  profile: "linkedin, linkedin url, linkedin profile, linkedin profile url, person linkedin url, person linkedin, xing",
});

export const COMPANY_LABELS: LabelTable = table({
  none: "record id, id, company id, owner, company owner, country, land, pays, city, stadt, ort, street, address, adresse, zip, plz, state, region, phone, phone number, telefon, email, e-mail, notes, notiz, description, beschreibung, tags, created, created at, create date, last activity date, linkedin, linkedin url, company linkedin url, facebook, twitter, founded, founded year, source, parent company, currency, währung, short description, type, technologies, keywords, total funding, logo, timezone, language",
  name: COMPANY_NAMES,
  domain: DOMAINS,
  other_domains: "other domains, other_domains, additional domains, weitere domains",
  status: "status, company status, account status, zustand, statut, estado, stato, lifecycle stage, stage",
  industry:
    "industry, branche, sector, sektor, secteur, industria, settore, sectie, bransch, toimiala, branża, отрасль, 行业, 業種, vertical",
  employees:
    "employees, # employees, number of employees, employee count, no of employees, headcount, size, company size, mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, effectif, nombre d'employés, empleados, número de empleados, dipendenti, medewerkers, anställda, ansatte, pracownicy, сотрудники, 员工人数, 従業員数, employee range",
  revenue:
    "revenue, annual revenue, turnover, umsatz, jahresumsatz, chiffre d'affaires, ca, ingresos, facturación, fatturato, omzet, omsättning, omsetning, liikevaihto, przychód, выручка, 营收, 売上, estimated revenue",
});

export const FACT_LABELS: LabelTable = table({
  none: "id, record id, notes, note, owner, country, created at, created, company name, method, url of source",
  domain: `${DOMAINS}, company, organisation, organization, firma, account`,
  fact_id: "fact id, fact_id",
  found: "found",
  confidence: "confidence",
  kind: "kind, fact, type, fact type, fact kind, property, attribute, key, signal, art, typ, merkmal, field, category, event",
  value:
    "value, wert, valeur, valor, valore, waarde, värde, amount, betrag, content, text, detail, details, description, fact value, inhalt",
  source: "source, quelle, origin, herkunft, fonte, fuente, bron, källa, provider, reference",
  observed_at:
    "observed at, observed_at, observed, observed on, date, datum, as of, stand, seen at, seen, collected at, fact date, beobachtet am, date observed, fecha, data, at, when, timestamp, recorded at, valid from",
  expires_at:
    "expires at, expires_at, expires, expiry, expiry date, expiration date, valid until, valid to, gültig bis, läuft ab, ablauf, until, end date, valable jusqu'au, caduca",
});

export const SUPPRESSION_LABELS: LabelTable = table({
  none: "id, record id, name, first name, last name, company, created, created at, created_at, date, added, added at, timestamp, time, last update, lastupdatetime, source, list, lists, tags, ip, user, username, severity, reject_media, reject_reports, obfuscate, public_comment, notes, note, count, owner, updated at, expires, attributes, uuid, updated_at",
  entry:
    "suppress, suppression, suppressed, suppressions, entry, entries, value, item, contact, block, blocked, blocklist, block list, blacklist, denylist, deny, exclude, excluded, exclusion, exclusions, pattern, unsubscribed, unsubscribes, unsubscribe, opt-out, opt out, opt-outs, opted out, optout, do not contact, dnc, do not email, abgemeldet, abmeldungen, sperrliste, gesperrt, ausschluss, robinson, address or domain, email or domain, email/domain, domain or email, e-mail oder domain, adresse, address, eintrag, adresse ou domaine, identifier, target, bounced, bounces, complaints, kontakt, stop list, stoplist, désabonnés, bajas, list entry, email_or_domain",
  // A person on a list may have several addresses, and is written to at none of them.
  email: `${EMAILS}, ${OTHER_EMAILS}`,
  domain: `${DOMAINS}, blocked domain, suppressed domain`,
  phone: PHONES,
  hash: "digest, md5, md5 hash, md5 of email, md5 email, email md5, email_md5, md5(email), hash, hashes, hashed email, hashed_email, email hash, email_hash, sha1, sha-1, sha256, sha-256, sha 256, sha512, email sha256, email_sha256, md5hash, hashed",
  reason:
    "reason, status, cause, grund, motif, motivo, razón, reden, comment, kommentar, bemerkung, portal bounce, portal unsubscribe, portal spam report, global bounce, suppression reason, type, kind, bounce type, bounce reason, category, description, why, error, unsubscribe reason",
});
