// Sorts the answers of a form: each into its field, the text, or the rest that stands below it.
import type { UnreadField } from "../../schema/signals.ts";
import { bareAddressIn } from "../read-address.ts";
import type { FormField } from "../../schema/lists.ts";
import { shown, textIn, wordsIn } from "./lines.ts";
import type { ReadAnswer } from "./meaning.ts";
import { readPhone } from "../read-phone.ts";
import { readTime } from "./read-time.ts";
import { isHidden, isInWords, isPage, isTechnical, mayBeAsked } from "./technical.ts";
import { oneLine, profileOf, type Scalar } from "./values.ts";

/** What a clock or a database says whose time was never set. */
const NEVER_SET = "1970-01-01T00:00:00.000Z";

const SIDE_FIELDS = [
  "name",
  "firstName",
  "lastName",
  "company",
  "title",
  "phone",
] as const satisfies readonly FormField[];
export type Side = Readonly<Partial<Record<(typeof SIDE_FIELDS)[number], string>>>;

export interface SortedForm {
  readonly side: Side;
  readonly texts: readonly string[];
  readonly subject: string | undefined;
  readonly profile: string | undefined;
  readonly occurredAt: string | undefined;
  readonly unread: readonly UnreadField[];
  readonly submissionId: string | undefined;
  /** Answers without a place of their own. */
  readonly rest: readonly ReadAnswer[];
  /** What form programs say beside the answers. */
  readonly leftOut: readonly ReadAnswer[];
}

/** Puts each answer in its place; a second answer of a field, one that was cut and one without a field are left for below the text. */
export function sortedForm(answers: readonly ReadAnswer[], address: string | null): SortedForm {
  const side: Partial<Record<(typeof SIDE_FIELDS)[number], string>> = {};
  // Some form tools send the same answer several times.
  const texts = new Set<string>();
  const [rest, leftOut, unread]: [ReadAnswer[], ReadAnswer[], UnreadField[]] = [[], [], []];
  const found: {
    subject?: string | undefined;
    profile?: string | undefined;
    occurredAt?: string | undefined;
    submissionId?: string | undefined;
  } = {};
  for (const answer of answers) {
    const { field, isOthers } = answer;
    if (isOthers) (isOwnOfTool(answer) ? leftOut : rest).push(answer);
    else if (field === "text") texts.add(textIn(answer));
    else if (field === "occurredAt") {
      const time = readTime(answer.values[0]);
      if (time === null || time === NEVER_SET) {
        rest.push(answer);
        if (!unread.includes("occurredAt")) unread.push("occurredAt");
      } else if (found.occurredAt === undefined) found.occurredAt = time;
      else leftOut.push(answer);
    } else if (field === "submissionId") {
      // In a person's words it is none, whatever its label.
      if (answer.values.some(isInWords)) rest.push(answer);
      else if (found.submissionId === undefined) found.submissionId = oneLine(answer.values[0]);
      else leftOut.push(answer);
    } else if (field === "subject") {
      found.subject ??= oneLine(wordsIn(answer));
      rest.push(answer);
    } else if (field === "profile") {
      const profile = found.profile === undefined ? profileOf(answer.values[0]) : undefined;
      if (profile === undefined) rest.push(answer);
      else found.profile = profile;
    } else if (field === "phone") {
      const read = readPhone(answer.values[0]);
      side.phone ??= read?.phone;
      const isAll = read?.isWhole === true && answer.values.length === 1 && read.phone === side.phone;
      if (!isAll) rest.push(answer);
      if (read === null && !unread.includes("phone")) unread.push("phone");
    } else if (field !== undefined && field !== "email") {
      // Of a field that was given twice, or of several choices, the first one has the place.
      const first = oneLine(shown(answer.values[0] ?? ""), Number.POSITIVE_INFINITY);
      side[field] ??= oneLine(first);
      const isAll = answer.values.length === 1 && (first === undefined || isSame(side[field], first));
      if (!isAll) rest.push(answer);
    } else if (address === null || !answer.values.every((value) => isAddress(value, address)))
      (isOwnOfTool(answer) ? leftOut : rest).push(answer);
  }
  return {
    side,
    texts: [...texts],
    subject: found.subject,
    profile: found.profile,
    occurredAt: found.occurredAt,
    // A second answer may have said it.
    unread: unread.filter((field) => (field === "phone" ? side.phone : found.occurredAt) === undefined),
    submissionId: found.submissionId,
    rest,
    leftOut,
  };
}

export const isTime = ({ field, values }: ReadAnswer): boolean =>
  field === "occurredAt" && readTime(values[0]) !== null;
const isSame = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();
const isAddress = (value: Scalar, address: string): boolean => bareAddressIn(value) === address;
/**
 * What a form program says beside the answers. A question of a form has a type, and is an answer whatever its name; so is a text in a person's words
 * below a name that a question may have, too.
 */
export function isOwnOfTool({ labels, path, type, values, isOthers }: ReadAnswer): boolean {
  const label = labels[0] ?? path.at(-1) ?? "";
  if (type === undefined ? new Set(labels).size > 1 : !isHidden(type)) return false;
  if (isOthers) return values.every((value) => isPage(label, value));
  return isTechnical(label) && !(mayBeAsked(label) && values.some(isInWords));
}
