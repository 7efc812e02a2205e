// Lets the contacts whom new entries of the suppression list name check the list at once, so that their open holds leave the inbox with the
// answer to the person who suppressed them. Whom an entry covers otherwise, the cron finds (cron/sweep-covered.ts).
import { comparisonKey } from "../../domain/address.ts";
import type { Crm } from "../../drizzle/crm.ts";
import { contactIdOf, type StreamId } from "../../schema/ids.ts";
import { inParallel } from "../../schema/in-parallel.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import type { ObjectVerbs } from "./object.ts";
import { nameOf, type Report } from "./report.ts";

interface Ports {
  readonly crm: Pick<Crm, "findContacts">;
  readonly object: (streamId: StreamId) => ObjectVerbs;
  readonly systemKey: string;
  readonly report: Report;
}

/** Each is one request to an object, which may have to wake: a person waits for them. */
const MOST_AT_ONCE = 50;

/**
 * Returns the function that checks the contacts of canonical addresses, and those with the same mailbox. Never throws: the entries are in force,
 * and a contact that could not be checked is checked by the cron.
 */
export const checkingCovered =
  ({ crm, object, systemKey, report }: Ports) =>
  async (addresses: readonly string[]): Promise<void> => {
    try {
      const ids = addresses.map((address) => contactIdOf(systemKey, address));
      const known = await crm.findContacts({ ids, mailboxes: addresses.map(comparisonKey), subjects: [] });
      const found = new Set([...known.byId.values(), ...known.byMailbox.values()].map(({ id }) => id));
      await inParallel([...found].slice(0, MOST_AT_ONCE), async (id) => {
        onlyAnswer(await object(id).perform([{ type: "CheckList" }]));
      });
    } catch (cause) {
      report({ reason: "list_check_failed", streamId: null, detail: nameOf(cause) });
    }
  };
