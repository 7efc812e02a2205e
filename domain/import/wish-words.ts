// The words by which exports say whether a person may be written to: in the header of a column, and in its cells. Data by meaning; the readers are
// wish-column.ts and wish-cell.ts. Words are folded as labels are (lower case, no accents). A new word is one more word here.

const listed = (words: string): readonly string[] =>
  words
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** Words of a header that mean "yes is an opt-out". Each is the beginning of a word, or of a run of words. */
export const OUT_HEADERS = listed(`
  unsub, opt out, opted out, opts out, optout, optedout, not subscribed, no longer subscribed, non subscribed,
  not opted in, do not mail, do not email, do not e mail, dont email, don't email, don't mail, do not send,
  do not market, do not write, no mail, no email, no e mail, no emails, no newsletter, no marketing, blocklist,
  block list, blacklist, denylist, suppress, email blocked, mail blocked, excluded from, consent withdrawn,
  consent revoked, withdrew, withdrawn, revoked, objected, objection, left the list, removed from list,
  abgemeldet, abmeldung, abmelde, abbestell, ausgetragen, austragung, widerspr, widerruf, werbesperre, mailsperre,
  sperrvermerk, sperrliste, gesperrt, kein newsletter, keine newsletter, keine werbung, keine mail, keine mails,
  keine e mail, keine e mails, keine emails, kein mailing, nicht anschreiben, nicht abonniert,
  nicht mehr anschreiben, werbewiderspruch,
  desabon, desinscri, opposition, liste noire, oppose, pas de mail, pas de newsletter, baja, dado de baja,
  desuscri, cancelo suscripcion, no enviar, lista negra, descadastr, cancelou, nao enviar, disiscri, cancellato,
  cancellazione, non inviare, revocat, afgemeld, uitgeschreven, uitschrij, geen mail, geen nieuwsbrief,
  geen e mail, afmeld,
  avregistrer, avanmal, avmeld, framelding, frameldt, reserverad, reservert, inga utskick, ingen mail, wypisan,
  rezygnac, wycofan, odhlasen, odhlasit, peruut, ei postia, abonelikten, iptal, отпис, не писать, отказ,
  配信停止, 購読解除, オプトアウト, 退订, 退訂, 取消订阅
`);

/** Of these, yes sets "do not contact". */
export const NEVER_HEADERS = listed(`
  do not contact, donotcontact, dont contact, don't contact, never contact, no contact, dnc, do not approach,
  nicht kontaktieren, kontaktsperre, kein kontakt, ne pas contacter, no contactar, nao contatar, nao contactar,
  non contattare, niet benaderen, niet contacteren, kontakta inte, kontakt ikke, nie kontaktowac
`);

/** Words of a header that mean "no is an opt-out". */
export const IN_HEADERS = listed(`
  opt in, opted in, optin, optedin, subscrib, subscription, newsletter, consent, permission, accepts marketing,
  accepts email, accepts e mail, accepts mail, marketing ok, marketing allowed, email allowed, mail allowed,
  can email, can be emailed, can contact, may contact, may email, mailable, contactable, emailable,
  marketing contact, marketing emails, marketing email, receives email, receive email, receives mail, wants,
  agreed to, gdpr, dsgvo, rgpd, lgpd, avg toestemming, einwillig, zustimm, einverst, erlaubnis, abonniert,
  abonnent, angemeldet, werbeerlaubnis, darf angeschrieben, mailing erlaubt, abonne, inscrit, consentement, accord,
  suscri, consentim, inscrito, iscritt, iscrizione, consenso, toestemming, ingeschreven, aangemeld, nieuwsbrief,
  samtyck, samtykk, prenumer, abonnerer, zgoda, zapisan, souhlas, odber, izin, onay, abone, suostumus, tilaaja,
  подпис, согласи, рассылк, 購読, 同意, オプトイン, 订阅, 訂閱, werbung erlaubt,
  werbung ok, werbeeinwilligung, darf kontaktiert, may we, send me, send news, keep me informed, keep me updated,
  stay informed, infomail, info mail, aceita, acepta, accetta, accepte,
  markkinointilupa, sahkopostilupa
`);

/** Words of a header that mean "a mail came back". */
export const BOUNCE_HEADERS = listed(`
  bounc, hard bounce, hardbounce, undeliverable, unzustellbar, unzustellbarkeit, cleaned, clean time, clean reason,
  clean date, rebond, rebote, invalid email, email invalid
`);
/** Words of a header that mean "reported as spam". */
export const COMPLAINT_HEADERS = listed(`
  complain, complaint, spam, abuse, beschwerde, plainte, queja
`);

/** Columns beside a wish that are no wish: which list, which plan, how it came, an id. */
export const BESIDE_WISH = listed(`
  id, key, count, number, ip, url, link, list, lists, plan, tier, method, source, type, types, name, score, text,
  version, basis, legal, frequency, language, form, token, amount, fee, price, tags, soft
`);
/** Channels that Holdpoint does not use. */
export const OTHER_CHANNELS = listed(`
  call, calls, calling, phone, telephone, sms, text message, fax, whatsapp, post, postal, telefon, anruf, anrufe,
  anrufen, push, telefonisch
`);
/** Words by which a column says when. */
export const WHEN_WORDS = listed(`
  time, date, at, on, when, timestamp, since, day, datum, zeit, zeitpunkt, am, seit, le, fecha, data di, data de,
  il, op, tid, dato, kdy, tarih
`);
/** Words by which a column says why. */
export const WHY_WORDS = listed(`
  reason, reasons, cause, note, notes, comment, grund, motif, raison, motivo, razon, reden, campaign,
  campaign title, category, details, message, mode, by, via,
  source, method, channel, ip, user
`);

export const YES_WORDS = listed(`
  yes, y, true, t, 1, 1.0, x, ✓, ✔, ✅, ☑, ☒, on, checked, yep, ja, j, wahr, an, oui, o, vrai, si, s, verdadero,
  cierto, sim, verdadeiro, vero, waar, sant, sand, tak, prawda, ano, pravda, evet, dogru, kylla, tosi, da, да,
  истина, 是, はい, 真, 対象, igen
`);
export const NO_WORDS = listed(`
  no, n, false, f, 0, 0.0, off, unchecked, nope, nein, falsch, aus, non, faux, falso, nao, nee, onwaar, nej, nei,
  falskt, falsk, usant, nie, falsz, ne, nepravda, hayir, yanlis, ei, epatosi, нет, ложь, 否, いいえ, 偽, nem,
  not opted out, none
`);
/** A cell that programs write for nothing. */
export const NOTHING_WORDS = listed(`
  null, nil, n/a, #n/a, na, \\n, nan, undefined, (empty), (blank), (no value), no value, leer, [], {}
`);

/** Cells that say what the person is. The beginning of the cell decides. */
export const OUT_CELLS = listed(`
  unsub, un subscribed, opted out, opt out, optout, optedout, not subscribed, removed, cancel, abgemeldet,
  abbestellt, ausgetragen, desabon, desinscri, baja, disiscri, cancellat, afgemeld, uitgeschreven, wypisan,
  odhlasen, avregistrer, avmeld, afmeldt, suppress, blocklist, blacklist, denylist, blocked, withdr, revoked,
  declined, refused, denied, rejected, objected, widerruf, widerspr, abgelehnt, gesperrt, excluded, отпис, 退订,
  配信停止, retire, revoque, refuse, revocado, retirado, revocat, ingetrokken, geweigerd, left
`);
export const BOUNCED_CELLS = listed(`
  bounce, bounced, hard bounce, hardbounce, hard bounced, cleaned, invalid, undeliver, unzustellbar, dead,
  unknown user, unknown_user, does not exist, no such user, mailbox not found, do not mail
`);
export const NEVER_CELLS = listed(`
  complain, complaint, spam, abuse, reported, marked as spam, do not contact, dnc, never contact, donotcontact
`);
export const IN_CELLS = listed(`
  subscribed, subscribe, active, enabled, confirmed, opted in, opt in, optin, optedin, granted, given, accepted,
  agreed, verified, valid, ok, deliverable, abonniert, aktiv, angemeldet, erteilt, abonne, inscrit, actif,
  suscrito, activo, iscritto, attivo, ingeschreven, actief, double opt in, single opt in, express, explicit,
  marketing contact, allowed, mailable, zugestimmt, eingewilligt, freely given
`);
/** Cells that are known and say neither: nobody has agreed, and nobody has objected. */
export const NEITHER_CELLS = listed(`
  no consent, never subscribed, never_subscribed, not set, not specified, transactional, non subscriber,
  nonsubscribed, non subscribed, non marketing contact, keine angabe
`);
/** What checkers of addresses say of one that a mail can be sent to, for all they know. */
export const CHECKED_CELLS = listed(`
  verified, valid, ok, deliverable, likely, guessed, extrapolated, catch all, catchall, accept all, accept_all,
  unverified, unavailable, unknown, risky, safe, primary, work, personal
`);
