// Which mails an outgoing mail names as those before it: In-Reply-To and References (RFC 5322, 3.6.4). The ids of received mails are strangers' text.
import type { MailId } from "../schema/signals.ts";

const ATOMS = String.raw`[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~-]+)*`;
/** An id as a mail that is written today may have it: without the obsolete forms, which transports refuse. */
const MAIL_ID = new RegExp(String.raw`^<${ATOMS}@(?:${ATOMS}|\[[!-Z^-~]*\])>$`);
/** With its brackets. Leaves room for the name of the field in a line, which has at most 998 characters. */
const MOST_ID_CHARACTERS = 250;

/** Whether a mail may name another one by this id. */
export const isMailId = (id: string): boolean => id.length <= MOST_ID_CHARACTERS && MAIL_ID.test(id);

/** About eight long ids, or thirty of ours. Some servers refuse a mail with a field of more than a few kilobytes. */
const MOST_REFERENCES_CHARACTERS = 2_000;

/**
 * The ids of *References*, oldest first, each once: the last one is *In-Reply-To*. Invalid ids are left out. Of a long conversation the first mail and
 * the last ones remain, as mail programs need them: the first names the conversation, the last are those that the recipient has.
 */
export function referencesOf(mails: readonly MailId[]): readonly MailId[] {
  // An id that is named twice stands where it was named last: the mail that is answered must end the list.
  const [first, ...rest] = [...new Set(mails.filter(isMailId).toReversed())].toReversed();
  if (first === undefined) return [];
  const last: MailId[] = [];
  let room = MOST_REFERENCES_CHARACTERS - first.length;
  for (const id of rest.toReversed()) {
    room -= id.length + 1;
    if (room < 0) break;
    last.unshift(id);
  }
  return [first, ...last];
}
