// What a cell says of a person's wish. What is not understood never means "may be written to" (docs/importing.md).
import { readTime } from "../forms/read-time.ts";
import { withoutHidden } from "../visible-text.ts";
import {
  BOUNCED_CELLS,
  CHECKED_CELLS,
  IN_CELLS,
  NEITHER_CELLS,
  NEVER_CELLS,
  NO_WORDS,
  NOTHING_WORDS,
  OUT_CELLS,
  YES_WORDS,
} from "./wish-words.ts";
import type { WishColumn, WishFlag } from "./wish-column.ts";

/** `said`: the cell says that mail is welcome, or that there was no opt-out. `neither`: known, but nobody agreed. `unknown`: not understood; taken as an opt-out. */
export type Wish =
  | { readonly is: "nothing" | "said" | "no_consent" | "neither" }
  | { readonly is: "out"; readonly flag: WishFlag; readonly isUnderstood: boolean };

/** The beginning of a longer cell says what it says. */
const MOST_CHARACTERS = 300;

const folded = (text: string): string =>
  withoutHidden(text.slice(0, MOST_CHARACTERS))
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ł", "l")
    .replace(/^['"]+/u, "")
    .replace(/['".!]+$/u, "")
    .trim();

const one = (words: readonly string[]): ReadonlySet<string> => new Set(words);
const [YES, NO, NOTHING] = [one(YES_WORDS), one(NO_WORDS), one(NOTHING_WORDS)];
/** Databases write it for a time that never was. */
const NO_TIME = /^0{2,4}[-./]0{1,2}[-./]0{1,4}(?:[ t][\d:.]*)?$|^0?1[-./]0?1[-./]1900|^1900-01-0[01]/u;
const hasTime = (text: string): boolean =>
  readTime(text) !== null || /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ t,].*)?$/u.test(text);

const out = (flag: WishFlag, isUnderstood = true): Wish => ({ is: "out", flag, isUnderstood });
/** Whether a cell begins with one of the words: `["UNSUBSCRIBE"]` and `hard-bounced` do. */
function begins(text: string, words: readonly string[]): boolean {
  const plain = text.replace(/[_\-/[\]"']+/gu, " ").trim();
  return words.some((word) => plain.startsWith(word.replaceAll("_", " ")));
}

/** What the words of a status say; null where they say nothing that is known. */
function statusOf(text: string): Wish | null {
  if (begins(text, NEITHER_CELLS)) return { is: "neither" };
  if (begins(text, NEVER_CELLS)) return out("do_not_contact");
  if (begins(text, BOUNCED_CELLS)) return out("bounced");
  if (begins(text, OUT_CELLS)) return out("unsubscribed");
  return begins(text, IN_CELLS) ? { is: "said" } : null;
}

/** Words that mean an opt-out in a column of any status: a deal that was "rejected" is none. */
const CLEAR_OUT: readonly string[] = [
  "unsub",
  "opted out",
  "opt out",
  "optout",
  "do not contact",
  "dnc",
  "blocklist",
  "blacklist",
  "suppress",
  "complain",
  "spam",
  "hard bounce",
  "bounced",
  "abgemeldet",
  "do not email",
  "do not mail",
  "never contact",
];

/** What a cell below such a header says. An empty cell says nothing. */
export function wishIn(cell: string, { sense, flag }: WishColumn): Wish {
  const text = folded(cell);
  if (text === "" || NOTHING.has(text)) return sense === "in" ? { is: "no_consent" } : { is: "nothing" };
  switch (sense) {
    case "out":
      if (NO.has(text)) return { is: "said" };
      if (YES.has(text)) return out(flag);
      if (NO_TIME.test(text)) return { is: "nothing" };
      return hasTime(text) ? out(flag) : asStatus(statusOf(text), flag);
    case "in":
      if (NO.has(text)) return out(flag);
      if (YES.has(text)) return { is: "said" };
      if (NO_TIME.test(text)) return { is: "no_consent" };
      return hasTime(text) ? { is: "said" } : asStatus(statusOf(text), flag);
    case "since":
      return NO.has(text) || NO_TIME.test(text) ? { is: "nothing" } : out(flag);
    case "status":
      if (/^\d+$/u.test(text)) return out(flag, false);
      if (NO.has(text)) return out(flag);
      return YES.has(text) ? { is: "said" } : (statusOf(text) ?? out(flag, false));
    case "maybe":
      return begins(text, CLEAR_OUT) ? (statusOf(text) ?? out(flag)) : { is: "nothing" };
    case "check":
      if (begins(text, CHECKED_CELLS)) return { is: "nothing" };
      return statusOf(text) ?? out(flag, false);
  }
}

const asStatus = (status: Wish | null, flag: WishFlag): Wish => {
  if (status === null) return out(flag, false);
  return status.is === "out" && flag !== "unsubscribed" ? out(flag) : status;
};

/** Whether a cell is a yes or a no. */
export function isYesOrNo(cell: string): boolean {
  const text = folded(cell);
  return YES.has(text) || NO.has(text);
}
/** Whether a cell is a word by which a mailing tool says what a person is. */
export const isMailingStatus = (cell: string): boolean =>
  begins(folded(cell), [
    "subscribed",
    "unsubscribed",
    "bounced",
    "cleaned",
    "opted",
    "blocklist",
    "blacklist",
    "enabled",
    "disabled",
    "unconfirmed",
    "complain",
    "non-subscribed",
  ]);
