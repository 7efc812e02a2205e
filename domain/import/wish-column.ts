// Whether a header means that a column says if a person may be written to, and in which sense.
import { wordsOf } from "../forms/labels.ts";
import {
  BESIDE_WISH,
  BOUNCE_HEADERS,
  COMPLAINT_HEADERS,
  IN_HEADERS,
  NEVER_HEADERS,
  OTHER_CHANNELS,
  OUT_HEADERS,
  WHEN_WORDS,
  WHY_WORDS,
} from "./wish-words.ts";

/**
 * `out`: yes is an opt-out. `in`: no is one. `since`: any time or reason in it means that it happened. `status`: its words say it.
 * `maybe`: a status of anything, in which only clear words count. `check`: what a checker of addresses found.
 */
export type WishSense = "out" | "in" | "since" | "status" | "maybe" | "check";
export type WishFlag = "unsubscribed" | "bounced" | "do_not_contact";

export interface WishColumn {
  readonly sense: WishSense;
  /** What an opt-out in it sets. */
  readonly flag: WishFlag;
}

/** Chinese and Japanese write no blanks between words. */
const hasNoBlanks = (word: string): boolean => /[\p{Script=Han}\p{Script=Katakana}]/u.test(word);

/** Whether a run of words begins with one of the beginnings. */
export function finds(label: string, beginnings: readonly string[]): boolean {
  return beginnings.some((one) => (hasNoBlanks(one) ? label.includes(one) : ` ${label}`.includes(` ${one}`)));
}
/** Whether one of the words is in the label, as a whole word. */
const has = (label: string, words: readonly string[]): boolean =>
  words.some((one) => ` ${label} `.includes(` ${one} `));

/** The words of a header as one text; `HasOptedOutOfEmail` and `has_opted_out_of_email` are the same. */
export const headerText = (header: string): string => wordsOf(header.replaceAll("’", "'")).join(" ");

const STATUS = /(?:^| )(?:status|statut|estado|stato|stav|tila|durum|статус|状态|ステータス)(?: |$)/u;
const MAILING = ["marketing", "mailing", "subscriber", "member"];
const ADDRESS_WORDS = ["email", "e mail", "mail", "emails"];

/** Whether a header speaks of another channel than mail: such a wish is known, and nothing of ours. */
export function isOtherChannel(header: string): boolean {
  const words = wordsOf(header.replace(/[()[\]{}]/gu, " ")).join(" ");
  return has(words, OTHER_CHANNELS) && !has(words, ADDRESS_WORDS);
}

/** The meaning of a header for the wish of a person; null where it has none. */
export function wishColumn(header: string): WishColumn | null {
  const label = headerText(header);
  const isOther = isOtherChannel(header);
  const isSaid = (beginnings: readonly string[]): boolean => finds(label, beginnings);
  if (isOther && (isSaid(OUT_HEADERS) || isSaid(NEVER_HEADERS) || isSaid(IN_HEADERS) || label.startsWith("do not ")))
    return null;
  const isWhen = has(label, WHEN_WORDS) || has(label, WHY_WORDS);
  if (isSaid(NEVER_HEADERS)) return { sense: isWhen ? "since" : "out", flag: "do_not_contact" };
  if (isSaid(COMPLAINT_HEADERS) && !has(label, BESIDE_WISH))
    return { sense: isWhen ? "since" : "out", flag: "do_not_contact" };
  if (isSaid(BOUNCE_HEADERS) && !has(label, ["soft"])) return { sense: "since", flag: "bounced" };
  if (isSaid(OUT_HEADERS)) {
    if (has(label, BESIDE_WISH) && !isWhen)
      return has(label, ["type", "list", "lists"]) ? { sense: "out", flag: "unsubscribed" } : null;
    return { sense: isWhen ? "since" : "out", flag: "unsubscribed" };
  }
  if (STATUS.test(label) || label === "state") {
    if (isSaid(IN_HEADERS) || has(label, MAILING)) return { sense: "status", flag: "unsubscribed" };
    return { sense: has(label, ADDRESS_WORDS) ? "check" : "maybe", flag: "unsubscribed" };
  }
  if (!isSaid(IN_HEADERS) || isWhen || has(label, BESIDE_WISH)) return null;
  return { sense: "in", flag: "unsubscribed" };
}

/** Whether a header that means nothing else speaks of contact in a way that a yes or no below it may be a wish. */
export const maySayWish = (header: string): boolean =>
  /(?:^| )(?:not?|kein\w*|nicht|sans|pas|sin|non|stop\w*|never|nie|niet|geen|inte|ikke|без|не)(?: |$)|mail|kontakt|contact|newsl|werb|allow|block|sperr|exclu/u.test(
    headerText(header),
  );
