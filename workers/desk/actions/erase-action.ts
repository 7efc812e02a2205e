// The click that erases a contact; it cannot be undone. On the page a person types the contact's id or address again; a program
// does not, because it has confirmed with its own user.
import { askOne, performOne } from "../../../schema/only-answer.ts";
import * as z from "zod";
import { addressIn } from "../../../domain/read-address.ts";
import { commandIdOf, ContactId, RequestId } from "../../../schema/ids.ts";
import { givenReason, saysWhy } from "../../../schema/notes.ts";
import { defineClick, type Click, invalid, type ClickOutcome, refused, seen, unknown } from "./action.ts";
import { performerOf } from "../second-person.ts";
import { beginning } from "../../../schema/cause.ts";

const fields = z.strictObject({
  /** The contact's id or address, as a person typed it on the page. */
  confirm: z.string().trim().max(254).optional(),
  seen: seen.optional(),
  /** The request to which two people agreed; without it, the newest one for this contact. */
  request: RequestId.optional(),
  // The reason is recorded with the suppression entry: the contact's own key is destroyed.
  ...givenReason,
});

export const erase = defineClick({
  path: "/contacts/:id/erase",
  notice: "erased",
  back: (id) => `/contacts/${id}`,
  typed: "confirm",
  fields,
  act: async (click): Promise<ClickOutcome> => {
    const id = ContactId.safeParse(click.id);
    if (!id.success) return unknown("contact");
    if (!saysWhy(click.input)) return invalid("why");
    if (click.input.confirm !== undefined && !(await names(click.input.confirm, id.data, click)))
      return invalid("confirm");
    const version =
      click.input.seen ??
      (await askOne(click.desk.port, { type: "Timeline", contactId: id.data, by: click.by })).version;
    const commandId = commandIdOf("EraseContact", id.data, click.by, String(version));
    const { refusal, ...answer } = await performOne(click.desk.port, {
      type: "EraseContact",
      ...beginning(commandId),
      contactId: id.data,
      by: click.by,
      reason: click.input.reason,
      why: click.input.why,
      performer: await performerOf(click.desk, click.by, click.input.request),
    });
    return refusal ? refused(refusal) : { kind: "done", ...answer };
  },
});

/**
 * Whether the text names this contact: by id, or by the known address. A contact erased before has no known address, so any valid
 * address is accepted.
 */
async function names(text: string, contactId: ContactId, { desk }: Click<unknown>): Promise<boolean> {
  if (text === contactId) return true;
  const address = addressIn(text);
  if (!address.ok) return false;
  const ids = [contactId];
  const stored = addressIn((await desk.reads.contactCards(ids, null)).get(contactId)?.email ?? "");
  if (stored.ok) return stored.value === address.value;
  return (await desk.reads.contactFlags(ids)).get(contactId)?.erased ?? false;
}
